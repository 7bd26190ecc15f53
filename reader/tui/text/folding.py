"""Which blocks are folded: the site's own matter and readers' comments, until asked for."""

from __future__ import annotations

from bisect import bisect_right
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
    """Where the runs begin that could be folded and are not, in code points."""
    starts = []
    for number, block in enumerate(blocks):
        begins = number == 0 or blocks[number - 1].role is not block.role
        if begins and block.role in FOLDABLE and number not in folded:
            starts.append(block.start)
    return tuple(starts)


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
