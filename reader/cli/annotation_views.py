"""What annotations look like on the command line, and the options that select them.

What is said of a whole article is listed and filtered like an annotation: one without an id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from annotations import Anchor, Annotation
from reader.annotating import Placed, Selection
from reader.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    """Each article with what ``selection`` admits: on the whole first, then as the text goes.

    What is wrong with a sidecar is told on the way.
    """
    for opened in library.annotated(selection.article):
        if opened.problem:
            output.talk(f"reader: {opened.problem}")
        said = [*_on_the_whole(opened), *opened.placed]
        yield opened, [placed for placed in said if selection.admits(opened.path, placed)]


def is_whole(placed: Placed) -> bool:
    """Whether ``placed`` is what is said of a whole article."""
    return not placed.annotation.id


def _on_the_whole(opened: OpenArticle) -> Iterator[Placed]:
    said = opened.sidecar.article if opened.sidecar else None
    if said and (said.tags or said.note):
        nowhere = Anchor(0, 0, exact="")
        yield Placed(Annotation("", "article", nowhere, said.tags, said.note), 0, 0)


def annotation_fields(path: str, placed: Placed) -> list[object]:
    """The fields of one annotation in a pipe."""
    annotation = placed.annotation
    anchored = not (is_whole(placed) or placed.is_orphan)
    return [
        path,
        annotation.id,
        placed.start if anchored else "",
        placed.end if anchored else "",
        ", ".join(annotation.tags),
        annotation.anchor.exact,
        annotation.note,
    ]


def annotation_lines(placed: Placed) -> list[str]:
    """One annotation for a terminal: its words, its tags, its note."""
    annotation = placed.annotation
    parts = [click.style(f"{annotation.id or 'article':10}", dim=True)]
    if placed.is_orphan:
        parts.append(click.style("place lost", fg="red", bold=True))
    if not is_whole(placed):
        parts.append(f"“{output.safe(' '.join(annotation.anchor.exact.split()))}”")
    parts += [click.style(f"#{output.safe(tag)}", fg="yellow") for tag in annotation.tags]
    lines = ["  ".join(parts), *output.safe(annotation.note).splitlines()]
    return [
        click.wrap_text(
            line,
            output.width() - 1,
            initial_indent="  " if number == 0 else " " * 14,
            subsequent_indent=" " * 14,
        )
        for number, line in enumerate(lines)
    ]
