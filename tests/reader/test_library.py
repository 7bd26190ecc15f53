"""The façade: opening, naming, annotating, and nothing read twice."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from annotations.errors import AnnotationsError
from reader.config import Settings
from reader.errors import LibraryError
from reader.index import query
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[dict[str, str | bytes]], Library]

TEXT = "Kim came to Beijing. Putin came, too."


def test_a_library_is_a_folder(articles: Path) -> None:
    (articles / "a.txt").write_text("x")
    with pytest.raises(LibraryError, match=r"a\.txt is a file\. Name a folder"):
        Library(articles / "a.txt", Settings())
    with pytest.raises(LibraryError, match="gone does not exist"):
        Library(articles / "gone", Settings())


def test_an_article_is_opened_from_the_cache_only_while_the_file_is_as_it_was(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.txt": TEXT})
    file = articles / "a.txt"
    before = file.stat()
    file.write_text(TEXT.replace("Kim", "Xi.").ljust(len(TEXT)))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert library.open("a.txt").article.text == TEXT
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert library.open("a.txt").article.text.startswith("Xi.")
    file.write_text("More.")
    assert library.open("a.txt").article.text == "More."
    file.unlink()
    with pytest.raises(LibraryError, match=r"a\.txt cannot be read: no such file"):
        library.open("a.txt")


def test_an_article_opened_from_the_cache_is_the_one_that_was_read(
    make_library: Make,
) -> None:
    library = make_library({"a.md": f"---\nauthor: Ann\ndate: 2025-01-02\n---\n# T\n\n“{TEXT}”"})
    cached = library.open("a.md")
    library.rebuild()
    read = library.open("a.md")
    assert cached == read
    assert cached.marks


def test_annotations_are_saved_when_the_act_returns(make_library: Make, articles: Path) -> None:
    library = make_library({"a.txt": TEXT})
    opened, made = library.acts.annotate(library.open("a.txt"), 0, 4, tags=["leader"], note="Who?")
    assert (made.anchor.exact, made.creator) == ("Kim", "ann")
    opened = library.acts.revise(opened, made, note="Kim who?")
    opened = library.acts.annotate_article(opened, tags=["summit"], note="One.")
    opened = library.acts.annotate_article(opened, tags=["summit"], note="Two.")
    again = library.open("a.txt")
    assert again == opened
    assert again.sidecar is not None
    assert (again.sidecar.article.tags, again.sidecar.article.note) == (("summit",), "One.\n\nTwo.")
    assert [p.annotation.note for p in again.placed] == ["Kim who?"]
    removed = library.acts.remove(opened, made)
    assert removed.placed == ()
    library.acts.undo()
    assert [p.annotation.note for p in library.open("a.txt").placed] == ["Kim who?"]
    library.refresh()
    assert [o.path for o in library.annotated()] == ["a.txt"]
    assert list(library.annotated("b.txt")) == []
    assert library.tags() == {"leader": 1, "summit": 1}
    assert sorted(file.name for file in articles.iterdir()) == ["a.txt", "a.txt.annotations.yaml"]


def test_two_readers_of_one_annotation_both_keep_what_they_wrote(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT})
    opened, made = library.acts.annotate(library.open("a.txt"), 0, 4, tags=["old"], note="Who?")
    library.acts.revise(opened, made, tags=["old", "mine"], note="Mine.")
    theirs = library.acts.revise(opened, made, tags=["theirs"], note="Theirs.")
    (both,) = (placed.annotation for placed in theirs.placed)
    assert both.tags == ("mine", "theirs")
    assert both.note == "Mine.\n\nTheirs."
    gone = library.acts.remove(theirs, both)
    assert [p.annotation.note for p in library.acts.revise(gone, both, note="Again.").placed] == [
        "Again."
    ]


def test_there_must_be_something_to_annotate(make_library: Make, articles: Path) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    for start, end in ((3, 4), (5, 5), (9, 2), (0, 10_000), (-4, -1)):
        with pytest.raises(LibraryError, match="nothing to annotate"):
            library.acts.annotate(opened, start, end)
    assert [file.name for file in articles.iterdir()] == ["a.txt"]


def test_a_sidecar_that_cannot_be_read_is_told_and_never_written(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.txt": TEXT, "a.txt.annotations.yaml": "version: [1"})
    opened = library.open("a.txt")
    assert "a.txt.annotations.yaml" in opened.problem
    assert (opened.article.text, opened.placed) == (TEXT, ())
    with pytest.raises(AnnotationsError):
        library.acts.annotate(opened, 0, 3)
    assert (articles / "a.txt.annotations.yaml").read_text() == "version: [1"
    assert [entry.path for entry in library.problems()] == ["a.txt"]


def test_an_article_is_named_by_path_by_file_name_or_by_a_part(
    make_library: Make, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library(
        {"a.txt": "x", "sub/a.txt": "x", "sub/Ärger.txt": "x", "sub/aa.txt": "x", "b b/-c": "x"}
    )
    (tmp_path / "link").symlink_to(articles)
    (tmp_path / "a.txt").write_text("not in the library")
    (tmp_path / "own.txt").write_text("not in the library")
    (articles / "linked.txt").symlink_to(tmp_path / "own.txt")
    library.refresh()
    monkeypatch.chdir(tmp_path)
    for name, path in (
        ("a.txt", "a.txt"), ("sub/a.txt", "sub/a.txt"), ("ÄRGER", "sub/Ärger.txt"),
        ("aa.t", "sub/aa.txt"), ("-c", "b b/-c"), (str(articles / "sub" / ".." / "a.txt"), "a.txt"),
        (str(tmp_path / "link" / "sub" / "a.txt"), "sub/a.txt"), ("linked.txt", "linked.txt"),
    ):  # fmt: skip
        assert library.resolve(name) == path, name
    monkeypatch.chdir(articles / "sub")
    assert library.resolve("a.txt") == "sub/a.txt"
    for name, complaint in (
        ("nothing", "There is no article “nothing”"),
        ("sub/", "may mean 3 articles; say which:\n  sub/a.txt"),
        ("../../own.txt", "is not in the library"),
        ("x" * 5_000, "There is no article"),
        ("a\0b", "There is no article"),
    ):
        with pytest.raises(LibraryError, match=complaint.replace("?", r"\?")):
            library.resolve(name)


def test_a_folder_narrows_what_is_listed_and_found(make_library: Make) -> None:
    library = make_library({"a.txt": "kim", "f/a.txt": "kim", "f/g/b.txt": "kim", "f0.txt": "kim"})
    index = library._index
    assert [entry.path for entry in index.entries("f")] == ["f/a.txt", "f/g/b.txt"]
    hits = index.search(query.parse("kim"), limit=1, folder="f")
    assert (len(hits.hits), hits.total) == (1, 2)


def test_rebuilding_keeps_everything(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT})
    library.acts.annotate(library.open("a.txt"), 0, 3, tags=["leader"])
    library.rebuild()
    assert library.entries() == []
    assert library.refresh().added == 1
    assert library.tags() == {"leader": 1}


def test_an_empty_library_answers_everything(make_library: Make) -> None:
    library = make_library({})
    assert library.search(query.parse("*")).total == 0
    assert (library.entries(), library.problems(), library.tags()) == ([], [], {})
    assert library.snippets(query.parse("x"), "gone") == ()
    assert library.entry("gone") is None


def test_a_page_changed_since_it_was_indexed_is_read_anew(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.html": "<html><body><p>Before it changed.</p></body></html>"})
    assert library.open("a.html").article.text == "Before it changed."
    (articles / "a.html").write_text("<html><body><p>After it has changed.</p></body></html>")
    assert library.open("a.html").article.text == "After it has changed."
    (articles / "a.html").write_bytes(b"%PDF-1.4 and no more")
    with pytest.raises(LibraryError, match=r"a\.html cannot be read: it is a damaged PDF"):
        library.open("a.html")
