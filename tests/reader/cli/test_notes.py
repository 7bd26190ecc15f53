"""A note that no other user of the machine can see: on standard input, or from the editor."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from reader.cli import notes
from tests.front_door import PROGRAM
from tests.patience import LONG
from tests.reader.cli.test_terminal import on_terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Editor = Callable[[str], None]

pty = pytest.importorskip("pty")

ANNOTATE = ("annotate", "harbour", "--exact", "since 1974")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """``editor(script)``: the reader's editor is this shell script, the file is ``$1``."""

    def choose(script: str) -> None:
        file = tmp_path / "an editor"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o700)
        monkeypatch.setenv("VISUAL", f"'{file}'")

    return choose


def piped(text: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments], input=text, capture_output=True, check=False, timeout=LONG
    )


def noted(run: Run) -> list[str]:
    return [one["note"] for one in json.loads(run("annotations", "--json").stdout)]


def drafts(home: Path) -> list[Path]:
    return list((home / "state").rglob("*.md"))


def test_a_note_comes_from_standard_input_without_its_last_line_end(
    run: Run, library: Path
) -> None:
    done = piped("Größer\n\n als gedacht\r\n".encode(), *ANNOTATE, "--note", "-")
    assert done.returncode == 0
    assert noted(run) == ["Größer\n\n als gedacht"]
    identifier = done.stdout.decode().strip()
    assert piped(b"second", "annotations", "edit", identifier, "--note", "-").returncode == 0
    assert noted(run) == ["second"]
    assert piped(b"all", "annotations", "edit", "--article", "harbour", "--note=-").returncode == 0
    assert noted(run) == ["all", "second"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "Standard input is empty"),
        (b" \n", "Standard input is empty"),
        (b"a\xff", "is not UTF-8 (byte 1)"),
        (b"x" * (notes.MOST + 1), "longer than 1,000,000 bytes"),
    ],
)
def test_what_is_no_note_on_standard_input_is_refused(
    run: Run, library: Path, text: bytes, told: str
) -> None:
    done = piped(text, *ANNOTATE, "--note", "-")
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert noted(run) == []


def test_at_a_terminal_it_is_said_how_the_note_ends(run: Run, library: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"typed by hand\n\x04")
    done = subprocess.run(
        [*PROGRAM, *ANNOTATE, "--note", "-"], stdin=theirs, capture_output=True, check=True
    )
    os.close(ours)
    os.close(theirs)
    assert b"Ctrl-D" in done.stderr
    assert b"Ctrl-D" not in done.stdout
    assert noted(run) == ["typed by hand"]


def test_an_empty_note_still_removes_the_note(run: Run, library: Path) -> None:
    identifier = run(*ANNOTATE, "--note", "gone").stdout.strip()
    assert run("annotations", "edit", identifier, "--note", "").returncode == 0
    assert noted(run) == [""]


def test_a_note_is_written_in_the_editor(
    run: Run, library: Path, home: Path, editor: Editor
) -> None:
    editor('test ! -s "$1" && stat -c %a "$1" >mode && echo "by hand" >"$1"')
    done = run(*ANNOTATE, "--edit", "--tag", "time")
    assert done.returncode == 0
    assert noted(run) == ["by hand"]
    assert (library / "mode").read_text() == "600\n"
    assert drafts(home) == []
    editor('echo "and more" >>"$1"')
    assert run("annotations", "edit", done.stdout.strip(), "--edit").returncode == 0
    assert noted(run) == ["by hand\nand more"]
    assert run("annotate", "harbour", "--edit").returncode == 0
    assert run("annotations", "edit", "--article", "harbour", "--edit").returncode == 0
    assert noted(run) == ["and more\nand more", "by hand\nand more"]
    assert drafts(home) == []


@pytest.mark.parametrize(("script", "told"), [("true", "is as it was"), (':>"$1"', "is empty")])
def test_an_empty_or_unchanged_note_writes_nothing(
    run: Run, library: Path, home: Path, editor: Editor, script: str, told: str
) -> None:
    identifier = run(*ANNOTATE, "--note", "kept").stdout.strip()
    editor(script)
    done = run("annotations", "edit", identifier, "--edit", "--tag", "new")
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert noted(run) == ["kept"]
    done = run("annotate", "harbour", "--edit")
    assert done.returncode == 1
    assert "is empty" in done.stderr
    assert drafts(home) == []


def test_an_editor_that_fails_writes_nothing_and_loses_nothing(
    run: Run, library: Path, home: Path, editor: Editor
) -> None:
    editor("exit 3")
    done = run(*ANNOTATE, "--edit")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ended with a failure" in done.stderr
    assert drafts(home) == []
    editor('echo "half a" >>"$1"; kill -9 $$')
    assert "--edit goes on with it" in run(*ANNOTATE, "--edit").stderr
    assert noted(run) == []
    assert [stat.S_IMODE(file.stat().st_mode) for file in drafts(home)] == [0o600]
    editor('echo "thought" >>"$1"')
    done = run(*ANNOTATE, "--edit")
    assert "goes on with what was begun" in done.stderr
    assert noted(run) == ["half a\nthought"]
    assert drafts(home) == []


def test_what_cannot_be_put_where_it_belongs_is_kept(
    run: Run, library: Path, home: Path, editor: Editor
) -> None:
    sidecar = library / "harbour.txt.annotations.yaml"
    editor(f'echo "precious" >>"$1"; echo "no: [yaml" >{sidecar}')
    done = run(*ANNOTATE, "--edit")
    assert done.returncode == 2
    assert "What you wrote is kept" in done.stderr
    sidecar.unlink()
    editor(":")
    assert run(*ANNOTATE, "--edit").returncode == 0
    assert noted(run) == ["precious"]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('rm "$1"', "left no text behind"),
        ('rm "$1"; mkdir "$1"', "Move away what is there"),
        ('rm "$1"; ln -s /etc/passwd "$1"', "Move away what is there"),
    ],
)
def test_an_editor_that_leaves_no_text_is_told_in_a_sentence(
    run: Run, library: Path, editor: Editor, script: str, told: str
) -> None:
    editor(script)
    done = run(*ANNOTATE, "--edit")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Errno" not in done.stderr
    assert noted(run) == []


@pytest.mark.parametrize(
    ("editor_", "told"), [("/no/such/editor", "/no/such/editor"), ("'", "is no command")]
)
def test_an_editor_that_is_not_there_is_named(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch, editor_: str, told: str
) -> None:
    monkeypatch.setenv("VISUAL", editor_)
    done = run(*ANNOTATE, "--edit")
    assert done.returncode == 2
    assert told in done.stderr
    assert noted(run) == []


def test_an_editor_is_a_command_and_never_a_line_of_the_shell(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "touch ran; true")
    run(*ANNOTATE, "--edit")
    assert not (library / "ran").exists()


def test_the_note_is_said_once(run: Run, library: Path) -> None:
    done = run(*ANNOTATE, "--note", "x", "--edit")
    assert done.returncode == 2
    assert "Say the note once" in done.stderr


def test_the_editor_has_the_terminal(library: Path, editor: Editor) -> None:
    editor('test -t 0 && test -t 1 && echo "at a terminal" >"$1"')
    status, shown = on_terminal(*ANNOTATE, "--edit")
    assert status == 0
    assert "Annotated" in shown
    assert (library / "harbour.txt.annotations.yaml").exists()
