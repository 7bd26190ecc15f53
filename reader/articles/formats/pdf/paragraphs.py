"""Where one paragraph ends and the next begins.

A paragraph shows in many ways and seldom in all of them: white above, an indent, a last line in
which the next word would have had room, another size, a list marker. One that runs into the next
column or page goes on there unless something says that it ended. Invariant: the paragraphs hold
every line once, in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.formats.pdf.layout import overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.formats.pdf.columns import Column
    from reader.articles.formats.pdf.layout import Line
    from reader.articles.formats.pdf.typography import Typography

BULLET = re.compile(r"[•‣◦▪●○■□➢✓∙·*](?:\s|$)")
NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|[a-z]\.|\(?[ivx]{1,5}\)|[-–])\s+(?=\S)")
ENTRY = re.compile(r"(?<![.·…_])(?<![.·…_]\s)(?:[.·…_]\s?){4,}+\s*+(?:\d{1,4}|[ivxlc]{1,6})$")
"""The end of an entry in a table of contents: a leader, and the number of a page."""
_ITEM_END = re.compile(r"[.;:!?,…][\"'”’)]*(?:\s(?:and|or|und|oder|et|ou))?$")
_TURN = re.compile(r"(?:[A-Z][A-Z.’'\- ]{2,40}:|[QA]:?)\s")
"""How the turn of a speaker begins in a transcript."""
_BROKEN = re.compile(r"\w[-\u2010\xad]$")
"""What no paragraph ends in."""
_STOPS = tuple(".!?:…。！？؟")
_CLOSERS = "\"'”’“»)]*†‡0123456789"
_OTHER_SIZE = 1.12
_WIDE = 1.22
"""Of the leading: the distance of baselines with white between them."""
_INDENT = 0.7
"""Of the size."""
_DEEPEST = 9.0
"""Of the size: what stands further in is centred and no indent."""
_SPACE = 0.3
"""Of the size: the width of a space, and what measuring may be wrong by."""
_JUSTIFIED_ROOM = 0.9
"""Of the size: white at the end of a justified line that no full one has."""
_VERY_SHORT = 0.35
"""Share of the width that is left free after a line that surely is a last one."""
_SHORT = 0.12
"""Share from which a line is the last, unless what follows it is in the middle of a sentence."""
_SAME = 2.0
"""Points."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in its column."""

    line: Line
    column: int
    """Number of the column in the document."""
    page: int
    left: float
    """Where lines of the column begin that are not indented."""
    right: float
    """Where lines of its block end that are full."""
    justified: bool
    """Whether nearly all full lines end there."""

    @property
    def indent(self) -> float:
        """By how much it is indented, in points."""
        return self.line.left - self.left


def place_lines(columns: Sequence[Column]) -> list[Placed]:
    """All lines of ``columns``, each with the edges of the block that it stands in."""
    return [
        Placed(line, number, column.page, column.left, right, column.justified)
        for number, column in enumerate(columns)
        for line, right in zip(column.lines, _right_edges(column), strict=True)
    ]


def _right_edges(column: Column) -> list[float]:
    """For each line where it would be full: less far right in a block quotation."""
    edges: list[float] = []
    block: list[Line] = []
    for line in (*column.lines, None):
        if block and (line is None or abs(line.left - block[0].left) > _SAME):
            edges += [_right_edge(block, column)] * len(block)
            block = []
        if line is not None:
            block.append(line)
    return edges


def _right_edge(block: Sequence[Line], column: Column) -> float:
    inset = block[0].left - column.left
    farthest = max(line.right for line in block)
    if len(block) < 2 or inset < _INDENT * block[0].size:
        return column.right
    wide = farthest - block[0].left > (column.right - column.left) / 2
    quoted = wide and farthest < column.right - inset / 2 and len(block) > 2
    full = farthest - _SHORT * (farthest - block[0].left)
    return farthest if quoted and all(line.right > full for line in block[:-1]) else column.right


def split_paragraphs(placed: Sequence[Placed], typography: Typography) -> list[list[Placed]]:
    """The lines of each paragraph."""
    paragraphs: list[list[Placed]] = []
    for number, item in enumerate(placed):
        following = placed[number + 1] if number + 1 < len(placed) else None
        if paragraphs and not _begins(paragraphs[-1], item, following, typography):
            paragraphs[-1].append(item)
        else:
            paragraphs.append([item])
    return paragraphs


def _begins(
    paragraph: Sequence[Placed], item: Placed, following: Placed | None, typography: Typography
) -> bool:
    """Whether ``item`` begins a paragraph and does not go on with ``paragraph``."""
    last = paragraph[-1]
    above, line = last.line, item.line
    if max(above.size, line.size) > _OTHER_SIZE * min(above.size, line.size):
        return True
    if ENTRY.search(above.text):
        return True
    large = typography.is_large(line)
    down = above.base - line.base
    below = item.page == last.page and down > 0 and overlap(above, line) > 0
    if below or item.column == last.column:
        leading = typography.leading(line.size)
        if not 0 < down <= max(_WIDE * leading, leading + 1):
            return True
        if large and typography.is_large(above):
            return False
    if item.column != last.column:
        return large or _begins_column(paragraph, item)
    free = _has_room(last, line)
    if above.bold != line.bold and free:
        return True
    if _has_marker(paragraph, item, free=free):
        return True
    if (indented := _by_indent(paragraph, item, following, typography)) is not None:
        return indented
    return free and _is_last(last, line)


def _begins_column(paragraph: Sequence[Placed], item: Placed) -> bool:
    """Whether ``item``, the first line of a column, begins a paragraph."""
    last = paragraph[-1]
    line = item.line
    free = _has_room(last, line)
    if BULLET.match(line.text) or (line.bold and not last.line.bold and free):
        return True
    listed = NUMBER.match(line.text) or _TURN.match(line.text)
    if listed and (free or _ITEM_END.search(last.line.text)):
        return True
    same = len(paragraph) > 1 and abs(item.indent - last.indent) < _SAME + 1
    if not same and _INDENT * line.size < item.indent < _DEEPEST * line.size:
        return not line.words[0].text[:1].islower()
    return free and _is_last(last, line)


def _has_marker(paragraph: Sequence[Placed], item: Placed, *, free: bool) -> bool:
    """Whether ``item`` begins with the marker of a list."""
    text = item.line.text
    if BULLET.match(text):
        return True
    if not NUMBER.match(text):
        return False
    first = paragraph[0].line
    last = paragraph[-1].line
    if item.line.left - last.left > _INDENT * item.line.size:
        return True
    listed = NUMBER.match(first.text) is not None and abs(first.left - item.line.left) < _SAME
    return free or (listed and _ITEM_END.search(last.text) is not None)


def _by_indent(
    paragraph: Sequence[Placed], item: Placed, following: Placed | None, typography: Typography
) -> bool | None:
    """What the indent of ``item`` says on whether it begins a paragraph; None for nothing."""
    last, line = paragraph[-1], item.line
    step = line.left - last.line.left
    least = _INDENT * line.size
    if abs(step) <= least:
        usual = typography.indent > 0 and abs(item.indent - typography.indent) < _SAME
        if not (usual and len(paragraph) == 1 and abs(step) < _SAME):
            return None
        flush = following is not None and abs(following.indent) < _SAME
        new = flush or _ends_sentence(last.line) or _has_room(last, line)
        return True if new and not line.text[:1].islower() else None
    centred = abs((line.left + line.right) - (last.line.left + last.line.right)) < 2 * _SAME
    if centred and last.indent > least / 2:
        return None
    if step < 0:
        return None if len(paragraph) == 1 else True
    if len(paragraph) > 1:
        return True
    if _is_listed(last.line):
        return False
    hanging = (
        following is not None
        and following.column == item.column
        and abs(following.line.left - line.left) < _SAME
        and last.indent < least
        and not _has_room(last, line)
    )
    return not hanging


def _is_listed(line: Line) -> bool:
    return bool(BULLET.match(line.text) or NUMBER.match(line.text))


def _has_room(last: Placed, line: Line) -> bool:
    """Whether the first word of ``line`` would have fitted into the line before."""
    if _BROKEN.search(last.line.words[-1].text[-2:]):
        return False
    word = line.words[0]
    free = last.right - last.line.right
    if last.justified and free > _JUSTIFIED_ROOM * line.size:
        return True
    return free > word.right - word.left + 2 * _SPACE * line.size


def _is_last(last: Placed, line: Line) -> bool:
    """Whether a line with room for the next word is the last of its paragraph."""
    share = (last.right - last.line.right) / max(last.right - last.left, 1.0)
    if share > _VERY_SHORT:
        return True
    if line.text[:1].islower():
        return False
    return share > _SHORT or _ends_sentence(last.line)


def _ends_sentence(line: Line) -> bool:
    text = line.text
    return (text.rstrip(_CLOSERS) or text).endswith(_STOPS)
