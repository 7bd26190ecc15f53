"""Python files that lie in a library are never run, whatever is done in it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from reader.cli.annotations import AnnotationVerbs
from reader.cli.app import Verbs
from reader.cli.entities import EntityVerbs
from reader.cli.quotes import QuoteVerbs
from reader.cli.saved_searches import SearchVerbs
from reader.cli.tags import TagVerbs
from tests.attacks.conftest import HARBOUR, READER
from tests.patience import LONG
from tests.reader.tui.terminals import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Reader = Callable[..., subprocess.CompletedProcess[str]]

OURS = ("reader", "annotations", "florilegium")
OF_OTHERS = (
    "click", "rich", "textual", "lxml", "yaml", "whoosh", "rapidfuzz", "Stemmer", "trafilatura",
    "justext", "watchfiles", "platformdirs", "mammoth", "markdown_it", "pypdfium2", "spacy",
)  # fmt: skip
OF_PYTHON = (
    "re", "os", "io", "json", "abc", "site", "sitecustomize", "usercustomize", "encodings",
    "codecs", "multiprocessing", "subprocess", "threading", "logging", "pickle", "struct",
    "selectors", "socket", "tempfile", "typing", "importlib", "runpy", "hashlib", "sqlite3",
    "resource", "signal", "ctypes", "secrets", "random", "tomllib",
)  # fmt: skip
COMMANDS = """
list
index
search harbour
search harbour --json --facet person
search harbour --explain
show harbour
show quay
entities
entities harbour.txt
entities list
entities mentions Vold
entities reject Ostrand
entities rename Vold Ingrid
entities retype Vold person
entities confirm Vold
entities join Vold Ingrid
entities forget Vold
quotes
quotes list harbour
quotes speaker harbour closes Vold
quotes confirm harbour closes
quotes reject harbour closes
quotes term harbour closes
quotes forget harbour closes
compare harbour quay
annotate harbour --exact 1974 --tag time --note Long.
annotations
annotations list
annotations show x
annotations edit x --note Longer.
annotations delete x
annotations undo
annotations redo
annotations orphans
annotations attach x --exact spring
annotations reanchor
annotations adopt
annotations install-merge-driver
annotations merge-driver a b c
describe harbour --title Harbour
tags
tags list
tags add time
tags rename time times
tags merge times --into time
tags move time when
tags describe when Then.
tags colour when red
tags alias when then
tags remove when
searches list
searches save ports harbour
searches remove ports
export -o ../outside/export.yaml
import ../outside/export.yaml
mv harbour.txt haven.txt
check
demo
open
"""


@pytest.fixture
def traces(library: Path, outside: Path) -> Path:
    """Where each module that was run leaves its name; the library is full of them."""
    file = outside / "traces"
    for name in (*OURS, *OF_OTHERS, *OF_PYTHON):
        trace = f"open({str(file)!r}, 'a').write('{name}\\n')\nraise ImportError('{name}')\n"
        for folder in (library, library / "notes"):
            (folder / f"{name}.py").write_text(trace)
        (library / "notes" / name).mkdir()
        (library / "notes" / name / "__init__.py").write_text(trace)
    return file


def test_the_list_of_commands_is_whole() -> None:
    groups = {
        "annotations": AnnotationVerbs,
        "entities": EntityVerbs,
        "quotes": QuoteVerbs,
        "searches": SearchVerbs,
        "tags": TagVerbs,
    }
    said = {tuple(line.split()[:2]) for line in COMMANDS.split("\n") if line}
    assert {first for first, *_ in said} == set(Verbs.verbs)
    for name, group in groups.items():
        assert {(name, verb) for verb in group.verbs} <= said


def test_no_command_runs_what_lies_in_the_library(traces: Path, installed: Reader) -> None:
    for line in COMMANDS.strip().split("\n"):
        done = installed(*line.split())
        assert "should not have" not in done.stderr, line
        assert not traces.exists(), (line, traces.read_text())


@pytest.mark.parametrize("folder", [".", "notes"])
def test_workers_run_nothing_of_it_when_many_files_are_read(
    traces: Path, library: Path, installed: Reader, folder: str
) -> None:
    for number in range(80):
        (library / folder / f"more-{number}.txt").write_text(f"{HARBOUR}\n{number}\n")
    done = installed("index", cwd=library / folder)
    assert done.returncode == 0, done.stderr
    assert not traces.exists(), traces.read_text()


@pytest.mark.parametrize("variable", ["PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME"])
def test_workers_do_not_ask_the_environment_what_to_run(
    traces: Path, library: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    from reader.config import Settings
    from reader.library import Library

    monkeypatch.setenv(variable, str(library) if variable != "PYTHONSTARTUP" else "re.py")
    opened = Library(library, Settings())
    report = opened.refresh()
    opened.close()
    assert (report.added, report.unreadable) == (2, ())
    assert not traces.exists(), traces.read_text()


def test_a_watch_runs_nothing_of_it(traces: Path, library: Path) -> None:
    with subprocess.Popen(
        [READER, "index", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as watch:
        assert watch.stdout is not None
        watch.stdout.readline()
        (library / "later.txt").write_text(HARBOUR)
        (library / "later.html").write_text(f"<p>{HARBOUR}</p>")
        deadline = time.monotonic() + LONG
        while not _is_indexed(library, "later.html") and time.monotonic() < deadline:
            time.sleep(0.1)
        watch.send_signal(signal.SIGINT)
        watch.communicate(timeout=LONG)
    assert _is_indexed(library, "later.html")
    assert not traces.exists(), traces.read_text()


def _is_indexed(library: Path, name: str) -> bool:
    from reader.config import Settings
    from reader.library import Library

    opened = Library(library, Settings())
    try:
        return opened.entry(name) is not None
    finally:
        opened.close()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_merge_runs_nothing_of_it(
    traces: Path, library: Path, installed: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ann")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ann@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

    def git(*words: str) -> None:
        subprocess.run(["git", *words], check=True, capture_output=True)

    installed("annotate", "harbour", "--exact", "1974", "--note", "Long.")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    assert installed("annotations", "install-merge-driver").returncode == 0
    git("checkout", "-q", "-b", "theirs")
    installed("annotate", "harbour", "--exact", "spring", "--note", "Theirs.")
    git("commit", "-q", "-a", "-m", "theirs")
    git("checkout", "-q", "main")
    installed("annotate", "harbour", "--exact", "autumn", "--note", "Ours.")
    git("commit", "-q", "-a", "-m", "ours")
    git("merge", "-q", "--no-edit", "theirs")
    merged = (library / "harbour.txt.annotations.yaml").read_text()
    assert "Theirs." in merged
    assert "Ours." in merged
    assert not traces.exists(), traces.read_text()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    opened = Terminal(tmp_path)
    yield opened
    opened.close()


def test_the_terminal_interface_runs_nothing_of_it(
    traces: Path, library: Path, terminal: Terminal
) -> None:
    terminal.type(f"cd '{library}'; '{READER}' .\n")
    terminal.wait_for("Quit")
    terminal.wait_for("The Harbour")
    terminal.type("/harbour\n")
    (library / "later.html").write_text(f"<p>{HARBOUR}</p>")
    terminal.type("L")
    terminal.press("Escape")
    terminal.type("q")
    terminal.wait_for("Quit", gone=True)
    assert not traces.exists(), traces.read_text()
