"""Properties of the query language: any text is safe to parse, and trees survive being written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.index.query import (
    FIELDS,
    And,
    DateRange,
    Everything,
    Fuzzy,
    Has,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    parse,
    unparse,
)
from reader.index.query.fields import WHOLE
from reader.index.query.normal import normalise

PLAIN = st.text(alphabet="abzANDORT0189äßж'.&+/-", min_size=1, max_size=8).filter(
    lambda text: text not in {"AND", "OR", "NOT"} and not text.startswith("-")
)
TEXT_FIELDS = st.sampled_from(["", *(field for field in FIELDS if field not in {"date", "has"})])
MIDNIGHTS = st.datetimes(datetime(1000, 1, 2), datetime(2999, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(hour=0, minute=0, second=0, microsecond=0)
)
PATTERNS = st.tuples(PLAIN, st.sampled_from("*?"), PLAIN).map("".join)

DATES: st.SearchStrategy[Node] = st.one_of(
    st.lists(MIDNIGHTS, min_size=2, max_size=2, unique=True)
    .map(sorted)
    .map(lambda ends: DateRange(ends[0], ends[1])),
    MIDNIGHTS.map(lambda start: DateRange(start, None)),
    MIDNIGHTS.map(lambda end: DateRange(None, end)),
)
FIELDS_OF_WORDS = TEXT_FIELDS.filter(lambda field: field not in WHOLE)
EXACT = PLAIN.map("={}".format)
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, EXACT, FIELDS_OF_WORDS),
    st.builds(
        Phrase,
        st.lists(PLAIN | EXACT, min_size=1, max_size=3).map(tuple),
        FIELDS_OF_WORDS,
        st.integers(1, 9),
    ),
    st.builds(Word, PLAIN, TEXT_FIELDS),
    st.builds(
        Phrase,
        st.lists(PLAIN | st.just("AND") | st.just("(-x"), min_size=1, max_size=3).map(tuple),
        TEXT_FIELDS,
        st.integers(1, 999),
    ),
    st.builds(Prefix, PLAIN, TEXT_FIELDS),
    st.builds(Wildcard, PATTERNS, TEXT_FIELDS),
    st.builds(Wildcard, st.just("*"), TEXT_FIELDS.filter(bool)),
    st.builds(Fuzzy, PLAIN, TEXT_FIELDS, st.integers(1, 2)),
    st.builds(Has, st.sampled_from(["annotations", "tag", "organisation"])),
    st.builds(Everything),
    DATES,
)


def branches(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=1, max_size=4).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, children))


TREES = st.recursive(LEAVES, branches, max_leaves=12)
SIGNS = '( ) " “ - AND OR NOT a b* ? * ~ ~2 : title: tag: date: has: tags 2025 -09 .. x: //'
SCRAPS = st.lists(
    st.sampled_from(SIGNS.split()) | st.sampled_from(" \t\x00"),
    max_size=24,
).map("".join)


def parsed(query: str) -> Node | QueryError:
    try:
        return parse(query)
    except QueryError as error:
        return error


@given(TREES)
def test_a_tree_written_as_a_query_is_read_as_the_same_tree(tree: Node) -> None:
    settled = normalise(tree)
    assert parse(unparse(settled)) == settled
    assert parse(unparse(tree)) == settled


@given(TREES)
def test_settling_a_tree_twice_changes_nothing_more(tree: Node) -> None:
    assert normalise(normalise(tree)) == normalise(tree)


@given(st.text() | SCRAPS)
def test_any_text_is_read_or_refused_with_a_place_inside_it(query: str) -> None:
    outcome = parsed(query)
    if isinstance(outcome, QueryError):
        assert 0 <= outcome.position <= len(query)
    else:
        assert parse(unparse(outcome)) == outcome


@given(st.text(st.characters(categories=["Cs", "Cc", "Zs", "Nd"]), max_size=30))
def test_surrogates_controls_and_foreign_digits_raise_nothing_but_query_errors(text: str) -> None:
    for query in (text, f"date:{text}", f'"a"~{text}', f"a~{text}"):
        parsed(query)


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("organization:(a OR b)", "organisation:a OR organisation:b"),
        ("-trump", "* -trump"),
        ("(a OR b) AND NOT (c d)", "(a OR b) -(c d)"),
        ("“kim putin”~5 sanction~1", '"kim putin"~5 sanction~'),
        ("date:2025-01-01..2025-12-31", "date:2025"),
        ("date:2025-08..2025-09-03", "date:2025-08-01..2025-09-03"),
        ("date:2025-08..", "date:2025-08-01.."),
        ("has:tags tag:*", "has:tag tag:*"),
    ],
)
def test_a_query_is_written_in_one_way(query: str, written: str) -> None:
    assert unparse(parse(query)) == written
