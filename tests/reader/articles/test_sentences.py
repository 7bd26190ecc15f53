from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.model import Block, Role
from reader.articles.sentences import paragraph_span, sentence_span, stops


def sentences(text: str, language: str = "", *, wrapped: bool = False) -> list[str]:
    blocks = (Block(0, len(text), Role.PARAGRAPH, language, wrapped=wrapped),)
    found: list[str] = []
    at = 0
    while at < len(text):
        start, end = sentence_span(text, at, blocks)
        found.append(text[start:end])
        at = end + 1
    return found


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Kim met J. D. Vance.", "They spoke."],
        ["The U.S. Navy left.", "It was late."],
        ["He went back to the U.S.", "The fleet stayed."],
        ["Er nannte z.B. die Wahl.", "Dann ging er."],
        ["Sie kamen am 11. Februar nach Wien.", "Dort blieben sie."],
        ["In seiner 2. Amtszeit regiert er anders.", "Das ist neu."],
        ["He said: “We won.”", "“Nobody lost,” she said."],
        ["“Really?” he asked.", "Nobody knew."],
        ["Er sagte: „Ja.“", "Dann schwieg er."],
        ["It fell 3.5 percent in No. 10 Downing Street.", "Why?"],
        ["Wait … for it!", "(Now.)", "Done"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_stops_say_where_a_sentence_ends_and_where_the_next_starts() -> None:
    text = "He said “no.” Then he left."
    (only,) = stops(text, 0, len(text), "en")
    assert text[only.start : only.end] == ".”"
    assert text[only.following :] == "Then he left."
    assert list(stops(text, 0, only.end, "en")) == []


def test_sentences_without_spaces_between_them_are_told_apart() -> None:
    assert sentence_span("一つ。二つ。", 4) == (3, 6)


def test_a_number_ends_a_sentence_in_english_only() -> None:
    text = "He was 12. Putin left."
    assert sentences(text, "en") == ["He was 12.", "Putin left."]
    assert sentences(text, "de") == [text]


def test_a_sentence_runs_over_wrapped_lines_but_not_over_others() -> None:
    assert sentences("One\ntwo. Three.", wrapped=True) == ["One\ntwo.", "Three."]
    assert sentences("One\ntwo. Three.") == ["One", "two.", "Three."]


def test_a_place_between_blocks_belongs_to_the_block_before() -> None:
    blocks = (Block(0, 4, Role.PARAGRAPH), Block(6, 10, Role.PARAGRAPH))
    assert sentence_span("One.\n\nTwo.", 5, blocks) == (0, 4)
    assert paragraph_span("One.\n\nTwo.", 5, blocks) == (0, 4)


@given(st.text(alphabet="Ab. !?“”\n2", min_size=1, max_size=80), st.data())
def test_a_sentence_holds_its_place_or_the_place_is_white_space(
    text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text) - 1))
    start, end = sentence_span(text, offset)
    assert 0 <= start <= end <= len(text)
    assert start <= offset < end or text[offset].isspace()
    if start < end:
        assert sentence_span(text, start) == (start, end)
