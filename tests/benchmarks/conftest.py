"""What the benchmarks of speed share: a library, its texts, and the indexes that stand beside ours.

``BENCHMARK_LIBRARY`` names a folder of articles. Without it a library of ``BENCHMARK_ARTICLES``
articles (500) is made from the texts in ``BENCHMARK_SOURCES`` (the demo's); see
:mod:`made_library`. Everything is kept in the folder ``BENCHMARK_HOME`` for the next run, when that
is named: the library, the indexes of others and our own, which is brought up to date as ever.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.articles.reading import read
from reader.config import Settings
from reader.errors import UnreadableArticleError
from reader.index.query import Everything
from reader.index.scanning import scan
from reader.library import Library
from tests.benchmarks import made_library
from tests.benchmarks.asked import Vocabulary
from tests.benchmarks.beside import (
    Text,
    Texts,
    read_texts,
    sqlite_articles,
    whoosh_articles_in,
    write_texts,
)
from tests.benchmarks.beside_tantivy import Tantivy, is_installed, tantivy_articles
from tests.benchmarks.measuring import Memory, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ARTICLES = 500


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for all that is made."""
    named = os.environ.get("BENCHMARK_HOME")
    folder = Path(named).expanduser().resolve() if named else tmp_path_factory.mktemp("kept")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def own_home(kept: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(kept / "home" / kind.lower()))
        for name in [name for name in os.environ if name.startswith("READER_")]:
            patch.delenv(name)
        yield


@pytest.fixture(autouse=True)
def home() -> None:
    """Instead of the home of every test: here the whole run shares one, and its index."""


@pytest.fixture(scope="session")
def folder(kept: Path) -> Path:
    """The library."""
    if named := os.environ.get("BENCHMARK_LIBRARY"):
        return Path(named).expanduser().resolve()
    articles = int(os.environ.get("BENCHMARK_ARTICLES", _ARTICLES))
    sources = Path(os.environ.get("BENCHMARK_SOURCES", made_library.DEMO)).expanduser()
    folder = kept / f"articles-{articles}"
    if not folder.is_dir():
        unfinished = kept / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        made_library.make_library(made_library.sources_in(sources), articles, unfinished)
        unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def texts_file(kept: Path, folder: Path) -> Path:
    """The articles that can be read, as :func:`read_texts` reads them."""
    file = kept / f"texts-{folder.name}.jsonl"
    if not file.exists():
        paths = sorted(scan(folder).stamps)
        began = time.perf_counter()
        with multiprocessing.get_context("spawn").Pool() as pool:
            found = pool.imap(partial(_text, folder), paths, chunksize=50)
            unfinished = file.with_suffix(".unfinished")
            write_texts((text for text in found if text), unfinished)
        unfinished.rename(file)
        spent = time.perf_counter() - began
        say(f"\n{len(paths):,} files were read in {spent:,.1f} s by all processors")
    return file


def _text(folder: Path, path: str) -> Text | None:
    try:
        article = read(folder / path)
    except UnreadableArticleError:
        return None
    date = article.metadata.date
    return Text(path, article.metadata.title, f"{date:%Y%m%d}" if date else "", article.text)


@pytest.fixture(scope="session")
def texts(texts_file: Path) -> Texts:
    """The texts of the articles, by path."""
    return {text.path: text.text for text in read_texts(texts_file)}


@pytest.fixture(scope="session")
def size(texts: Texts) -> float:
    """Megabytes of text."""
    return sum(len(text.encode()) for text in texts.values()) / 1e6


@pytest.fixture(scope="session")
def vocabulary(texts: Texts) -> Vocabulary:
    return Vocabulary.of(texts.values())


@pytest.fixture(scope="session")
def library(folder: Path) -> Iterator[Library]:
    """Up to date."""
    library = Library(folder, Settings())
    library.refresh(wait=True)
    yield library
    library.close()


@pytest.fixture(scope="session")
def people(library: Library) -> Sequence[str]:
    """The names of people in the library, those in most articles first."""
    (facet,) = library.queries.facets(Everything(), ["person"])
    return [name for name, _ in facet.counts]


@pytest.fixture(scope="session")
def whoosh_folder(kept: Path, folder: Path, texts_file: Path) -> Path:
    """Whoosh's index of the articles, made by a process of its own, whose memory is told."""
    made = kept / f"whoosh-{folder.name}"
    told = made / "memory.json"
    if not told.exists():
        made.mkdir(exist_ok=True)
        work = multiprocessing.get_context("spawn").Process(
            target=whoosh_articles_in, args=(texts_file, made)
        )
        work.start()
        with Memory(work.pid or 0) as memory:
            work.join()
        told.write_text(json.dumps(memory.parent))
    return made


@pytest.fixture(scope="session")
def stock(whoosh_folder: Path) -> Iterator[Any]:
    """A searcher of Whoosh as it comes."""
    from whoosh.index import open_dir

    with open_dir(str(whoosh_folder)).searcher() as searcher:
        yield searcher


@pytest.fixture(scope="session")
def tantivy(kept: Path, folder: Path, texts_file: Path) -> Tantivy | None:
    """Tantivy's index of the articles, where it is installed."""
    if not is_installed():
        return None
    made = kept / f"tantivy-{folder.name}"
    if not made.is_dir():
        unfinished = kept / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        tantivy_articles(read_texts(texts_file), unfinished)
        unfinished.rename(made)
    return Tantivy(made)


@pytest.fixture(scope="session")
def sqlite(kept: Path, folder: Path, texts_file: Path) -> Iterator[sqlite3.Connection]:
    """SQLite's index of the articles."""
    file = kept / f"sqlite-{folder.name}.db"
    if not file.exists():
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        sqlite_articles(read_texts(texts_file), unfinished)
        unfinished.rename(file)
    connection = sqlite3.connect(file)
    yield connection
    connection.close()
