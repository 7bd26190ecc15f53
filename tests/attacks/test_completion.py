"""What a stranger's library holds is completed as letters, and never as commands, in real shells.

Each shell runs in a pseudo-terminal with the completion that the README switches on; Tab and Enter
are pressed as a person would. In the place of ``reader`` stands a program that completes with the
real one and otherwise writes down what it was given.
"""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.config import Settings
from reader.library import Library
from tests.front_door import PROGRAM as READER
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    OpenShell = Callable[[list[str]], "Shell"]

pty = pytest.importorskip("pty")

MARK = "ran"
"""The file that a plant makes when a shell runs it."""
PROGRAM = """#!/bin/sh
if [ -n "$_READER_COMPLETE" ]; then exec {command}; fi
printf '%s\\0' "$@" > "$GIVEN.new" && mv "$GIVEN.new" "$GIVEN"
"""
SMALL = """
import json, pathlib, sys, click
from reader.cli import shells
values = json.loads(pathlib.Path(sys.argv.pop()).read_text(encoding="utf-8"))
begun = lambda context, parameter, word: [value for value in values if value.startswith(word)]
shells.register()
command = click.Command("reader", params=[click.Option(["--tag"], shell_complete=begun)])
command(prog_name="reader", complete_var="_READER_COMPLETE")
"""
"""Completes by the same means, from a list of values, and starts in no time."""
RUNS = [
    f"$(touch${{IFS}}{MARK})`touch {MARK}`",
    f";touch {MARK};&touch {MARK}&|touch {MARK}",
    f">{MARK}<(touch {MARK})",
    f"'$(touch {MARK})",
    f"''$(touch {MARK})''",
    f'"$(touch {MARK})"',
    f'""`touch {MARK}`',
    f"\\$(touch {MARK})$'x'\\",
    f"\\\\`touch {MARK}`\\\\",
]
CHANGES = [
    "two words,  three it's ~root #1 =ls x=~root:~ 100% a@b\\c {a,b} -x",
    *("glob*?[a-z]{a,b}", "!touch", "a!!", "!$ x^a^b", "ü日本é 😀\u3000w", "$HOME${PATH}"),
    *("end'", 'end"', "!\"'"),
]
ALONE = ["-dash", "--help", "#hash", "=ls", "$(touch ran)", "%1", "^a^b", "{a,b}", "*", "!!"]
"""At the beginning of a word they mean something else again."""
HOMES = ["~root", "~"]
"""Fish does not quote them, so there they are left out."""
UNSEEN = [f"\n$(touch {MARK})", f"\ttouch {MARK}", "\x1b]0;title\x07", "\u202eabc", "a\x9bb"]
README = Path(__file__).resolve().parents[2] / "README.md"
SOURCE = r"^(.*_READER_COMPLETE={}_source.*?) +#"
"""How completion is switched on in a shell, as the README shows it."""
STARTS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}


class Shell:
    """An interactive shell in a pseudo-terminal."""

    def __init__(self, name: str, given: Path) -> None:
        self.name = name
        self._given = given
        self._shown = b""
        child, self._terminal = pty.fork()
        if child == 0:
            os.execvp(STARTS[name][0], STARTS[name])
        self._child = child
        shown = re.search(SOURCE.format(name), README.read_text(encoding="utf-8"), re.MULTILINE)
        assert shown
        self.run(shown.group(1))

    def run(self, command: str) -> None:
        """Have ``command`` carried out to its end."""
        self._count = getattr(self, "_count", 0) + 1
        self._send(f"{command}\n")
        assert self.argument("reader done-" + str(self._count)) == f"done-{self._count}"

    def argument(self, line: str) -> str:
        """The last thing that ``reader`` is given when ``line`` is typed and Enter pressed."""
        self._given.unlink(missing_ok=True)
        self._send(f"{line}\r")
        end = time.monotonic() + LONG
        while not self._given.exists():
            assert time.monotonic() < end, self._shown[-2000:].decode(errors="replace")
            self._hear(0.01)
        return os.fsdecode(self._given.read_bytes()).split("\0")[-2]

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._terminal)
        os.waitpid(self._child, 0)

    def _send(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def _hear(self, seconds: float) -> None:
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if ready:
            heard = os.read(self._terminal, 65536)
            self._shown += heard
            if re.search(rb"\x1b\[0?c", heard):
                self._send("\x1b[?1;2c")  # Fish asks what kind of terminal this is, and waits.


@pytest.fixture(params=list(STARTS))
def open_shell(
    request: pytest.FixtureRequest, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[list[str]], Shell]]:
    """Opens each shell that is there, in the stranger's library; a command completes in it."""
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    opened = []

    def start(command: list[str]) -> Shell:
        program = tmp_path / "bin" / "reader"
        program.parent.mkdir()
        program.write_text(PROGRAM.format(command=shlex.join(command)))
        program.chmod(0o700)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        monkeypatch.setenv("GIVEN", str(tmp_path / "given"))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        opened.append(Shell(request.param, tmp_path / "given"))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, into which strangers will write."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "one.txt").write_text("One article.\n")
    monkeypatch.chdir(folder)
    return folder


def plant(library: Path, tags: list[str]) -> None:
    """Let a stranger's sidecar hold ``tags``."""
    written = f"version: 1\narticle:\n  tags: {json.dumps(tags, ensure_ascii=False)}\n...\n"
    (library / "one.txt.annotations.yaml").write_text(written)
    opened = Library(library, Settings(creator="ann"))
    opened.refresh()
    opened.close()


def small(tmp_path: Path, values: list[str]) -> list[str]:
    """The command of a small program that completes ``values``."""
    file = tmp_path / "values.json"
    file.write_text(json.dumps(values))
    return [sys.executable, "-c", SMALL, str(file)]


def numbered(values: list[str]) -> dict[str, str]:
    """Each of ``values`` behind a beginning of its own, by that beginning."""
    return {f"t{number:02}": f"t{number:02}{value}" for number, value in enumerate(values)}


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_a_value_is_completed_letter_for_letter(
    open_shell: OpenShell, tmp_path: Path, quote: str
) -> None:
    values = numbered([*RUNS, *CHANGES])
    shell = open_shell(small(tmp_path, list(values.values())))
    given = {begun: shell.argument(f"reader --tag {quote}{begun}\t") for begun in values}
    assert given == values
    assert not Path(MARK).exists()


def test_what_begins_with_a_sign_is_a_value_all_the_same(
    open_shell: OpenShell, tmp_path: Path
) -> None:
    shell = open_shell(small(tmp_path, ["x"]))
    values = ALONE if shell.name == "fish" else [*ALONE, *HOMES]
    given = []
    for value in values:
        small(tmp_path, [value])
        given.append(shell.argument("reader --tag \t"))
    assert given == values
    assert not Path(MARK).exists()


@pytest.mark.parametrize("quote", ["", '"'])
def test_what_several_have_in_common_runs_nothing_either(
    open_shell: OpenShell, tmp_path: Path, quote: str
) -> None:
    pairs = {
        begun: [f"{value} a", f"{value} b"] for begun, value in numbered([*RUNS[:4], "!a"]).items()
    }
    shell = open_shell(small(tmp_path, [one for pair in pairs.values() for one in pair]))
    for begun, values in pairs.items():
        given = shell.argument(f"reader --tag {quote}{begun}\ta{quote}")
        assert given in (values[0], f"{begun}a"), begun
    assert not Path(MARK).exists()


def test_what_cannot_be_seen_is_not_offered(open_shell: OpenShell, tmp_path: Path) -> None:
    values = numbered(UNSEEN)
    shell = open_shell(small(tmp_path, list(values.values())))
    assert [shell.argument(f"reader --tag {begun}\t") for begun in values] == list(values)
    assert not Path(MARK).exists()


def test_tags_and_file_names_of_a_library_are_completed_so(
    open_shell: OpenShell, library: Path
) -> None:
    evil = f"$(touch${{IFS}}{MARK})"
    plant(library, [f"ports{evil}", f"quay `touch {MARK}`", "plain$HOME;"])
    (library / f"file{evil}").write_text("one")
    (library / f"text\n`touch {MARK}`").write_text("one")
    (library / f"folder;touch {MARK};").mkdir()
    shell = open_shell(READER)
    lines = {
        'reader search tag:\\"po\t': f'tag:"ports{evil}"',
        "reader search -l '-tag:\"po\t": f'-tag:"ports{evil}"',
        "reader search '(tag:\"po\t": f'(tag:"ports{evil}"',
        "reader search 'tag:\"q\t": f'tag:"quay `touch {MARK}`"',
        "reader search tag:pl\t": "tag:plain$HOME;",
        'reader search "tag:pl\t': "tag:plain$HOME;",
        "reader annotate one --tag=po\t": f"--tag=ports{evil}",
        "reader annotations edit x --tag 'q\t": f"quay `touch {MARK}`",
        "reader search --queries fil\t": f"file{evil}",
        "reader search --facet=tag,pe\t": "--facet=tag,person",
        "reader annota\t x": "x",
        "reader -L fol\t": f"folder;touch {MARK};",
    }
    if shell.name != "fish":  # Fish offers only what begins as the word does.
        lines |= {
            "reader search tag:q\t": f'tag:"quay `touch {MARK}`"',
            'reader search "tag:q\t': f'tag:"quay `touch {MARK}`"',
        }
    given = {line: shell.argument(line).removesuffix("/") for line in lines}
    assert given == lines
    broken = shell.argument("reader search --queries tex\t")
    assert broken in (f"text\n`touch {MARK}`", "tex")
    assert not Path(MARK).exists()
