"""The shapes in which ``reader search`` gives what it found, one query at a time.

Invariant: where several queries are asked, each record says first which one it is about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.json_shapes import facets_as_json, hit_as_json
from reader.index.ordering import Sort
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.cli.json_shapes import Record
    from reader.index.facets import Facet
    from reader.index.query import Node
    from reader.index.searching import Hit, Hits
    from reader.library import Library

_ON_A_SCREEN = 20
"""Hits shown on a terminal unless told otherwise; a pipe gets all."""
_VALUES_ON_A_SCREEN = 10
"""Values of a facet shown on a terminal; a pipe gets all."""
_AT_ONCE = 500
"""Paths written in one go."""


class Shape(Enum):
    """How hits are given."""

    SCREEN = auto()
    RECORDS = auto()
    PATHS = auto()
    COUNTS = auto()
    JSON = auto()
    JSONL = auto()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for beside the query."""

    shape: Shape
    sort: Sort = Sort.RELEVANCE
    limit: int | None = None
    facets: tuple[str, ...] = ()
    end: str = "\n"
    """What ends a path."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query to a library."""

    library: Library
    text: str
    """As it was typed."""
    node: Node
    place: str = ""
    """File and line, if it comes from a file of queries."""

    @property
    def one_of_many(self) -> bool:
        """Whether it comes from a file of queries."""
        return bool(self.place)

    @property
    def leading(self) -> list[str]:
        """The columns that come before those of a record."""
        return [self.text] if self.one_of_many else []

    def hits(self, wanted: Wanted) -> Hits:
        """What it finds."""
        return self.library.search(self.node, limit=wanted.limit, sort=wanted.sort)

    def counted(self, wanted: Wanted) -> list[Facet]:
        """The facets that are wanted, over all it finds."""
        return self.library.queries.facets(self.node, wanted.facets) if wanted.facets else []


def answer(question: Question, wanted: Wanted) -> int:
    """Write what ``question`` finds; the number of articles found.

    JSON is an array of hits; with facets an object, which has room for them.
    """
    match wanted.shape:
        case Shape.JSON if wanted.facets:
            total, record = answer_as_json(question, wanted)
            output.write_json_object(record)
            return total
        case Shape.SCREEN:
            return _write_screen(question, wanted)
        case Shape.PATHS:
            return _write_paths(question, wanted)
        case Shape.RECORDS if wanted.facets:
            return _write_facet_records(question, wanted)
    found = question.hits(wanted)
    if wanted.shape is Shape.JSON:
        output.stream_json(_hit(question, hit) for hit in found.hits)
        return found.total
    leading = list(map(output.field, question.leading))
    for hit in found.hits:
        if wanted.shape is Shape.JSONL:
            asked: Record = {"query": question.text} if question.one_of_many else {}
            output.json_line(asked | _hit(question, hit))
        else:
            fields = _count if wanted.shape is Shape.COUNTS else _fields
            output.record(leading + fields(question, hit))
    return found.total


def answer_as_json(question: Question, wanted: Wanted) -> tuple[int, Record]:
    """The number of articles that ``question`` finds, and all of the answer as one object."""
    found = question.hits(wanted)
    hits = [_hit(question, hit) for hit in found.hits]
    record: Record = {"query": question.text, "total": found.total, "hits": hits}
    if wanted.facets:
        record["facets"] = facets_as_json(question.counted(wanted))
    return found.total, record


def tell_nothing(question: Question) -> None:
    """Say that nothing was found, and what might be."""
    meant = question.library.queries.did_you_mean(question.text)
    hint = f" Did you mean: {meant}?" if meant else ""
    if not meant and "?" in question.text:
        hint = " A ? stands for one letter; put what has one in quotation marks."
    output.talk(f"Nothing found for {question.text}.{hint}")


def _hit(question: Question, hit: Hit) -> Record:
    passages = question.library.snippets(question.node, hit.entry.path, count=3)
    return hit_as_json(hit, passages)


def _fields(question: Question, hit: Hit) -> list[str]:
    passages = question.library.snippets(question.node, hit.entry.path)
    passage = " ".join(passages[0].text.split()) if passages else ""
    return [hit.entry.path, _day(hit), hit.entry.title, passage]


def _count(question: Question, hit: Hit) -> list[str]:
    path = hit.entry.path
    return [path, str(question.library.count_matches(question.node, path))]


def _write_paths(question: Question, wanted: Wanted) -> int:
    found = question.library.queries.paths(question.node, wanted.sort)
    before = "".join(f"{output.field(leading)}\t" for leading in question.leading)
    for some in _batches(found[: wanted.limit]):
        output.write("".join(f"{before}{path}{wanted.end}" for path in some), end="")
    return len(found)


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """``paths`` some at a time: writing each alone would take longer than finding it."""
    return (paths[start : start + _AT_ONCE] for start in range(0, len(paths), _AT_ONCE))


def _write_facet_records(question: Question, wanted: Wanted) -> int:
    for facet in question.counted(wanted):
        for value, count in facet.counts:
            output.record([*question.leading, facet.name, value, count])
    return question.library.queries.count(question.node)


def _write_screen(question: Question, wanted: Wanted) -> int:
    found = question.hits(replace(wanted, limit=wanted.limit or _ON_A_SCREEN))
    if question.one_of_many:
        output.write(click.style(output.field(question.text), underline=True))
    for number, hit in enumerate(found.hits, 1):
        _write_hit(question, hit, number)
    _write_facets(question.counted(wanted))
    articles = counted(found.total, "article")
    if len(found.hits) < found.total:
        output.talk(f"{len(found.hits)} of {articles}; -n shows more.")
    elif found.total:
        output.talk(articles)
    return found.total


def _write_hit(question: Question, hit: Hit, number: int) -> None:
    entry = hit.entry
    about = " · ".join(part for part in (_day(hit), entry.source, entry.path) if part)
    output.write(click.style(f"{number:>3}  {entry.title}", bold=True))
    output.write(click.style(f"     {about}", dim=True))
    width = 2 * output.width() - 16
    for snippet in question.library.snippets(question.node, entry.path, width=width):
        text = output.emphasise(snippet.text, snippet.start, snippet.matches)
        first = f"     p. {snippet.page}: " if snippet.page else "     "
        output.write(
            click.wrap_text(
                text, output.width() - 1, initial_indent=first, subsequent_indent="     "
            )
        )
    output.write("")


def _write_facets(facets: Sequence[Facet]) -> None:
    """Small tables, one below the other, the numbers in a column before the values."""
    for facet in facets:
        output.write(click.style(f"  by {facet.name}", bold=True))
        for value, count in facet.counts[:_VALUES_ON_A_SCREEN]:
            output.write(_row(count, value))
        more = len(facet.counts) - _VALUES_ON_A_SCREEN
        if more > 0:
            output.write(click.style(f"         and {more:,} more", dim=True))
        if not facet.counts:
            output.write(click.style("         none", dim=True))
        output.write("")


def _row(count: int, value: str) -> str:
    from rich.cells import cell_len, set_cell_size

    row = f"{count:>7,}  {output.field(value)}"
    return row if cell_len(row) < output.width() else set_cell_size(row, output.width() - 2) + "…"


def _day(hit: Hit) -> str:
    return f"{hit.entry.date:%Y-%m-%d}" if hit.entry.date else ""
