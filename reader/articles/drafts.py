"""What every format hands over: the text and its blocks, and what the file says of itself.

A draft is not yet an :class:`~reader.articles.model.Article`: guesses for what the file does not
say, and the hashes, are added in one place, :mod:`reader.articles.reading`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from reader.articles.model import Block, Page


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states about itself; empty where it is silent. Not yet sanitised."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: datetime | None = None
    source: str = ""
    url: str = ""
    language: str = ""
    """ISO 639-1 code."""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, its blocks and pages, and what the file states."""

    text: str
    """Sanitised."""
    blocks: tuple[Block, ...]
    stated: Stated = field(default_factory=Stated)
    pages: tuple[Page, ...] = ()
    guessed: Stated = field(default_factory=Stated)
    """What the format made out by rules of its own, for where ``stated`` is silent."""
