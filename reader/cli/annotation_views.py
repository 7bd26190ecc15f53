"""What annotations look like on the command line, and the options that select them.

What is said of a whole article is listed and filtered like an annotation: one without an id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, TypeVar

import click

from annotations.model import Anchor, Annotation
from reader.annotating import Placed, Selection
from reader.cli import output
from reader.errors import LibraryError
from reader.index.query import read_date_range

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library import Library
    from reader.open_article import OpenArticle

F = TypeVar("F", bound="Callable[..., object]")


class Filters(TypedDict):
    """What the options of :func:`selecting` say."""

    tags: tuple[str, ...]
    creator: str
    words: str
    article: str
    orphans: bool
    kinds: tuple[str, ...]
    date: str
    query: str


def selecting(command: F) -> F:
    """Add the options that select annotations; ``select`` reads them."""
    for option in reversed(
        (
            click.option("--tag", "tags", multiple=True, help="With this tag, or one below it."),
            click.option("--creator", default="", help="By this person."),
            click.option(
                "--kind",
                "kinds",
                multiple=True,
                help="Of this kind: highlight, entity, quotation; article is on the whole one.",
            ),
            click.option("--date", default="", help="Made or changed then: 2025-09, 2025-08.."),
            click.option("--text", "words", default="", help="With these words, quoted or noted."),
            click.option("--article", default="", help="On this article."),
            click.option("--query", default="", help="On the articles that this query finds."),
            click.option("--orphans", is_flag=True, help="Whose place is not to be found."),
        )
    ):
        command = option(command)
    return command


def select(library: Library, filters: Filters) -> Selection:
    """The selection that the options of :func:`selecting` ask for."""
    when, asked = filters["date"], filters["query"]
    span = read_date_range(when, when, 0) if when else None
    return Selection(
        tags=library.acts.meant_tags(filters["tags"]),
        creator=filters["creator"],
        words=filters["words"],
        article=library.resolve(filters["article"]) if filters["article"] else "",
        orphans=filters["orphans"],
        kinds=filters["kinds"],
        since=span.start if span else None,
        until=span.end if span else None,
        among=library.queries.found_by(asked) if asked else None,
    )


def chosen(library: Library, selection: Selection) -> Iterator[tuple[OpenArticle, list[Placed]]]:
    """Each article with what ``selection`` admits: on the whole first, then as the text goes.

    What is wrong with a sidecar is told on the way.
    """
    for opened in library.annotated(selection.article):
        if selection.among is not None and opened.path not in selection.among:
            continue
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


def find_annotation(
    library: Library, identifier: str, article: str = ""
) -> tuple[OpenArticle, Placed]:
    """The one annotation whose id begins with ``identifier``, on ``article`` if that is named.

    Raises :class:`~reader.errors.LibraryError` when there is none, or more than one.
    """
    path = library.resolve(article) if article else ""
    found = [
        (opened, one)
        for opened, placed in chosen(library, Selection(article=path))
        for one in placed
        if identifier and not is_whole(one) and one.annotation.id.startswith(identifier)
    ]
    exact = [pair for pair in found if pair[1].annotation.id == identifier]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise LibraryError(
            f"There is no annotation “{identifier}”. “reader annotations” shows what there is."
        )
    if len({one.annotation.id for _, one in found}) == 1:
        paths = ", ".join(opened.path for opened, _ in found[:8])
        raise LibraryError(f"{identifier} stands on {paths}; say which with --article.")
    ids = ", ".join(one.annotation.id for _, one in found[:8])
    raise LibraryError(f"“{identifier}” may be any of {ids}. Type more of it.")


on_article = click.option("--article", default="", help="On which article, when ids are alike.")


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


def _correction(annotation: Annotation) -> str:
    """What a correction of a machine's mark says, in words."""
    said = annotation.correction
    name = " — ".join(part for part in (said.type, said.name or said.speaker) if part)
    return " ".join(part for part in (annotation.kind, said.verdict, name) if part)


def annotation_lines(placed: Placed, page: str = "") -> list[str]:
    """One annotation for a terminal: its ``page``, its words, its tags, its note."""
    annotation = placed.annotation
    parts = [click.style(f"{annotation.id or 'article':10}", dim=True)]
    if page:
        parts.append(click.style(f"p. {page}", dim=True))
    if placed.is_orphan:
        parts.append(click.style("place lost", fg="red", bold=True))
    if not is_whole(placed):
        parts.append(f"“{output.safe(' '.join(annotation.anchor.exact.split()))}”")
    if annotation.correction:
        parts.append(click.style(output.safe(_correction(annotation)), fg="cyan"))
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
