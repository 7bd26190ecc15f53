"""Where a passage that came or went begins, when the diff leaves that open.

Of paragraphs that begin alike, a diff keeps the beginning of the one that was deleted and the
rest of the next, and half a sentence seems to be left of a sentence that is gone. Writers take out
and put in whole sentences and paragraphs. Invariant: the stretches still join the same letters,
as many as before, and never overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.anchoring.token_diff import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.anchoring.text_view import TextView

_FARTHEST = 2_000
"""Characters over which a passage is moved along."""


def at_breaks(blocks: Iterable[Block], old: TextView, new: TextView) -> list[Block]:
    """``blocks`` of the two views, what lies between them moved along to begin where text begins.

    A passage can be moved along so far as the letters that it leaves are those that it takes; of
    all its places the one between the strongest breaks is taken, else the nearest. The
    idea is M. Haggerty's "diff sliders", with paragraphs and sentences for lines.
    """
    ends = len(old.folded), len(new.folded)
    by_old = _slid([Block(0, 0, 0), *sorted(blocks), Block(*ends, 0)], old)
    by_new = _slid(sorted(map(_turned, by_old)), new)
    return sorted(_turned(block) for block in by_new if block.length)


def _turned(block: Block) -> Block:
    """``block`` with the new text for the old one."""
    return Block(block.new, block.old, block.length)


def _slid(blocks: Sequence[Block], view: TextView) -> list[Block]:
    """``blocks`` in the order of the text they are ``old`` in, which ``view`` shows."""
    slid = [blocks[0]]
    for block in blocks[1:]:
        before = slid[-1]
        gap = before.old + before.length, block.old
        step = 0
        if before.new + before.length == block.new and gap[0] < gap[1]:
            step = _step(view, *gap, before.length, block.length)
        slid[-1] = before._replace(length=before.length + step)
        slid.append(Block(block.old + step, block.new + step, block.length - step))
    return slid


def _step(view: TextView, start: int, end: int, before: int, after: int) -> int:
    """How far the passage from ``start`` to ``end`` moves along.

    There is room ``before`` and ``after`` it, in characters.
    """
    folded = view.folded
    back, on = min(before, _FARTHEST), min(after, _FARTHEST)
    low = high = 0
    while low > -back and folded[start + low - 1] == folded[end + low - 1]:
        low -= 1
    while high < on and folded[start + high] == folded[end + high]:
        high += 1
    return max(
        range(low, high + 1),
        key=lambda step: (
            view.break_before(start + step) + view.break_before(end + step),
            -abs(step),
        ),
    )
