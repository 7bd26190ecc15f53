"""Where the reader wants to go: an article, and a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from reader.index.query import Node


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be opened."""

    path: str
    node: Node | None = None
    """The query that found it: it opens at the first match."""
    span: tuple[int, int] | None = None
    """The place to open it at, in code points; None for where the reader left off."""


@dataclass
class Wanted(Message):
    """An article is to be read now."""

    goal: Goal
