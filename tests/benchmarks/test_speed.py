"""How fast the library is, each time as a ratio to something run beside it on the same text.

Not part of the test run. By hand, on a folder of articles (by default the demo's, 40 times over)::

    BENCHMARK_LIBRARY=~/articles .venv/bin/pytest -s -o addopts= tests/benchmarks/test_speed.py

Prints MB/s of article text and the ratio; below 1 is faster than what stands beside.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser import QueryParser

from reader.articles import read, tokenise
from reader.config import Settings
from reader.demo import articles_dir
from reader.errors import UnreadableArticleError
from reader.index.analysis import exact_words, text_words
from reader.index.query import parse
from reader.index.scanning import scan
from reader.index.schema import make_schema
from reader.index.segments.codec import ArrayWriter
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whoosh.index import Index

QUERIES = (
    "harbour", "water", "people year", '"the first"', "government OR union", "north*", "a*", "*ing",
    "*a*", '"of the"', '"of the"~5', "people -year", "goverment~", "title:the", "*",
)  # fmt: skip
ROUNDS = 20


@pytest.fixture(scope="module", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


@pytest.fixture(autouse=True)
def home() -> None:
    """Instead of the home of every test: here the module shares one, and its index."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if named := os.environ.get("BENCHMARK_LIBRARY"):
        return Path(named).expanduser()
    folder = tmp_path_factory.mktemp("articles")
    for number in range(40):
        shutil.copytree(articles_dir(), folder / str(number))
    return folder


@pytest.fixture(scope="module")
def texts(folder: Path) -> dict[str, str]:
    paths = scan(folder.resolve()).stamps
    return {path: (folder / path).read_text(errors="replace") for path in paths}


@pytest.fixture(scope="module")
def stock(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, float]:
    """Whoosh as it comes, and the seconds it took."""
    schema = Schema(path=ID(stored=True, unique=True), text=TEXT(StemmingAnalyzer()))
    index = create_in(str(tmp_path_factory.mktemp("stock")), schema)

    def write() -> None:
        writer = index.writer(limitmb=256)
        for path, text in texts.items():
            writer.add_document(path=path, text=text)
        writer.commit()

    return index, seconds(write)


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[Library]:
    library = Library(folder, Settings())
    yield library
    library.close()


def seconds(
    work: Callable[[], object], rounds: int = 1, clock: Callable[[], float] = time.perf_counter
) -> float:
    """The shortest of ``rounds`` runs, by the clock on the wall unless told otherwise."""
    times = []
    for _ in range(rounds):
        began = clock()
        work()
        times.append(clock() - began)
    return min(times)


def tell(what: str, ours: float, theirs: float, beside: str, size: float) -> None:
    sys.stdout.write(
        f"\n{what}: {1000 * ours:,.1f} ms, {size / ours:,.1f} MB/s; "
        f"{ours / theirs:.2f} of {beside} ({1000 * theirs:,.1f} ms)\n"
    )


@pytest.fixture(scope="module")
def size(texts: dict[str, str]) -> float:
    """Megabytes."""
    return sum(len(text.encode()) for text in texts.values()) / 1e6


def test_indexing_text_alone(folder: Path, size: float, tmp_path: Path) -> None:
    """From articles that were read to a committed index, in CPU seconds of one core."""
    articles = {p: read(folder / p) for p in scan(folder.resolve()).stamps if is_read(folder / p)}

    def ours() -> None:
        index = create_in(str(tmp_path), make_schema())
        writer = ArrayWriter(index)
        for path, article in articles.items():
            text = text_words(tokenise(article.text, article.blocks), article.blocks)
            writer.add_document(path=exact_words([path]), text=text, _stored_path=path)
        writer.commit()

    def theirs() -> None:
        schema = Schema(path=ID(stored=True, unique=True), text=TEXT(StemmingAnalyzer()))
        writer = create_in(str(tmp_path), schema).writer(limitmb=256)
        for path, article in articles.items():
            writer.add_document(path=path, text=article.text)
        writer.commit()

    clock = time.process_time
    pairs = [(seconds(ours, clock=clock), seconds(theirs, clock=clock)) for _ in range(3)]
    ours_best, theirs_best = (min(times) for times in zip(*pairs, strict=True))
    tell("indexing text alone", ours_best, theirs_best, "stock Whoosh", size)


def is_read(file: Path) -> bool:
    try:
        read(file)
    except UnreadableArticleError:
        return False
    return True


# In the order of this file: the first fills the index that the others use.


def test_indexing(library: Library, stock: tuple[Index, float], size: float) -> None:
    spent = seconds(lambda: library.refresh(wait=True))
    assert library.entries()
    tell("indexing, with marks", spent, stock[1], "stock Whoosh without", size)


def test_a_refresh_that_finds_nothing_changed(library: Library, folder: Path, size: float) -> None:
    def look() -> None:
        pending = [str(folder)]
        while pending:
            for entry in os.scandir(pending.pop()):
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    entry.stat()

    library.refresh(wait=True)
    ours = seconds(lambda: library.refresh(wait=True), ROUNDS)
    tell("refresh", ours, seconds(look, ROUNDS), "os.scandir and stat", size)


@pytest.mark.parametrize("query", QUERIES)
def test_queries(library: Library, stock: tuple[Index, float], size: float, query: str) -> None:
    library.refresh(wait=True)
    with stock[0].searcher() as searcher:
        parser = QueryParser("text", stock[0].schema)
        theirs = seconds(lambda: searcher.search(parser.parse(query), limit=20), ROUNDS)
    ours = seconds(lambda: library.search(parse(query), limit=20), ROUNDS)
    tell(f"query {query}", ours, theirs, "stock Whoosh", size)


def test_a_cold_search(library: Library, folder: Path, size: float) -> None:
    library.refresh(wait=True)
    program = [sys.executable, "-c", "from reader.cli import main; main()"]
    ours = seconds(lambda: call([*program, "search", "-l", "harbour", "-L", str(folder)]), 5)
    searcher = ["rg", "--files-with-matches"] if shutil.which("rg") else ["grep", "-rl"]
    theirs = seconds(lambda: call([*searcher, "harbour", str(folder)]), 5)
    tell("cold search", ours, theirs, searcher[0], size)


def call(command: list[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
