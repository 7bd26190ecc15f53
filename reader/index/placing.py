"""Where words stand together: phrases and words near each other, over arrays of sorted places.

The same functions serve the evaluation of a query in a segment, whose documents share one space
of places, and the finding of matches in the article on screen.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_FEW = 20
"""How many times fewer places make it quicker to look each of them up in the others."""


def phrase_starts(places: Sequence[Sequence[int]]) -> list[int]:
    """Where a phrase starts whose first word is at ``places[0]``, its second at ``places[1]``, …"""
    order = sorted(range(len(places)), key=lambda word: len(places[word]))
    starts: Collection[int] = [place - order[0] for place in places[order[0]]]
    for word in order[1:]:
        others = places[word]
        if len(starts) * _FEW < len(others):
            starts = [start for start in starts if _holds(others, start + word)]
        else:
            starts = set(starts).intersection([place - word for place in _listed(others)])
    return sorted(starts)


def near_each_other(places: Sequence[Sequence[int]], slop: int) -> list[int]:
    """The places at which the words stand near each other.

    That is: one place of each word can be chosen so that, in the order of the text, no two
    neighbours are more than ``slop`` apart. Given back are the places of such choices, in order.
    """
    if len(places) == 2:
        return _two_near(places[0], places[1], slop)
    return _many_near(places, slop)


def _two_near(first: Sequence[int], second: Sequence[int], slop: int) -> list[int]:
    if len(first) > len(second):
        first, second = second, first
    if len(first) * _FEW < len(second):
        chosen: set[int] = set()
        for place in first:
            at = bisect_left(second, place - slop)
            near = [p for p in second[at : at + 2 * slop + 1] if 0 < abs(p - place) <= slop]
            if near:
                chosen.update(near)
                chosen.add(place)
        return sorted(chosen)
    ones, twos = set(first), set(second)
    both = sorted(ones | twos)
    found: set[int] = set()
    for place, following in pairwise(both):
        if following - place <= slop and (
            (place in ones and following in twos) or (place in twos and following in ones)
        ):
            found.add(place)
            found.add(following)
    return sorted(found)


def _many_near(places: Sequence[Sequence[int]], slop: int) -> list[int]:
    """Over all occurrences in order, which sets of words a chain that ends there can hold."""
    labelled = sorted((place, word) for word, own in enumerate(places) for place in own)
    everything = (1 << len(places)) - 1
    chains: list[dict[int, frozenset[int]]] = []
    """For each occurrence: set of words, as bits, and the places of one chain of them."""
    found: set[int] = set()
    start = 0
    for number, (place, word) in enumerate(labelled):
        bit = 1 << word
        own = {bit: frozenset((place,))}
        while labelled[start][0] < place - slop:
            start += 1
        for earlier in range(start, number):
            if labelled[earlier][0] < place:
                for words, chain in chains[earlier].items():
                    if not words & bit:
                        own.setdefault(words | bit, chain | {place})
        chains.append(own)
        if everything in own:
            found |= own[everything]
    return sorted(found)


def _holds(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _listed(places: Sequence[int]) -> list[int]:
    return places.tolist() if isinstance(places, memoryview) else list(places)
