"""What is written into the index is what a query asks for, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles import Block, Role, tokenise
from reader.index.analysis import Term, text_words
from reader.index.segments.keys import WEIGHT_UNIT, keys
from reader.languages.folding import fold
from reader.languages.stemming import stems

LANGUAGES = ("", "en", "de", "fr", "ru", "tr", "xx")
words = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=9) | st.sampled_from(
    ("Sanctions", "Häuser", "größte", "kitab", "ağaç", "İstanbul", "ΟΔΟΣ", "ß", "ﬁne", "новости")
)


@given(st.lists(words, max_size=6), st.sampled_from(LANGUAGES))
def test_each_word_is_written_as_its_stem_with_its_spelling(
    forms: list[str], language: str
) -> None:
    text = " ".join(forms)
    blocks = [Block(0, len(text), Role.PARAGRAPH, language)]
    tokens = tokenise(text, blocks)
    expected = [Term(language, stems(language)[form], fold(form)) for form in tokens.forms]
    written = text_words(tokens, blocks)
    assert list(map(Term.read, written.sequence)) == expected
    assert list(map(Term.read, written.terms)) == list(dict.fromkeys(expected))
    assert written.length == len(expected)


def test_headings_weigh_more_and_comments_less() -> None:
    text = "kim came\n\nkim\n\nkim went"
    roles = (Role.HEADING, Role.PARAGRAPH, Role.COMMENT)
    places = ((0, 8), (10, 13), (15, 23))
    blocks = [Block(a, b, role, "en") for (a, b), role in zip(places, roles, strict=True)]
    written = text_words(tokenise(text, blocks), blocks)
    weights = [key >> 8 for key in written.keys]
    assert dict(zip(written.terms, weights, strict=True)) == {
        Term("en", "kim", "kim").written(): round((2 + 1 + 0.3) * WEIGHT_UNIT),
        Term("en", "came", "came").written(): 2 * WEIGHT_UNIT,
        Term("en", "went", "went").written(): round(0.3 * WEIGHT_UNIT),
    }


@pytest.mark.parametrize("length", [0, 1, 31, 32, 700, 10**6])
def test_words_that_weigh_as_much_as_they_occur(length: int) -> None:
    counts = [1, 3, 40, 10**5, 10**6]
    for some in (counts, counts[:3], []):
        assert keys(some, length, WEIGHT_UNIT) == keys([c * WEIGHT_UNIT for c in some], length)
