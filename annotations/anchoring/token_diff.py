"""Which stretches two texts share, also when passages changed places.

A diff of tokens that stays fast on texts of any length: runs that stand once in either text are
matched first, and only what lies between them is compared token by token. Invariant: the
stretches never overlap, neither in the old text nor in the new one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.anchoring.text_view import Tokens

_RUN = 4
"""Tokens in a row that, when unique in both texts, are taken for the same."""
_RUN_IN_GAP = 2
_FEW_CELLS = 50_000_000
"""Old tokens times new tokens of a gap up to which no unique runs are looked for in it."""
_MOST_CELLS = 400_000_000
"""Up to which a gap is compared token by token; that takes one bit of memory each."""
_MOVED_RUNS = 6
"""Unique runs that must agree before a passage counts as moved."""
_MOVED_GAP = 40
"""Tokens between two of them that may be edited."""
_NEAR = 5
"""Tokens that may be edited between runs which bear each other out."""
_SMALL_GAP = 12
_DENSE = 0.45
"""Share of equal tokens from which equal runs in a larger gap are no chance."""


class Block(NamedTuple):
    """A stretch that is the same in both texts."""

    old: int
    """Where it begins in the old text."""
    new: int
    """Where it begins in the new text."""
    length: int


def equal_blocks(old: Tokens, new: Tokens) -> list[Block]:
    """The stretches that ``old`` and ``new`` share, in characters, in the order of the old text.

    After B. Cohen's patience diff, with runs of tokens instead of lines: of the runs that are
    unique in both texts the longest chain that keeps the order (M. Fredman 1975), and between its
    links the longest common subsequence (bit-parallel: H. Hyyrö 2004). Unique runs outside the
    chain which agree with each other are passages that moved.
    """
    numbers: dict[str, int] = {}
    before = [numbers.setdefault(key, len(numbers)) for key in old.keys]
    after = [numbers.setdefault(key, len(numbers)) for key in new.keys]
    runs = _shared_runs(before, after)
    return [
        Block(
            old.places[run.old],
            new.places[run.new],
            old.places[run.old + run.length] - old.places[run.old],
        )
        for run in runs
    ]


def _shared_runs(old: Sequence[int], new: Sequence[int]) -> list[Block]:
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    whole = _Gap(head, len(old) - tail, head, len(new) - tail)
    pairs = _unique_pairs(old, new, whole, _RUN)
    chain = _longest_chain(pairs)
    links = [Block(0, 0, head), *_joined(chain, _RUN)]
    links.append(Block(len(old) - tail, len(new) - tail, tail))
    in_order = [run for run in _between(old, new, links, _FEW_CELLS) if run.length]
    moved = list(_moved(old, new, pairs, chain))
    return sorted([*(_without_overlap(in_order, moved) if moved else in_order), *moved])


class _Gap(NamedTuple):
    """A part of either text between stretches known to be the same."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def cells(self) -> int:
        return (self.old_end - self.old) * (self.new_end - self.new)


def _common_prefix(old: Sequence[int], new: Sequence[int]) -> int:
    if old == new:
        return len(old)
    return next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )


def _unique_pairs(
    old: Sequence[int], new: Sequence[int], gap: _Gap, length: int
) -> list[tuple[int, int]]:
    """Where runs of ``length`` tokens stand that are unique in both texts, in the old order."""
    old_places = _unique_runs(old[gap.old : gap.old_end], length)
    new_places = _unique_runs(new[gap.new : gap.new_end], length)
    return [
        (gap.old + place, gap.new + there)
        for run, place in old_places.items()
        if (there := new_places.get(run)) is not None
    ]


def _unique_runs(tokens: Sequence[int], length: int) -> dict[tuple[int, ...], int]:
    runs = list(zip(*(tokens[step:] for step in range(length)), strict=False))
    counted = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counted[run] == 1}


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that rise in both texts; ``pairs`` rise in the first."""
    tops: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        if not tops or there > tops[-1]:
            rank = len(tops)
            tops.append(there)
            holders.append(number)
        else:
            rank = bisect_left(tops, there)
            tops[rank] = there
            holders[rank] = number
        before.append(holders[rank - 1] if rank else -1)
    chain = []
    number = holders[-1] if holders else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _joined(chain: Sequence[tuple[int, int]], length: int) -> Iterator[Block]:
    """Runs of ``length`` at the places of the ``chain``, those joined that are one."""
    if not chain:
        return
    first, there = chain[0]
    end = first
    for place, new_place in chain:
        if place > end + length or new_place - place != there - first:
            yield Block(first, there, end + length - first)
            first, there = place, new_place
        end = place
    yield Block(first, there, end + length - first)


def _between(
    old: Sequence[int], new: Sequence[int], links: Sequence[Block], few: int
) -> Iterator[Block]:
    """``links``, which rise in both texts and may overlap, and what is the same between them."""
    old_end, new_end = links[0].old, links[0].new
    for link in links:
        gap = _Gap(old_end, link.old, new_end, link.new)
        if gap.old < gap.old_end and gap.new < gap.new_end:
            yield from _in_gap(old, new, gap, few)
        known = max(0, old_end - link.old, new_end - link.new)
        if known < link.length:
            yield Block(link.old + known, link.new + known, link.length - known)
            old_end, new_end = link.old + link.length, link.new + link.length


def _in_gap(old: Sequence[int], new: Sequence[int], gap: _Gap, few: int) -> Iterator[Block]:
    if gap.cells > few:
        chain = _longest_chain(_unique_pairs(old, new, gap, _RUN_IN_GAP))
        if chain:
            links = [Block(gap.old, gap.new, 0), *_joined(chain, _RUN_IN_GAP)]
            links.append(Block(gap.old_end, gap.new_end, 0))
            yield from _between(old, new, links, _MOST_CELLS)
            return
    if gap.cells > _MOST_CELLS:
        return
    operations = Indel.opcodes(old[gap.old : gap.old_end], new[gap.new : gap.new_end])
    runs = [
        Block(gap.old + o.src_start, gap.new + o.dest_start, o.src_end - o.src_start)
        for o in operations
        if o.tag == "equal"
    ]
    if max(gap.old_end - gap.old, gap.new_end - gap.new) <= _SMALL_GAP:
        yield from runs
    else:
        yield from (run for group in _groups(runs) if _is_dense(group) for run in group)


def _groups(runs: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs that are near each other in both texts."""
    group: list[Block] = []
    for run in runs:
        if group and not _are_near(group[-1], run):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _is_dense(group: Sequence[Block]) -> bool:
    """Whether so much is the same that it is no chance: any two texts share their little words."""
    first, last = group[0], group[-1]
    reach = last.length + max(last.old - first.old, last.new - first.new)
    return sum(run.length for run in group) >= _DENSE * reach


def _moved(
    old: Sequence[int],
    new: Sequence[int],
    pairs: Sequence[tuple[int, int]],
    chain: Sequence[tuple[int, int]],
) -> Iterator[Block]:
    """What passages share that stand in another order now."""
    linked = set(chain)
    old_bounds = [place for place, _ in chain]
    new_bounds = [place for _, place in chain]
    old_done, new_taken = 0, list[tuple[int, int]]()
    for cluster in _clusters([pair for pair in pairs if pair not in linked]):
        (first, new_first), (last, new_last) = cluster[0], cluster[-1]
        low, high = _room(old_bounds, first, last, len(old))
        new_low, new_high = _room(new_bounds, new_first, new_last, len(new))
        for taken_low, taken_high in new_taken:
            if taken_low < new_first:
                new_low = max(new_low, min(taken_high, new_first))
            else:
                new_high = min(new_high, max(taken_low, new_last + _RUN))
        low = max(low, old_done)
        gap = _Gap(low, high, new_low, new_high)
        runs = _trimmed(list(_in_gap(old, new, gap, _MOST_CELLS)), first, last)
        if runs:
            old_done = runs[-1].old + runs[-1].length
            new_taken.append((runs[0].new, runs[-1].new + runs[-1].length))
            yield from runs


def _clusters(pairs: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Pairs that follow upon each other at about the same distance in both texts."""
    cluster: list[tuple[int, int]] = []
    for pair in pairs:
        if cluster:
            step, new_step = pair[0] - cluster[-1][0], pair[1] - cluster[-1][1]
            if step > _MOVED_GAP or not 0 < new_step <= step + _MOVED_GAP:
                if len(cluster) >= _MOVED_RUNS:
                    yield cluster
                cluster = []
        cluster.append(pair)
    if len(cluster) >= _MOVED_RUNS:
        yield cluster


def _room(bounds: Sequence[int], first: int, last: int, length: int) -> tuple[int, int]:
    """How far a moved passage may reach: to the next link of the chain, and not too far."""
    before, after = bisect_left(bounds, first), bisect_left(bounds, last)
    low = min(first, bounds[before - 1] + _RUN) if before else 0
    high = max(last + _RUN, bounds[after]) if after < len(bounds) else length
    return max(low, first - _MOVED_GAP), min(high, last + _RUN + _MOVED_GAP)


def _trimmed(runs: list[Block], first: int, last: int) -> list[Block]:
    """``runs`` without those that lie loosely before the token ``first`` or after ``last``."""
    low = next((at for at, run in enumerate(runs) if run.old + run.length > first), len(runs))
    high = next((at for at in range(len(runs), 0, -1) if runs[at - 1].old <= last), 0)
    while low > 0 and low < len(runs) and _are_near(runs[low - 1], runs[low]):
        low -= 1
    while 0 < high < len(runs) and _are_near(runs[high - 1], runs[high]):
        high += 1
    return runs[low:high]


def _are_near(one: Block, other: Block) -> bool:
    return other.old - one.old - one.length <= _NEAR and other.new - one.new - one.length <= _NEAR


def _without_overlap(runs: Sequence[Block], moved: Sequence[Block]) -> Iterator[Block]:
    """``runs`` without the tokens that they share with ``moved``."""
    old = {place for run in moved for place in range(run.old, run.old + run.length)}
    new = {place for run in moved for place in range(run.new, run.new + run.length)}
    for run in runs:
        begin = 0
        for step in range(run.length):
            if run.old + step in old or run.new + step in new:
                if begin < step:
                    yield Block(run.old + begin, run.new + begin, step - begin)
                begin = step + 1
        if begin < run.length:
            yield Block(run.old + begin, run.new + begin, run.length - begin)
