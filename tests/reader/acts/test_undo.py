"""Taking acts back and doing them again: for as long as one likes, and nobody else's work."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import naming, sidecar
from annotations.codebook import retagging
from annotations.entities import EntityBook, deciding
from annotations.errors import SidecarError
from reader import paths
from reader.config import Settings
from reader.errors import LibraryError
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from annotations.codebook import Codebook
    from annotations.codebook.retagging import Retagging
    from annotations.model import Annotation, Sidecar

    Make = Callable[[dict[str, str | bytes]], Library]

TEXT = "Kim came to Beijing. Putin came, too. Nobody else did."


def said(library: Library, path: str = "a.txt") -> Sidecar:
    held = sidecar.load(naming.sidecar_path(library.root / path))
    assert held is not None
    return held


def only(library: Library, path: str = "a.txt") -> Annotation:
    (annotation,) = said(library, path).annotations.values()
    return annotation


def annotate(library: Library, start: int = 0, end: int = 3, path: str = "a.txt") -> Annotation:
    return library.acts.annotate(library.open(path), start, end, tags=["leader"])[1]


def renaming(old: str, new: str) -> Callable[[Codebook, Collection[str]], Retagging]:
    return lambda book, used: retagging.rename(book, used, old, new)


def test_every_act_is_taken_back_and_done_again_across_restarts(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.txt": TEXT})
    made = annotate(library)
    library.acts.revise(library.open("a.txt"), made, note="Who?")
    library.acts.annotate_article(library.open("a.txt"), tags=["summit"])
    library.acts.remove(library.open("a.txt"), only(library))
    library.close()
    library = Library(articles, Settings())
    states = [(), ("Who?",), ("Who?",), ("",)]
    titles = []
    for notes in states[1:]:
        act = library.acts.undo()
        assert act is not None
        titles.append(act.title)
        assert tuple(a.note for a in said(library).annotations.values()) == notes
    assert titles == [
        "delete “Kim” in a.txt", "annotate the article in a.txt", "change “Kim” in a.txt",
    ]  # fmt: skip
    assert said(library).article.tags == ()
    library.acts.undo()
    assert not said(library).annotations
    assert library.acts.undo() is None
    for _ in range(4):
        assert library.acts.redo() is not None
    assert library.acts.redo() is None
    assert not said(library).annotations
    assert said(library).article.tags == ("summit",)


def test_what_somebody_else_changed_meanwhile_is_kept(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT})
    made = annotate(library)
    tagged = library.acts.revise(library.open("a.txt"), made, tags=["leader", "mine"])
    file = naming.sidecar_path(library.root / "a.txt")
    file.write_text(file.read_text().replace("    tags:", '    note: "By hand."\n    tags:'))
    library.acts.undo()
    assert (only(library).tags, only(library).note) == (("leader",), "By hand.")
    with pytest.raises(LibraryError, match="was changed since"):
        library.acts.undo()
    assert only(library).note == "By hand."
    assert tagged.placed


def test_a_new_act_on_an_article_ends_what_can_be_done_again_on_it(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT, "b.txt": TEXT})
    annotate(library)
    annotate(library, path="b.txt")
    library.acts.undo()
    library.acts.undo("a.txt")
    annotate(library, 12, 19)
    assert library.acts.redo("a.txt") is None
    assert library.acts.redo("b.txt") is not None
    assert only(library, "b.txt").anchor.exact == "Kim"


def test_a_decision_for_the_library_counts_as_an_act_on_every_article(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT, "b.txt": TEXT})
    annotate(library)
    annotate(library, path="b.txt")
    library.acts.undo("b.txt")
    library.acts.decide("decide", lambda book: deciding.ignore(book, "Kim"))
    decided = library.acts.undo("a.txt")
    assert decided is not None
    assert decided.title == "decide"
    assert library.marks.book() == EntityBook()
    assert said(library).annotations
    again = library.acts.redo("b.txt")
    assert again is not None
    assert again.title == "decide"
    assert library.acts.redo("b.txt") is not None
    assert library.acts.redo() is None


def test_a_note_on_a_quotation_is_told_with_one_pair_of_marks(make_library: Make) -> None:
    library = make_library({"a.txt": f"“{TEXT}” said nobody."})
    annotate(library, 0, len(TEXT) + 2)
    act = library.acts.undo()
    assert act is not None
    assert act.title == f"annotate “{TEXT}” in a.txt"


def test_an_undone_deletion_comes_back_to_its_words_in_the_changed_text(
    make_library: Make,
) -> None:
    library = make_library({"a.txt": TEXT})
    library.acts.remove(library.open("a.txt"), annotate(library, 21, 26))
    (library.root / "a.txt").write_text("Something before it all.\n\n" + TEXT)
    annotate(library, 0, 9)
    library.acts.undo()
    library.acts.undo()
    opened = library.open("a.txt")
    (placed,) = opened.placed
    assert opened.article.text[placed.start : placed.end] == "Putin"
    assert opened.article.text[placed.annotation.anchor.start :].startswith("Putin")


def test_renaming_a_tag_everywhere_is_one_act(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT})
    for path in ("a.txt", "b.txt"):
        annotate(library, path=path)
    shown = library.acts.retag("rename", renaming("leader", "person/leader"), dry_run=True)
    assert [change.path for change in shown.changes] == ["a.txt", "b.txt"]
    assert only(library).tags == ("leader",)
    library.acts.retag("rename", renaming("leader", "person/leader"))
    assert [only(library, p).tags for p in ("a.txt", "b.txt")] == [("person/leader",)] * 2
    library.acts.undo()
    assert [only(library, p).tags for p in ("a.txt", "b.txt")] == [("leader",)] * 2
    library.acts.redo()
    assert [only(library, p).tags for p in ("a.txt", "b.txt")] == [("person/leader",)] * 2


def test_all_sidecars_are_rewritten_or_none(
    make_library: Make, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = naming.new_temporary_name()
    monkeypatch.setattr("annotations.replacing.new_temporary_name", lambda: temporary)
    library = make_library({f"{name}/{name}.txt": TEXT for name in "abc"})
    for name in "abc":
        annotate(library, path=f"{name}/{name}.txt")
    library.acts.retag(
        "say", lambda book, used: retagging.describe(book, used, "leader", "Who leads.")
    )
    before = contents(articles)
    damaged = articles / "b" / "b.txt.annotations.yaml"
    damaged.write_text("version: [1")
    with pytest.raises(SidecarError):
        library.acts.retag("rename", renaming("leader", "head"))
    damaged.write_bytes(before[damaged])
    with pytest.raises(SidecarError), unwritable(articles / "b" / temporary):
        library.acts.retag("rename", renaming("leader", "head"))
    with pytest.raises(SidecarError), unwritable(articles / temporary):
        library.acts.retag("rename", renaming("leader", "head"))
    assert contents(articles) == before
    library.acts.retag("rename", renaming("leader", "head"))
    assert [only(library, f"{name}/{name}.txt").tags for name in "abc"] == [("head",)] * 3


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@contextmanager
def unwritable(temporary: Path) -> Iterator[None]:
    """A folder stands where new versions of files would be written, for any user."""
    temporary.mkdir()
    try:
        yield
    finally:
        temporary.rmdir()


KILLED = """
import os, signal, sys
from pathlib import Path
from annotations import naming, sidecar
from annotations.codebook import retagging
from annotations.entities import EntityBook, deciding
from reader.config import Settings
from reader.library import Library

library = Library(Path(sys.argv[1]), Settings())
library.refresh()
left = int(sys.argv[2])
update = sidecar.update

def fatal(*arguments, **options):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return update(*arguments, **options)

sidecar.update = fatal
library.acts.retag("rename", lambda book, used: retagging.rename(book, used, "leader", "head"))
"""


@pytest.mark.parametrize("written", [0, 1, 2])
def test_an_act_that_was_killed_half_way_is_rolled_back_by_the_next_program(
    make_library: Make, articles: Path, written: int
) -> None:
    library = make_library({f"{name}.txt": TEXT for name in "abc"})
    for name in "abc":
        annotate(library, path=f"{name}.txt")
    library.close()
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(articles), str(written)], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    heads = sum("head" in f.read_text() for f in articles.glob("*.yaml"))
    assert heads == written
    library = Library(articles, Settings())
    assert [only(library, f"{name}.txt").tags for name in "abc"] == [("leader",)] * 3
    library.acts.retag("rename", renaming("leader", "head"))
    assert [only(library, f"{name}.txt").tags for name in "abc"] == [("head",)] * 3
    library.close()


def test_what_cannot_be_rolled_back_is_said_and_tried_again(
    make_library: Make, articles: Path
) -> None:
    library = make_library({f"{name}.txt": TEXT for name in "abc"})
    for name in "abc":
        annotate(library, path=f"{name}.txt")
    library.close()
    subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(articles), "2"], check=False)
    damaged = articles / "a.txt.annotations.yaml"
    whole = damaged.read_text()
    damaged.write_text("version: [1")
    library = Library(articles, Settings())
    assert "“rename” was cut off, and could not be taken back everywhere" in library.notice()
    assert only(library, "b.txt").tags == ("leader",)
    with pytest.raises(LibraryError, match="was cut off"):
        library.acts.undo()
    library.close()
    damaged.write_text(whole)
    library = Library(articles, Settings())
    assert library.notice() == ""
    assert only(library, "a.txt").tags == ("leader",)
    library.close()


def test_a_journal_that_was_cut_short_or_damaged_costs_only_those_lines(
    make_library: Make,
) -> None:
    library = make_library({"a.txt": TEXT})
    annotate(library)
    (journal,) = (paths.state_folder() / "journal").glob("*.jsonl")
    whole = journal.read_bytes()
    line = json.loads(whole)
    for bad in ('{"do": [1]}', "[]", "null", '{"do": "x", "undo": 1}', "\ufffd", '{"undo": "no"}'):
        with journal.open("a") as file:
            file.write(bad + "\n")
    with journal.open("ab") as file:
        file.write(whole[:-40])
    annotate(library, 12, 19)
    assert len(said(library).annotations) == 2
    library.acts.undo()
    assert only(library).anchor.exact == "Kim"
    library.acts.undo()
    assert not said(library).annotations
    assert line["do"][2] == "annotate “Kim” in a.txt"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.sampled_from("matxur"), max_size=12))
def test_undoing_everything_leaves_nothing_and_redoing_it_all_brings_it_back(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(TEXT)
    library = Library(folder, Settings())
    for act in acts:
        opened = library.open("a.txt")
        held = [placed.annotation for placed in opened.placed]
        match act:
            case "m":
                library.acts.annotate(opened, 0, 3)
            case "a":
                library.acts.annotate_article(opened, note="More.")
            case "t" if held:
                library.acts.revise(opened, held[0], tags=[*held[0].tags, f"t{len(held[0].tags)}"])
            case "x" if held:
                library.acts.remove(opened, held[-1])
            case "u":
                library.acts.undo()
            case "r":
                library.acts.redo()
    before = sidecar.load(naming.sidecar_path(folder / "a.txt"))
    count = 0
    while library.acts.undo():
        count += 1
    if before is not None:
        assert not said(library).annotations
        assert not said(library).article.note
    for _ in range(count):
        library.acts.redo()
    library.close()
    if before is not None:
        after = said(library)
        assert after.article == before.article
        assert {key: (a.tags, a.note) for key, a in after.annotations.items()} == {
            key: (a.tags, a.note) for key, a in before.annotations.items()
        }


@pytest.mark.parametrize("now", [None, b"\0\1\2\0" * 400])
def test_what_was_said_of_an_article_that_is_gone_is_kept_told_and_taken_back(
    make_library: Make, now: bytes | None
) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    file = library.root / "a.txt"
    if now is None:
        file.unlink()
    else:
        file.write_bytes(now)
    library.acts.annotate(opened, 0, 3, tags=["leader"])
    assert only(library).tags == ("leader",)
    notice = library.notice()
    assert ("not there any more" in notice) is (now is None), notice
    assert library.acts.undo("a.txt")
    assert not said(library).annotations
    assert library.acts.redo("a.txt")
    assert only(library).anchor.exact == "Kim"
