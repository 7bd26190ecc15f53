"""What only a process of its own can show: imports, pipes that close, Ctrl-C, a full disk."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.front_door import PROGRAM
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

MODULES = """
import sys
from reader.cli.edge import run
status = run(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
raise SystemExit(status)
"""


def modules(*arguments: str) -> set[str]:
    """The modules that are imported when the command ``arguments`` has run."""
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *arguments],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=LONG,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def library_of(folder: Path, articles: int) -> Path:
    folder.mkdir()
    for number in range(articles):
        words = f"The harbour of article {number} is wide.\n\n" * 20
        (folder / f"article-{number:04}.txt").write_text(words, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "command",
    [["search", "kettle"], ["list"], ["show", "kettle"], ["check"], ["demo"], ["--help"]],
)
def test_no_command_but_open_imports_textual(library: Path, command: list[str]) -> None:
    assert not {"textual", "reader.tui"} & modules(*command)


@pytest.mark.parametrize("command", [["--help"], ["--version"]])
def test_help_imports_no_whoosh_and_no_rich(library: Path, command: list[str]) -> None:
    assert not {"whoosh", "rich", "reader.index", "reader.marks", "yaml"} & modules(*command)


def test_a_search_in_a_pipe_imports_no_rich(library: Path) -> None:
    assert "rich" not in modules("search", "kettle")


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path, home: Path) -> None:
    folder = library_of(tmp_path / "many", 300)
    for arguments in (
        ["search", "harbour", "-L", str(folder)],
        ["search", "harbour", "--json", "-L", str(folder)],
        ["list", "-L", str(folder)],
    ):
        with subprocess.Popen(
            [*PROGRAM, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            # Small, so that the output cannot hide in it.
            pipesize=4096 if sys.platform == "linux" else -1,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.read(20)
            process.stdout.close()
            said = process.stderr.read()
            assert process.wait(LONG) == 0
        assert said == b""


def test_a_reader_that_never_looked_is_no_error(start: Run, library: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = start("--help", capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, "")


def test_without_a_standard_output_nothing_breaks(library: Path) -> None:
    script = f"{shlex.join(PROGRAM)} list >&-"
    done = subprocess.run(
        ["/bin/sh", "-c", script], check=False, capture_output=True, text=True, timeout=LONG
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_a_sentence(start: Run, library: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = start("list", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 2
    assert result.stderr.startswith("reader: No space left on device. ")


def test_a_terminal_that_is_not_unicode_shows_escapes(
    start: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    result = start("show", "harbour.txt")
    assert (result.returncode, result.stderr) == (0, "")
    assert "\\u201cIt closes every spring" in result.stdout


def children_of(process: subprocess.Popen[str]) -> int:
    """How many processes ``process`` has started that still run."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return len(children.read_text(encoding="ascii").split())


@pytest.mark.skipif(sys.platform != "linux", reason="what processes run is told by Linux only")
@pytest.mark.parametrize("seconds", [0, 0.05, 0.2])
def test_ctrl_c_during_indexing_is_the_status_130_and_one_word(
    tmp_path: Path, home: Path, seconds: float
) -> None:
    folder = library_of(tmp_path / "many", 3000)
    with subprocess.Popen(
        [*PROGRAM, "index", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    ) as process:
        while process.poll() is None and not children_of(process):
            pass
        # The child is a worker. It comes to life meanwhile, and says nothing of it.
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        said, complaint = process.communicate(timeout=LONG)
    assert process.returncode == 130
    assert (said, complaint) == ("", "Interrupted.\n")


def test_after_an_interruption_the_index_can_be_finished(
    start: Run, tmp_path: Path, home: Path
) -> None:
    folder = library_of(tmp_path / "many", 400)
    with subprocess.Popen(
        [*PROGRAM, "index", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None and not list((home / "cache").rglob("*.sqlite")):
            pass
        process.send_signal(signal.SIGINT)
        process.wait(LONG)
    found = start("search", "-l", "harbour", "-L", str(folder))
    assert found.returncode == 0
    assert len(found.stdout.splitlines()) == 400
