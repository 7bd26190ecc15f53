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
from reader.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library import Library


@dataclass(frozen=True, slots=True)
class Line:
    """A query in a file."""

    text: str
    place: str
    """File and line, for errors."""


def read_queries(file: Path) -> list[Line]:
    """The queries in ``file``; ``-`` is standard input. Raises ``OSError``.

    What is not UTF-8 is kept so that only its own lines are wrong.
    """
    from_input = str(file) == "-"
    content = sys.stdin.buffer.read() if from_input else file.read_bytes()
    lines = content.decode("utf-8-sig", errors="replace").split("\n")
    name = "standard input" if from_input else str(file)
    return [
        Line(text, f"{name}:{number}")
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
        if wanted.shape is Shape.JSON:
            total, record = answer_as_json(question, wanted)
            records.append(record)
        else:
            total = answer(question, wanted)
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
            output.talk(f"reader: {line.place}: {told(error)}")
            yield None
        else:
            yield Question(library, line.text, node, one_of_many=True)
