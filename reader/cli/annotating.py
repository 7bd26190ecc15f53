"""``reader annotate``: a passage, or the whole article, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.annotating import quoted
from reader.cli import output, sessions
from reader.cli.completing import complete_tags
from reader.cli.places import place_options, span_of
from reader.cli.status import Status
from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("article")
@sessions.library_option
@place_options
@click.option(
    "--tag",
    "tags",
    multiple=True,
    shell_complete=complete_tags,
    help="A tag; may be repeated.",
)
@click.option("--note", default="", help="A note.")
def annotate(
    *,
    article: str,
    folder: Path | None,
    exact: str | None,
    nth: int | None,
    lines: str | None,
    offsets: str | None,
    tags: tuple[str, ...],
    note: str,
) -> int:
    """Annotate a passage, or the whole article.

    ARTICLE is a path, or a part of one that only one article has. Without --exact, --lines or
    --at the tags and the note are about the whole article. Prints the annotation's id.
    """
    with sessions.opened(folder, wait=True) as library:
        opened = library.open(library.resolve(article))
        if opened.problem:
            raise LibraryError(opened.problem)
        span = span_of(opened, exact=exact, nth=nth, lines=lines, offsets=offsets)
        if span is None and not (tags or note):
            raise click.UsageError("Say what to annotate (--exact, --lines, --at), or give a note.")
        for remark in library.acts.doubts(tags):
            output.talk(remark)
        if span is None:
            library.acts.annotate_article(opened, tags=tags, note=note)
            output.talk(f"Noted on {opened.path}.")
        else:
            _, annotation = library.acts.annotate(opened, *span, tags=tags, note=note)
            output.write(annotation.id)
            output.talk(f"Annotated {quoted(annotation.anchor.exact)} in {opened.path}.")
    return Status.DONE
