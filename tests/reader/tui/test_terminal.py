"""Sessions in a real terminal: keys typed into tmux, the screen read back."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from annotations.naming import sidecar_path
from annotations.sidecar import load
from tests.patience import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.terminals import Terminal

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

HARBOUR = "2024-03-04-harbour.txt"


def is_running(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


def test_read_search_annotate_quit_and_come_back(terminal: Terminal, library_folder: Path) -> None:
    terminal.read(library_folder)
    terminal.wait_for("2 articles")
    terminal.press("/")
    terminal.wait_for("ctrl+r Again")
    terminal.type("goat")
    terminal.wait_for("1 of 2 articles")
    terminal.press("Enter")
    terminal.wait_for("t Tag")
    terminal.press("t")
    terminal.wait_for("tag, or level/tag")
    terminal.type("animals")
    terminal.press("Enter")
    terminal.wait_for("#animals")
    terminal.press("q")
    terminal.wait_for("Quit", gone=True)
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    (annotation,) = said.annotations.values()
    assert annotation.anchor.exact.endswith("a goat.")
    terminal.read(library_folder)
    screen = terminal.wait_for("#animals")
    assert "The ferry sailed at noon" in screen


def test_a_burst_of_keys_in_a_prompt_keeps_its_order(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder)
    terminal.wait_for("2 articles")
    terminal.press("/")
    terminal.wait_for("ctrl+r Again")
    terminal.press(*"goat", "Enter")
    terminal.wait_for("98%")
    terminal.press("c")
    terminal.wait_for("ctrl+s saves")
    terminal.press(*"quite", "Space", *"mixed", "C-s")
    terminal.wait_for("✎ quite mixed")
    terminal.press("t")
    terminal.wait_for("tag, or level/tag")
    terminal.press(*"animals", "Enter", "j")
    terminal.wait_for("#animals quite mixed")
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    (annotation,) = said.annotations.values()
    assert (annotation.note, annotation.tags) == ("quite mixed", ("animals",))


def test_a_mark_is_on_disk_although_the_reader_left_at_once(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "m", "q")
    terminal.wait_for("Quit", gone=True)
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    assert len(said.annotations) == 1


def test_a_terminal_that_is_closed_takes_the_reader_with_it_but_not_the_draft(
    terminal: Terminal, library_folder: Path, home: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "c")
    terminal.wait_for("ctrl+s saves")
    terminal.type("half a thought")
    terminal.wait_for("half a thought")
    drafts = home / "state" / "florilegium" / "drafts"
    terminal.wait_until(
        lambda _screen: any("half a thought" in file.read_text() for file in drafts.glob("*.json")),
        "the draft on disk",
    )
    reader = terminal.children()
    assert reader
    terminal.close()
    wait_until(lambda: not any(map(is_running, reader)))
    terminal.start()
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("c")
    terminal.wait_for("half a thought")


def test_a_sidecar_of_a_stranger_cannot_steer_the_terminal(
    terminal: Terminal, library_folder: Path
) -> None:
    evil = "\\e]2;owned\\a\\e[31mwords"
    sidecar_path(library_folder / HARBOUR).write_text(
        'version: 1\narticle:\n  note: "' + evil + '"\nannotations:\n  a1:\n'
        '    kind: highlight\n    start: 0\n    end: 3\n    exact: "' + evil + '"\n'
        '    note: "' + evil + '"\n...\n',
        encoding="utf-8",
    )
    terminal.read(library_folder / HARBOUR)
    screen = terminal.wait_for("place lost")
    assert "␛" in screen
    assert terminal.title != "owned"


def test_a_new_library_is_indexed_by_workers_behind_the_screen(
    terminal: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Number {number}\n\nThe heron stands still.\n")
    terminal.read(folder)
    terminal.wait_for("30 articles")
    terminal.press("/")
    terminal.wait_for("ctrl+r Again")
    terminal.type("heron")
    terminal.wait_for("30 of 30 articles")


def test_a_smaller_window_keeps_the_place(terminal: Terminal, library_folder: Path) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.resize(40, 12)
    terminal.wait_until(
        lambda screen: (
            "▕" not in screen and screen.splitlines()[1].strip() == "The Harbour at Night"
        ),
        "a single column, at the same place",
    )


def test_escapes_in_an_article_never_reach_the_terminal(
    terminal: Terminal, library_folder: Path
) -> None:
    title = "Title \x1b]2;owned\x07 here"
    evil = f"{title}\n\nBody \x1b[31mred\x1b[0m and \x9b2J cleared \u202eesrever.\n"
    (library_folder / "evil.txt").write_bytes(evil.encode())
    terminal.read(library_folder / "evil.txt")
    screen = terminal.wait_for("cleared")
    assert "Body ␛[31mred␛[0m" in screen
    assert terminal.title != "owned"


def test_killed_in_the_middle_of_reading_nothing_annotated_is_lost(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("Nobody ordered this")
    terminal.press("j", "m")
    terminal.wait_for("✎ marked")
    terminal.close()
    said = load(sidecar_path(library_folder / HARBOUR))
    assert said is not None
    assert len(said.annotations) == 1
    terminal.start()
    terminal.read(library_folder / HARBOUR)
    terminal.wait_for("“The harbour of")
