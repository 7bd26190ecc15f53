"""Where words stand together: phrases and words near each other, over arrays of sorted places.

The same functions serve the evaluation of a query in a segment, whose documents share one space
of places, and the finding of matches in the article on screen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_FEW = 20
"""How many times fewer places make it quicker to look each of them up in the others."""
_AHEAD = 64
"""How many places ahead one is looked for before it is looked for everywhere."""


def phrase_starts(places: Sequence[Sequence[int]]) -> list[int]:
    """Where a phrase starts whose first word is at ``places[0]``, its second at ``places[1]``, …"""
    order = sorted(range(len(places)), key=lambda word: len(places[word]))
    rarest, *more = order
    found: Collection[int] = _listed(places[rarest])
    for word in more:
        others, apart = places[word], word - rarest
        if len(found) * _FEW < len(others):
            found = [place for place in found if _holds(others, place + apart)]
        else:
            both = set(map(apart.__add__, found)).intersection(_listed(others))
            found = list(map((-apart).__add__, both))
    return sorted(map((-rarest).__add__, found))


def near_each_other(places: Sequence[Sequence[int]], slop: int) -> list[int]:
    """The places at which the words stand near each other, in order.

    That is: one place of each word can be chosen so that, in the order of the text, no two
    neighbours are more than ``slop`` apart.
    """
    if len(places) == 2 and _FEW * min(map(len, places)) > max(map(len, places)):
        return _two_near(places[0], places[1], slop)
    rarest = min(range(len(places)), key=lambda word: len(places[word]))
    return sorted({p for place in places[rarest] for p in _chain(places, rarest, place, slop)})


def documents_with(places: Sequence[Sequence[int]], slop: int, bases: Sequence[int]) -> list[int]:
    """The documents in which the words are a phrase (``slop`` 0) or near each other, in order.

    ``bases`` are the first places of the documents and the end of the last. Of two words, and of
    words near each other, no document is looked at any longer once they were found in it.
    """
    rarest = min(range(len(places)), key=lambda word: len(places[word]))
    driving = places[rarest]
    if len(places) == 2:
        low, high = (-slop, slop) if slop else (1 - 2 * rarest, 1 - 2 * rarest)
        return _documents_of_pairs(driving, places[1 - rarest], low, high, bases)
    if not slop:
        return [document for document, _ in by_document(phrase_starts(places), bases)]
    documents: list[int] = []
    number = 0
    while number < len(driving):
        place = driving[number]
        if _chain(places, rarest, place, slop):
            documents.append(bisect_right(bases, place) - 1)
            number = _from(driving, bases[documents[-1] + 1], number)
        else:
            number += 1
    return documents


def by_document(places: Sequence[int], bases: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The documents that ``places``, in order, are in, and how many of them in each."""
    at = 0
    while at < len(places):
        document = bisect_right(bases, places[at]) - 1
        end = bisect_left(places, bases[document + 1], at)
        yield document, end - at
        at = end


def _documents_of_pairs(
    driving: Sequence[int], others: Sequence[int], low: int, high: int, bases: Sequence[int]
) -> list[int]:
    """The documents in which one of ``others`` is from ``low`` to ``high`` away from a place.

    A place is not near itself.
    """
    documents: list[int] = []
    number = at = document = 0
    while number < len(driving):
        place = driving[number]
        at = _from(others, place + low, at)
        near = at + 1 if at < len(others) and others[at] == place else at
        if near == len(others):
            break
        if others[near] > place + high:
            number += 1
            continue
        document = _from(bases, place + 1, document) - 1
        documents.append(document)
        number = _from(driving, bases[document + 1], number)
    return documents


def _two_near(first: Sequence[int], second: Sequence[int], slop: int) -> list[int]:
    ones, twos = set(first), set(second)
    found: set[int] = set()
    for place, following in pairwise(sorted(ones | twos)):
        if following - place <= slop and (
            (place in ones and following in twos) or (place in twos and following in ones)
        ):
            found.add(place)
            found.add(following)
    return sorted(found)


def _chain(places: Sequence[Sequence[int]], word: int, place: int, slop: int) -> Iterable[int]:
    """The places of a choice as in :func:`near_each_other` that takes ``word`` at ``place``.

    Nothing when there is no such choice.
    """
    reach = slop * (len(places) - 1)
    around = [(place, word)]
    for other, own in enumerate(places):
        if other != word:
            at = bisect_left(own, place - reach)
            last = bisect_right(own, place + reach, at)
            if at == last:
                return ()
            around += ((near, other) for near in own[at:last])
    around.sort()
    everything = (1 << len(places)) - 1
    chains: list[dict[int, tuple[int, ...]]] = []
    for number, (near, other) in enumerate(around):
        bit = 1 << other
        own_chains: dict[int, tuple[int, ...]] = {bit: (near,)}
        for earlier in range(number - 1, -1, -1):
            if around[earlier][0] < near - slop:
                break
            if around[earlier][0] < near:
                for words, chain in chains[earlier].items():
                    if not words & bit:
                        own_chains.setdefault(words | bit, (*chain, near))
        if everything in own_chains:
            return own_chains[everything]
        chains.append(own_chains)
    return ()


def _from(places: Sequence[int], place: int, start: int) -> int:
    """The first of ``places`` that is not before ``place``, looked for from ``start`` on."""
    near = min(start + _AHEAD, len(places))
    at = bisect_left(places, place, start, near)
    return at if at < near else bisect_left(places, place, near)


def _holds(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _listed(places: Sequence[int]) -> list[int]:
    return places.tolist() if isinstance(places, memoryview) else list(places)
