"""What annotations look like on the command line, and the options that select them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from reader.annotating import Selection
from reader.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.annotating import Placed
    from reader.library import Library, OpenArticle

F = TypeVar("F", bound="Callable[..., object]")


def selecting(command: F) -> F:
    """Add the options that select annotations; ``select`` reads them."""
    for option in reversed(
        (
            click.option("--tag", "tags", multiple=True, help="With this tag, or one below it."),
            click.option("--creator", default="", help="By this person."),
            click.option("--text", "words", default="", help="With these words, quoted or noted."),
            click.option("--article", default="", help="On this article."),
            click.option("--orphans", is_flag=True, help="Whose place is not to be found."),
        )
    ):
        command = option(command)
    return command


def select(
    library: Library,
    *,
    tags: tuple[str, ...],
    creator: str,
    words: str,
    article: str,
    orphans: bool,
) -> Selection:
    """The selection that the options of :func:`selecting` ask for."""
    path = library.resolve(article) if article else ""
    return Selection(tags, creator, words, path, orphans)


def chosen(library: Library, selection: Selection) -> Iterator[tuple[OpenArticle, list[Placed]]]:
    """Each article with the annotations that ``selection`` admits, in the order of the text.

    What is wrong with a sidecar is told on the way.
    """
    for opened in library.annotated(selection.article):
        if opened.problem:
            output.talk(opened.problem)
        yield opened, [p for p in opened.placed if selection.admits(opened.path, p)]


def annotation_as_json(path: str, placed: Placed) -> dict[str, object]:
    """One annotation as the listings give it."""
    annotation = placed.annotation
    return {
        "article": path,
        "id": annotation.id,
        "kind": annotation.kind,
        "start": None if placed.is_orphan else placed.start,
        "end": None if placed.is_orphan else placed.end,
        "exact": annotation.anchor.exact,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
        "orphan": placed.is_orphan,
    }


def annotation_lines(placed: Placed) -> list[str]:
    """One annotation for a terminal: its words, its tags, its note."""
    annotation = placed.annotation
    exact = " ".join(annotation.anchor.exact.split())
    tags = "".join("  " + click.style(f"#{tag}", fg="yellow") for tag in annotation.tags)
    lost = click.style("place lost  ", fg="red", bold=True) if placed.is_orphan else ""
    head = f"{click.style(annotation.id, dim=True)}  {lost}“{exact}”{tags}"
    lines = [head, *annotation.note.splitlines()]
    return [
        click.wrap_text(
            line,
            output.width() - 1,
            initial_indent="  " if number == 0 else " " * 14,
            subsequent_indent=" " * 14,
        )
        for number, line in enumerate(lines)
    ]
