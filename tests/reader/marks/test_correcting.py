"""Laying corrections over marks: nothing is changed but what is said, and once is enough."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.entities import Entity, EntityBook
from annotations.model import Correction
from reader.articles.model import Block, Role
from reader.articles.tokens import tokenise
from reader.marks import ENTITY_KINDS, NAMED_KINDS, Kind, Mark
from reader.marks.correcting import Said, corrected
from reader.marks.decisions import Decisions
from reader.marks.finding import find
from reader.marks.memory import remember
from tests.reader.marks.conftest import build

TEXT = (
    "Ada Quill met Bo Pen in Rotterdam. “We are here,” Quill said.\n"
    "Pen said that “it is late” in Rotterdam, and Quill left Bo Pen there."
)
ARTICLE = build(TEXT)
TOKENS = tokenise(TEXT, ARTICLE.blocks)
MARKS = find(ARTICLE, TOKENS)
WORDS = ["Quill", "Bo Pen", "Pen", "Rotterdam", "Ada Quill", "met Bo", "late"]

corrections = st.builds(
    Correction,
    verdict=st.sampled_from(["", "confirmed", "rejected"]),
    name=st.sampled_from(["", "Adele Quill", "Q"]),
    type=st.sampled_from(["", "person", "ship", "place", "term"]),
    speaker=st.sampled_from(["", "Somebody"]),
)


@st.composite
def said(draw: st.DrawFn) -> list[Said]:
    found = []
    for kind in draw(st.lists(st.sampled_from(["entity", "quotation"]), max_size=4)):
        start = draw(st.integers(0, len(TEXT) - 2))
        end = draw(st.integers(start + 1, min(len(TEXT), start + 30)))
        found.append(Said(start, end, kind, draw(corrections)))
    return sorted(found, key=lambda one: (one.start, one.end))


@st.composite
def decisions(draw: st.DrawFn) -> Decisions:
    book = EntityBook()
    for word in draw(st.lists(st.sampled_from(WORDS), max_size=3, unique=True)):
        kind = draw(st.sampled_from(["", "person", "ship"]))
        aliases = tuple(draw(st.lists(st.sampled_from(WORDS), max_size=2)))
        book = book.put(word, Entity(kind, aliases))
    for word in draw(st.lists(st.sampled_from(WORDS), max_size=1)):
        book = book.ignore(word)
    return Decisions.of(book, {})


def test_without_corrections_nothing_changes() -> None:
    assert corrected(TEXT, TOKENS, MARKS, Decisions()) == MARKS


@given(decisions(), said())
def test_marks_stay_in_order_and_entities_apart(known: Decisions, own: list[Said]) -> None:
    marks = corrected(TEXT, TOKENS, MARKS, known, own)
    assert list(marks) == sorted(marks, key=lambda mark: (mark.start, -mark.end))
    entities = [mark for mark in marks if mark.kind in ENTITY_KINDS]
    assert all(a.end <= b.start for a, b in pairwise(entities))
    assert all(0 <= mark.start < mark.end <= len(TEXT) for mark in marks)


@given(decisions())
def test_deciding_again_changes_nothing_more(known: Decisions) -> None:
    once = corrected(TEXT, TOKENS, MARKS, known)
    assert corrected(TEXT, TOKENS, once, known) == once


@given(st.permutations(range(6)))
def test_the_memory_does_not_depend_on_the_order(order: list[int]) -> None:
    counts = [
        ("person", "Kim Jong Un", 4),
        ("person", "Kim Jong-un", 2),
        ("person", "Kim", 3),
        ("person", "Donald Trump", 5),
        ("person", "Donald J. Trump", 1),
        ("organisation", "The Harbour Board", 2),
    ]
    memory = remember(counts[number] for number in order)
    assert memory == {
        ("person", "Kim Jong-un"): "Kim Jong Un",
        ("person", "Kim"): "Kim Jong Un",
        ("person", "Donald J. Trump"): "Donald Trump",
    }


def test_a_surname_of_two_people_leads_to_neither() -> None:
    counts = [("person", "Tom Pen", 4), ("person", "Al Pen", 4), ("person", "Pen", 2)]
    assert remember(counts) == {}


def test_a_speaker_follows_the_name_of_the_library() -> None:
    book = EntityBook().put("Adele Quill", Entity("person", ("Ada Quill", "Quill")))
    marks = corrected(TEXT, TOKENS, MARKS, Decisions.of(book, {}))
    speakers = [mark.speaker.name for mark in marks if mark.speaker]
    assert speakers[0] == "Adele Quill"
    named = {mark.name for mark in marks if mark.kind in NAMED_KINDS}
    assert "Adele Quill" in named
    assert "Ada Quill" not in named


def test_an_alias_in_lower_case_names_a_speaker() -> None:
    article = build("“We are here,” the old captain said.")
    tokens = tokenise(article.text, article.blocks)
    book = EntityBook().put("Ada Quill", Entity("person", ("the old captain",)))
    marks = corrected(article.text, tokens, find(article, tokens), Decisions.of(book, {}))
    assert [mark.speaker.name for mark in marks if mark.speaker] == ["Ada Quill"]


def test_a_name_in_capitals_is_found() -> None:
    text = "MOSKVA SINKS"
    tokens = tokenise(text, (Block(0, len(text), Role.HEADING, "en"),))
    book = EntityBook().put("Moskva", Entity("ship"))
    (mark,) = corrected(text, tokens, (), Decisions.of(book, {}))
    assert mark == Mark(Kind.OTHER, 0, 6, "Moskva", 1.0, None, mark.origin, "ship")
