"""How fast a library that is indexed already is at hand: a refresh, and a search as one command.

Not part of the test run; see ``test_speed_of_indexing.py`` for how to run it, with ``-k refresh``
or ``-k cold_search``.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import cpu_of, in_turns, tell
from tests.front_door import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from tests.benchmarks.asked import Vocabulary

_ROUNDS = 9


def _look(folder: Path) -> None:
    """Ask for the status of every file, which is the least that a refresh must do."""
    pending = [str(folder)]
    while pending:
        for entry in os.scandir(pending.pop()):
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            else:
                entry.stat()


def test_a_refresh_that_finds_nothing_changed(library: Library, folder: Path) -> None:
    """CPU seconds: nothing is read from the disk but folders, which the system remembers."""
    ours, walk = in_turns(
        [lambda: library.refresh(wait=True), lambda: _look(folder)], _ROUNDS, enough=5.0
    )
    tell("refresh, CPU", min(ours), {"os.scandir and stat": min(walk)})


def test_a_cold_search(library: Library, folder: Path, vocabulary: Vocabulary) -> None:
    """CPU seconds of whole processes, the refresh in each search included."""
    word, rare = vocabulary.words_at(0.1, 0.0)
    program = [*PROGRAM, "search"]
    searcher = ["rg", "--files-with-matches"] if shutil.which("rg") else ["grep", "-rlwi"]
    commands = {
        f"reader search {word}": [*program, "-L", str(folder), word],
        f"reader search -l {word}": [*program, "-l", "-L", str(folder), word],
        f"reader search -l {rare}": [*program, "-l", "-L", str(folder), rare],
        "the bare interpreter": [sys.executable, "-c", "pass"],
        "import whoosh.index": [sys.executable, "-c", "import whoosh.index"],
        f"{searcher[0]}, all of its CPU": [*searcher, word, str(folder)],
    }
    for command in commands.values():
        cpu_of(command)
    cpu = {name: [cpu_of(command)] for name, command in commands.items()}
    wall: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_ROUNDS):
        for name, command in commands.items():
            began = time.perf_counter()
            cpu[name].append(cpu_of(command))
            wall[name].append(time.perf_counter() - began)
    bests = {name: min(times) for name, times in cpu.items()}
    others = {name: best for name, best in bests.items() if not name.startswith("reader")}
    for name, best in bests.items():
        if name.startswith("reader"):
            tell(f"{name}, CPU (wall {1000 * min(wall[name]):,.0f} ms)", best, others)
