"""How long a reader waits for a long article, from the key to the text and to its marks.

Not part of the test run. By hand::

    pytest -s -q -o addopts= tests/benchmarks/test_speed_of_opening.py

The article is the sample library pasted together until it has ``BENCHMARK_MEGABYTES`` (10), indexed
as any other; the index is on disk, the application is new each time, as in the morning. As it is,
it has a mark every 70 characters; with three of five copies in small letters and without quotation
marks, as many as a long book of history.
"""

from __future__ import annotations

import asyncio
import os
import time
from statistics import median
from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from reader import paths
from reader.config import Settings
from reader.demo import articles_dir
from reader.library import Library
from reader.tui.app import ReaderApp
from tests.benchmarks.measuring import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.open_article import OpenArticle

_MEGABYTES = float(os.environ.get("BENCHMARK_MEGABYTES", "10"))
_ROUNDS = 5
_TARGET = 1.5


@pytest.fixture(params=["many marks", "as many as a book"])
def long_library(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """One article, indexed."""
    folder = tmp_path / "library"
    folder.mkdir()
    text = "\n\n".join(
        file.read_text(encoding="utf-8") for file in sorted(articles_dir().glob("*.txt"))
    )
    copies = [text]
    if request.param != "many marks":
        plain = text.lower().translate(dict.fromkeys(map(ord, "“”„‘’»«\"'")))
        copies = [text, plain, plain, text, plain]
    times = int(_MEGABYTES * 1_000_000 / len("".join(copies).encode())) + 1
    (folder / "long.txt").write_text("\n\n".join(copies * times), encoding="utf-8")
    library = Library(folder, Settings())
    library.refresh()
    library.close()
    return folder


async def _until(holds: Callable[[], object]) -> None:
    while not holds():
        await asyncio.sleep(0.002)


async def _opened(root: Path) -> tuple[float, float, OpenArticle]:
    """Seconds from the key until the text is drawn, and until its marks are."""
    app = ReaderApp(root, Settings(creator="ann"))
    async with app.run_test(size=(120, 40)):
        desk = app.screen
        await _until(lambda: getattr(desk, "articles", None) and desk.articles.items.count)
        await asyncio.sleep(1)  # The files are looked through; nobody presses a key sooner.
        began = time.perf_counter()
        app.post_message(Key("enter", None))
        await _until(lambda: desk.text.opened)
        drawn = asyncio.Event()
        desk.call_after_refresh(drawn.set)
        await drawn.wait()
        text = time.perf_counter() - began
        await _until(lambda: desk.text.opened.whole)
        return text, time.perf_counter() - began, desk.text.opened


async def test_opening(long_library: Path) -> None:
    """From the index on disk, at the top."""
    texts, marks = [], []
    for _ in range(_ROUNDS):
        for kept in (paths.state_folder() / "places").glob("*"):
            kept.unlink()
        text, all_of_it, opened = await _opened(long_library)
        texts.append(text)
        marks.append(all_of_it)
    assert opened.marks
    say(f"\n{len(opened.article.text) / 1e6:.1f} million code points, {len(opened.marks):,} marks")
    for what, seconds in (("text", texts), ("marks", marks)):
        say(
            f"from the key to the {what}: {median(seconds):.2f} s, {min(seconds):.2f} to "
            f"{max(seconds):.2f}; target {_TARGET}"
        )
