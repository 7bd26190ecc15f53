"""Where a span of one text stands in another, told from the stretches that both share.

Everything counts in the characters of folded views. Invariant: an image reports what it rests
on, inside the span and around it, and leaves the verdict to whoever asked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from annotations.anchoring.token_diff import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.anchoring.text_view import Tokens

AROUND = 64
"""Characters before and after a span that speak for its place."""
_MOST_LETTERS = 240
"""Characters of an edited stretch up to which it is compared letter by letter."""
_LIKE = 0.5
"""Similarity of two edited stretches from which they are taken for the same, misspelt."""
_MOST_PARTS = 80
"""Of more blocks, those near each other are weighed together."""
_JUMP = 24
"""Characters that are near, to begin with."""


@dataclass(frozen=True, slots=True)
class Image:
    """A span of the new text, and what speaks for it."""

    start: int
    end: int
    """Exclusive."""
    kept: int
    """Characters inside the old span that stand inside the new one."""
    around_kept: int
    """Characters around the old span that stand around the new one."""
    around: int
    """Characters around the old span that were looked at."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: its folded characters and its tokens."""

    folded: str
    tokens: Tokens


class Alignment:
    """Two texts and the stretches they share."""

    __slots__ = ("_by_new", "_ends", "blocks", "new", "old")

    def __init__(self, old: Side, new: Side, blocks: Sequence[Block]) -> None:
        """``blocks`` in the order of the old text."""
        self.old, self.new, self.blocks = old, new, blocks
        self._ends = [block.old + block.length for block in blocks]
        self._by_new: list[Block] | None = None

    def image(self, start: int, end: int) -> Image | None:
        """Where the old span went, words replaced at its ends included; None when all is gone.

        Of a span torn apart, it is where most of it went.
        """
        low, high = max(0, start - AROUND), min(len(self.old.folded), end + AROUND)
        near = self._near(low, high)
        part = _likest(_clipped(near, start, end), end - start)
        if not part:
            return None
        first, last = part[0], part[-1]
        new_start, new_end = first.new, last.new + last.length
        before = [
            block
            for block in _clipped(near, low, start)
            if new_start - 2 * AROUND <= block.new < new_start
        ]
        after = [
            block
            for block in _clipped(near, end, high)
            if new_end <= block.new < new_end + 2 * AROUND
        ]
        if first.old > start:
            new_start = self._grown_back(start, first, before)
        if last.old + last.length < end:
            new_end = self._grown_on(end, last, after)
        return Image(
            start=new_start,
            end=new_end,
            kept=sum(block.length for block in part),
            around_kept=sum(block.length for block in before + after),
            around=start - low + high - end,
        )

    def from_elsewhere(self, new_start: int, new_end: int, start: int, end: int) -> float:
        """The share of a new span that was in the old text already, outside the old span."""
        if self._by_new is None:
            self._by_new = sorted(self.blocks, key=lambda block: block.new)
        first = bisect_right(self._by_new, new_start, key=lambda block: block.new) - 1
        used = 0
        for block in self._by_new[max(0, first) :]:
            if block.new >= new_end:
                break
            left = max(block.new, new_start) + block.old - block.new
            right = min(block.new + block.length, new_end) + block.old - block.new
            used += max(0, right - left) - max(0, min(right, end) - max(left, start))
        return used / max(1, new_end - new_start)

    def _near(self, low: int, high: int) -> list[Block]:
        """Blocks that reach into ``low`` to ``high``, misspelt words between them in pieces."""
        at = bisect_right(self._ends, low)
        near = list[Block]()
        old_end, new_end = (
            (self._ends[at - 1], self.blocks[at - 1].new + self.blocks[at - 1].length)
            if at
            else (0, 0)
        )
        beyond = bisect_left(self.blocks, high, at, key=lambda block: block.old)
        for block in self.blocks[at : beyond + 1]:
            near += self._misspelt(old_end, block.old, new_end, block.new)
            near.append(block)
            old_end, new_end = block.old + block.length, block.new + block.length
        if old_end < high:
            near += self._misspelt(old_end, len(self.old.folded), new_end, len(self.new.folded))
        return near

    def _misspelt(self, old: int, old_end: int, new: int, new_end: int) -> Iterable[Block]:
        """What two short edited stretches share letter by letter, if they are much alike."""
        if not (0 < old_end - old <= _MOST_LETTERS and 0 < new_end - new <= _MOST_LETTERS):
            return ()
        before, after = self.old.folded[old:old_end], self.new.folded[new:new_end]
        if Levenshtein.normalized_similarity(before, after, score_cutoff=_LIKE) < _LIKE:
            return ()
        return [
            Block(old + o.src_start, new + o.dest_start, o.src_end - o.src_start)
            for o in Levenshtein.opcodes(before, after)
            if o.tag == "equal" and o.src_end - o.src_start > 1
        ]

    def _replaced(self, gap: Sequence[int], inside: int) -> int:
        """How many tokens of an edited new stretch came in the stead of ``inside`` old ones.

        ``gap`` is the edited stretch, old and new: between two blocks, or between one and an end
        of the text. None did when much more came than went: that is an insertion.
        """
        old = _tokens_within(self.old, gap[0], gap[1])
        new = _tokens_within(self.new, gap[2], gap[3])
        if not inside or not 0 < new <= 2 * old + 1:
            return 0
        return min(new, round(new * inside / old + 0.01))

    def _grown_back(self, start: int, first: Block, before: Sequence[Block]) -> int:
        """Where the span begins when its first words were replaced."""
        near = before[-1] if before else Block(0, 0, 0)
        gap = (near.old + near.length, first.old, near.new + near.length, first.new)
        if gap[2] > gap[3] or not (before or start < AROUND):
            return first.new
        places = self.new.tokens.places
        tokens = self._replaced(gap, _tokens_within(self.old, start, first.old))
        return places[bisect_left(places, first.new) - tokens] if tokens else first.new

    def _grown_on(self, end: int, last: Block, after: Sequence[Block]) -> int:
        """Where the span ends when its last words were replaced."""
        old_end, new_end = last.old + last.length, last.new + last.length
        whole = len(self.old.folded)
        near = after[0] if after else Block(whole, len(self.new.folded), 0)
        gap = (old_end, near.old, new_end, near.new)
        if gap[2] > gap[3] or not (after or end > whole - AROUND):
            return new_end
        places = self.new.tokens.places
        tokens = self._replaced(gap, _tokens_within(self.old, old_end, end))
        return places[bisect_left(places, new_end) + tokens] if tokens else new_end


def _clipped(blocks: Iterable[Block], low: int, high: int) -> list[Block]:
    clipped = []
    for block in blocks:
        left, right = max(block.old, low), min(block.old + block.length, high)
        if left < right:
            clipped.append(Block(left, left + block.new - block.old, right - left))
    return clipped


def _likest(blocks: Iterable[Block], length: int) -> list[Block]:
    """The blocks, in the new order, of the stretch that has most in common with the old span.

    That is the one with the best Dice coefficient: twice what both share by what both measure.
    """
    ordered = sorted(blocks, key=lambda block: block.new)
    parts = _parts(ordered, 0)
    jump = _JUMP
    while len(parts) > _MOST_PARTS:
        parts = _parts(ordered, jump)
        jump *= 2
    best, likest = 0.0, slice(0)
    for first, part in enumerate(parts):
        kept = 0
        for last in range(first, len(parts)):
            kept += sum(block.length for block in parts[last])
            end = parts[last][-1].new + parts[last][-1].length
            likeness = 2 * kept / (length + end - part[0].new)
            if likeness > best:
                best, likest = likeness, slice(first, last + 1)
    return [block for part in parts[likest] for block in part]


def _parts(ordered: Iterable[Block], jump: int) -> list[list[Block]]:
    """The blocks, those together that are no more than ``jump`` characters apart."""
    parts: list[list[Block]] = []
    for block in ordered:
        if not parts or block.new - parts[-1][-1].new - parts[-1][-1].length > jump:
            parts.append([])
        parts[-1].append(block)
    return parts


def _tokens_within(side: Side, start: int, end: int) -> int:
    places = side.tokens.places
    return max(0, bisect_right(places, end) - 1 - bisect_left(places, start))
