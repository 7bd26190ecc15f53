"""Sidecars that lost their article, conflict copies, and articles that move."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from annotations import naming, sidecar
from reader.errors import LibraryError
from reader.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.model import Sidecar
    from reader.library import Library

    Make = Callable[[dict[str, str | bytes]], Library]

TEXT = "Kim came to Beijing. Putin came, too. Nobody else did."
COPIES = [
    "a.txt.annotations.sync-conflict-20261122-100000-ABCDEFG.yaml",
    "a.txt.annotations (Ann's conflicted copy 2026-11-22).yaml",
    "a.txt.annotations (conflicted copy 2026-11-22 100000).yaml",
    "a.txt.annotations.Conflict.yaml",
    "a.txt.annotations (SFConflict ann@example.org 2026-11-22-10-00-00).yaml",
    "a.txt.annotations-LAPTOP.yaml",
    "a.txt.annotations (1).yaml",
    "a.txt.annotations 2.yaml",
    "a.txt.annotations.yaml.conflict1",
]


def said(library: Library, path: str) -> Sidecar | None:
    return sidecar.load(naming.sidecar_path(library.root / path))


def words(library: Library, path: str) -> set[str]:
    opened = library.open(path)
    return {opened.article.text[p.start : p.end] for p in opened.placed if not p.is_orphan}


@pytest.fixture
def library(make_library: Make) -> Library:
    library = make_library({"a.txt": TEXT, "notes/b.txt": "Another text, about a kettle."})
    library.acts.annotate(library.open("a.txt"), 0, 3, note="Who?")
    return library


@pytest.mark.parametrize("name", COPIES)
def test_a_conflict_copy_is_found_and_folded_in_and_that_is_taken_back(
    library: Library, name: str
) -> None:
    copy = library.root / name
    shutil.copy(naming.sidecar_path(library.root / "a.txt"), copy)
    library.acts.annotate(library.open("a.txt"), 12, 19)
    copy.write_text(copy.read_text().replace("Who?", "Which one?"))
    (stray,) = library.acts.strays()
    assert (stray.path, stray.is_copy, stray.articles) == (name, True, ("a.txt",))
    shown = library.acts.adopt(stray, "a.txt", dry_run=True)
    assert copy.exists()
    assert len(shown.changes) == 1
    library.acts.adopt(stray, "a.txt")
    held = said(library, "a.txt")
    assert held is not None
    assert sorted(a.note for a in held.annotations.values()) == ["", "Which one?\n\nWho?"]
    assert not copy.exists()
    assert library.acts.strays() == []
    content = copy.name
    library.acts.undo()
    assert "Which one?" in (library.root / content).read_text()
    held = said(library, "a.txt")
    assert held is not None
    assert sorted(a.note for a in held.annotations.values()) == ["", "Who?"]
    library.acts.redo()
    assert not copy.exists()


def test_a_sidecar_left_behind_is_offered_to_the_article_of_its_hash(library: Library) -> None:
    (library.root / "a.txt").rename(library.root / "notes" / "kim.txt")
    library.refresh()
    (stray,) = library.acts.strays()
    assert (stray.path, stray.is_copy) == ("a.txt.annotations.yaml", False)
    assert stray.articles == ("notes/kim.txt",)
    library.acts.adopt(stray, "notes/kim.txt")
    held = said(library, "notes/kim.txt")
    assert held is not None
    assert held.source.name == "kim.txt"
    assert words(library, "notes/kim.txt") == {"Kim"}
    assert not (library.root / "a.txt.annotations.yaml").exists()


def test_nothing_is_guessed_when_two_articles_qualify_or_none(library: Library) -> None:
    (library.root / "a.txt").rename(library.root / "b.txt")
    shutil.copy(library.root / "b.txt", library.root / "c.txt")
    library.refresh()
    (stray,) = library.acts.strays()
    assert stray.articles == ("b.txt", "c.txt")
    for name in ("b.txt", "c.txt"):
        (library.root / name).write_text("Putin came. But first, as we know, " + TEXT)
    library.refresh()
    (stray,) = library.acts.strays()
    assert stray.articles == ()
    library.acts.adopt(stray, "b.txt")
    assert words(library, "b.txt") == {"Kim"}


def test_a_stray_that_cannot_be_read_is_left_alone(library: Library) -> None:
    copy = library.root / COPIES[0]
    copy.write_text("version: [1")
    (stray,) = library.acts.strays()
    assert "line" in stray.problem
    with pytest.raises(LibraryError, match="cannot be folded in"):
        library.acts.adopt(stray, "a.txt")
    assert copy.read_text() == "version: [1"


def test_a_sidecar_beside_a_file_we_cannot_read_is_no_stray(library: Library) -> None:
    (library.root / "paper.xyz").write_bytes(b"\0\1")
    held = naming.sidecar_path(library.root / "a.txt").read_text()
    (library.root / "paper.xyz.annotations.yaml").write_text(held)
    long = library.root / ("ä" * 120 + ".txt")
    long.write_text(TEXT)
    library.refresh()
    library.acts.annotate(library.open(long.name), 0, 3)
    assert library.acts.strays() == []


def test_moving_an_article_takes_its_sidecar_along_and_is_taken_back(library: Library) -> None:
    places = Places(library.root)
    places.remember("a.txt", TEXT, 12)
    places.save()
    library.acts.annotate(library.open("a.txt"), 12, 19)
    library.acts.move("a.txt", "notes/kim.txt")
    held = said(library, "notes/kim.txt")
    assert held is not None
    assert held.source.name == "kim.txt"
    assert Places(library.root).offset("notes/kim.txt", TEXT) == 12
    assert words(library, "notes/kim.txt") == {"Kim", "Beijing"}
    assert not (library.root / "a.txt").exists()
    assert not (library.root / "a.txt.annotations.yaml").exists()
    library.acts.undo()
    assert words(library, "a.txt") == {"Kim", "Beijing"}
    library.acts.undo()
    assert words(library, "a.txt") == {"Kim"}
    library.acts.redo()
    library.acts.redo()
    assert words(library, "notes/kim.txt") == {"Kim", "Beijing"}
    library.acts.undo("notes/kim.txt")
    library.acts.undo("a.txt")
    assert words(library, "a.txt") == {"Kim"}


def test_acts_done_before_a_move_are_taken_back_in_the_new_place(library: Library) -> None:
    library.acts.move("a.txt", "b.txt")
    library.acts.annotate(library.open("b.txt"), 12, 19)
    library.acts.undo("b.txt")
    library.acts.annotate(library.open("notes/b.txt"), 0, 7)
    (library.root / "notes" / "b.txt.annotations.yaml").unlink()
    assert words(library, "b.txt") == {"Kim"}
    library.acts.undo("b.txt")
    assert words(library, "a.txt") == {"Kim"}


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        ("notes/b.txt", r"notes/b\.txt is there already"),
        ("c.txt", r"c\.txt\.annotations\.yaml is there already"),
        ("none/c.txt", "There is no folder"),
    ],
)
def test_a_move_overwrites_nothing(library: Library, target: str, complaint: str) -> None:
    (library.root / "c.txt.annotations.yaml").write_text("somebody's")
    with pytest.raises(LibraryError, match=complaint):
        library.acts.move("a.txt", target)
    assert words(library, "a.txt") == {"Kim"}
    assert (library.root / "c.txt.annotations.yaml").read_text() == "somebody's"
