"""The index is a cache: whatever is done to it, it is made anew, and says so in one line."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from annotations.locking import locked
from reader import paths
from reader.config import Settings
from reader.errors import LibraryError
from reader.index import location, query
from reader.index.damage import DamagedIndexError, damage_told
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[dict[str, str | bytes]], Library]

# Whoosh leaves a file open when it cannot make sense of it.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

NOTICE = "The index was damaged, or of another version or other languages; it was made anew."
FILES: dict[str, str | bytes] = {"a.txt": "Kim came to Beijing.", "b.txt": "Kim went home."}


def found(library: Library, asked: str = "kim") -> list[str]:
    return sorted(hit.entry.path for hit in library.search(query.parse(asked)).hits)


def spoil_segments(index: Path) -> None:
    for file in (index / "whoosh").glob("*.arrays"):
        file.write_bytes(b"\0" * 20)


def cut_segments(index: Path) -> None:
    for file in (index / "whoosh").glob("*.arrays"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def lose_segments(index: Path) -> None:
    for file in (index / "whoosh").glob("*.arrays"):
        file.unlink()


def spoil_table_of_contents(index: Path) -> None:
    for file in (index / "whoosh").glob("*.toc"):
        file.write_bytes(b"nonsense")


def lose_whoosh(index: Path) -> None:
    shutil.rmtree(index / "whoosh")


def spoil_catalogue(index: Path) -> None:
    for file in index.glob("catalogue*"):
        file.write_bytes(b"SQLite format 3\0" + b"x" * 5000)


def empty_catalogue(index: Path) -> None:
    for file in index.glob("catalogue*"):
        file.write_bytes(b"")


def lose_catalogue(index: Path) -> None:
    for file in index.glob("catalogue*"):
        file.unlink()


def lose_a_table(index: Path) -> None:
    connection = sqlite3.connect(index / "catalogue.sqlite")
    connection.execute("DROP TABLE readings")
    connection.commit()
    connection.close()


def other_format(index: Path) -> None:
    (index / "format.json").write_text('{"format": 0}')


def spoil_format(index: Path) -> None:
    (index / "format.json").write_text("[" * 100_000)


def lose_format(index: Path) -> None:
    (index / "format.json").unlink()


def lose_everything(index: Path) -> None:
    shutil.rmtree(index)


DAMAGES = [
    spoil_segments,
    cut_segments,
    lose_segments,
    spoil_table_of_contents,
    lose_whoosh,
    spoil_catalogue,
    empty_catalogue,
    lose_catalogue,
    lose_a_table,
    other_format,
    spoil_format,
    lose_format,
]


@pytest.fixture
def index(home: Path) -> Callable[[], Path]:
    """Finds the folder of the one index."""

    def folder() -> Path:
        (only,) = (home / "cache" / "florilegium" / "libraries").iterdir()
        return only

    return folder


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_mended_and_told_once(
    make_library: Make, index: Callable[[], Path], damage: Callable[[Path], None]
) -> None:
    make_library(FILES).close()
    damage(index())
    library = make_library({"c.txt": "Kim slept."})
    notices = [library.notice()]
    assert found(library) == ["a.txt", "b.txt", "c.txt"]
    assert library.open("a.txt").article.text == FILES["a.txt"]
    notices += [library.notice(), library.refresh().notice]
    assert len([notice for notice in notices if notice]) <= 1


@pytest.mark.parametrize("damage", [spoil_table_of_contents, spoil_segments, lose_segments])
def test_damage_that_shows_only_while_searching_is_mended_and_told(
    make_library: Make, index: Callable[[], Path], damage: Callable[[Path], None]
) -> None:
    library = make_library(FILES)
    damage(index())
    assert found(library) == ["a.txt", "b.txt"]
    assert library.notice() == NOTICE
    assert library.refresh().notice == ""


@pytest.mark.parametrize("damage", [other_format, lose_catalogue, spoil_catalogue])
def test_a_refresh_tells_that_the_index_was_made_anew(
    make_library: Make,
    articles: Path,
    index: Callable[[], Path],
    damage: Callable[[Path], None],
) -> None:
    make_library(FILES).close()
    damage(index())
    library = Library(articles, Settings())
    report = library.refresh()
    assert report.notice == NOTICE
    assert report.added == 2
    library.close()


def test_deleting_the_cache_loses_nothing(make_library: Make, articles: Path, home: Path) -> None:
    library = make_library(FILES)
    library.acts.annotate(library.open("a.txt"), 0, 3, tags=["leader"])
    before = {file.name: file.read_bytes() for file in articles.iterdir()}
    shutil.rmtree(home / "cache")
    assert found(library) == ["a.txt", "b.txt"]
    assert found(library, "tag:leader") == ["a.txt"]
    library.close()
    shutil.rmtree(home / "cache")
    assert found(make_library({}), "tag:leader") == ["a.txt"]
    assert {file.name: file.read_bytes() for file in articles.iterdir()} == before


def test_an_index_that_another_reader_made_anew_is_opened_again(make_library: Make) -> None:
    first, second = make_library(FILES), make_library({})
    assert found(first) == ["a.txt", "b.txt"]
    second.rebuild()
    second.refresh()
    assert found(first) == ["a.txt", "b.txt"]
    assert first.notice() == ""
    assert not first.refresh().changed


def test_a_full_disk_is_no_damage() -> None:
    with pytest.raises(LibraryError, match="No space left"), damage_told():
        raise OSError(28, "No space left on device")
    with pytest.raises(DamagedIndexError), damage_told():
        raise EOFError


def test_a_refresh_makes_an_index_anew_that_was_deleted_meanwhile(
    make_library: Make, home: Path
) -> None:
    library = make_library(FILES)
    shutil.rmtree(home / "cache")
    assert library.refresh().added == len(FILES)
    assert found(library) == ["a.txt", "b.txt"]


def test_to_wait_for_whoever_makes_the_index_can_be_broken_off(
    make_library: Make, articles: Path
) -> None:
    def go_on() -> None:
        raise InterruptedError

    make_library({"a.txt": "A goat."}).close()
    folder = location.index_folder(articles)
    with closing(Library(articles, Settings(), go_on=go_on)) as library:
        with locked(folder, paths.lock_folder()):
            location.clear(folder)
            with pytest.raises(InterruptedError):
                library.entries()
            with pytest.raises(InterruptedError):
                Library(articles, Settings(), go_on=go_on)
        with pytest.raises(InterruptedError):
            library.entries()
