"""Phrases and nearness over arrays of places, against trying everything."""

from __future__ import annotations

import time
from itertools import combinations, pairwise, product
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.index.effort import TooMuchWorkError
from reader.index.placing import (
    counted_near,
    documents_with,
    near_each_other,
    phrase_starts,
    phrase_starts_in_ways,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCUMENT = 50
BASES = [0, DOCUMENT, 2 * DOCUMENT, 3 * DOCUMENT]
texts = st.dictionaries(
    st.integers(0, 3 * DOCUMENT - 20).filter(lambda p: p % DOCUMENT < 30),
    st.integers(0, 3),
    min_size=1,
    max_size=24,
)
"""The word at each place."""
asked = st.lists(st.integers(0, 3), min_size=2, max_size=5)


def places_in(text: dict[int, int], words: Sequence[int]) -> list[list[int]]:
    own = {word: sorted(p for p, other in text.items() if other == word) for word in words}
    return [own[word] for word in words]


def starts(own: list[list[int]]) -> list[int]:
    return [p for p in own[0] if all(p + n in later for n, later in enumerate(own))]


def near(text: dict[int, int], words: Sequence[int], slop: int) -> set[int]:
    """The places of all choices whose neighbours are near."""
    different = sorted(set(words))
    chosen: set[int] = set()
    for choice in product(
        *(
            combinations([p for p, other in text.items() if other == word], words.count(word))
            for word in different
        )
    ):
        ordered = sorted(p for some in choice for p in some)
        if all(b - a <= slop for a, b in pairwise(ordered)):
            chosen.update(ordered)
    return chosen


@given(texts, asked)
@example(dict.fromkeys(range(9), 0), [0, 0, 0, 0, 0])
@example({n: n % 2 for n in range(12)}, [0, 1, 0, 1, 0])
def test_phrases_start_where_their_words_follow_one_another(
    text: dict[int, int], words: list[int]
) -> None:
    own = places_in(text, words)
    assert phrase_starts(own) == starts(own)
    if all(own):
        assert documents_with(own, 0, BASES) == sorted({p // DOCUMENT for p in starts(own)})


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=60),
    st.lists(st.integers(0, 1), min_size=20, max_size=40),
)
@example([0] * 60, [0] * 30)
@example([0, 1] * 30, [0, 1] * 12)
def test_phrases_that_repeat_their_words_start_there_too(text: list[int], words: list[int]) -> None:
    own = places_in(dict(enumerate(text)), words)
    assert phrase_starts(own) == starts(own)


@given(texts, asked, st.integers(2, 9) | st.sampled_from((15, 20)))
@example({0: 0, 4: 1, 8: 2}, [0, 1, 2], 4)
@example({0: 1, 2: 0, 4: 0, 6: 2}, [0, 1, 2], 2)
def test_words_are_near_when_a_choice_of_their_places_is(
    text: dict[int, int], words: list[int], slop: int
) -> None:
    own = places_in(text, words)
    if not all(own):
        return
    expected, found = near(text, words, slop), near_each_other(own, slop)
    assert found == sorted(found)
    if len(words) == 2:
        assert set(found) <= expected
    else:
        assert set(found) == expected
    inside = sorted({p // DOCUMENT for p in expected})
    assert documents_with(own, slop, BASES) == inside
    counted = list(counted_near(own, slop, BASES))
    assert counted == [(n, sum(p // DOCUMENT == n for p in found)) for n in inside]


def test_of_two_words_a_rare_one_is_found_as_if_it_were_common() -> None:
    random = Random(3)
    many = sorted(random.sample(range(10_000), 3_000))
    few = sorted(set(random.sample(range(10_000), 30)) - set(many))
    common = sorted(set(range(20_000, 30_000, 3)) | set(few))
    assert near_each_other([few, many], 4) == [
        p for p in near_each_other([common, many], 4) if p < 20_000
    ]


def test_a_word_near_itself_many_times_takes_time_with_its_places_only() -> None:
    places = list(range(0, 40_000, 2))
    began = time.process_time()
    assert near_each_other([places] * 2_000, 999) == places
    assert documents_with([places] * 2_000, 999, [0, 40_000]) == [0]
    assert phrase_starts([places] * 2_000) == []
    assert len(phrase_starts([list(range(20_000))] * 2_000)) == 18_001
    assert time.process_time() - began < 10


def test_more_ways_to_choose_than_can_be_tried_are_refused_in_words() -> None:
    random = Random(1)
    words: list[list[int]] = [[] for _ in range(40)]
    for place in range(0, 1_000, 2):
        words[random.randrange(39)].append(place)
    words[39].append(999)
    with pytest.raises(TooMuchWorkError, match="too many ways to choose"):
        near_each_other(words, 25)


@given(
    st.lists(
        st.sets(st.integers(0, 29), min_size=1, max_size=9).map(sorted), min_size=2, max_size=4
    ),
    st.integers(2, 6),
)
@example([[0, 4], [0]], 4)
@example([[1, 2], [1, 2]], 2)
def test_words_that_may_stand_at_one_place_each_have_a_place_of_their_own(
    own: list[list[int]], slop: int
) -> None:
    expected: set[int] = set()
    for choice in product(*own):
        ordered = sorted(choice)
        if len(set(choice)) == len(choice) and all(b - a <= slop for a, b in pairwise(ordered)):
            expected.update(choice)
    assert near_each_other(own, slop, overlapping=True) == sorted(expected)
    inside = [0] if expected else []
    assert documents_with(own, slop, BASES, overlapping=True) == inside
    counted = list(counted_near(own, slop, BASES, overlapping=True))
    assert counted == [(0, len(expected))] * len(inside)


@given(
    st.lists(
        st.dictionaries(
            st.integers(1, 3), st.sets(st.integers(0, 29), max_size=9).map(sorted), min_size=1
        ).map(lambda ways: {1: [], **ways}),
        min_size=1,
        max_size=5,
    )
)
@example([{1: [0], 2: [0]}] * 5)
def test_a_word_of_several_tokens_is_followed_behind_all_of_them(
    words: list[dict[int, list[int]]],
) -> None:
    def goes_on(place: int, number: int) -> bool:
        if number == len(words):
            return True
        return any(
            place in own and goes_on(place + tokens, number + 1)
            for tokens, own in words[number].items()
        )

    assert phrase_starts_in_ways(words) == [p for p in range(30) if goes_on(p, 0)]
