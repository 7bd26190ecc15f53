"""Which blocks are folded: the site's own matter and readers' comments, until asked for."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from reader.articles.model import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reader.articles.model import Block

FOLDABLE = frozenset((Role.BOILERPLATE, Role.COMMENT))


def folded_at_first(blocks: Sequence[Block], unfolded: Iterable[int] = ()) -> frozenset[int]:
    """Indices of the blocks to fold in a fresh article; none when nothing else would be left.

    The runs around the offsets ``unfolded`` are left open, which an earlier text had open.
    """
    foldable = frozenset(i for i, block in enumerate(blocks) if block.role in FOLDABLE)
    if len(foldable) == len(blocks):
        return frozenset()
    return foldable.difference(*(foldable_run(blocks, offset) for offset in unfolded))


def unfolded_runs(blocks: Sequence[Block], folded: Collection[int]) -> tuple[int, ...]:
    """Places, in code points, in the runs that could be folded and are not.

    The middles of the first block and of the last: what comes or goes at one end of a run leaves
    the other where it was.
    """
    places: set[int] = set()
    for role, run in groupby(enumerate(blocks), key=lambda numbered: numbered[1].role):
        if role in FOLDABLE:
            opened = [block for number, block in run if number not in folded]
            places |= {(block.start + block.end) // 2 for block in (*opened[:1], *opened[-1:])}
    return tuple(sorted(places))


def foldable_run(blocks: Sequence[Block], offset: int) -> range:
    """Indices of the neighbouring blocks of one foldable role around ``offset``; may be empty."""
    at = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    if at < 0 or blocks[at].role not in FOLDABLE:
        return range(0)
    first = last = at
    while first > 0 and blocks[first - 1].role is blocks[at].role:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].role is blocks[at].role:
        last += 1
    return range(first, last + 1)
