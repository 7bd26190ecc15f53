"""What a person sees: columns, colour and the pager, through a pseudo-terminal."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

pty = pytest.importorskip("pty")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

_SIZES = ("COLUMNS", "LINES")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def with_patience(seconds: float) -> list[str]:
    """The program, with a progress bar after ``seconds``, so that no machine is too slow."""
    patient = f"from reader.cli import main, sessions; sessions._PATIENCE = {seconds}; main()"
    return [sys.executable, "-c", patient]


PROGRAM = with_patience(3600)
"""A machine that is busy shows no bar of progress where none is looked for."""


def on_terminal(
    *arguments: str, columns: int = 72, lines: int = 24, program: Sequence[str] = PROGRAM
) -> tuple[int, str]:
    """Exit status and what the terminal was sent, standard output and error together."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    with subprocess.Popen(
        [*program, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        # Said outright: readline, imported by pytest, sets COLUMNS where only children see it.
        env={name: value for name, value in os.environ.items() if name not in _SIZES},
    ) as process:
        os.close(theirs)
        pieces = []
        while piece := _read(ours):
            pieces.append(piece)
        os.close(ours)
        status = process.wait(LONG)
    return status, b"".join(pieces).decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:
        # Linux says so when the other side is closed.
        return b""


def test_hits_are_numbered_coloured_and_fit_the_screen(library: Path) -> None:
    status, shown = on_terminal("search", "pilots", columns=50)
    plain = _STYLE.sub("", shown)
    assert status == 0
    assert "\x1b[" in shown
    assert "  1  The Harbour That Would Not Close\n" in plain
    assert plain.endswith("1 article\n")
    assert [line for line in plain.splitlines() if len(line) > 50] == []


def test_a_screen_of_hits_says_how_many_more_there_are(library: Path) -> None:
    for number in range(25):
        (library / f"more-{number}.txt").write_text(f"Zeppelin number {number} was seen.\n")
    _, shown = on_terminal("search", "zeppelin")
    assert "20 of 25 articles; -n shows more.\n" in shown
    _, shown = on_terminal("search", "-l", "zeppelin")
    assert shown.count(".txt\n") == 25


def test_facets_are_small_tables_after_the_hits(library: Path, run: Run) -> None:
    for number in range(14):
        about = f"---\nsource: The Weekly Number {number} of the Whole Wide Coast\n---\n"
        (library / f"more-{number}.md").write_text(f"{about}\nA zeppelin was seen.\n")
    run("index")
    status, shown = on_terminal("search", "zeppelin", "-n1", "--facet", "source,tag", columns=40)
    plain = _STYLE.sub("", shown).splitlines()
    assert status == 0
    assert plain[0].startswith("  1  ")
    table = plain[plain.index("  by source") :]
    assert table[1].startswith("      1  The Weekly Number 0 of")
    assert table[11:] == [
        "         and 4 more",
        "",
        "  by tag",
        "         none",
        "",
        "1 of 14 articles; -n shows more.",
    ]
    assert [line for line in table if len(line) > 40] == []


@pytest.mark.parametrize("columns", [20, 40, 100])
def test_mentions_stand_below_each_other_by_article(library: Path, run: Run, columns: int) -> None:
    text = "---\ntitle: Later\ndate: 2025-02-03\n---\n\n港の人が日本の新聞に長い話を書いた。 "
    (library / "vold.md").write_text(f"{text}Ingrid Vold wrote. They asked\nVold why.\n")
    run("index")
    status, shown = on_terminal("entities", "mentions", "Ingrid Vold", columns=columns)
    lines = shown.splitlines()
    plain = [_STYLE.sub("", line) for line in lines]
    assert status == 0
    assert plain[:2] == ["Later", "vold.md"]
    assert plain[4:7] == ["", "The Harbour That Would Not Close", "harbour.txt"]
    assert plain[8:] == ["3 mentions in 2 articles"]
    passages = [lines[2], lines[3], lines[7]]
    places = {cell_len(passage.partition("\x1b[33m")[0]) for passage in passages}
    assert places == {2 + 2 * (columns - 3) // 5}
    assert max(cell_len(_STYLE.sub("", passage)) for passage in passages) < columns


def test_a_long_query_is_cut_around_its_mistake(library: Path) -> None:
    status, shown = on_terminal("search", "kettle " * 20 + "(日本 " + "quay " * 20, columns=40)
    assert status == 2
    query, caret = shown.splitlines()[-2:]
    assert query.startswith("  …")
    assert query.endswith("…")
    assert query[len(caret) - 1] == "("
    assert len(query) < 40


def test_saved_searches_are_a_table(library: Path, run: Run) -> None:
    run("searches", "save", "ports", "quay", "OR", "harbour")
    run("searches", "save", "--user", "old", "date:..1999")
    assert _STYLE.sub("", on_terminal("searches")[1]).splitlines() == [
        "@old    date:..1999  (yours)",
        "@ports  quay OR harbour",
    ]


@pytest.mark.parametrize("variable", ["NO_COLOR", "TERM"])
def test_a_terminal_may_be_without_colour(
    library: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "dumb")
    for command in (["search", "kettle"], ["list"], ["show", "kettle"]):
        status, shown = on_terminal(*command)
        assert status == 0
        assert "\x1b" not in shown


def test_json_on_a_terminal_has_no_colour(library: Path) -> None:
    for command in (["search", "kettle"], ["list"], ["show", "kettle"], ["check"]):
        assert "\x1b" not in on_terminal(*command, "--json")[1]


@pytest.mark.parametrize("columns", [20, 40, 100])
def test_a_list_is_never_wider_than_the_terminal(library: Path, run: Run, columns: int) -> None:
    tags = [word for number in range(9) for word in ("--tag", f"long tag number {number}")]
    run("annotate", "harbour.txt", *tags)
    _, shown = on_terminal("list", columns=columns)
    titles = _STYLE.sub("", shown).splitlines()[::2]
    assert len(titles) == 3
    if columns >= 60:
        assert all(len(line) <= columns for line in titles)
        assert "The Harbour That Would Not Cl" in titles[0]


def test_an_article_goes_through_the_pager_when_it_is_long(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", "sed s/^/paged:/")
    (library / "long.txt").write_text("A line of its own.\n\n" * 60, encoding="utf-8")
    assert "paged:" in on_terminal("show", "long.txt")[1]
    assert "paged:" not in on_terminal("show", "kettle")[1]


def test_an_article_shows_its_annotations_at_its_end(library: Path, run: Run) -> None:
    run("annotate", "harbour.txt", "--exact", "since 1974", "--tag", "time", "--note", "Long.")
    run("annotate", "harbour.txt", "--tag", "ports", "--note", "All of it.")
    _, shown = on_terminal("show", "harbour.txt", lines=99)
    plain = _STYLE.sub("", shown)
    assert "“since 1974”  #time\nLong.\n" in plain
    assert "#ports\nAll of it.\n" in plain
    assert [line for line in plain.splitlines() if line != line.rstrip()] == []


def test_annotations_are_grouped_by_article(library: Path, run: Run) -> None:
    run("annotate", "harbour.txt", "--exact", "since 1974", "--tag", "time", "--note", "a\nb")
    status, shown = on_terminal("annotations")
    assert status == 0
    assert _STYLE.sub("", shown).startswith("harbour.txt\n  ")
    assert "#time" in shown


def test_a_quick_refresh_shows_no_progress_bar(library: Path) -> None:
    _, shown = on_terminal("index")
    assert shown == "3 added, 0 updated, 0 removed, 0 unreadable\n"


def test_a_long_refresh_shows_a_progress_bar_that_goes_away(library: Path) -> None:
    _, shown = on_terminal("index", program=with_patience(-1))
    assert shown.endswith("3 added, 0 updated, 0 removed, 0 unreadable\n")
    assert "\x1b[?25l" in shown
