"""Asking PDFium about single characters: where they stand, how large, in what, and if at all.

Asking costs more than all else in reading a PDF, so a caller asks a few times for each word and not
for each character.
"""

from __future__ import annotations

import ctypes
import math
import re
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

import pypdfium2.raw as pdfium

from reader.articles.formats.pdf.layout import Place, turn

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT_RUN = re.compile(
    "[\u0591-\u05f2\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefc]{2,}"
)
"""Letters and their marks."""
_FARTHEST = 100_000.0
"""Points from the origin; no page is larger than 14,400 a side."""
_SLANT = math.radians(10)
"""Scans are crooked by a degree or two; watermarks by thirty and more."""
_BOLD = re.compile(
    rb"bold|black|heavy|[-,]demi|-medi(?!um)|(?:cm|sf)b[xi]|cmssbx|[-,]bd\b", re.IGNORECASE
)
_NOTE = re.compile(r"\d{1,3}(?=[^\W\d_])")
MARK_SIZE = 0.85
"""Of the size of the text, what the mark of a footnote is set in at most."""
_SHORTEST_SUSPECT = 3
"""Characters less one of a run in which a space can have been missed."""
_MISSED_SPACE = 0.2
"""Of the height of the font, the least width of such a space."""
_MOST_GAPS = 8
"""In a word, that tell how far apart its letters stand."""
_INNER_START = re.compile(r"(?<=[^\W_]|[.,;:!?”)])[^\W_]")
"""Where a word can begin though no space stands before it."""
_STRETCHED = 0.005
"""By what share the widths of two words differ at least."""
_SAME = 0.01
"""Points."""
_FORCE_BOLD = 1 << 18
"""Flag of a font descriptor (ISO 32000-1, table 123)."""
_NAME_SIZE = 128


class Probe:
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
        if RIGHT_TO_LEFT.match(word):
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
        if not pdfium.FPDFText_GetFontSize(self._raw, last) < MARK_SIZE * size:
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

    def parts(self, word: str, first: int, last: int, *, scanned: bool) -> list[tuple[int, int]]:
        """The first and last character of each word in what PDFium holds to be one ``word``.

        It misses spaces that are made by moving twice. They show as few wide gaps among letters
        that else stand close. And it sees none between a footnote and its raised mark, nor between
        words of a ``scanned`` page whose boxes touch.
        """
        if mark := _NOTE.match(word):
            at = first + mark.end()
            size = pdfium.FPDFText_GetFontSize(self._raw, at)
            if pdfium.FPDFText_GetFontSize(self._raw, first) < MARK_SIZE * size:
                return [(first, at - 1), (at, last)]
        runs = self._by_scale(word, first, last) if scanned else [(first, last)]
        return [part for run in runs for part in self._by_gaps(*run)]

    def _by_scale(self, word: str, first: int, last: int) -> list[tuple[int, int]]:
        """The runs of characters of one width, to which recognition stretches each word."""
        starts = [first]
        for at in _INNER_START.finditer(word):
            number = first + at.start()
            before, width = self._width(number - 1), self._width(number)
            if abs(width - before) > _STRETCHED * before:
                starts.append(number)
        return list(zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True))

    def _width(self, number: int) -> float:
        """The size by which the widths of the character's font are multiplied."""
        pdfium.FPDFText_GetMatrix(self._raw, number, self._matrix)
        scale = math.hypot(self._matrix.a, self._matrix.b)
        return float(pdfium.FPDFText_GetFontSize(self._raw, number) * scale)

    def _by_gaps(self, first: int, last: int) -> list[tuple[int, int]]:
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

    def spacing(self, first: int, last: int, quarter: int) -> float:
        """How far apart the letters from ``first`` to ``last``, two at least, stand, in points."""
        last = min(last, first + _MOST_GAPS)
        edges = [self._edges(number, quarter) for number in range(first, last + 1)]
        return median([right[0] - left[1] for left, right in pairwise(edges)])

    def gap(self, last: int, first: int) -> float:
        """How far the character ``first`` begins after the upright ``last`` ends, in points.

        The box of one that leans over ends further right than its width. But where PDFium makes up
        a space between two objects of text, it puts it where the first ends, only that it forgets
        the scale. Infinite when nothing tells.
        """
        raw, x, y, box = self._raw, self._x, self._y, self._box
        left, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharBox(raw, last, left, x, bottom, top)
        pdfium.FPDFText_GetLooseCharBox(raw, last, box)
        leans = x.value > box.right - _SAME
        end = box.right
        pdfium.FPDFText_GetCharOrigin(raw, first, x, y)
        start = x.value
        if leans and self.is_generated(last + 1):
            pdfium.FPDFText_GetCharOrigin(raw, last + 1, x, y)
            space = x.value
            if abs(start - space) < _SAME:
                return math.inf
            pdfium.FPDFText_GetCharOrigin(raw, last, x, y)
            pdfium.FPDFText_GetMatrix(raw, last, self._matrix)
            end = x.value + (space - x.value) * self._matrix.a
        return float(start - end)

    def is_generated(self, number: int) -> bool:
        """Whether PDFium made the character up."""
        return bool(pdfium.FPDFText_IsGenerated(self._raw, number) == 1)

    def is_invisible(self, number: int) -> bool:
        """Whether the character is drawn in text rendering mode 3, without ink."""
        drawn = pdfium.FPDFText_GetTextObject(self._raw, number)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else None
        return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)

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
