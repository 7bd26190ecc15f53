"""Scores are those of BM25F by its definition, worked out here once more from the words alone."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from reader.index import query
from reader.index.analysis import words_of
from reader.index.segments.keys import LENGTHS, length_byte
from reader.languages.stemming import stems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library

    Make = Callable[[dict[str, str | bytes]], Library]

K1, B = 1.2, 0.75
BOOSTS = {"title": 3.0, "text": 1.0}
ARTICLES = {
    "a": (
        "Sanctions again",
        "The sanctions hit the harbour. One sanction more will follow.",
    ),
    "b": ("The harbour", "A harbour is a harbour, and sanctioning a harbour helps nobody at all."),
    "c": ("Nothing new", "Nothing happened in the harbour town on the day of the parade."),
    "d": ("Sanctions", "It rained."),
    "e": ("On music", "They played the whole night long " + "and danced until the morning " * 12),
}


def fields(name: str) -> dict[str, list[str]]:
    title, text = ARTICLES[name]
    return {
        "title": [stems("en")[form] for form in words_of(title)],
        "text": [stems("en")[form] for form in words_of(text)],
    }


def by_definition(count: Callable[[list[str]], int]) -> dict[str, float]:
    """The score of each article for one term, of which ``count`` tells how often words hold it."""
    read = {name: fields(name) for name in ARTICLES}
    average = {field: sum(len(own[field]) for own in read.values()) / len(read) for field in BOOSTS}
    frequencies = {
        name: sum(
            boost
            * count(own[field])
            / (1 - B + B * LENGTHS[length_byte(len(own[field]))] / average[field])
            for field, boost in BOOSTS.items()
        )
        for name, own in read.items()
    }
    having = sum(frequency > 0 for frequency in frequencies.values())
    idf = math.log(1 + (len(read) - having + 0.5) / (having + 0.5))
    return {
        name: idf * frequency * (K1 + 1) / (K1 + frequency)
        for name, frequency in frequencies.items()
        if frequency
    }


def word(wanted: str) -> dict[str, float]:
    return by_definition(lambda words: words.count(stems("en")[wanted]))


def phrase(first: str, second: str) -> dict[str, float]:
    pair = (stems("en")[first], stems("en")[second])
    return by_definition(lambda words: sum(two == pair for two in pairwise(words)))


def added(*terms: dict[str, float]) -> dict[str, float]:
    return {name: sum(t.get(name, 0.0) for t in terms) for name in set().union(*terms)}


def both(*terms: dict[str, float]) -> dict[str, float]:
    return {n: s for n, s in added(*terms).items() if all(n in term for term in terms)}


HARBOUR, SANCTION = word("harbour"), word("sanctions")
EXPECTED = {
    "harbour": HARBOUR,
    "sanctions": SANCTION,
    "sanctions harbour": both(SANCTION, HARBOUR),
    "sanctions OR harbour": added(SANCTION, HARBOUR),
    "harbour -sanction": {name: s for name, s in HARBOUR.items() if name not in SANCTION},
    '"the harbour"': phrase("the", "harbour"),
    '"the harbour" sanction': both(phrase("the", "harbour"), SANCTION),
    "morning": word("morning"),
}


@pytest.mark.parametrize("at_once", [True, False], ids=["one segment", "several segments"])
@pytest.mark.parametrize("asked", EXPECTED)
def test_scores_follow_the_definition(
    make_library: Make, articles: Path, asked: str, *, at_once: bool
) -> None:
    library = make_library({})
    for name, (title, text) in ARTICLES.items():
        # Stated titles, which are not part of the text.
        head = f"---\ntitle: {title}\nlanguage: en\n---\n"
        (articles / f"{name}.md").write_text(head + text)
        if not at_once:
            library.refresh()
    library.refresh()
    hits = library.search(query.parse(asked)).hits
    assert {hit.entry.path.removesuffix(".md"): hit.score for hit in hits} == pytest.approx(
        EXPECTED[asked]
    )
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_what_is_not_counted_counts_once_however_many_stems_find_it(
    make_library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = "The united states of the world met in the harbour and were united states once more."
    german = "Er sagte, dass die united states nicht mehr das sind, was sie einmal waren."
    library = make_library(
        {"a.txt": f"{english}\n\n{german}", "b.txt": english, "c.txt": german, "d.txt": "No."}
    )
    assert stems("en")["states"] != stems("de")["states"]
    monkeypatch.setattr("reader.index.evaluating._COUNTED", 0)
    hits = library.search(query.parse('text:"united states"')).hits
    once = math.log(1 + (4 - 3 + 0.5) / (3 + 0.5)) * (K1 + 1) / (K1 + 1)
    assert {hit.entry.path: hit.score for hit in hits} == pytest.approx(
        dict.fromkeys(("a.txt", "b.txt", "c.txt"), once)
    )


def test_what_scores_alike_comes_in_the_order_of_paths(make_library: Make) -> None:
    library = make_library({f"{n}.txt": "kim came" for n in (3, 1, 2)})
    hits = library.search(query.parse("kim"), limit=2).hits
    assert [hit.entry.path for hit in hits] == ["1.txt", "2.txt"]


def test_lengths_are_kept_nearly_and_in_order() -> None:
    kept = [LENGTHS[length_byte(length)] for length in range(2_000_000) if length % 97 < 33]
    exact = [length for length in range(2_000_000) if length % 97 < 33]
    assert kept == sorted(kept)
    assert kept[:32] == exact[:32]
    assert all(abs(a - b) <= 0.035 * b for a, b in zip(kept, exact, strict=True) if b)
