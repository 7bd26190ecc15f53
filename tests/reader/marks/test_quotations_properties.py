"""What holds for the quotations and the speakers of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.articles.model import Article, Block, Metadata, Role
from reader.articles.tokens import tokenise
from reader.marks import Kind, Mark, Reference
from reader.marks.finding import find

PIECES = st.sampled_from([
    "“We go,” ", "„Wir gehen“ ", "“We go.\n“", "”", '"', "said ", "sagte ", "Mary Smith ",
    "the chancellor ", "Chancellor Olaf Scholz ", "he ", "sie ", "who ", "they ", ", ", ". ", ": ",
    "\n", "MS. SMITH: ", "JONES: ", "Q: ", "Q\xa0 ", "A: ", "according to ", "laut ", "was ", "by ",
    "wurde von ", "bezeichnet ", "that ", "dass ", "so ", "’s ", "a friend of ", "as saying ",
    "heißt es in ", "zitiert ", "und ", "but ", "He told me ",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def read(text: str, language: str) -> tuple[Article, tuple[Mark, ...]]:
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if words := line.strip():
            start = at + line.index(words)
            blocks.append(Block(start, start + len(words), Role.PARAGRAPH, language))
        at += len(line) + 1
    metadata = Metadata("", language=language)
    article = Article(text, tuple(blocks), metadata, "plain text", "", "")
    return article, find(article, tokenise(article.text, article.blocks))


@given(TEXTS, st.sampled_from(["en", "de", ""]))
def test_quotations_are_disjoint_and_within_a_block(text: str, language: str) -> None:
    article, marks = read(text, language)
    quoted = [mark for mark in marks if mark.kind in (Kind.QUOTATION, Kind.TERM)]
    assert all(first.end <= second.start for first, second in pairwise(quoted))
    for mark in quoted:
        assert mark.start < mark.end
        assert any(b.start <= mark.start and mark.end <= b.end for b in article.blocks)


@given(TEXTS, st.sampled_from(["en", "de", ""]))
def test_a_speaker_stands_outside_all_quotations_but_for_a_label(text: str, language: str) -> None:
    _, marks = read(text, language)
    quoted = [mark for mark in marks if mark.kind in (Kind.QUOTATION, Kind.TERM)]
    for mark in quoted:
        if mark.speaker is None:
            continue
        said = mark.speaker
        for other in quoted:
            within = other.start < said.end and said.start < other.end
            assert not within or said.start == other.start + 1


@given(TEXTS, st.sampled_from(["en", "de", ""]))
def test_a_cue_stands_outside_all_quotations(text: str, language: str) -> None:
    _, marks = read(text, language)
    quoted = [mark for mark in marks if mark.kind in (Kind.QUOTATION, Kind.TERM)]
    for mark in quoted:
        if mark.speaker and mark.speaker.cue:
            start, end = mark.speaker.cue
            assert start < end
            assert not any(one.start < end and start < one.end for one in quoted)


@given(TEXTS, st.sampled_from(["en", "de", ""]))
def test_a_pronoun_or_an_office_leads_to_somebody_named(text: str, language: str) -> None:
    _, marks = read(text, language)
    people = {mark.name for mark in marks if mark.kind is Kind.PERSON}
    for mark in marks:
        if mark.speaker and mark.speaker.reference in (Reference.PRONOUN, Reference.ROLE):
            assert mark.speaker.name in people
