"""A text laid out in rows: the one place where offsets, rows and cells are told from each other.

Invariant: the rows tile the text; each is ``[rows[i], rows[i + 1])``. A row that is empty there is
a blank one put between two blocks. Where blocks are known there is one blank row between them,
however many blank lines the text has; between the items of a list there is none unless the text
has one.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.tui.text.cells import HIDDEN, Grapheme, Odd, cells_of, graphemes, odd_characters
from reader.tui.text.reading_form import reading_form
from reader.tui.text.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

_ITEM_MARK = re.compile(r"(?:[-*+•‣–—]|\(?[0-9a-zA-Z]{1,3}[.)])[ \t]+")
_QUOTATION_INDENT = 2
_LONGEST_HANG = 8
_NOT_SHOWN = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace()) + HIDDEN
"""What is left away at the end of a row: white space of every kind, line ends above all."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Neighbouring blocks of one role that are shown as one row."""

    start: int
    """Code-point offset of the first block."""
    end: int
    """Exclusive end of the last block."""
    role: Role
    first: int
    """Index of the first block."""
    last: int
    """Index of the last block, inclusive."""
    rows: int
    """How many rows of text it hides."""


class Layout:
    """``text`` in rows of at most ``width`` cells, the ``folded`` blocks (by index) shut.

    ``width`` is at least 1. ``rows`` holds the code-point offset at which each row starts; there
    is always at least one row.
    """

    __slots__ = ("_folds", "_indents", "_odd", "_pieces", "blocks", "form", "rows", "text", "width")

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        width: int,
        folded: frozenset[int] = frozenset(),
        *,
        like: Layout | None = None,
    ) -> None:
        """``like`` is an earlier layout of the same text and blocks, which saves reading them."""
        self.text = text
        self.blocks = blocks
        self.width = max(1, width)
        form = like.form if like else reading_form(text, blocks)
        self.form: str = form
        self._odd: Odd | None = like._odd if like else odd_characters(form)
        self.rows: array[int] = array("L")
        self._pieces: array[int] = array("L", [0])
        self._indents: list[tuple[int, int]] = [(0, 0)]
        self._folds: dict[int, Fold] = {}
        self._lay_out(folded)

    def _lay_out(self, folded: frozenset[int]) -> None:
        first = self.blocks[0].start if self.blocks else len(self.text)
        if not self.text[:first].isspace():
            self._wrap(0, first, (0, 0), self.rows)
        for index, block in enumerate(self.blocks):
            following = index + 1
            limit = self.blocks[following].start if following < len(self.blocks) else len(self.text)
            gap = self.text[block.end : limit]
            end = block.end if not gap or gap.isspace() else limit
            indents = self._indents_of(block)
            if index in folded:
                hidden: array[int] = array("L")
                self._wrap(block.start, end, indents, hidden)
                self._fold(index, end, len(hidden))
                continue
            if self.rows and self._apart(index):
                self.rows.append(block.start)
            self._pieces.append(block.start)
            self._indents.append(indents)
            self._wrap(block.start, end, indents, self.rows)
        if self.rows:
            self.rows[0] = 0
        else:
            self.rows.append(0)

    def _apart(self, index: int) -> bool:
        """Whether a blank row stands before a block that is not the first."""
        if index == 0:
            return True
        before, block = self.blocks[index - 1], self.blocks[index]
        if before.role is block.role is Role.LIST_ITEM:
            return self.text.count("\n", before.end, block.start) > 1
        return True

    def _fold(self, index: int, end: int, rows: int) -> None:
        block = self.blocks[index]
        last = self._folds.get(self.rows[-1]) if self.rows else None
        if last and last.last == index - 1 and last.role is block.role:
            self._folds[last.start] = replace(last, end=end, last=index, rows=last.rows + rows)
            return
        if self.rows:
            self.rows.append(block.start)
        self.rows.append(block.start)
        self._pieces.append(block.start)
        self._indents.append((0, 0))
        self._folds[block.start] = Fold(block.start, end, block.role, index, index, rows)

    def _indents_of(self, block: Block) -> tuple[int, int]:
        """Cells before the first row of a block and before its other rows."""
        if block.role is Role.QUOTATION and self.width > 4 * _QUOTATION_INDENT:
            return _QUOTATION_INDENT, _QUOTATION_INDENT
        if block.role is Role.LIST_ITEM and (
            mark := _ITEM_MARK.match(self.form, block.start, block.end)
        ):
            hang = cells_of(mark.group())
            if hang <= _LONGEST_HANG and self.width > 2 * hang:
                return 0, hang
        return 0, 0

    def _wrap(self, start: int, end: int, indents: tuple[int, int], rows: array[int]) -> None:
        first, rest = indents
        if first == rest:
            wrap(self.form, start, end, self.width - rest, self._odd, rows)
            return
        opening: array[int] = array("L")
        limit = min(end, start + 4 * self.width)
        wrap(self.form, start, limit, self.width - first, self._odd, opening)
        rows.extend(opening[:1])
        if len(opening) > 1:
            wrap(self.form, opening[1], end, self.width - rest, self._odd, rows)
        elif limit < end:
            wrap(self.form, limit, end, self.width - rest, self._odd, rows)

    def again(self, width: int, folded: frozenset[int]) -> Layout:
        """The same text at another width or with other blocks shut."""
        return Layout(self.text, self.blocks, width, folded, like=self)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def row_of(self, offset: int) -> int:
        """The row that holds ``offset``; offsets beyond the text are in the nearest row."""
        return max(0, bisect_right(self.rows, offset) - 1)

    def row_span(self, row: int) -> tuple[int, int]:
        """Half-open code-point span of a row; empty for a blank row between blocks."""
        following = row + 1
        return self.rows[row], (
            self.rows[following] if following < len(self.rows) else len(self.text)
        )

    def is_blank(self, row: int) -> bool:
        """Whether a row is one put between blocks, which no offset is in."""
        start, end = self.row_span(row)
        return start == end and len(self.text) > 0

    def fold_at(self, row: int) -> Fold | None:
        """The fold shown in a row, if it is one."""
        start, end = self.row_span(row)
        if start == end:
            return None
        return self._folds.get(start) or (self._leading_fold() if row == 0 else None)

    def _leading_fold(self) -> Fold | None:
        return self._folds.get(self.blocks[0].start) if self.blocks else None

    def fold_over(self, offset: int) -> Fold | None:
        """The fold that hides ``offset``, if any."""
        return self.fold_at(self.row_of(offset)) if self._folds else None

    def indent(self, row: int) -> int:
        """Cells left blank before the text of a row."""
        start, _ = self.row_span(row)
        piece = bisect_right(self._pieces, start) - 1
        first, rest = self._indents[piece]
        return first if start <= self._pieces[piece] else rest

    def row_graphemes(self, row: int) -> list[Grapheme]:
        """The graphemes a row shows, without the white space at its end; none for a fold."""
        start, end = self.row_span(row)
        if self._folds and self.fold_at(row):
            return []
        shown = len(self.form[start:end].rstrip(_NOT_SHOWN))
        end = start + shown
        if self._odd is None or self._odd.any.search(self.form, start, end) is None:
            return [Grapheme(at, at + 1, 1) for at in range(start, end)]
        return [g for g in graphemes(self.form, start, end) if g.cells]

    def row_text(self, row: int) -> str:
        """What a row shows, without its indent."""
        return "".join(
            self.form[g.start : g.end].replace(HIDDEN, "") for g in self.row_graphemes(row)
        )

    def offset_near(self, row: int, cell: int) -> int:
        """As ``offset_at``, for any row: past the ends the last one, for a blank one that above."""
        row = max(0, min(row, len(self) - 1))
        return self.offset_at(max(0, row - 1) if self.is_blank(row) else row, cell)

    def cell_of(self, offset: int) -> int:
        """The cell, counted from the row's left edge, at which ``offset`` is shown."""
        row = self.row_of(offset)
        cells = self.indent(row)
        for grapheme in self.row_graphemes(row):
            if grapheme.end > offset:
                return cells
            cells += grapheme.cells
        return min(cells, self.width)

    def offset_at(self, row: int, cell: int) -> int:
        """The start of the grapheme at a cell of a row, or of the nearest one."""
        shown = self.row_graphemes(row)
        if not shown:
            fold = self.fold_at(row)
            return fold.start if fold else self.rows[row]
        cells = self.indent(row)
        for grapheme in shown:
            cells += grapheme.cells
            if cells > cell:
                return grapheme.start
        return shown[-1].start
