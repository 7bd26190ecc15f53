"""A file of queries: one a line, asked in turn.

A line that is no query costs only itself. Blank lines, and lines that begin with ``#``, are
passed over.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.cli import output
from reader.cli.carets import told
from reader.cli.search_views import Question, Shape, Wanted, answer, answer_as_json, tell_nothing
from reader.cli.status import Status
from reader.errors import QueryError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library import Library

_LARGEST = 10_000_000
"""Bytes: 200 queries of the greatest length, or a million of a word. What is larger, or without
end as a device may be, is no file of queries."""


@dataclass(frozen=True, slots=True)
class Line:
    """A query in a file."""

    text: str
    place: str
    """File and line, for errors."""


def read_queries(file: Path) -> list[Line]:
    """The queries in ``file``; ``-`` is standard input.

    What is not UTF-8 is kept so that only its own lines are wrong. Raises ``OSError``, and
    ``ReaderError`` where there is more than could be a file of queries.
    """
    from_input = str(file) == "-"
    name = "Standard input" if from_input else str(file)
    if from_input:
        content = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ReaderError(
            f"{name} has more than {_LARGEST // 1_000_000} MB, which is no file of queries. "
            "Name another, or give it in pieces."
        )
    lines = content.decode("utf-8-sig", errors="replace").split("\n")
    return [
        Line(text, f"{name[:1].lower() + name[1:] if from_input else name}:{number}")
        for number, line in enumerate(lines, 1)
        if (text := line.strip()) and not text.startswith("#")
    ]


def answer_all(library: Library, lines: list[Line], wanted: Wanted) -> Status:
    """Write what each query finds, and tell what is wrong with which line."""
    failed = found = False
    records: list[dict[str, object]] = []
    for question in _questions(library, lines):
        if question is None:
            failed = True
            continue
        try:
            if wanted.shape is Shape.JSON:
                total, record = answer_as_json(question, wanted)
                records.append(record)
            else:
                total = answer(question, wanted)
        except QueryError as error:
            _tell(error, question.place)
            failed = True
            continue
        found = found or total > 0
        if not total:
            tell_nothing(question)
    if wanted.shape is Shape.JSON:
        output.write_json(records)
    if failed:
        return Status.SOME_FAILED
    return Status.DONE if found else Status.NOTHING


def _questions(library: Library, lines: list[Line]) -> Iterator[Question | None]:
    """The questions in ``lines``; None for one that is told to be wrong."""
    for line in lines:
        try:
            node = library.queries.parse(line.text)
        except QueryError as error:
            _tell(error, line.place)
            yield None
        else:
            yield Question(library, line.text, node, place=line.place)


def _tell(error: QueryError, place: str) -> None:
    """Say what is wrong with the query at ``place``: it cannot be read, or is too much work."""
    output.talk(f"reader: {place}: {told(error)}")
