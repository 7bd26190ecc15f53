"""Two saved articles: every name and quotation in them is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.articles import tokenise
from reader.articles.reading import read
from reader.marks import Kind
from reader.marks.finding import find

ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "articles"
pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the saved articles are not here")

PEOPLE = {
    "beijing-parade-substack.txt": {
        "Kim Jong Un", "Vladimir Putin", "Xi Jinping", "Donald Trump", "Kim Yo Jong",
        "Jens Stoltenberg", "Peter Thiel", "Mark Rutte",
    },
    "beijing-parade-wire.txt": {"Xi Jinping", "Vladimir Putin", "Kim Jong Un", "Donald Trump"},
}  # fmt: skip
ORGANISATIONS = {
    "beijing-parade-substack.txt": {
        "NATO", "Kremlin", "Shanghai Cooperation Organization", "Chinese Foreign Ministry",
        "TikTok", "European Union",
    },
    "beijing-parade-wire.txt": {"CIA"},
}  # fmt: skip
PLACES = {
    "beijing-parade-substack.txt": {
        "Beijing", "China", "North Korea", "Ukraine", "Moscow", "Pyongyang", "Russia", "East Asia",
        "Washington", "Europe", "Crimea", "Brussels", "New York", "Alaska", "United States",
        "India", "West",
    },
    "beijing-parade-wire.txt": {
        "Washington", "Asia", "United States", "Beijing", "China", "North Korea", "Ukraine",
        "Russia", "Moscow", "Global South",
    },
}  # fmt: skip
QUOTATIONS = {
    "beijing-parade-substack.txt": [
        ("under consideration.", "Kremlin"),
        ("special personal relationship", "Kim Yo Jong"),
        ("outdated way of thinking", "Kim Yo Jong"),
    ],
    "beijing-parade-wire.txt": [
        (
            "cements a visible statement about the alignment between the three countries.",
            "one former CIA analyst",
        )
    ],
}


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_names_are_right_in_kind_and_canonical_form(name: str) -> None:
    article = read(ARTICLES / name)
    marks = find(article, tokenise(article.text, article.blocks))
    for kind, wanted in (
        (Kind.PERSON, PEOPLE),
        (Kind.ORGANISATION, ORGANISATIONS),
        (Kind.PLACE, PLACES),
    ):
        assert {mark.name for mark in marks if mark.kind is kind} == wanted[name]


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_spans_hold_a_name_and_nothing_else(name: str) -> None:
    article = read(ARTICLES / name)
    marks = find(article, tokenise(article.text, article.blocks))
    for mark in marks:
        if mark.kind is Kind.PERSON:
            words = article.text[mark.start : mark.end]
            assert words == mark.name or words in mark.name.split()


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_quotations_have_their_speakers(name: str) -> None:
    article = read(ARTICLES / name)
    marks = find(article, tokenise(article.text, article.blocks))
    spoken = [(m.name, m.speaker.name if m.speaker else "") for m in marks if m.kind == "quotation"]
    assert spoken == QUOTATIONS[name]
