"""The table of verbs: what ``reader --help`` shows, and where each command lives."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import click

from reader.cli.given import Given
from reader.cli.groups import LazyGroup


class Verbs(LazyGroup):
    """``reader [PATH]`` opens; every other verb is said."""

    default = "open"
    verbs: ClassVar = {
        "open": ("reader.cli.opening:open_", "Read and annotate in the terminal (the default)."),
        "search": (
            "reader.cli.searching:search",
            "Search the articles; ranked hits with snippets.",
        ),
        "searches": (
            "reader.cli.saved_searches:searches_",
            "List, save and remove searches with a name.",
        ),
        "list": ("reader.cli.listing:list_", "List the articles of the library."),
        "show": ("reader.cli.showing:show", "Print an article with its marks and annotations."),
        "entities": (
            "reader.cli.entities:entities",
            "List the people, places and organisations; correct them.",
        ),
        "quotes": (
            "reader.cli.quotes:quotes",
            "List who said what; correct the speakers.",
        ),
        "compare": (
            "reader.cli.comparing:compare",
            "Show what two articles have in common, word for word.",
        ),
        "annotate": ("reader.cli.annotating:annotate", "Annotate a passage, or the whole article."),
        "describe": (
            "reader.cli.describing:describe",
            "Show what is known about an article, or state it better.",
        ),
        "annotations": (
            "reader.cli.annotations:annotations_",
            "List, show, change and delete annotations.",
        ),
        "tags": ("reader.cli.tags:tags_", "List, rename, merge and describe tags."),
        "export": ("reader.cli.exporting:export", "Write annotations to one document."),
        "import": ("reader.cli.importing:import_", "Take annotations in from another program."),
        "mv": ("reader.cli.moving:mv", "Move or rename an article with its annotations."),
        "index": ("reader.cli.indexing:index", "Bring the index up to date."),
        "check": ("reader.cli.checking:check", "List what is wrong in the library."),
        "demo": ("reader.cli.demo:demo", "Try the reader on a small sample library."),
    }

    def means_default(self, word: str) -> bool:
        """``reader PATH`` opens what exists; anything else is a mistyped verb."""
        return Path(word).exists()

    def mistaken(self, word: str, near: str) -> str:
        """What to say of a ``word`` that is no verb and no path."""
        if "/" in word:
            return f"There is no file or folder “{word}”. See that the path is right."
        hint = f"Did you mean “{near}”?" if near else f"“reader search {word}” searches for it."
        return f"There is no command, file or folder “{word}”. {hint}"


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-L",
    "--library",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of articles; every command takes this, too.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="When to colour the output.",
)
@click.option("--debug", is_flag=True, help="Show where an unexpected error comes from.")
@click.version_option(package_name="florilegium", message="%(prog)s %(version)s")
@click.pass_context
def app(ctx: click.Context, *, folder: Path | None, color: str, debug: bool) -> int | None:  # noqa: ARG001
    """Read, search and annotate a folder of articles.

    \b
    reader [PATH]            open a folder, or an article, in the terminal
    reader search QUERY...   search it from the shell

    A library is a folder: the one named with -L, else $READER_LIBRARY, else the current one.
    """
    ctx.obj = Given(color, folder)
    if ctx.invoked_subcommand is not None:
        return None
    from reader.cli.opening import open_

    status: int = ctx.invoke(open_)
    return status
