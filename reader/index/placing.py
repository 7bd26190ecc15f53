"""Where words stand together: phrases and words near each other, over arrays of sorted places.

The same functions serve the evaluation of a query in a segment, whose documents share one space
of places, and the finding of matches in the article on screen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from heapq import merge
from itertools import accumulate, chain, pairwise, product, repeat
from math import prod
from typing import TYPE_CHECKING, TypeAlias

from reader.index.nearness import Nearness

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

_FEW = 20
"""How many times fewer places make it quicker to look each of them up in the others."""
_FEWER = 5
"""The same where what is near each of them is looked up."""
_REPEATED = 4
"""How often the words of a phrase are repeated, on average, before another way is quicker."""
_MOST_WAYS = 16
"""Ways in which the words of a phrase may have one token or several, that are all tried."""
_AHEAD = 64
"""How many places ahead one is looked for before it is looked for everywhere."""

Spend: TypeAlias = "Callable[[int], None]"


def _freely(_steps: int) -> None:
    """Spend as much as it takes."""


def phrase_starts(
    places: Sequence[Sequence[int]], offsets: Sequence[int] = (), *, overlapping: bool = False
) -> list[int]:
    """Where a phrase starts whose first word is at ``places[0]``, its second at ``places[1]``, …

    ``offsets`` are the places of the words from the first on: 0, 1, 2 if they are not given. The
    same object stands for the same word; different words have no places in common, unless they
    are ``overlapping``.
    """
    if not all(map(len, places)):
        return []
    if not offsets:
        different = {id(own): own for own in places}
        repeated = sum(map(len, places)) > _REPEATED * sum(map(len, different.values()))
        if repeated and not overlapping:
            return _repetitive_starts(places, different)
        offsets = range(len(places))
    order = sorted(range(len(places)), key=lambda word: len(places[word]))
    rarest, *more = order
    found: Collection[int] = _listed(places[rarest])
    for word in more:
        others, apart = places[word], offsets[word] - offsets[rarest]
        if len(found) * _FEW < len(others):
            found = [place for place in found if holds(others, place + apart)]
        else:
            both = set(map(apart.__add__, found)).intersection(_listed(others))
            found = list(map((-apart).__add__, both))
    return sorted(map((-offsets[rarest]).__add__, found))


def phrase_starts_in_ways(words: Sequence[Mapping[int, Sequence[int]]]) -> list[int]:
    """The same where words may have several tokens: of each its places, by how many it has there.

    The word that follows begins behind all of them.
    """
    count = prod(map(len, words))
    if count <= _MOST_WAYS:
        starts: set[int] = set()
        for way in product(*(own.items() for own in words)):
            offsets = [0, *accumulate(tokens for tokens, _ in way[:-1])]
            starts.update(phrase_starts([places for _, places in way], offsets, overlapping=True))
        return sorted(starts)
    going_on = set(chain.from_iterable(words[-1].values()))
    for own in reversed(words[:-1]):
        going_on = {
            place
            for tokens, places in own.items()
            for place in places
            if place + tokens in going_on
        }
    return sorted(going_on)


def _repetitive_starts(
    places: Sequence[Sequence[int]], different: Mapping[int, Sequence[int]]
) -> list[int]:
    """The same for a phrase that repeats its words, after Knuth, Morris and Pratt (1977).

    Each place is looked at once or twice, however long the phrase is.
    """
    phrase = [id(own) for own in places]
    back = _borders(phrase)
    found: list[int] = []
    length, before = 0, -1
    for place, word in merge(*(zip(own, repeat(word)) for word, own in different.items())):
        if place != before + 1:
            length = 0
        while length and (length == len(phrase) or phrase[length] != word):
            length = back[length]
        length += phrase[length] == word
        before = place
        if length == len(phrase):
            found.append(place + 1 - length)
    return found


def _borders(phrase: Sequence[int]) -> list[int]:
    """For each beginning of ``phrase``, by its length, how much of it also ends it."""
    back = [0, 0]
    for word in phrase[1:]:
        length = back[-1]
        while length and phrase[length] != word:
            length = back[length]
        back.append(length + (phrase[length] == word))
    return back


def near_each_other(
    places: Sequence[Sequence[int]],
    slop: int,
    spend: Spend = _freely,
    *,
    overlapping: bool = False,
) -> list[int]:
    """The places at which the words stand near each other, in order.

    That is: a place of its own can be chosen for each word so that, in the order of the text, no
    two neighbours are more than ``slop`` apart. The same object stands for the same word;
    different words have no places in common, unless they are ``overlapping``.

    ``spend`` counts the steps it takes to choose; see :meth:`~reader.index.effort.Effort.spend`.
    Raises :class:`~reader.index.effort.TooMuchWorkError`.
    """
    if len(places) == 2 and not overlapping:
        return _two_near(places[0], places[1], slop)
    nearness, different = _nearness(places, slop, spend, overlapping)
    return nearness.found_in(different)


def counted_near(
    places: Sequence[Sequence[int]],
    slop: int,
    bases: Sequence[int],
    spend: Spend = _freely,
    *,
    overlapping: bool = False,
) -> Iterator[tuple[int, int]]:
    """The documents in which the words are near each other, and at how many places in each.

    ``bases`` are as in :func:`documents_with`. Raises as :func:`near_each_other` does.
    """
    if len(places) == 2 and not overlapping:
        yield from by_document(_two_near(places[0], places[1], slop), bases)
        return
    nearness, different = _nearness(places, slop, spend, overlapping)
    for document, own in _in_documents(different, slop * (len(places) - 1), bases):
        if found := nearness.found_in(own):
            yield document, len(found)


def documents_with(
    places: Sequence[Sequence[int]],
    slop: int,
    bases: Sequence[int],
    spend: Spend = _freely,
    *,
    overlapping: bool = False,
) -> list[int]:
    """The documents in which the words are a phrase (``slop`` 0) or near each other, in order.

    ``bases`` are the first places of the documents and the end of the last. Of two words, and of
    words near each other, no document is looked at any longer once they were found in it.
    """
    if len(places) == 2:
        rarest = int(len(places[1]) < len(places[0]))
        low, high = (-slop, slop) if slop else (1 - 2 * rarest, 1 - 2 * rarest)
        return _documents_of_pairs(places[rarest], places[1 - rarest], low, high, bases)
    if not slop:
        starts = phrase_starts(places, overlapping=overlapping)
        return [document for document, _ in by_document(starts, bases)]
    nearness, different = _nearness(places, slop, spend, overlapping)
    documents = _in_documents(different, slop * (len(places) - 1), bases)
    return [document for document, own in documents if nearness.is_in(own)]


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


def _nearness(
    places: Sequence[Sequence[int]], slop: int, spend: Spend, overlapping: bool
) -> tuple[Nearness, list[Sequence[int]]]:
    """What looks for the words at ``places``, and those of each that is another."""
    asked = Counter(map(id, places))
    different = {id(own): own for own in places}
    nearness = Nearness(list(asked.values()), slop, spend, overlapping=overlapping)
    return nearness, list(different.values())


def _in_documents(
    places: Sequence[Sequence[int]], reach: int, bases: Sequence[int]
) -> Iterator[tuple[int, list[Sequence[int]]]]:
    """The documents that have all the words, and the places of each word in them.

    Those further than ``reach`` from the rarest word may be left out.
    """
    driving = min(places, key=len)
    ends = [0] * len(places)
    at = document = 0
    while at < len(driving):
        document = _from(bases, driving[at] + 1, document) - 1
        base, end = bases[document], bases[document + 1]
        starts = [_from(own, base, last) for own, last in zip(places, ends, strict=True)]
        ends = [_from(own, end, start) for own, start in zip(places, starts, strict=True)]
        slices = zip(places, starts, ends, strict=True)
        inside = [own[start:last] for own, start, last in slices]
        if all(map(len, inside)):
            rarest = min(inside, key=len)
            yield document, [_around(rarest, own, reach) for own in inside]
        at = _from(driving, end, at)


def _two_near(first: Sequence[int], second: Sequence[int], slop: int) -> list[int]:
    """The places at which one word follows the other, or itself if it is the same, near enough."""
    few, many = sorted((first, second), key=len)
    same = first is second
    together = _listed(few) if same else sorted([*few, *_around(few, many, slop)])
    ones = set() if same else set(few)
    near = (
        pair
        for pair in pairwise(together)
        if pair[1] - pair[0] <= slop and (same or (pair[0] in ones) != (pair[1] in ones))
    )
    return list(dict.fromkeys(chain.from_iterable(near)))


def _around(few: Sequence[int], many: Sequence[int], reach: int) -> Sequence[int]:
    """Those of ``many`` within ``reach`` of one of ``few``, or all where that is easier."""
    if len(few) * _FEWER > len(many):
        return many
    near: list[int] = []
    start = 0
    for place in few:
        start = bisect_left(many, place - reach, start)
        end = bisect_right(many, place + reach, start)
        near += many[start:end]
        start = end
    return near


def _from(places: Sequence[int], place: int, start: int) -> int:
    """The first of ``places`` that is not before ``place``, looked for from ``start`` on."""
    near = min(start + _AHEAD, len(places))
    at = bisect_left(places, place, start, near)
    return at if at < near else bisect_left(places, place, near)


def holds(places: Sequence[int], place: int) -> bool:
    """Whether ``place`` is one of the ``places``, which are in order."""
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _listed(places: Sequence[int]) -> list[int]:
    return places.tolist() if isinstance(places, memoryview) else list(places)
