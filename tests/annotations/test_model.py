from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import TagError
from annotations.model import Anchor, Annotation, Sidecar, Source, clean_tag, clean_text, new_id

WHEN = "2026-01-01T00:00:00Z"
any_text = st.text(st.characters(exclude_categories=[]))


def annotation(identifier: str, *tags: str) -> Annotation:
    return Annotation(identifier, "highlight", Anchor(0, 1, "x"), tags)


def test_new_ids_are_ten_characters_of_base_32_and_begin_with_a_letter() -> None:
    ids = {new_id() for _ in range(500)}
    assert len(ids) == 500
    for identifier in ids:
        assert len(identifier) == 10
        assert identifier[0].isalpha()
        assert set(identifier) <= set("0123456789abcdefghjkmnpqrstvwxyz")


@given(any_text)
def test_cleaning_a_note_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode()


@given(any_text)
def test_cleaning_a_tag_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean_tag(text)
    except TagError:
        return
    assert clean_tag(once) == once
    once.encode()


def test_a_note_keeps_its_lines_and_tabs_but_no_controls() -> None:
    assert clean_text(" a\tb\r\nc\rd\x1b[0m \ud800\n \n") == " a\tb\nc\nd\ufffd[0m \ufffd"
    assert clean_text("e\u0301") == "é"


def test_a_tag_has_single_spaces_and_tidy_levels() -> None:
    assert clean_tag("  world \n order / north  korea/") == "world order/north korea"


@pytest.mark.parametrize("text", ["", " \t", "//", " / ", "\u200b"])
def test_an_empty_tag_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(TagError, match=r"is empty\. Give it"):
        clean_tag(text)


def test_tags_given_twice_are_kept_once_in_their_order() -> None:
    sidecar = Sidecar(Source()).put(annotation("a", "z", "b ", "z", "b"))
    assert sidecar.annotations["a"].tags == ("z", "b")


def test_an_anchor_takes_its_context_from_the_text() -> None:
    text = "one two three"
    assert Anchor.at(text, 4, 7, 3) == Anchor(4, 7, "two", "ne ", " th")
    assert Anchor.at(text, 0, 3).prefix == ""
    with pytest.raises(ValueError, match="not inside"):
        Anchor.at(text, 4, 99)


def test_removing_leaves_a_tombstone_and_putting_back_takes_it_away() -> None:
    sidecar = Sidecar(Source()).put(annotation("a"))
    removed = sidecar.remove("a", WHEN)
    assert removed.annotations == {}
    assert removed.deleted == {"a": WHEN}
    assert removed.put(annotation("a")) == sidecar


def test_removing_what_another_process_removed_changes_nothing() -> None:
    sidecar = Sidecar(Source()).put(annotation("a"))
    assert sidecar.remove("b", WHEN) == sidecar


def test_the_acts_leave_the_sidecar_they_start_from_alone() -> None:
    sidecar = Sidecar(Source())
    sidecar.put(annotation("a"))
    assert sidecar == Sidecar(Source())


def test_another_source_keeps_the_unknown_keys_of_the_old_one() -> None:
    sidecar = Sidecar(Source("a", "1", "2", {"doi": "10.1/x"})).with_source(Source("b", "3", "4"))
    assert sidecar.source == Source("b", "3", "4", {"doi": "10.1/x"})


def test_old_tombstones_go_and_those_without_a_clear_time_stay() -> None:
    deleted = {"a": WHEN, "b": "2026-06-01T00:00:00Z", "c": "long ago", "d": "2025-01-01"}
    sidecar = Sidecar(Source(), deleted=deleted)
    kept = sidecar.without_tombstones_before(datetime(2026, 3, 1, tzinfo=UTC))
    assert set(kept.deleted) == {"b", "c"}
