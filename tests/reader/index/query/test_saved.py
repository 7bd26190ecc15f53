"""Saved searches: ``@name`` is its query in parentheses, wherever a term may stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.index.query import (
    And,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    as_typed,
    not_saved,
    parse,
    words_in,
)

SEARCHES = {
    "ports": "harbour OR hafen",
    "quiet": "-strike",
    "old": "date:..1999",
    "both": "@ports @old",
    "broken": "harbour (pilot",
    "odd": "zzz:x",
    "below": "@broken OR kettle",
    "me": "kettle @me",
    "egg": "@hen",
    "hen": "pilot @egg",
    "empty": "  ",
    "Häfen-2": "hafen",
}
SOUND = ["ports", "quiet", "old", "both", "Häfen-2"]
QUERIES = st.recursive(
    st.sampled_from(["kettle", '"east quay"', "title:pilot", *(f"@{name}" for name in SOUND)]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"-{part}"),
        inner.map(lambda part: f"note:({part})"),
    ),
    max_leaves=8,
)


def error_of(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query, SEARCHES)
    return caught.value


def written_out(query: str) -> str:
    """``query`` with every saved search in parentheses; the longest names first."""
    while "@" in query:
        for name in sorted(SOUND, key=len, reverse=True):
            query = query.replace(f"@{name}", f"({SEARCHES[name]})")
    return query


@given(QUERIES)
def test_a_saved_search_is_its_query_in_parentheses(query: str) -> None:
    assert parse(query, SEARCHES) == parse(written_out(query))


def test_it_stands_wherever_a_term_may() -> None:
    ports = Or((Word("harbour"), Word("hafen")))
    assert parse("@ports", SEARCHES) == parse("(@ports)", SEARCHES) == ports
    assert parse("kettle -@ports", SEARCHES) == And((Word("kettle"), Not(ports)))
    assert parse("title:(@ports)", SEARCHES) == parse("title:(harbour OR hafen)")
    assert parse('"kettle"@Häfen-2', SEARCHES) == And((Phrase(("kettle",)), Word("hafen")))


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ('"@ports"', Phrase(("@ports",))),
        ("source:@ports", Word("@ports", "source")),
        ("ann@ports", Word("ann@ports")),
        ("@", Word("@")),
        ("@-", Word("@-")),
    ],
)
def test_other_uses_of_the_sign_mean_themselves(query: str, tree: Node) -> None:
    assert parse(query, SEARCHES) == tree


def test_its_terms_stand_where_its_name_does() -> None:
    match parse("kettle @Häfen-2", SEARCHES):
        case And((Word(position=first), Word(position=second))):
            assert (first, second) == (0, 7)
        case other:
            pytest.fail(str(other))


@pytest.mark.parametrize(
    ("query", "place", "told"),
    [
        ("kettle @prots", 7, "There is no saved search @prots. Did you mean @ports?"),
        ("(a OR -@HÄFEN)", 7, "Did you mean @Häfen-2?"),
        ("kettle @ports*", 13, "put it in quotation marks"),
        ("kettle @empty", 7, "reader searches save empty"),
    ],
)
def test_a_name_that_cannot_be_used_is_pointed_at(query: str, place: int, told: str) -> None:
    error = error_of(query)
    assert (error.query, error.position) == (query, place)
    assert told in error.message


def test_a_name_that_no_search_is_nearly_called_is_a_word_and_told() -> None:
    assert parse("@zzzzzz", SEARCHES) == Word("@zzzzzz")
    assert words_in("kettle @zzzzzz @ports", SEARCHES) == ["zzzzzz"]
    assert "There are: @Häfen-2, @below, @both" in not_saved("zzzzzz", SEARCHES)
    assert "“reader searches save ports QUERY…” makes one" in not_saved("ports", {})


@pytest.mark.parametrize(
    ("query", "saved", "place", "told"),
    [
        ("kettle @broken", "broken", 8, "In the saved search @broken: The parenthesis is never"),
        ("@below", "broken", 8, "In the saved search @broken: The parenthesis is never"),
        ("@odd", "odd", 0, "In the saved search @odd: There is no field 'zzz'"),
        ("@me", "me", 7, "@me stands for itself (@me → @me)"),
        ("@egg", "hen", 6, "@egg stands for itself (@egg → @hen → @egg)"),
        ("date:(@ports)", "ports", 0, "In the saved search @ports: 'harbour' is not a date"),
    ],
)
def test_an_error_inside_names_the_search_and_points_into_it(
    query: str, saved: str, place: int, told: str
) -> None:
    error = error_of(query)
    assert (error.saved, error.query, error.position) == (saved, SEARCHES[saved], place)
    assert told in error.message


def test_what_a_strangers_searches_stand_for_is_bounded() -> None:
    doubling = {f"a{n}": f"@a{n + 1} @a{n + 1}" for n in range(40)} | {"a40": "kettle"}
    with pytest.raises(QueryError, match="more than 2,000 parts"):
        parse("@a0", doubling)
    long = {f"a{n}": f"@a{n + 1} @a{n + 1}" for n in range(9)} | {"a9": "kettle" * 20}
    with pytest.raises(QueryError, match="longer than 50,000 characters"):
        parse("@a0", long)
    chain = {f"a{n}": f"@a{n + 1}" for n in range(200)} | {"a200": "kettle"}
    with pytest.raises(QueryError, match="nested more than 50 deep"):
        parse("@a0", chain)


@given(
    st.text() | st.lists(st.sampled_from(["@", "ports", "@odd", "-", "(", '"', " "])).map("".join)
)
def test_any_text_with_saved_searches_is_read_or_refused(query: str) -> None:
    outcome: Node | QueryError
    try:
        outcome = parse(query, SEARCHES)
    except QueryError as error:
        outcome = error
    if isinstance(outcome, QueryError):
        assert 0 <= outcome.position <= len(outcome.query)
        assert outcome.query == (SEARCHES[outcome.saved] if outcome.saved else query)


def test_while_typing_the_name_of_a_search_is_finished() -> None:
    for typed in ("@ports", "kettle @ports", "kettle -@ports", '"east quay"@ports'):
        assert as_typed(typed, SEARCHES) == parse(typed, SEARCHES)
    assert as_typed("@ports ket", SEARCHES) == And(
        (Or((Word("harbour"), Word("hafen"))), Or((Word("ket"), Prefix("ket"))))
    )
