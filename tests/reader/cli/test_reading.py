"""``reader list``, ``show``, ``check`` and ``index``: what there is, and what is wrong with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_list_in_a_pipe_has_eight_fields_a_line(run: Run, library: Path) -> None:
    run("annotate", "kettle", "--exact", "promise", "--tag", "b", "--tag", "a")
    result = run("list")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[0] for row in rows] == ["harbour.txt", "notes/kestrel.txt", "notes/kettle.md"]
    assert all(len(row) == 8 for row in rows)
    assert rows[2][1:3] == ["2024-05-06", "On Kettles"]
    assert rows[2][6:] == ["1", "b, a"]


def test_a_list_can_be_ordered_bounded_and_had_as_paths_or_json(run: Run, library: Path) -> None:
    assert run("list", "-l", "--sort", "date", "-n", "1").stdout == "notes/kettle.md\n"
    entries = json.loads(run("list", "--json", "--sort", "title").stdout)
    titles = [entry["title"] for entry in entries]
    assert titles == sorted(titles, key=str.casefold)
    assert run("list", "-l", "--json").returncode == 2


def test_an_empty_library_is_the_status_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("list", "-L", str(tmp_path / "empty"))
    assert (result.returncode, result.stdout) == (1, "")
    assert "There are no articles" in result.stderr
    assert run("list", "--json", "-L", str(tmp_path / "empty")).stdout == "[]\n"


def test_an_article_in_a_pipe_is_its_bare_text_one_paragraph_a_line(
    run: Run, library: Path
) -> None:
    result = run("show", "harbour.txt")
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert lines[0] == "The Harbour That Would Not Close"
    assert len([line for line in lines if line]) == 3
    assert "“It closes every spring,” said" in result.stdout


def test_an_article_as_json_has_its_marks_at_their_offsets(run: Run, library: Path) -> None:
    run("annotate", "harbour.txt", "--exact", "since 1974", "--tag", "time")
    [shown] = json.loads(run("show", "--json", "harbour").stdout)
    text = shown["text"]
    quoted = [m for m in shown["marks"] if m["kind"] == "quotation"]
    assert any(text[m["start"] : m["end"]].startswith("“It closes every") for m in quoted)
    [annotation] = shown["annotations"]
    assert text[annotation["start"] : annotation["end"]] == "since 1974"
    assert all(0 <= b["start"] <= b["end"] <= len(text) for b in shown["blocks"])


def test_colour_is_forced_refused_or_left_to_the_terminal(run: Run, library: Path) -> None:
    assert "\x1b[" not in run("show", "harbour").stdout
    assert "\x1b[" in run("--color", "always", "show", "harbour").stdout
    assert "\x1b[" not in run("--color", "always", "show", "--json", "harbour").stdout


def test_the_environment_decides_on_colour_when_the_command_line_does_not(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert "\x1b[" in run("show", "harbour").stdout
    assert "\x1b[" not in run("--color", "never", "show", "harbour").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("show", "harbour").stdout
    assert "\x1b[" in run("--color", "always", "show", "harbour").stdout


def test_an_unreadable_file_is_told_and_costs_only_itself(run: Run, library: Path) -> None:
    (library / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
    indexed = run("index")
    assert (indexed.returncode, indexed.stdout) == (3, "")
    assert "broken.txt: " in indexed.stderr
    assert "3 added" in indexed.stderr or "4 added" in indexed.stderr
    checked = run("check")
    assert checked.returncode == 3
    assert checked.stdout.startswith("broken.txt\t")
    [problem] = json.loads(run("check", "--json").stdout)
    assert problem["path"] == "broken.txt"
    assert run("show", "broken.txt").returncode == 2
    assert run("search", "-l", "kettle").stdout == "notes/kettle.md\n"


def test_a_name_with_control_characters_is_told_harmlessly(run: Run, library: Path) -> None:
    (library / "bad\x1b[31m\nname.txt").write_text("A text with words in it.\n")
    for _ in range(2):
        checked = run("check")
        assert checked.returncode == 3
        assert len(checked.stdout.splitlines()) == 1
        assert "rename it" in checked.stdout
        assert "\x1b" not in checked.stdout
    assert len(run("list", "-l").stdout.splitlines()) == 3


def test_a_sound_library_has_nothing_wrong(run: Run, library: Path) -> None:
    result = run("check")
    assert (result.returncode, result.stdout) == (0, "")
    assert run("check", "--json").stdout == "[]\n"


def test_an_index_says_what_changed(run: Run, library: Path) -> None:
    assert "3 added, 0 updated, 0 removed" in run("index").stderr
    assert "0 added, 0 updated, 0 removed" in run("index").stderr
    (library / "harbour.txt").unlink()
    assert "0 added, 0 updated, 1 removed" in run("index", str(library)).stderr
    rebuilt = run("index", "--rebuild")
    assert rebuilt.returncode == 0
    assert "2 added" in rebuilt.stderr
