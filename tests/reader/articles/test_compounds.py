"""Words that may as well be written as one, and those that only touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.compounds import compounds, is_joined, ways_of_writing
from reader.articles.tokens import words_of


def joined(text: str, code: str = "en") -> list[str]:
    forms = words_of(text)
    found = compounds(text, forms, code)
    for first, tokens, form, written in found:
        assert written in text
        assert "".join(forms[first : first + tokens]) == form
    return [one.form for one in found]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("O'Brien and O’Brien", "en", ["OBrien", "OBrien"]),
        ("they don't, can’t", "en", ["dont", "cant"]),
        ("it's he'll we're I've Putin's", "en", []),
        ("O'Brien's office", "en", ["OBrien"]),
        ("an e-mail about COVID-19 and co‐operation", "en", ["email", "COVID19", "cooperation"]),
        ("the U.N. and the U.S.-led, at 5 p.m.", "en", ["UN", "US", "pm"]),
        ("mother-in-law, state-of-the-art", "en", ["motherinlaw"]),
        ("2014-2015 and 10-12", "en", []),
        ("l'homme qu'elle aujourd'hui", "fr", ["aujourdhui"]),
        ("dell'arte d'Angelo", "it", []),
        ("D'Angelo", "en", ["DAngelo"]),
        ("Ankara'da", "tr", []),
        ("it's l'homme", "", []),
        ("see example.com and a.b.c.d.e.f.g.h", "en", []),
        ("パレード-東京", "ja", []),
        ("- -a a- 'b' .c. --", "en", []),
    ],
)
def test_compounds_are_words_with_something_between_their_parts(
    text: str, code: str, expected: list[str]
) -> None:
    assert joined(text, code) == expected


@given(
    st.lists(
        st.sampled_from(("a", "O", "Brien", "19", "c++", "é", "港", "e\u0301", "😀")), max_size=9
    ),
    st.lists(st.sampled_from((" ", "-", "'", "’", ".", "", ". ")), min_size=9, max_size=9),
    st.sampled_from(("en", "fr", "")),
)
def test_compounds_are_tokens_in_a_row_in_order(
    parts: list[str], signs: list[str], code: str
) -> None:
    text = "".join(part + sign for part, sign in zip(parts, signs, strict=False))
    forms = words_of(text)
    at = 0
    for first, tokens, form, _ in compounds(text, forms, code):
        assert first >= at
        assert tokens > 1
        assert "".join(forms[first : first + tokens]) == form
        at = first


def test_what_is_asked_for_is_looked_for_in_all_its_ways() -> None:
    assert ways_of_writing("O'Brien") == [[("O", ""), ("Brien", "")], [("OBrien", "O'Brien")]]
    written = [" ".join(form for form, _ in way) for way in ways_of_writing("U.N. e-mail")]
    assert written == ["U N e mail", "U N email", "UN e mail", "UN email"]
    assert len(ways_of_writing(" ".join(["e-mail"] * 9))) == 2


@pytest.mark.parametrize(
    ("form", "parts", "languages"),
    [
        ("dont", "don't", ["en", "de", "fr"]),
        ("hell", "he'll", ["de", "fr"]),
        ("OBrien", "O’Brien", ["en", "de", "fr", ""]),
        ("nest", "n'est", ["en", "de"]),
        ("DArtagnan", "D'Artagnan", ["en", "de"]),
    ],
)
def test_a_language_that_takes_the_parts_for_two_words_joins_none(
    form: str, parts: str, languages: list[str]
) -> None:
    asked = ("en", "de", "fr", "")
    assert [code for code in asked if is_joined(form, parts, code)] == languages
    assert is_joined(form, parts, None)
