"""What the layout of a page is made of: plain values, so that it can be tested without a PDF.

All lengths are PDF points (1/72 inch); y grows upwards. Invariant: a page is upright, whatever its
rotation in the file, and all its numbers are finite.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """A word where it stands, turned upright about the origin; in points, y upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    quarter: int = 0
    """Quarter turns counter-clockwise that it was rotated by; -1 for what is slanting."""
    bold: bool = False
    begins: bool = True
    """Whether PDFium ended a line before it."""
    glued: bool = False
    """Whether no white space stands before it, or none that can be seen."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space."""

    text: str
    left: float
    right: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, in the order in which they are read."""

    words: tuple[Word, ...]
    """Never empty."""
    left: float
    right: float
    base: float
    """Height of the baseline."""
    size: float
    """Size of the font that most of it is set in."""
    bold: bool = False
    """Whether it begins and ends in a bold font."""
    marked: bool = False
    """Whether it begins with a small raised mark, as footnotes do."""

    @property
    def text(self) -> str:
        """Its words with spaces between them."""
        return " ".join([word.text for word in self.words])

    @property
    def width(self) -> float:
        """From the left of the leftmost word to the right of the rightmost."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page."""

    lines: tuple[Line, ...] = ()
    bottom: float = 0.0
    """Of the page, not of its text."""
    top: float = 0.0
    scanned: bool = False
    """Whether its text was recognised from a picture."""


def line_of(words: Sequence[Word], base: float, size: float) -> Line:
    """The line that ``words``, which must be some, make."""
    left = min([word.left for word in words])
    right = max([word.right for word in words])
    return Line(tuple(words), left, right, base, size, words[0].bold and words[-1].bold)


def overlap(one: Line, other: Line) -> float:
    """How far the two lie above one another, in points; negative is the gap between them."""
    return min(one.right, other.right) - max(one.left, other.left)


def turn(x: float, y: float, quarter: int) -> tuple[float, float]:
    """The point where ``(x, y)`` comes to lie once ``quarter`` turns are undone."""
    for _ in range(quarter):
        x, y = y, -x
    return x, y
