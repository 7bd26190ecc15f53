"""How fast articles are indexed, and in how much memory, beside Whoosh, SQLite and tantivy.

Not part of the test run. By hand, each by itself with ``-k``::

    BENCHMARK_ARTICLES=2000 BENCHMARK_SOURCES=~/articles BENCHMARK_HOME=/tmp/bench \\
        .venv/bin/pytest -s -o addopts= tests/benchmarks/test_speed_of_indexing.py -k alone

See ``conftest.py`` for the variables. Whoosh is as it comes; tantivy need not be there. A ratio
below 1 is faster, or smaller, than what stands beside. ``alone`` and ``two_processes`` index texts
that are in memory, cut into paragraphs, without marks; ``memory`` is ``reader index`` itself, from
the files to the marks.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles import Article, Block, Metadata, Role, tokenise
from reader.index import catalogue
from reader.index.analysis import exact_words, text_words
from reader.index.engine import create_in
from reader.index.entries import Entry, Stamp
from reader.index.schema import make_schema
from reader.index.tasks import Prepared
from reader.index.workers import Job, Workers
from reader.index.writing import batch
from tests.benchmarks import beside
from tests.benchmarks.beside_tantivy import is_installed, tantivy_texts
from tests.benchmarks.measuring import Memory, in_turns, say, tell
from tests.front_door import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.benchmarks.beside import Texts

_BATCH = 16_000_000
"""Characters in one commit."""


def index_texts(texts: Texts, folder: Path, processes: int = 1) -> None:
    """Make an index of ``texts`` alone in the empty ``folder``: no files, no marks.

    With more than one of the ``processes``, workers tokenise, as many as there are processors.
    """
    create_in(str(folder), make_schema()).close()
    catalogue.create(folder / "catalogue")
    opened = catalogue.Catalogue(folder / "catalogue")
    prepared = iter(_prepared(texts, processes))
    one = next(prepared, None)
    while one is not None:
        size = 0
        with batch(folder, opened) as writing:
            while one is not None and size < _BATCH:
                writing.add(one)
                size += one.entry.stamp.size
                one = next(prepared, None)
    opened.close()


def _prepared(texts: Texts, processes: int) -> Iterable[Prepared]:
    if processes == 1:
        return map(_prepare, texts.items())
    job = Job(_prepare, _lost, _patience)
    return Workers(Path()).do(job, texts.items(), light=_is_light)


def _prepare(task: tuple[str, str]) -> Prepared:
    path, text = task
    blocks = tuple(_paragraphs(text))
    article = Article(text, blocks, Metadata(title="", language="en"), "plain text", "", "")
    words = {
        "path": exact_words([path]),
        "text": text_words(tokenise(article.text, article.blocks), article.blocks),
    }
    return Prepared(Entry(path, Stamp(len(text), 1)), words=words)


def _paragraphs(text: str) -> Iterator[Block]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Block(start, start + len(line), Role.PARAGRAPH, "en")
        start += len(line) + 1


def _lost(task: tuple[str, str], reason: str) -> Prepared:
    raise AssertionError(f"{task[0]}: {reason}")


def _patience(_task: tuple[str, str]) -> float:
    return 60.0


def _is_light(task: tuple[str, str]) -> bool:
    return len(task[1]) < 8_000


def _rounds(size: float) -> int:
    return 3 if size < 20 else 1


class _Folders:
    """A new folder for each run."""

    def __init__(self, parent: Path) -> None:
        self._parent = parent
        self._made = 0

    def __call__(self) -> Path:
        self._made += 1
        folder = self._parent / str(self._made)
        folder.mkdir()
        return folder


def test_indexing_text_alone(texts: Texts, size: float, tmp_path: Path) -> None:
    """CPU seconds of one process."""
    new = _Folders(tmp_path)
    others = {
        "stock Whoosh": lambda: beside.whoosh_texts(texts, new()),
        "SQLite FTS5": lambda: beside.sqlite_texts(texts, new() / "texts.db"),
    }
    if is_installed():
        others["tantivy"] = lambda: tantivy_texts(texts, new())
    works = [lambda: index_texts(texts, new()), *others.values()]
    ours, *theirs = map(min, in_turns(works, _rounds(size), enough=60))
    tell("indexing text alone, CPU", ours, dict(zip(others, theirs, strict=True)), size=size)


def test_indexing_with_two_processes(texts: Texts, size: float, tmp_path: Path) -> None:
    """Seconds on the wall."""
    new = _Folders(tmp_path)
    ours, stock = in_turns(
        [
            lambda: index_texts(texts, new(), processes=2),
            lambda: beside.whoosh_texts(texts, new(), processes=2),
        ],
        _rounds(size),
        enough=60,
        clock=time.perf_counter,
    )
    others = {"stock Whoosh with procs=2, multisegment": min(stock)}
    tell("indexing text alone in workers, wall", min(ours), others, size=size)


def test_memory_of_reader_index(folder: Path, whoosh_folder: Path, size: float) -> None:
    """Peaks of resident memory; and, while we are at it, how long it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [*PROGRAM, "index", "--rebuild", "-L", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process, Memory(process.pid) as seen:
        talk = process.communicate()[1]
    assert process.returncode in (0, 3), talk
    spent, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    stock = json.loads((whoosh_folder / "memory.json").read_text())
    workers = ", ".join(f"{megabytes:,.0f}" for megabytes in seen.children)
    say(
        f"\nreader index: {spent:,.1f} s on the wall, {cpu:,.1f} s CPU, "
        f"{size / spent:,.2f} MB/s by {os.cpu_count()} processors"
    )
    say(
        f"    peak of memory: {seen.parent:,.0f} MB, workers {workers} MB; "
        f"{seen.parent / stock:.2f} of stock Whoosh, {stock:,.0f} MB in one process"
    )
