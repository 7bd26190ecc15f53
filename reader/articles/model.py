"""What an article is once it has been read: a text, its blocks, and what is known about it.

Invariant: every place in an article, everywhere in the program, is a code-point offset into
``Article.text``. The text is sanitised and normalised (NFC, ``\\n``) before it gets here, so
nothing downstream ever meets a control character.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Role(StrEnum):
    """What a block is for the reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"
    BOILERPLATE = "boilerplate"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text with one role. Blocks are in order, disjoint, and hold all text but space."""

    start: int
    """Code-point offset of the first character, never white space."""
    end: int
    """Code-point offset after the last character, exclusive."""
    role: Role
    language: str = ""
    """ISO 639-1 code, or empty when unknown."""
    level: int = 0
    """Depth of a heading, 1 for the title; 0 for other blocks."""
    wrapped: bool = False
    """True when the line ends inside were made by wrapping and are read as spaces."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the printed or paginated form."""

    start: int
    """Code-point offset at which it begins, perhaps inside a block; that of the next is its end."""
    label: str
    """Its number as it is printed, such as ``12`` or ``xii``; empty when it bears none."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; ``guessed`` names the fields that nobody stated."""

    title: str
    authors: tuple[str, ...] = ()
    date: datetime | None = None
    """Aware, in UTC; midnight when only the day is known."""
    source: str = ""
    """The publication or site."""
    url: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    guessed: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Article:
    """One file, read."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    format: str
    """Name of the format it was read as, such as ``plain text``."""
    sha256: str
    """Of the file's bytes, hexadecimal."""
    text_sha256: str
    """Of ``text`` in UTF-8: tells whether offsets taken earlier still count."""
    pages: tuple[Page, ...] = ()
    """In order; empty for what has no pages."""

    def page_at(self, offset: int) -> str:
        """The printed number of the page on which the code point at ``offset`` stands, or empty."""
        number = bisect_right(self.pages, offset, key=lambda page: page.start)
        return self.pages[number - 1].label if number else ""
