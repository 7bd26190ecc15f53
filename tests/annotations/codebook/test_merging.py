from __future__ import annotations

from hypothesis import given

from annotations.codebook import Codebook, Tag
from annotations.codebook.file import read_codebook, write_codebook
from annotations.codebook.merging import merge_codebooks
from annotations.codebook.retagging import describe, recolour, remove, rename
from tests.annotations.codebook.codebooks import codebooks, short_names

BASE = Codebook({"a": Tag("red", "Said.", ("x", "y"), {"weight": 1}), "b": Tag()})


def test_what_either_side_changed_is_in_the_result() -> None:
    ours = Codebook({"a": Tag("blue", "Said.", ("x",), {"weight": 1}), "b": Tag(), "c": Tag()})
    theirs = Codebook({"a": Tag("red", "Said more.", ("x", "y", "z"), {"depth": 2})})
    assert merge_codebooks(BASE, ours, theirs) == Codebook(
        {"a": Tag("blue", "Said more.", ("x", "z"), {"depth": 2}), "c": Tag()}
    )


def test_a_word_that_only_equals_a_number_is_a_change() -> None:
    theirs = Codebook({**BASE.tags, "a": Tag("red", "Said.", ("x", "y"), {"weight": True})})
    assert merge_codebooks(BASE, BASE, theirs).tags["a"].extra["weight"] is True
    assert merge_codebooks(BASE, Codebook(), theirs).tags["a"].extra["weight"] is True


def test_when_both_changed_one_thing_both_descriptions_are_kept_and_one_colour_is_chosen() -> None:
    ours = Codebook({"a": Tag("blue", "Ours.")})
    theirs = Codebook({"a": Tag("green", "Theirs.")})
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge_codebooks(BASE, one, other).tags["a"]
        assert merged == Tag("green", "Ours.\n\nTheirs.")


def test_what_one_side_removed_and_the_other_changed_stays() -> None:
    without = remove(BASE, (), "a").codebook
    changed = describe(BASE, (), "a", "Changed.").codebook
    assert merge_codebooks(BASE, without, changed) == changed
    assert merge_codebooks(BASE, without, BASE) == without


def test_an_act_is_taken_back_while_a_later_one_stays() -> None:
    renamed = rename(BASE, (), "b", "c").codebook
    later = recolour(renamed, (), "a", "green").codebook
    assert merge_codebooks(renamed, later, BASE) == recolour(BASE, (), "a", "green").codebook


def test_without_a_common_origin_nothing_counts_as_taken_away() -> None:
    theirs = Codebook({"a": Tag("red", "Said.", ("z",)), "c": Tag()})
    assert merge_codebooks(None, BASE, theirs) == Codebook(
        {"a": Tag("red", "Said.", ("x", "y", "z"), {"weight": 1}), "b": Tag(), "c": Tag()}
    )


def test_comments_are_merged_by_the_entry_they_stand_above() -> None:
    begun = read_codebook("tags:\n  # one\n  a: {}\n...\n")
    ours = read_codebook("tags:\n  # one\n  # two\n  a: {}\n...\n")
    theirs = read_codebook("# top\ntags:\n  # one\n  a: {}\n# end\n...\n")
    assert merge_codebooks(begun, ours, theirs).comments == {
        ("tags",): ("# top",),
        ("tags", "a"): ("# one", "# two"),
        (): ("# end",),
    }


@given(codebooks(short_names), codebooks(short_names))
def test_a_side_that_changed_nothing_has_nothing_to_say(base: Codebook, side: Codebook) -> None:
    assert merge_codebooks(base, side, side) == side
    assert merge_codebooks(None, side, side) == side
    assert merge_codebooks(base, base, side) == side
    assert merge_codebooks(base, side, base) == side


@given(codebooks(short_names), codebooks(short_names), codebooks(short_names))
def test_it_does_not_matter_who_merges_whom_and_what_it_gives_can_be_kept(
    base: Codebook, ours: Codebook, theirs: Codebook
) -> None:
    merged = merge_codebooks(base, ours, theirs)
    assert write_codebook(merged) == write_codebook(merge_codebooks(base, theirs, ours))
    assert read_codebook(write_codebook(merged)) == merged
    assert merge_codebooks(theirs, merged, theirs) == merged
