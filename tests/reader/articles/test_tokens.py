"""Tokens: the quick ways of cutting a text lead to the same as the one expression that says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles import Block, Role, tokenise
from reader.articles.tokens import word, words_of

PIECES = (
    *("kim", "Häfen", "naïve", "Ångström", "C++", "C#", "F#", "x++y", "#tag", "U.S.", "R&D", "o'"),
    *("state-run", "1,200", "don’t", "“order”", "a_b", "_", "’", "–", "…", "\u00a0", "e\u0301"),
    *(
        "港口",
        "パレード",
        "금융",
        "การ",
        "한국kim",
        "2025年",
        "ß",
        "İ",
        "ﬁ",
        "٣",
        "²",
        "😀",
        "\u200b",
    ),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).flatmap(
    lambda pieces: st.lists(
        st.sampled_from(("", " ", "  ", "-", ".")), min_size=len(pieces), max_size=len(pieces)
    ).map(lambda gaps: "".join(a + b for a, b in zip(pieces, gaps, strict=True)))
)


def blocks_of(paragraphs: list[str]) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(text), len(text) + len(paragraph), Role.PARAGRAPH))
        text += paragraph + "\n\n"
    return text, blocks


@given(st.lists(texts, max_size=4))
def test_the_tokens_of_blocks_are_their_words_where_they_stand(paragraphs: list[str]) -> None:
    text, blocks = blocks_of(paragraphs)
    tokens = tokenise(text, blocks)
    assert tokens.forms == [form for paragraph in paragraphs for form in word().findall(paragraph)]
    assert len(tokens.firsts) == len(blocks) + 1
    ends = [start + len(form) for start, form in zip(tokens.starts, tokens.forms, strict=True)]
    assert [text[a:b] for a, b in zip(tokens.starts, ends, strict=True)] == tokens.forms
    assert all(end <= start for end, start in zip(ends, tokens.starts[1:], strict=False))
    for number, block in enumerate(blocks):
        own = tokens.starts_in(number)
        assert own == tokens.starts[tokens.firsts[number] : tokens.firsts[number + 1]].tolist()
        assert all(block.start <= start < block.end for start in own)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("C++ and C#, not F# or x++y", ["C++", "and", "C#", "not", "F#", "or", "x", "y"]),
        ("state-run, nobody's U.S. R&D", ["state", "run", "nobody", "s", "U", "S", "R", "D"]),
        ("港口管理kim", ["港", "口", "管", "理", "kim"]),
        ("1,200 naïve_Häfen’s", ["1", "200", "naïve", "Häfen", "s"]),
        ("…—_’ ", []),
    ],
)
def test_words_are_cut_as_a_reader_expects(text: str, forms: list[str]) -> None:
    assert words_of(text) == forms
