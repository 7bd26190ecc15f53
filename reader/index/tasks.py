"""What workers are given and give back, and how they are asked, without what the work takes.

Whoever hands the work out only waits for it: what reads and marks articles is imported where that
is done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.index.names import ArticleNames

if TYPE_CHECKING:
    from pathlib import Path

    from reader.index.entries import Entry, Reading, Stamp
    from reader.index.segments.postings import FieldWords
    from reader.marks.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be prepared."""

    path: str
    """Relative to the library's root."""
    stamp: Stamp
    packed: bytes = b""
    """The reading as it was, when the file is the same and only its sidecar is another."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file, ready to be written."""

    entry: Entry
    packed: bytes = b""
    """The reading for the catalogue; empty when the file could not be read."""
    words: dict[str, FieldWords] = field(default_factory=dict)
    """By field of the index."""
    names: ArticleNames = field(default_factory=ArticleNames)


def prepare(task: Task, root: Path, size_limit: int, decisions: Decisions, model: str) -> Prepared:
    """As :func:`reader.index.preparing.prepare`."""
    from reader.index import preparing

    return preparing.prepare(task, root, size_limit, decisions, model)


def read_and_mark(file: Path, size_limit: int, model: str) -> Reading:
    """As :func:`reader.index.preparing.read_and_mark`."""
    from reader.index import preparing

    return preparing.read_and_mark(file, size_limit, model)
