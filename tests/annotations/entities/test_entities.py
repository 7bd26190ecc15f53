"""entities.yaml: decisions on names, read strictly, written stably, merged without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.entities import Entity, EntityBook, deciding
from annotations.entities.file import ENTITIES, read_entities, write_entities
from annotations.entities.merging import merge_entities
from annotations.errors import AnnotationsError, EntityError, SidecarError, YamlError
from annotations.git import merge_files

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = """# mine
entities:
  Xi Jinping: {kind: person, aliases: [Xi, no]}
  # a ship
  Moskva:
    aliases: Moskwa
    kind: ship
    built: 1979
ignored: [New World Order]
version: 1
...
"""
names = st.sampled_from(["Kim", "Kim Jong Un", "Xi", "no", "a: b", "# x", "É", "'", "Ost-West"])
kinds = st.sampled_from(["", "person", "ship", "two words"])


@st.composite
def books(draw: st.DrawFn) -> EntityBook:
    book = EntityBook()
    for name in draw(st.lists(names, max_size=4)):
        aliases = tuple(draw(st.lists(names, max_size=3)))
        book = book.put(name, Entity(draw(kinds), aliases))
    for name in draw(st.lists(names, max_size=2)):
        book = book.ignore(name)
    return book


@given(books())
def test_a_book_reads_back_as_it_was_written(book: EntityBook) -> None:
    text = write_entities(book)
    assert read_entities(text) == book
    assert write_entities(read_entities(text)) == text


@given(books())
def test_no_form_belongs_to_two_entities_or_to_none_and_one(book: EntityBook) -> None:
    forms = [form for name, one in book.entities.items() for form in (name, *one.aliases)]
    assert len(forms) == len(set(forms))
    assert not set(forms) & set(book.ignored)


@given(books(), books(), books())
def test_the_sides_of_a_merge_can_be_exchanged(
    base: EntityBook, ours: EntityBook, theirs: EntityBook
) -> None:
    merged = merge_entities(base, ours, theirs)
    assert write_entities(merged) == write_entities(merge_entities(base, theirs, ours))
    assert read_entities(write_entities(merged)) == merged


def test_a_file_written_by_hand_is_read_and_keeps_what_it_says(tmp_path: Path) -> None:
    (tmp_path / ENTITIES.name).write_text(BY_HAND)
    book = ENTITIES.load(tmp_path)
    assert book.entities["Xi Jinping"] == Entity("person", ("Xi", "no"))
    assert book.entities["Moskva"] == Entity("ship", ("Moskwa",), {"built": 1979})
    assert book.ignored == ("New World Order",)
    ENTITIES.update(tmp_path, lambda held: held.ignore("Allies"), lock_dir=tmp_path / "locks")
    text = (tmp_path / ENTITIES.name).read_text()
    assert "# a ship" in text
    assert "built: 1979" in text
    assert ENTITIES.load(tmp_path).ignored == ("New World Order", "Allies")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("entities:\n  Kim: {}\n  Kim: {}\n...\n", "line"),
        ("entities:\n  A: {aliases: [x]}\n  B: {aliases: [x]}\n...\n", "belongs to"),
        ("entities: [Kim]\n...\n", "must be a mapping"),
        ("version: 99\n...\n", "version 99"),
    ],
)
def test_what_cannot_be_meant_is_an_error_with_a_line(text: str, reason: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_entities(text)
    assert caught.value.line >= 1
    assert reason in f"{caught.value.reason} line"


def test_a_damaged_book_is_never_written(tmp_path: Path) -> None:
    file = tmp_path / ENTITIES.name
    file.write_text("entities: [")
    with pytest.raises(SidecarError):
        ENTITIES.update(tmp_path, lambda held: held.ignore("x"), lock_dir=tmp_path / "locks")
    assert file.read_text() == "entities: ["


def test_git_merges_two_books_by_name(tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / side for side in ("base", "ours", "theirs"))
    begun = EntityBook().put("Kim Jong Un", Entity("person"))
    base.write_text(write_entities(begun))
    ours.write_text(write_entities(deciding.rename(begun, "Kim", "Kim Jong Un")))
    theirs.write_text(write_entities(deciding.ignore(begun, "Allies")))
    merge_files(base, ours, theirs, "library/entities.yaml", lock_dir=tmp_path / "locks")
    merged = read_entities(ours.read_text())
    assert merged.entities["Kim Jong Un"] == Entity("person", ("Kim",))
    assert merged.ignored == ("Allies",)


def test_decisions_build_on_each_other() -> None:
    book = deciding.retype(EntityBook(), "Moskva", "ship")
    book = deciding.rename(book, "Moskva", "Moskva (cruiser)")
    assert book.entities == {"Moskva (cruiser)": Entity("ship", ("Moskva",))}
    book = deciding.join(book, "Moskva", ["the flagship"])
    assert book.entities["Moskva (cruiser)"].aliases == ("Moskva", "the flagship")
    assert deciding.confirm(book, "Moskva") == book
    assert deciding.ignore(book, "Moskva").ignored == ("Moskva",)
    assert deciding.forget(book, "Moskva (cruiser)").entities == {}
    with pytest.raises(EntityError):
        deciding.rename(book, "Moskva", "  ")
    assert issubclass(EntityError, AnnotationsError)
