"""What each construct of the query language is read as."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.errors import QueryError
from reader.index.query import (
    And,
    DateRange,
    Everything,
    Fuzzy,
    Has,
    Leaf,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    parse,
)

A, B, C = Word("a"), Word("b"), Word("c")


def day(year: int, month: int = 1, day_of_month: int = 1) -> datetime:
    return datetime(year, month, day_of_month, tzinfo=UTC)


def leaf_at(query: str) -> Leaf:
    node = parse(query)
    assert not isinstance(node, And | Or | Not)
    return node


def test_words_side_by_side_must_all_occur() -> None:
    assert parse("kim parade") == And((Word("kim"), Word("parade")))
    assert parse("kim AND parade") == parse(" kim\tparade\n")


def test_or_binds_weaker_than_and() -> None:
    assert parse("a b OR c") == Or((And((A, B)), C))
    assert parse("a OR b AND c") == Or((A, And((B, C))))
    assert parse("(a OR b) c") == And((Or((A, B)), C))


def test_not_binds_closest() -> None:
    assert parse("NOT a b") == And((Not(A), B))
    assert parse("a -b") == parse("a NOT b") == parse("a AND NOT b") == And((A, Not(B)))
    assert parse("a -(b OR c)") == And((A, Not(Or((B, C)))))


def test_a_query_of_exclusions_takes_them_from_everything() -> None:
    assert parse("-trump") == And((Everything(), Not(Word("trump"))))
    assert parse("-a -b") == And((Everything(), Not(A), Not(B)))
    assert parse("a OR -b") == Or((A, And((Everything(), Not(B)))))
    assert parse("(-a -b) c") == And((Not(A), Not(B), C))


def test_needless_parentheses_and_double_negations_change_nothing() -> None:
    assert parse("((a) (b c))") == And((A, B, C))
    assert parse("a OR (b OR c)") == Or((A, B, C))
    assert parse("--a") == parse("NOT (NOT a)") == A


def test_operators_are_upper_case_only() -> None:
    assert parse("a or b") == And((A, Word("or"), B))
    assert parse("not a") == And((Word("not"), A))


def test_a_quoted_operator_is_a_word() -> None:
    assert parse('"AND"') == Phrase(("AND",))


@pytest.mark.parametrize(
    "text", ["carbon-fiber", "C++", "R&D", "don't", "10:30", "état", "🤮", "–"]
)
def test_a_word_is_kept_as_it_was_typed(text: str) -> None:
    assert parse(text) == Word(text)


@pytest.mark.parametrize("text", ["http://example.org/a?", "10:30", "mp3:x", "e-mail:x", ":x"])
def test_a_colon_after_something_unlike_a_field_is_part_of_the_word(text: str) -> None:
    assert parse(text.rstrip("?")) == Word(text.rstrip("?"))


@pytest.mark.parametrize(
    "query", ['"world order"', "“world order”", "„world order“", "»world  order«", '“world order"']
)
def test_quotation_marks_of_every_shape_make_a_phrase(query: str) -> None:
    assert parse(query) == Phrase(("world", "order"))


def test_a_number_after_a_phrase_says_how_near() -> None:
    assert parse('"kim putin"~5') == Phrase(("kim", "putin"), slop=5)
    assert parse('"kim putin"~5 x') == And((Phrase(("kim", "putin"), slop=5), Word("x")))


def test_terms_may_touch_without_a_space() -> None:
    assert parse('a"b c"(a)-b') == And((A, Phrase(("b", "c")), A, Not(B)))


def test_stars_and_question_marks_make_prefixes_and_patterns() -> None:
    assert parse("san*") == parse("san**") == Prefix("san")
    assert parse("*tion") == Wildcard("*tion")
    assert parse("s?n*") == Wildcard("s?n*")
    assert parse("*") == parse("***") == Everything()
    assert parse("tag:*") == Wildcard("*", "tag")
    assert parse("date:*") == Wildcard("*", "date")


def test_a_tilde_after_a_word_asks_for_near_spellings() -> None:
    assert parse("sanction~") == Fuzzy("sanction")
    assert parse("speaker:arden~2") == Fuzzy("arden", "speaker", 2)
    assert parse("~") == Word("~")
    assert parse("a~b") == Word("a~b")


def test_a_field_is_given_before_a_colon() -> None:
    assert parse("speaker:putin") == Word("putin", "speaker")
    assert parse('person:"Kim Jong Un"') == Phrase(("Kim", "Jong", "Un"), "person")
    assert parse("tag:geopolitics/*") == Prefix("geopolitics/", "tag")
    assert parse("title:10:30") == Word("10:30", "title")
    assert parse("note:AND") == Word("AND", "note")
    assert parse("-Tag:draft") == And((Everything(), Not(Word("draft", "tag"))))


@pytest.mark.parametrize(
    ("alias", "field"), [("organization", "organisation"), ("lang", "language"), ("in", "folder")]
)
def test_an_alias_is_read_as_the_field_it_stands_for(alias: str, field: str) -> None:
    assert parse(f"{alias}:x") == Word("x", field)


def test_a_field_before_parentheses_counts_for_each_term_inside() -> None:
    assert parse('tag:(a OR "b c")') == Or((Word("a", "tag"), Phrase(("b", "c"), "tag")))
    assert parse("title:(a -b*) c") == And((Word("a", "title"), Not(Prefix("b", "title")), C))
    assert parse("title:(a (b))") == And((Word("a", "title"), Word("b", "title")))
    assert parse("date:(2024 OR 2025)") == parse("date:2024 OR date:2025")


def test_a_field_inside_parentheses_wins_over_the_one_outside() -> None:
    assert parse("title:(a person:b)") == And((Word("a", "title"), Word("b", "person")))


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2025", day(2025), day(2026)),
        ("2025-09", day(2025, 9), day(2025, 10)),
        ("2025-12", day(2025, 12), day(2026)),
        ("2025-09-03", day(2025, 9, 3), day(2025, 9, 4)),
        ("2024-02-29", day(2024, 2, 29), day(2024, 3)),
        ("2025-08-30..2025-09-03", day(2025, 8, 30), day(2025, 9, 4)),
        ("2024..2025-02", day(2024), day(2025, 3)),
        ("..2025", None, day(2026)),
        ("2025-08..", day(2025, 8), None),
        ('"2025"', day(2025), day(2026)),
    ],
)
def test_a_date_is_a_half_open_span_in_utc(
    value: str, start: datetime | None, end: datetime | None
) -> None:
    assert parse(f"date:{value}") == DateRange(start, end)


@pytest.mark.parametrize(
    ("value", "what"), [("annotations", "annotations"), ("tags", "tag"), ("People", "person")]
)
def test_has_asks_for_annotations_or_the_values_of_a_field(value: str, what: str) -> None:
    assert parse(f"has:{value}") == Has(what)


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("  kim", 2),
        ("tag:draft", 4),
        ('("world order")', 1),
        ("date:2025", 5),
        ("has:tags", 4),
        ("title:(san*)", 7),
        ("sanction~", 0),
        (" *", 1),
        ("*tion", 0),
    ],
)
def test_a_term_knows_where_it_stands_in_the_query(query: str, position: int) -> None:
    assert leaf_at(query).position == position


def test_where_a_term_stands_does_not_make_it_another_term() -> None:
    assert parse("  kim") == parse("kim")


@pytest.mark.parametrize(
    ("query", "leaf"),
    [
        ("=parade", Word("=parade")),
        ("title:=parade", Word("=parade", "title")),
        ('="world order"', Phrase(("=world", "=order"))),
        ('title:="world order"~4', Phrase(("=world", "=order"), "title", 4)),
        ('"=kim putin"~5', Phrase(("=kim", "putin"), slop=5)),
        ("=san*", Prefix("san")),
        ("=s?n", Wildcard("s?n")),
        ("=parade~", Fuzzy("parade")),
        ("tag:=geo/asia", Word("geo/asia", "tag")),
        ('tag:="law of the sea"', Phrase(("law", "of", "the", "sea"), "tag")),
        ('tag:"=odd"', Phrase(("=odd",), "tag")),
        ("a=b", Word("a=b")),
    ],
)
def test_an_equals_sign_asks_for_just_this_form(query: str, leaf: Leaf) -> None:
    assert leaf_at(query) == leaf


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=*&c=x~1",
        "http://example.org/wiki/Order_(politics)",
        "www.example.org/?q=a:b",
        "mailto://ann@example.org",
    ],
)
def test_a_web_address_is_one_word_whatever_signs_it_has(address: str) -> None:
    assert leaf_at(address) == Word(address)
    assert parse(f"({address} OR kim)") == Or((Word(address), Word("kim")))
    assert parse(f"(kim {address})") == And((Word("kim"), Word(address)))


def test_a_name_that_no_saved_search_has_is_a_word_unless_it_is_mistyped() -> None:
    searches = {"ports": "quay"}
    assert parse("@greta_t", searches) == Word("@greta_t")
    assert parse("title:@greta_t", searches) == Word("@greta_t", "title")
    assert parse("@ports", searches) == Word("quay")
    with pytest.raises(QueryError, match="Did you mean @ports"):
        parse("@prots", searches)
