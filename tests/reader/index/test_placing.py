"""Phrases and nearness over arrays of places, against trying everything."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from reader.index.placing import documents_with, near_each_other, phrase_starts

DOCUMENT = 50
places = st.lists(
    st.sets(st.integers(0, 3 * DOCUMENT - 20).filter(lambda p: p % DOCUMENT < 30), min_size=1),
    min_size=2,
    max_size=3,
).map(lambda sets: [sorted(own) for own in sets])
BASES = [0, DOCUMENT, 2 * DOCUMENT, 3 * DOCUMENT]


def starts(own: list[list[int]]) -> list[int]:
    return [p for p in own[0] if all(p + n in later for n, later in enumerate(own))]


def near(own: list[list[int]], slop: int) -> set[int]:
    """The places of all choices whose neighbours are near."""
    chosen: set[int] = set()
    for choice in product(*own):
        ordered = sorted(choice)
        if all(0 < b - a <= slop for a, b in pairwise(ordered)):
            chosen.update(choice)
    return chosen


@given(places)
def test_phrases_start_where_their_words_follow_one_another(own: list[list[int]]) -> None:
    assert phrase_starts(own) == starts(own)
    assert documents_with(own, 0, BASES) == sorted({p // DOCUMENT for p in starts(own)})


@given(places, st.integers(2, 9))
def test_words_are_near_when_a_choice_of_their_places_is(own: list[list[int]], slop: int) -> None:
    expected, found = near(own, slop), set(near_each_other(own, slop))
    assert found <= expected
    inside = {p // DOCUMENT for p in found}
    assert inside == {p // DOCUMENT for p in expected}
    assert documents_with(own, slop, BASES) == sorted(inside)
