from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotations.merging import merge
from annotations.model import Anchor, Annotation, ArticleNotes, Correction, Sidecar, Source
from annotations.yaml_format import read_sidecar, write_sidecar
from tests.annotations.strategies import sidecars

WHEN = "2026-11-22T10:00:00Z"
LATER = "2026-11-22T11:00:00Z"
few = st.sampled_from(["", "one", "two", "one\nmore", "three"])
IDS = ["a1", "b2", "c3"]


@st.composite
def versions(draw: st.DrawFn, base: Sidecar | None = None) -> Sidecar:
    """What a reader made of ``base``, out of so few words that two readers often meet."""
    said = base or Sidecar(Source("a.md"))
    for identifier in draw(st.lists(st.sampled_from(IDS), max_size=4)):
        held = said.annotations.get(identifier)
        if held and draw(st.booleans()):
            said = said.remove(identifier, draw(st.sampled_from([WHEN, LATER])))
            continue
        held = held or Annotation(identifier, "highlight", Anchor(0, 3, "The"))
        said = said.put(
            replace(
                held,
                tags=tuple(draw(st.lists(st.sampled_from("abc"), unique=True))),
                note=draw(few),
                modified=draw(st.sampled_from(["", WHEN, LATER])),
                extra=draw(
                    st.dictionaries(st.sampled_from("xy"), st.sampled_from([1, True, [1], {}]))
                ),
            )
        )
    return said.with_article(replace(said.article, note=draw(few)))


def made_of(sidecar: Sidecar, identifier: str = "a1", **changes: Any) -> Sidecar:
    return sidecar.put(replace(sidecar.annotations[identifier], **changes))


def begun(**changes: Any) -> Sidecar:
    held = Annotation("a1", "highlight", Anchor(0, 3, "The", "", " end"), ("x",), "old")
    return Sidecar(Source("a.md", "f", "t")).put(replace(held, **changes))


three = versions().flatmap(lambda b: st.tuples(st.just(b), versions(b), versions(b)))


@given(three)
def test_it_does_not_matter_who_merges_whom(sides: tuple[Sidecar, Sidecar, Sidecar]) -> None:
    base, ours, theirs = sides
    assert write_sidecar(merge(base, ours, theirs), "a") == write_sidecar(
        merge(base, theirs, ours), "a"
    )
    assert merge(None, ours, theirs) == merge(None, theirs, ours)


@given(sidecars(), sidecars())
def test_what_one_side_left_alone_is_as_the_other_has_it(base: Sidecar, theirs: Sidecar) -> None:
    assert merge(base, base, theirs) == theirs
    assert merge(base, theirs, base) == theirs
    assert merge(base, theirs, theirs) == theirs
    assert merge(None, theirs, theirs) == theirs


@given(three)
def test_merging_again_changes_nothing(sides: tuple[Sidecar, Sidecar, Sidecar]) -> None:
    base, ours, theirs = sides
    merged = merge(base, ours, theirs)
    assert merge(theirs, merged, theirs) == merged
    assert merge(ours, merged, ours) == merged


@given(three)
def test_what_either_side_added_or_changed_is_there(
    sides: tuple[Sidecar, Sidecar, Sidecar],
) -> None:
    base, *both = sides
    merged = merge(base, *both)
    for side in both:
        for key, said in side.annotations.items():
            begun = base.annotations.get(key)
            # Saying the same again at another time is no change, and a deletion goes before it.
            repeated = begun and replace(begun, modified=said.modified) == said
            known = begun or not any(key in other.deleted for other in both)
            if repeated or not known:
                continue
            before = begun or Annotation(key, "", said.anchor)
            assert set(said.tags) - set(before.tags) <= set(merged.annotations[key].tags)
            if said.note != before.note:
                lines = merged.annotations[key].note.split("\n")
                assert set(said.note.split("\n")) - {""} <= set(lines)


@given(sidecars(), sidecars())
def test_what_is_merged_can_be_written(ours: Sidecar, theirs: Sidecar) -> None:
    merged = merge(None, ours, theirs)
    assert read_sidecar(write_sidecar(merged, "a")) == merged


def test_two_changed_notes_are_both_kept_and_the_common_beginning_once() -> None:
    base = begun()
    merged = merge(base, made_of(base, note="new"), made_of(base, note="other"))
    assert merged.annotations["a1"].note == "new\n\nother"
    merged = merge(base, made_of(base, note="old\nmine"), made_of(base, note="old\nyours"))
    assert merged.annotations["a1"].note == "old\nmine\n\nyours"


def test_tags_are_merged_as_sets() -> None:
    base = begun(tags=("x", "y"))
    merged = merge(base, made_of(base, tags=("y", "mine")), made_of(base, tags=("x", "y", "z")))
    assert merged.annotations["a1"].tags == ("y", "mine", "z")


def test_what_one_deleted_and_the_other_left_alone_is_deleted() -> None:
    base = begun()
    merged = merge(base, base.remove("a1", WHEN), base)
    assert not merged.annotations
    assert merged.deleted == {"a1": WHEN}


def test_what_one_deleted_and_the_other_changed_is_kept() -> None:
    base = begun()
    merged = merge(base, base.remove("a1", LATER), made_of(base, note="new", modified=WHEN))
    assert merged.annotations["a1"].note == "new"
    assert not merged.deleted


def test_an_old_copy_does_not_bring_back_what_was_deleted_since() -> None:
    copy = begun(created="2026-01-01T00:00:00Z")
    assert merge(None, copy.remove("a1", WHEN), copy).deleted == {"a1": WHEN}
    newer = made_of(copy, note="new", modified=LATER)
    assert merge(None, copy.remove("a1", WHEN), newer).annotations["a1"].note == "new"


def test_of_two_corrections_the_later_one_holds() -> None:
    base = begun(kind="entity")
    first = made_of(base, correction=Correction(name="Kim", type="person"), modified=LATER)
    second = made_of(base, correction=Correction(name="Kims", verdict="confirmed"), modified=WHEN)
    merged = merge(base, first, second).annotations["a1"]
    assert merged.correction == Correction("confirmed", "Kim", "person")


def test_an_anchor_goes_with_the_text_it_counts_in() -> None:
    base = begun()
    moved = made_of(base, anchor=Anchor(9, 12, "The", "on. ", " end"), note="mine")
    moved = replace(moved, source=Source("a.md", "f2", "t2"))
    merged = merge(base, moved, made_of(base, tags=("x", "theirs")))
    assert merged.source.text_sha256 == "t2"
    assert merged.annotations["a1"].anchor.start == 9
    assert merged.annotations["a1"].tags == ("x", "theirs")


def test_what_was_attached_elsewhere_stays_there() -> None:
    base = begun()
    attached = made_of(base, anchor=Anchor(50, 55, "other"))
    anew = made_of(base, anchor=Anchor(9, 12, "The"))
    anew = replace(anew, source=Source("a.md", "f2", "t2"))
    assert merge(base, attached, anew).annotations["a1"].anchor.exact == "other"


def test_notes_on_the_article_unknown_keys_and_comments_are_merged_too() -> None:
    base = replace(begun(), extra={"x": 1, "deep": {"a": 1, "b": 1}}, comments={(): ("# end",)})
    ours = replace(
        base.with_article(ArticleNotes(("a",), "mine")),
        extra={"x": 1, "deep": {"a": 2, "b": 1}, "new": True},
        comments={(): ("# end", "# mine")},
    )
    theirs = replace(
        base.with_article(ArticleNotes(("b",), "yours")),
        extra={"deep": {"a": 1, "b": 3}},
        comments={("annotations", "a1"): ("# theirs",), (): ("# end",)},
    )
    merged = merge(base, ours, theirs)
    assert merged.article == ArticleNotes(("a", "b"), "mine\n\nyours")
    assert merged.extra == {"deep": {"a": 2, "b": 3}, "new": True}
    assert merged.comments == {
        (): ("# end", "# mine"),
        ("annotations", "a1"): ("# theirs",),
    }
