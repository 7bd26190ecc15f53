"""From a page of PDFium to words with places: the one module that asks PDFium about characters.

PDFium's own white space tells words apart. Asking costs more than all else in reading a PDF, so it
is done a few times for each word and not for each character.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage, PdfTextPage

_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line, in place of the hyphen and the line end."""
_WORD = re.compile(
    f"[^\\s\x00\x01\x03-\x1f\u200b\ufeff\ufffe\uffff{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}|\n"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT_RUN = re.compile(
    "[\u0591-\u05f2\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefc]{2,}"
)
"""Letters and their marks."""
_MOST_CHARACTERS = 10_000_000
"""On one page; what comes after is not read."""
_FARTHEST = 100_000.0
"""Points from the origin; no page is larger than 14,400 a side."""
_SLANT = math.radians(10)
"""Scans are crooked by a degree or two; watermarks by thirty and more."""
_BOLD = re.compile(
    rb"bold|black|heavy|[-,]demi|-medi(?!um)|(?:cm|sf)b[xi]|cmssbx|[-,]bd\b", re.IGNORECASE
)
_MARKED = re.compile(r"(?:[^\W\d_]{4}|[^\W\d_][.,;:!?”’\"')]{1,3})\d{1,3}$")
"""A word with what may be the mark of a footnote, but no square metre."""
_NOTE = re.compile(r"\d{1,3}(?=[^\W\d_])")
_MARK_SIZE = 0.85
"""Of the size of the text, what the mark of a footnote is set in at most."""
_SHORTEST_SUSPECT = 3
"""Characters less one of a run in which a space can have been missed."""
_MISSED_SPACE = 0.2
"""Of the height of the font, the least width of such a space."""
_FORCE_BOLD = 1 << 18
"""Flag of a font descriptor (ISO 32000-1, table 123)."""
_NAME_SIZE = 128


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
    """Whether no white space stands before it."""


def read_places(page: PdfPage) -> list[Place]:
    """The words of ``page`` in the order in which the file draws them.

    Raises ``PdfiumError`` when the page cannot be read.
    """
    text_page = page.get_textpage()
    try:
        return list(_places(text_page))
    finally:
        text_page.close()


def turn(x: float, y: float, quarter: int) -> tuple[float, float]:
    """The point where ``(x, y)`` comes to lie once ``quarter`` turns are undone."""
    for _ in range(quarter):
        x, y = y, -x
    return x, y


def _places(text_page: PdfTextPage) -> Iterator[Place]:
    raw = text_page.raw
    count = min(text_page.count_chars(), _MOST_CHARACTERS)
    unicode_at = pdfium.FPDFText_GetUnicode
    text = "".join([_character(unicode_at(raw, number)) for number in range(count)])
    probe = _Probe(raw)
    begins = True
    previous_end = -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        if text[start] == "\n":
            begins = True
            continue
        word = match.group().replace(_HYPHEN, "-")
        glued = start == previous_end
        previous_end = end
        for first, last in probe.parts(word, start, end - 1):
            part = word[first - start : last + 1 - start]
            if _MARKED.search(part):
                part = probe.with_mark(part, first, last)
            elif not part.isascii() and _RIGHT_TO_LEFT.search(part):
                part = probe.logical(part, first)
            place = probe.place(part, first, last, begins=begins, glued=glued and first == start)
            if place is not None:
                yield place
                begins = False


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else "\ufffd"


class _Probe:
    """Asks PDFium about single characters; the room for its answers is made once a page."""

    def __init__(self, raw: object) -> None:
        self._raw = raw
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(_NAME_SIZE)

    def place(self, word: str, first: int, last: int, *, begins: bool, glued: bool) -> Place | None:
        """Where ``word``, the characters ``first`` to ``last``, stands; None for nowhere."""
        raw, matrix = self._raw, self._matrix
        pdfium.FPDFText_GetCharOrigin(raw, first, self._x, self._y)
        pdfium.FPDFText_GetMatrix(raw, first, matrix)
        across, along, x, y = matrix.a, matrix.b, self._x.value, self._y.value
        size = pdfium.FPDFText_GetFontSize(raw, first) * math.hypot(matrix.c, matrix.d)
        if not (abs(x) < _FARTHEST and abs(y) < _FARTHEST and abs(size) < _FARTHEST):
            return None
        quarter = 0
        if along or across <= 0:
            quarter = _quarter(math.atan2(along, across))
        left, base = turn(x, y, max(quarter, 0))
        if _RIGHT_TO_LEFT.match(word):
            one, other = self._edges(first, quarter), self._edges(last, quarter)
            left, right = min(one[0], other[0]), max(one[1], other[1])
        else:
            right = self._edges(last, quarter)[1]
        if not left < right < _FARTHEST:
            right = left + abs(size) * len(word) / 2
        bold = self._is_bold(first)
        return Place(word, left, right, base, abs(size), quarter, bold, begins, glued)

    def with_mark(self, word: str, first: int, last: int) -> str:
        """``word`` with the mark of a footnote at its end in brackets, if it is raised."""
        size = pdfium.FPDFText_GetFontSize(self._raw, first)
        if not pdfium.FPDFText_GetFontSize(self._raw, last) < _MARK_SIZE * size:
            return word
        start = len(word.rstrip("0123456789"))
        return f"{word[:start]}[{word[start:]}]"

    def logical(self, word: str, first: int) -> str:
        """``word`` with its letters that run from right to left in the order of reading.

        PDFium turns lines of such letters round, but not all of them, and turns the letters of
        ligatures round with them. Where the letters stand tells; those of one ligature share a
        place.
        """

        def in_order(run: re.Match[str]) -> str:
            numbers = range(first + run.start(), first + run.end())
            places = [self._edges(number, 0)[0] for number in numbers]
            turned = places[0] > places[-1]
            glyphs = [
                "".join([letter for letter, _ in (reversed(list(group)) if turned else group)])
                for _, group in groupby(zip(run.group(), places, strict=True), key=itemgetter(1))
            ]
            return "".join(glyphs if turned else reversed(glyphs))

        return _RIGHT_TO_LEFT_RUN.sub(in_order, word)

    def parts(self, word: str, first: int, last: int) -> list[tuple[int, int]]:
        """The first and last character of each word in what PDFium holds to be one ``word``.

        It misses spaces that are made by moving twice. They show as few wide gaps among letters
        that else stand close. And it sees none between a footnote and its raised mark.
        """
        if mark := _NOTE.match(word):
            at = first + mark.end()
            size = pdfium.FPDFText_GetFontSize(self._raw, at)
            if pdfium.FPDFText_GetFontSize(self._raw, first) < _MARK_SIZE * size:
                return [(first, at - 1), (at, last)]
        if last - first < _SHORTEST_SUSPECT:
            return [(first, last)]
        raw, box, loose_box = self._raw, self._box, pdfium.FPDFText_GetLooseCharBox
        gaps: list[float] = []
        loose_box(raw, first, box)
        right, least = box.right, _MISSED_SPACE * (box.top - box.bottom)
        for number in range(first + 1, last + 1):
            loose_box(raw, number, box)
            gaps.append(box.left - right)
            right = box.right
        if max(gaps) <= least or least <= 0 or sorted(gaps)[len(gaps) * 2 // 3] > least / 4:
            return [(first, last)]
        starts = [first, *(first + 1 + at for at, gap in enumerate(gaps) if gap > least)]
        return list(zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True))

    def _edges(self, number: int, quarter: int) -> tuple[float, float]:
        """Left and right of a character once it is upright."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._raw, number, box)
        if quarter <= 0:
            return box.left, box.right
        one, _ = turn(box.left, box.bottom, quarter)
        other, _ = turn(box.right, box.top, quarter)
        return min(one, other), max(one, other)

    def _is_bold(self, number: int) -> bool:
        pdfium.FPDFText_GetFontInfo(self._raw, number, self._name, _NAME_SIZE, self._flags)
        if self._flags.value > 0 and self._flags.value & _FORCE_BOLD:
            return True
        return _BOLD.search(self._name.value) is not None


def _quarter(angle: float) -> int:
    """Quarter turns of text rotated by ``angle``, in radians; -1 for what is slanting."""
    turns = angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) * math.pi / 2 < _SLANT else -1
