"""What the README shows can be done: its examples are run, in their order, in the demo library.

The convention: in a fenced block of the language ``console``, a line that begins with ``$ `` is a
command, a backslash at its end goes on in the next line, and all other lines are output, which is
not compared. Commands that open the terminal interface are passed over.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.app import Verbs
from reader.demo import articles_dir
from tests.patience import LONG

README = Path(__file__).resolve().parents[1] / "README.md"
LEAST = 8
"""Examples in a README that has a tour."""
OPENING = {"open", "demo"}
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (reader\b(?:.*\\\n)*.*)$", re.MULTILINE)


def examples(text: str) -> list[str]:
    """The commands shown in ``text`` that can be run without a person."""
    commands = [c for block in _BLOCK.findall(text) for c in _COMMAND.findall(block)]
    return [command for command in commands if not opens_the_interface(command)]


def opens_the_interface(command: str) -> bool:
    words = shlex.split(command, comments=True)[1:]
    return not words or words[0] in OPENING or (words[0][0] != "-" and words[0] not in Verbs.verbs)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo library, with ``reader`` on the path."""
    tools = tmp_path / "bin"
    tools.mkdir()
    program = tools / "reader"
    program.write_text(f"#!{sys.executable}\nfrom reader.cli import main\n\nmain()\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    library = tmp_path / "library"
    shutil.copytree(articles_dir(), library)
    return library


def outcome(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=LONG,
    )


def test_examples_are_the_commands_of_console_blocks() -> None:
    text = (
        "$ reader list\n```console\n$ reader search a \\\n    b\nreader list\n$ ls\n```\n"
        "```sh\n$ reader check\n```\n"
        "```console\n$ reader\n$ reader demo  # try\n$ reader ~/articles\n$ reader list | wc\n```"
    )
    assert examples(text) == ["reader search a \\\n    b", "reader list | wc"]


def test_an_example_that_fails_is_noticed(desk: Path) -> None:
    assert outcome("reader search harbour -l", desk).returncode == 0
    assert outcome("reader search 'zeppelin'", desk).returncode == 1
    assert outcome("reader serch harbour", desk).returncode == 2


def test_every_example_of_the_readme_works_on_the_demo_library(desk: Path) -> None:
    for command in examples(README.read_text(encoding="utf-8")):
        done = outcome(command, desk)
        assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
        assert "reader: " not in done.stderr, f"$ {command}\n{done.stderr}"


def test_a_tour_shows_enough_and_leaves_no_command_out() -> None:
    text = README.read_text(encoding="utf-8")
    if "\n## Tour" not in text:
        pytest.skip("the README has no tour yet")
    assert len(examples(text)) >= LEAST
    assert [verb for verb in Verbs.verbs if f"reader {verb}" not in text and verb != "open"] == []
