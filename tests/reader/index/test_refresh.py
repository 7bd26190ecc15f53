"""The index keeps step with the files, whatever happens to them or to us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from reader.index import location, query
from reader.index.engine import open_dir
from reader.library import Library
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[dict[str, str | bytes]], Library]

WORKER = """
import sys
from pathlib import Path
from reader.config import Settings
from reader.library import Library
library = Library(Path(sys.argv[1]), Settings())
print("ready", flush=True)
report = library.refresh(lambda done, total: print(done, flush=True), wait=True)
print(report.added, report.updated, report.removed, flush=True)
"""


def found(library: Library, asked: str) -> list[str]:
    return sorted(hit.entry.path for hit in library.search(query.parse(asked)).hits)


def total(library: Library, asked: str) -> int:
    return library.search(query.parse(asked), limit=1).total


def refresher(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*")}


def test_a_refresh_sees_what_was_added_changed_and_removed(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.txt": "kim", "b.txt": "kim", "c/d.txt": "kim"})
    (articles / "a.txt").write_text("putin and others")
    (articles / "b.txt").unlink()
    (articles / "e.txt").write_text("kim")
    report = library.refresh()
    assert (report.added, report.updated, report.removed) == (1, 1, 1)
    assert found(library, "kim") == ["c/d.txt", "e.txt"]
    assert found(library, "putin") == ["a.txt"]
    assert not library.refresh().changed


def test_a_file_that_can_no_longer_be_read_leaves_the_index(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.txt": "kim", "b.txt": "kim"})
    (articles / "a.txt").write_bytes(b"kim\0\1\2")
    assert library.refresh().unreadable == (("a.txt", "it is a binary file, not text"),)
    assert found(library, "kim") == ["b.txt"]
    assert total(library, "*") == 1
    assert [entry.path for entry in library.entries()] == ["b.txt"]
    assert [entry.path for entry in library.problems()] == ["a.txt"]
    assert library.refresh().unreadable == ()
    (articles / "a.txt").write_text("kim again")
    library.refresh()
    assert found(library, "kim") == ["a.txt", "b.txt"]
    assert library.problems() == []


def test_what_is_wrong_with_files_and_folders_is_listed_and_stops_nothing(
    make_library: Make, articles: Path
) -> None:
    (articles / "nowhere.txt").symlink_to("gone.txt")
    (articles / "circle.txt").symlink_to("circle.txt")
    (articles / "down").mkdir()
    (articles / "down" / "up").symlink_to("..")
    (articles / "pipe.txt").symlink_to("fifo")
    os.mkfifo(articles / "fifo")
    (articles / os.fsdecode(b"caf\xe9.txt")).write_text("kim")
    (articles / "a\x1b[31m.txt").write_text("kim")
    library = make_library({"ok.txt": "kim", "empty.txt": "", "space.txt": " \n "})
    problems = {entry.path: entry.problem for entry in library.problems()}
    assert problems == {
        "nowhere.txt": "it is a link that leads nowhere",
        "circle.txt": "it is a link that leads back to itself",
        "pipe.txt": "it is not a regular file",
        "fifo": "it is not a regular file",
        "caf\ufffd.txt": "its name has characters that cannot be shown; rename it",
        "a\u241b[31m.txt": "its name has characters that cannot be shown; rename it",
        "empty.txt": "it is empty",
        "space.txt": "it is empty",
    }
    assert found(library, "*") == ["ok.txt"]
    report = library.refresh()
    assert not report.changed
    assert report.unreadable == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_listed(make_library: Make, articles: Path) -> None:
    (articles / "closed").mkdir(mode=0)
    library = make_library({"ok.txt": "kim"})
    (articles / "closed").chmod(0o700)
    assert [entry.path for entry in library.problems()] == ["closed/"]


NAMES = (
    "with spaces.txt", "Ärger über Größe.txt", "-L.txt", "--help", "\U0001f469\u200d\U0001f467.md",
    "🦀全角\u3000.txt", "a'b\"c.txt", "Dr. Smith on tariffs", "draft 1.2", "no\u00a0break.txt",
    "NFD a\u0308.txt", "x/y z/ä.txt",
)  # fmt: skip


def test_names_are_taken_as_they_are(make_library: Make) -> None:
    library = make_library(dict.fromkeys(NAMES, "kim"))
    assert found(library, "kim") == sorted(NAMES)
    for name in NAMES:
        assert library.open(library.resolve(name)).article.text == "kim"


def test_nothing_is_written_beside_the_articles_and_the_index_is_nobody_elses(
    make_library: Make, articles: Path, home: Path
) -> None:
    previous = os.umask(0)
    try:
        library = make_library({"a.txt": "kim"})
    finally:
        os.umask(previous)
    library.search(query.parse("kim"))
    library.open("a.txt")
    assert files(articles) == {"a.txt"}
    (index,) = (home / "cache" / "florilegium" / "libraries").iterdir()
    assert index.stat().st_mode & 0o777 == 0o700


def test_a_link_to_the_folder_is_the_same_library(
    make_library: Make, articles: Path, tmp_path: Path, home: Path
) -> None:
    make_library({"a.txt": "kim"})
    (tmp_path / "link").symlink_to(articles)
    library = Library(tmp_path / "link", Settings())
    assert found(library, "kim") == ["a.txt"]
    assert len(list((home / "cache" / "florilegium" / "libraries").iterdir())) == 1
    library.close()


def test_what_was_prepared_before_an_interruption_is_kept(
    make_library: Make, articles: Path
) -> None:
    library = make_library({})
    for number in range(6):
        (articles / f"{number}.txt").write_text(f"kim {number}")

    def interrupted(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.refresh(interrupted)
    assert found(library, "kim") == [f"{number}.txt" for number in range(4)]
    report = library.refresh()
    assert (report.added, report.updated) == (2, 0)
    assert total(library, "kim") == 6


def test_a_file_replaced_while_it_is_read_is_read_again(make_library: Make, articles: Path) -> None:
    library = make_library({})
    (articles / "a.txt").write_text("kim")

    def replaced(_done: int, _total: int) -> None:
        (articles / "a.txt").write_text("putin")

    library.refresh(replaced)
    library.refresh()
    assert found(library, "putin") == ["a.txt"]


def test_a_kill_at_any_moment_leaves_an_index_that_the_next_refresh_completes(
    articles: Path,
) -> None:
    for number in range(60):
        (articles / f"{number:02}.txt").write_text(f"Kim came {number} times. " * 200)
    for progress in ("ready", "8", "40"):
        process = refresher(articles)
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == progress:
                break
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert process.stderr is not None
        # Its workers hold the other end: it closes when they are gone, too.
        assert "Traceback" not in process.stderr.read()
        process.stderr.close()
        (articles / "00.txt").unlink(missing_ok=True)
    library = Library(articles, Settings())
    library.refresh()
    expected = [f"{number:02}.txt" for number in range(1, 60)]
    assert [entry.path for entry in library.entries()] == expected
    assert found(library, "kim") == expected
    assert total(library, "kim") == 59
    assert not library.refresh().changed
    library.close()


def test_a_path_that_only_whoosh_had_heard_of_is_forgotten(
    make_library: Make, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"a.txt": "kim"})
    (articles / "b.txt").write_text("kim")
    catalogue = library._index._catalogue

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        # What a kill between the two commits leaves behind.
        patch.setattr(type(catalogue), "replace", cut_off)
        with pytest.raises(KeyboardInterrupt):
            library.refresh()
    (articles / "b.txt").unlink()
    library.refresh()
    assert total(library, "kim") == 1


def test_two_processes_refresh_one_library_at_once(articles: Path) -> None:
    for number in range(30):
        (articles / f"{number:02}.txt").write_text("kim " * 50)
    both = [refresher(articles) for _ in range(2)]
    reports = [process.communicate(timeout=LONG) for process in both]
    assert [process.returncode for process in both] == [0, 0], reports
    assert sorted(out.splitlines()[-1] for out, _ in reports) == ["0 0 0", "30 0 0"]
    library = Library(articles, Settings())
    assert total(library, "kim") == 30
    library.close()


def test_a_refresh_that_would_have_to_wait_says_so(make_library: Make, articles: Path) -> None:
    library = make_library({"a.txt": "kim"})
    (articles / "b.txt").write_text("kim")
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        second = Library(articles, Settings())

        def hold(_done: int, _total: int) -> None:
            inside.set()
            leave.wait(LONG)

        second.refresh(hold)
        second.close()

    thread = threading.Thread(target=other)
    thread.start()
    assert inside.wait(LONG)
    assert library.refresh().busy
    leave.set()
    thread.join()
    assert not library.refresh(wait=True).changed
    assert found(library, "kim") == ["a.txt", "b.txt"]


def test_a_changed_sidecar_is_noticed_with_its_tags_and_notes(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.txt": "Kim came to Beijing.", "b.txt": "Nobody came."})
    opened, annotation = library.acts.annotate(
        library.open("a.txt"), 0, 3, tags=["method/sampling", "Fälle"], note="Compare the figures."
    )
    assert library.refresh().updated == 1
    for asked in (
        "tag:method/sampling", "tag:method", "tag:method/*", "tag:METHOD/", "tag:falle",
        "note:figures", "figures", "has:annotations", "has:tags", "has:notes", "tag:*",
    ):  # fmt: skip
        assert found(library, asked) == ["a.txt"], asked
    assert found(library, "tag:sampling OR tag:meth") == []
    assert library.tags() == {"Fälle": 1, "method/sampling": 1}
    library.acts.remove(opened, annotation)
    library.refresh()
    assert found(library, "has:annotations OR tag:method OR note:figures") == []
    (articles / "a.txt.annotations.yaml").write_text("version: [")
    library.refresh()
    assert [entry.path for entry in library.problems()] == ["a.txt"]
    assert found(library, "kim") == ["a.txt"]
    time.sleep(0.01)
    (articles / "a.txt.annotations.yaml").unlink()
    library.refresh()
    assert library.problems() == []


def test_many_small_refreshes_merge_segments_and_lose_nothing(
    make_library: Callable[[dict[str, str | bytes]], Library],
) -> None:
    library = make_library({f"{n}.txt": f"Kim came to Beijing, time {n}." for n in range(6)})
    for number in range(24):
        opened = library.open(f"{number % 6}.txt")
        library.acts.annotate(opened, 0, 3, tags=[f"t{number}"])
        assert library.refresh().notice == ""
    assert library.search(query.parse("kim")).total == 6
    assert library.search(query.parse("format:plain*")).total == 6
    assert library.search(query.parse("tag:t23")).total == 1


def test_a_document_that_is_called_text_is_not_read_in_this_process(
    make_library: Make, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: list[str] = []
    monkeypatch.setattr("importlib.import_module", imported.append)
    library = make_library(
        {"a.txt": "%PDF-1.4 and no more", "b.txt": "<html><p>A page.</p></html>"}
    )
    assert not imported
    assert found(library, "page") == ["b.txt"]
    [problem] = library.problems()
    assert (problem.path, problem.problem) == ("a.txt", "it is a damaged PDF")


def test_short_articles_can_be_read_before_a_long_one_is_done(
    make_library: Callable[[dict[str, str | bytes]], Library],
    articles: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reader.index.updating._LONG", 100)
    library = make_library({})
    for name, words in {"a": 100, "b": 1, "c": 100, "d": 1}.items():
        (articles / f"{name}.txt").write_text("Kim " * words)
    seen: dict[int, list[str]] = {}

    def progress(done: int, _total: int) -> None:
        with closing(Library(articles, Settings())) as other:
            # While it waits for a worker it is asked again.
            seen.setdefault(done, [entry.path for entry in other.entries()])

    library.refresh(progress)
    seen.pop(0, None)
    assert seen == {1: [], 2: [], 3: ["b.txt", "d.txt"], 4: ["b.txt", "d.txt"]}


def test_a_new_library_is_left_with_few_segments_and_nothing_deleted(
    make_library: Callable[[dict[str, str | bytes]], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.index.updating._FIRST_BATCH", 500)
    monkeypatch.setattr("reader.index.updating._LARGEST_BATCH", 2000)
    full = "President Almaz Keldibek spoke on Monday, and Almaz Keldibek left again."
    other = "The ferries of Wellow did not leave the harbour on that day, for it rained again."
    files = {f"{n:02}.txt": f"{other if n % 4 else full} It was day {n}." for n in range(1, 41)}
    # Which Keldibek this is, the others tell; so it is indexed once more.
    library = make_library({**files, "00.txt": "President Keldibek said that he would not come."})
    assert found(library, 'person:"Almaz Keldibek" -monday') == ["00.txt"]
    with closing(open_dir(str(location.index_folder(library.root) / location.WHOOSH))) as index:
        assert index.doc_count_all() == index.doc_count() == 41
        with closing(index.reader()) as reader:
            assert len(reader.leaf_readers()) <= 4
