from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.codebook import COLOURS, Codebook, Tag, rgb
from annotations.codebook.near import near
from annotations.errors import CodebookError, TagError
from tests.annotations.codebook.codebooks import codebooks, short_names

SAMPLING = Codebook().put("method/sampling", Tag(aliases=("sampling", "Stichprobe", "m/s")))


def test_a_tag_has_the_colour_of_the_nearest_tag_above_that_has_one() -> None:
    codebook = Codebook().put("a", Tag("Red")).put("a/b", Tag()).put("a/b/c", Tag("#CC3333"))
    assert codebook.colour_of("a") == "red"
    assert codebook.colour_of("a/b/x") == "red"
    assert codebook.colour_of("a/b/c/d") == "#cc3333"
    assert codebook.colour_of("ab") == ""


def test_a_colour_nobody_knows_counts_as_none_and_stays_while_others_are_refused() -> None:
    codebook = Codebook({"a": Tag("red"), "a/b": Tag("mauve")})
    assert codebook.colour_of("a/b") == "red"
    kept = codebook.put("a/b", Tag("mauve", "More."))
    assert kept.tags["a/b"] == Tag("mauve", "More.")
    with pytest.raises(
        CodebookError, match=r"'#c33' is no colour.*red, orange, .*grey, or a value"
    ):
        codebook.put("a/b", Tag("#c33"))


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_with_a_name_has_a_value(name: str) -> None:
    assert rgb(name.upper()) == COLOURS[name] == rgb(COLOURS[name])
    assert len(bytes.fromhex(COLOURS[name][1:])) == 3


def test_what_is_no_colour_has_no_value() -> None:
    assert rgb("") == rgb("mauve") == rgb("#12345") == ""


def test_putting_a_tag_again_keeps_the_keys_we_do_not_know() -> None:
    codebook = Codebook({"a": Tag(extra={"weight": 1})}).put("a", Tag(description="x"))
    assert codebook.tags["a"] == Tag(description="x", extra={"weight": 1})


def test_a_tag_that_says_nothing_is_refused() -> None:
    with pytest.raises(TagError):
        Codebook().put(" / ", Tag())
    with pytest.raises(TagError):
        Codebook().put("a", Tag(aliases=("\u200b",)))
    with pytest.raises(TagError):
        Codebook().resolve("")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("method/sampling", "method/sampling"),
        ("sampling", "method/sampling"),
        ("STICHPROBE", "method/sampling"),
        ("sampling/random", "method/sampling/random"),
        (" Sampling / random  walk ", "method/sampling/random walk"),
        ("m/s/x", "method/sampling/x"),
        ("Method/Sampling", "method/sampling"),
        ("METHOD/interview", "method/interview"),
        ("samplings", "samplings"),
        ("x/sampling", "x/sampling"),
    ],
)
def test_what_was_typed_is_resolved(typed: str, meant: str) -> None:
    assert SAMPLING.resolve(typed) == meant


def test_an_alias_is_compared_in_composed_form() -> None:
    codebook = Codebook().put("café", Tag(aliases=("Büro",)))
    assert codebook.resolve("BU\u0308RO") == "café"
    assert codebook.resolve("CAFE\u0301") == "café"


def test_a_tag_goes_before_an_alias_and_an_alias_before_another_case() -> None:
    codebook = Codebook().put("a", Tag(aliases=("b", "c"))).put("b", Tag()).put("C", Tag())
    assert codebook.resolve("b") == "b"
    assert codebook.resolve("b/x") == "b/x"
    assert codebook.resolve("C") == "C"
    assert codebook.resolve("c") == "a"


def test_tags_in_use_count_as_tags_but_those_only_above_them_give_way_to_aliases() -> None:
    assert SAMPLING.resolve("strike", {"Strike"}) == "Strike"
    assert SAMPLING.resolve("sampling", {"sampling"}) == "sampling"
    assert SAMPLING.resolve("sampling", {"sampling/random"}) == "method/sampling"
    assert SAMPLING.resolve("sampling/random", {"sampling/random"}) == "sampling/random"


def test_of_two_tags_that_fit_equally_the_first_by_name_is_taken() -> None:
    codebook = Codebook().put("z", Tag(aliases=("x",))).put("b", Tag(aliases=("X",)))
    assert codebook.resolve("x") == "b"
    assert Codebook().resolve("NO", ["no", "No"]) == "No"
    assert Codebook().resolve("no/z", ["No/x", "no/y"]) == "no/z"


def test_aliases_that_lead_to_each_other_come_to_an_end() -> None:
    codebook = Codebook({"a/x": Tag(aliases=("b",)), "b/y": Tag(aliases=("a",))})
    assert codebook.resolve("a") == "b/y"
    assert codebook.resolve("b") == "a/x"
    assert codebook.resolve("a/q/q") == "b/y/q/q"


@given(codebooks(short_names), short_names, st.sets(short_names))
def test_what_is_resolved_stays_as_it_is_and_a_tag_is_itself(
    codebook: Codebook, typed: str, in_use: set[str]
) -> None:
    resolved = codebook.resolve(typed, in_use)
    assert codebook.resolve(resolved, in_use) == resolved
    for name in codebook.tags:
        assert codebook.resolve(name, in_use) == name


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("strike", "Strike"),
        ("wage-gap", "wage gap"),
        ("wage_gap", "wage–gap"),
        ("wagegap", "wage gap"),
        ("strikes", "strike"),
        ("method/interview", "methods/Interviews"),
        ("strkie", "strike"),
        ("stike", "strike"),
        ("geopolitcs", "geopolitics"),
        ("goepolitcs", "geopolitics"),
        ("sampling", "method/sampling"),
        ("theory/sampling", "method/sampling"),
    ],
)
def test_a_near_duplicate_is_found_either_way_round(typed: str, known: str) -> None:
    assert near(typed, ["unlike", known]) == [known]
    assert near(known, ["unlike", typed]) == [typed]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("strike", "strike"),
        ("war", "way"),
        ("gas", "gass"),
        ("year 1984", "year 1985"),
        ("method", "method/sampling"),
        ("method/sampling", "method/sampling/random"),
        ("labour", "harbour"),
        ("europe/economy", "asia/ecology"),
    ],
)
def test_different_tags_are_not_near(typed: str, known: str) -> None:
    assert near(typed, [known]) == []


def test_the_nearest_comes_first() -> None:
    known = ["other/strikes", "stroke", "strikes", "STRIKE", "strike"]
    assert near("strike", known) == ["STRIKE", "strikes", "stroke", "other/strikes"]
