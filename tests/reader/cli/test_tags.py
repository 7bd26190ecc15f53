"""``reader tags``: the codebook from the shell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def tagged(run: Run, library: Path) -> None:
    run("annotate", "harbour.txt", "--tag", "ports/north", "--note", "A favourite.")
    run("annotate", "kestrel", "--exact", "A kestrel", "--tag", "birds", "--tag", "ports")


def tags(run: Run) -> dict[str, int]:
    listed = json.loads(run("tags", "--json").stdout or "[]")
    return {record["tag"]: record["articles"] for record in listed}


def test_tags_in_use_and_in_the_codebook_are_listed(run: Run, library: Path) -> None:
    run("tags", "add", "strike", "--colour", "red", "--description", "Work\nstops.", "--alias", "s")
    result = run("tags")
    assert result.stdout == (
        "birds\t1\t\t\t\nports\t1\t\t\t\nports/north\t1\t\t\t\nstrike\t0\tred\ts\tWork stops.\n"
    )
    assert '"strike":\n    colour: "red"' in (library / "tags.yaml").read_text()
    (strike,) = (r for r in json.loads(run("tags", "--json").stdout) if r["tag"] == "strike")
    assert strike == {
        "tag": "strike", "articles": 0, "colour": "red", "rgb": "#d1453b", "in_codebook": True,
        "description": "Work\nstops.", "aliases": ["s"],
    }  # fmt: skip


def test_a_library_without_tags_has_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("tags", "-L", str(tmp_path / "empty"))
    assert (result.returncode, result.stdout) == (1, "")


def test_renaming_takes_what_is_below_along_and_is_taken_back(run: Run) -> None:
    shown = run("tags", "rename", "ports", "harbours", "--dry-run")
    assert shown.stdout == "harbour.txt\nnotes/kestrel.txt\n"
    assert "Would rename the tag ports to harbours: 2 sidecars" in shown.stderr
    assert "harbours" not in tags(run)
    assert run("tags", "rename", "ports", "harbours").returncode == 0
    assert tags(run) == {"birds": 1, "harbours": 1, "harbours/north": 1}
    undone = run("annotations", "undo")
    assert undone.stderr == "Undid: rename the tag ports to harbours.\n"
    assert tags(run) == {"birds": 1, "ports": 1, "ports/north": 1}
    assert run("annotations", "redo").returncode == 0
    assert "harbours" in tags(run)


def test_merging_moving_and_removing(run: Run) -> None:
    run("tags", "add", "sea")
    assert run("tags", "merge", "ports/north", "birds", "--into", "sea").returncode == 0
    assert tags(run) == {"ports": 1, "sea": 2}
    assert run("tags", "move", "ports", "--under", "sea").returncode == 0
    assert tags(run) == {"sea": 2, "sea/ports": 1}
    assert run("tags", "move", "sea/ports", "--under", "").returncode == 0
    assert run("tags", "remove", "ports", "--from-annotations").returncode == 0
    assert tags(run) == {"sea": 2}
    for _ in range(4):
        run("annotations", "undo")
    assert tags(run) == {"birds": 1, "ports": 1, "ports/north": 1, "sea": 0}


def test_other_names_of_a_tag_are_understood(run: Run) -> None:
    run("tags", "alias", "ports", "harbours", "Häfen")
    run("annotate", "kettle", "--tag", "häfen/south", "--note", "x")
    run("tags", "describe", "Häfen", "Where ships rest.")
    run("tags", "colour", "harbours", "#00aaFF")
    listed = {r["tag"]: r for r in json.loads(run("tags", "--json").stdout)}
    assert listed["ports"]["description"] == "Where ships rest."
    assert listed["ports/south"]["rgb"] == "#00aaff"
    found = json.loads(run("annotations", "--tag", "harbours", "--json").stdout)
    assert len(found) == 3
    assert run("tags", "alias", "ports", "harbours", "--remove").returncode == 0
    run("annotate", "kettle", "--tag", "harbours", "--note", "x")
    assert "harbours" in tags(run)


def test_a_tag_that_is_nearly_another_is_doubted(run: Run) -> None:
    result = run("annotate", "kettle", "--tag", "Bird", "--note", "x")
    assert "“Bird” is a new tag; there is “birds” already." in result.stderr
    assert "new tag" not in run("annotate", "kettle", "--tag", "steam", "--note", "x").stderr


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (["rename", "nothing", "x"], "nothing"),
        (["rename", "ports", "birds"], "birds"),
        (["merge", "ports", "--into", "ports/north"], "ports"),
        (["move", "ports", "--under", "ports/north"], "ports"),
        (["colour", "ports", "nice"], "red, orange"),
        (["add", " / "], "empty"),
        (["alias", "ports", "birds"], "birds"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    run: Run, library: Path, command: list[str], complaint: str
) -> None:
    before = {file: file.read_bytes() for file in library.rglob("*.yaml")}
    result = run("tags", *command)
    assert result.returncode == 2
    assert complaint in result.stderr
    assert {file: file.read_bytes() for file in library.rglob("*.yaml")} == before


def test_a_codebook_that_cannot_be_read_is_told_and_never_written(run: Run, library: Path) -> None:
    book = library / "tags.yaml"
    book.write_text("version: 1\ntags: [\n")
    for command in (["tags"], ["tags", "add", "x"], ["tags", "rename", "ports", "x"]):
        result = run(*command)
        assert result.returncode == 2
        assert "tags.yaml, line" in result.stderr
    assert "tags.yaml" in run("check").stdout
    assert run("annotate", "kettle", "--tag", "ports", "--note", "x").returncode == 0
    assert book.read_text() == "version: 1\ntags: [\n"
