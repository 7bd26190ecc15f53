"""``reader annotate``: a passage, or the whole article, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.annotating import quoted
from reader.cli import notes, output, sessions
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
@click.option("--note", help="A note; - reads it from standard input.")
@notes.edit_option
def annotate(
    *,
    article: str,
    folder: Path | None,
    exact: str | None,
    nth: int | None,
    lines: str | None,
    offsets: str | None,
    tags: tuple[str, ...],
    note: str | None,
    edit: bool,
) -> int:
    """Annotate a passage, or the whole article.

    ARTICLE is a path, or a part of one that only one article has. Without --exact, --lines or
    --at the tags and the note are about the whole article. Prints the annotation's id. A note in
    the command can be seen by every user of the machine; one on standard input, or written with
    --edit, cannot.
    """
    notes.said_once(note, edit=edit)
    with sessions.opened(folder, wait=True) as library:
        opened = library.open(library.resolve(article))
        if opened.problem:
            raise LibraryError(opened.problem)
        span = span_of(opened, exact=exact, nth=nth, lines=lines, offsets=offsets)
        if span is None and not (tags or note or edit):
            raise click.UsageError("Say what to annotate (--exact, --lines, --at), or give a note.")
        about = f"annotate {opened.path} {span}"
        written = notes.edited(library.root, about, "") if edit else None
        if edit and written is None:
            return Status.NOTHING
        text = notes.spoken(note or "") if written is None else written
        for remark in library.acts.doubts(tags):
            output.talk(remark)
        with notes.kept_if_refused(library.root, about, written):
            if span is None:
                library.acts.annotate_article(opened, tags=tags, note=text)
                output.talk(f"Noted on {opened.path}.")
            else:
                _, annotation = library.acts.annotate(opened, *span, tags=tags, note=text)
                output.write(annotation.id)
                output.talk(f"Annotated {quoted(annotation.anchor.exact)} in {opened.path}.")
    return Status.DONE
