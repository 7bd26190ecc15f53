"""What holds for the marks of any text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.model import Article, Block, Metadata, Role
from reader.articles.tokens import tokenise
from reader.marks import ENTITY_KINDS, Kind, Mark
from reader.marks.finding import find

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNS = [*"“”„\"«»‹›‘’‚'「」", "''", " ", " ", "\n", ". ", ", ", ": ", "-", "― ", "🤮", "é", "'s "]
WORDS = (
    "Kim Jong Un said sagte Trump U.S. al-Qaeda May 3 2019 2019-02-31 President of the Ministry "
    "Viktor he according to put it as MS. JEAN-PIERRE: Bank New York Laut so O"
)
PIECES = st.sampled_from([*SIGNS, *WORDS.split()])
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=80))
LANGUAGES = st.sampled_from(["", "en", "de", "fr"])


@st.composite
def articles(draw: Callable[[st.SearchStrategy[object]], object]) -> Article:
    text = str(draw(TEXTS))
    wrapped = bool(draw(st.booleans()))
    blocks: list[Block] = []
    at = 0
    for line in [text] if wrapped else text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            role = Role(str(draw(st.sampled_from(Role))))
            language = str(draw(LANGUAGES))
            blocks.append(Block(start, start + len(words), role, language, wrapped=wrapped))
        at += len(line) + 1
    return Article(text, tuple(blocks), Metadata(""), "plain text", "", "")


def marks_of(article: Article) -> tuple[Mark, ...]:
    return find(article, tokenise(article.text, article.blocks))


@given(articles())
def test_a_mark_lies_within_one_block(article: Article) -> None:
    for mark in marks_of(article):
        assert mark.start < mark.end
        assert any(b.start <= mark.start and mark.end <= b.end for b in article.blocks)


@given(articles())
def test_marks_are_in_order(article: Article) -> None:
    keys = [(mark.start, -mark.end) for mark in marks_of(article)]
    assert keys == sorted(keys)


@given(articles())
def test_entities_do_not_overlap(article: Article) -> None:
    entities = [mark for mark in marks_of(article) if mark.kind in ENTITY_KINDS]
    assert all(first.end <= second.start for first, second in pairwise(entities))


@given(articles())
def test_quotations_do_not_overlap(article: Article) -> None:
    quoted = [mark for mark in marks_of(article) if mark.kind in (Kind.QUOTATION, Kind.TERM)]
    assert all(first.end <= second.start for first, second in pairwise(quoted))


@given(articles())
def test_speakers_are_words_of_the_text(article: Article) -> None:
    for mark in marks_of(article):
        if mark.speaker is not None:
            assert 0 <= mark.speaker.start < mark.speaker.end <= len(article.text)
            assert mark.speaker.name
        assert 0 < mark.confidence <= 1


@pytest.mark.parametrize(
    "piece",
    [
        '"a ',
        "«a ",
        "‘as ’ ",
        "'as ' ",
        "Abc ",
        "ABC",
        "May 3 Kim ",
        "“a” ",
        "a “b.” said ",
        "Bank of ",
    ],
)
def test_a_long_block_of_one_thing_is_read_in_good_time(piece: str) -> None:
    text = (piece * (30_000 // len(piece))).strip()
    block = Block(0, len(text), Role.PARAGRAPH, "en")
    marks = marks_of(Article(text, (block,), Metadata(""), "plain text", "", ""))
    assert all(mark.end <= len(text) for mark in marks)
