"""From a page of PDFium to words with places.

PDFium's own white space tells words apart, and is mostly right. It makes up a space wherever one
object of text ends a little before the next one begins, though that be the last letter of a word;
and some files draw a space and then move back over it. So where two words stand as close to each
other as their own letters do, they are one.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from reader.articles.formats.pdf.probe import MARK_SIZE, RIGHT_TO_LEFT, Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage, PdfTextPage

    from reader.articles.formats.pdf.layout import Place

_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line, in place of the hyphen and the line end."""
_WORD = re.compile(
    f"[^\\s\x00\x01\x03-\x1f\u200b\ufeff\ufffe\uffff{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}|\n"
)
_MOST_CHARACTERS = 10_000_000
"""On one page; what comes after is not read."""
_PROBED = 50
"""Characters of a page that are asked whether they are drawn with ink."""
_COVERING = 0.8
"""Share of the page that a picture covers that is the page."""
_MARKED = re.compile(r"(?:[^\W\d_]{4}|[^\W\d_][.,;:!?”’\"')]{1,3})\d{1,3}$")
"""A word with what may be the mark of a footnote, but no square metre."""
_DOUBTFUL = 0.3
"""Of the size: white that may be less than a space."""
_NO_SPACE = 0.09
"""Of the size: by how much more than letters words stand apart where PDFium makes up a space."""
_DRAWN_OVER = 0.03
"""The same where the file draws a space but moves back over it."""
_OVERLAP = -0.15
_SET_TIGHT = 0.04
"""Of the size: how far apart letters stand at most in a font whose widths are right."""


class _Word(NamedTuple):
    """A word and the numbers of its first and last character."""

    place: Place
    first: int
    last: int


def read_places(page: PdfPage) -> tuple[list[Place], bool]:
    """The words of ``page`` in the order in which the file draws them; and whether it is a scan.

    Then its text lies, unseen, with a picture. Raises ``PdfiumError`` when the page cannot be read.
    """
    text_page = page.get_textpage()
    try:
        scanned = _is_hidden(text_page) or _is_covered(page)
        return list(_places(text_page, scanned=scanned)), scanned
    finally:
        text_page.close()


def _is_hidden(text_page: PdfTextPage) -> bool:
    """Whether most of the text is drawn without ink, told by some of its characters."""
    probe = Probe(text_page.raw)
    count = text_page.count_chars()
    numbers = range(0, count, max(count // _PROBED, 1))
    drawn = [number for number in numbers if not probe.is_generated(number)]
    return sum(map(probe.is_invisible, drawn)) > len(drawn) / 2


def _is_covered(page: PdfPage) -> bool:
    """Whether the last thing that is drawn is a picture that covers the page."""
    raw = page.raw
    count = pdfium.FPDFPage_CountObjects(raw)
    last = pdfium.FPDFPage_GetObject(raw, count - 1) if count > 0 else None
    if not last or pdfium.FPDFPageObj_GetType(last) != pdfium.FPDF_PAGEOBJ_IMAGE:
        return False
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(last, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    box = page.get_mediabox()
    area = (box[2] - box[0]) * (box[3] - box[1])
    return bool(area > 0 and (right - left) * (top - bottom) > _COVERING * area)


def _places(text_page: PdfTextPage, *, scanned: bool) -> Iterator[Place]:
    raw = text_page.raw
    count = min(text_page.count_chars(), _MOST_CHARACTERS)
    unicode_at = pdfium.FPDFText_GetUnicode
    text = "".join([_character(unicode_at(raw, number)) for number in range(count)])
    probe = Probe(raw)
    spaces = _Spaces(probe, scanned=scanned)
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
        for first, last in probe.parts(word, start, end - 1, scanned=scanned):
            part = word[first - start : last + 1 - start]
            if _MARKED.search(part):
                part = probe.with_mark(part, first, last)
            elif not part.isascii() and RIGHT_TO_LEFT.search(part):
                part = probe.logical(part, first)
            place = probe.place(part, first, last, begins=begins, glued=glued and first == start)
            if place is not None:
                yield spaces.without_false_one(place, first, last)
                begins = False


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else "\ufffd"


class _Spaces:
    """Tells whether there is a space between a word and the one before, which it remembers."""

    def __init__(self, probe: Probe, *, scanned: bool) -> None:
        self._probe = probe
        self._scanned = scanned
        self._last: _Word | None = None
        self._spacing = 0.0
        """How far apart the letters of a word last stood, in points; of use where all is uneven."""

    def without_false_one(self, place: Place, first: int, last: int) -> Place:
        """``place``, glued to the word before if the space between them is none."""
        before, self._last = self._last, _Word(place, first, last)
        if place.glued or place.begins or before is None or before.last + 2 > first:
            return place
        gap = place.left - before.place.right
        if not _OVERLAP * place.size < gap < _DOUBTFUL * place.size:
            return place
        if not self._is_close(gap, before, self._last):
            return place
        if place.text.isdecimal() and place.size < MARK_SIZE * before.place.size:
            if not _MARKED.search(before.place.text + place.text):
                return place
            place = replace(place, text=f"[{place.text}]")
        return replace(place, glued=True)

    def _is_close(self, gap: float, before: _Word, after: _Word) -> bool:
        """Whether the words stand as close as letters, ``gap`` points from each other."""
        probe, quarter, size = self._probe, after.place.quarter, after.place.size
        if not quarter:
            gap = probe.gap(before.last, after.first)
        made_up = all(map(probe.is_generated, range(before.last + 1, after.first)))
        if not made_up and gap > _DRAWN_OVER * size:
            return False
        if not self._scanned:
            self._spacing = 0.0
        for word in (before, after):
            if word.last > word.first:
                self._spacing = probe.spacing(word.first, word.last, quarter)
                break
        if made_up:
            return gap < self._spacing + _NO_SPACE * size
        tight = abs(self._spacing) < _SET_TIGHT * size
        return tight and abs(gap - self._spacing) < _DRAWN_OVER * size
