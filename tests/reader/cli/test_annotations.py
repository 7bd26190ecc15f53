"""``reader annotations`` and ``reader export``: what was said, selected, changed, taken along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotations.export.yaml import import_yaml

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def ids(run: Run, library: Path) -> list[str]:
    """Three annotations on two articles, in the order of the listing."""

    def annotate(article: str, *options: str) -> str:
        return run("annotate", article, *options).stdout.strip()

    run("annotate", "harbour.txt", "--tag", "ports", "--note", "A favourite.")
    return [
        annotate("harbour.txt", "--exact", "since 1974", "--tag", "time/long", "--note", "Long!"),
        annotate("harbour.txt", "--exact", "Ingrid Vold", "--tag", "people", "--tag", "ports"),
        annotate("kestrel", "--exact", "east quay on Monday", "--note", "one\ntwo\tthree"),
    ]


def listed(run: Run, *options: str) -> list[str | None]:
    return [record["id"] for record in json.loads(run("annotations", "--json", *options).stdout)]


def test_in_a_pipe_each_annotation_is_one_line(run: Run, ids: list[str]) -> None:
    result = run("annotations")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert [row[1] for row in rows] == ["", *ids]
    assert all(len(row) == 7 for row in rows)
    assert rows[-1][5:] == ["east quay on Monday", "one two three"]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ([], [None, 0, 1, 2]),
        (["--tag", "time"], [0]),
        (["--tag", "ports"], [None, 1]),
        (["--tag", "time", "--tag", "people"], [0, 1]),
        (["--text", "LONG!"], [0]),
        (["--text", "favour"], [None]),
        (["--text", "monday"], [2]),
        (["--article", "kestrel"], [2]),
        (["--kind", "article"], [None]),
        (["--kind", "highlight", "--tag", "ports"], [1]),
        (["--query", "quay"], [2]),
        (["--query", "nothing-like-it"], []),
        (["--date", "2020.."], [0, 1, 2]),
        (["--date", "..2020"], []),
        (["--creator", "nobody at all"], []),
        (["--orphans"], []),
    ],
)
def test_filters_admit_what_they_say(
    run: Run, ids: list[str], options: list[str], wanted: list[int | None]
) -> None:
    expected = [None if number is None else ids[number] for number in wanted]
    for verb in ([], ["list"]):
        result = run("annotations", *verb, *options, "--json")
        assert [record["id"] for record in json.loads(result.stdout)] == expected
        assert result.returncode == (0 if wanted else 1)


def test_nothing_said_is_an_empty_array_and_the_status_one(run: Run, library: Path) -> None:
    assert (run("annotations").returncode, run("annotations").stdout) == (1, "")
    assert run("annotations", "--json").stdout == "[]\n"


def test_words_that_were_rewritten_leave_an_orphan(run: Run, ids: list[str], library: Path) -> None:
    kestrel = library / "notes" / "kestrel.txt"
    kestrel.write_text("Nothing of the kind.\n\nWhat there was is gone.\n", encoding="utf-8")
    assert listed(run, "--orphans") == [ids[2]]
    result = run("check")
    assert result.returncode == 3
    assert result.stdout.startswith("notes/kestrel.txt\tthe place of 1 annotation is lost; ")


def test_an_id_may_be_shortened_while_it_is_clear(run: Run, ids: list[str]) -> None:
    result = run("annotations", "show", ids[0][:9])
    assert result.returncode == 0
    assert result.stdout.split("\t")[1] == ids[0]
    [shown] = json.loads(run("annotations", "show", "--json", ids[0]).stdout)
    assert shown["id"] == ids[0]


@pytest.mark.parametrize("verb", ["show", "delete", "edit"])
@pytest.mark.parametrize("identifier", ["0nothing", ""])
def test_an_unknown_id_is_a_mistake(run: Run, ids: list[str], verb: str, identifier: str) -> None:
    options = ["--note", "x"] if verb == "edit" else []
    result = run("annotations", verb, identifier, *options)
    assert (result.returncode, result.stdout) == (2, "")
    said = "Say of what" if verb == "edit" and not identifier else "There is no annotation"
    assert said in result.stderr


def test_tags_and_notes_are_edited_in_place(run: Run, ids: list[str]) -> None:
    def shown() -> tuple[list[str], str]:
        [record] = json.loads(run("annotations", "show", "--json", ids[0]).stdout)
        return record["tags"], record["note"]

    assert run("annotations", "edit", ids[0], "--tag", "new").returncode == 0
    assert shown() == (["time/long", "new"], "Long!")
    assert run("annotations", "edit", ids[0], "--untag", "time / long").returncode == 0
    assert shown() == (["new"], "Long!")
    assert run("annotations", "edit", ids[0], "--note", "").returncode == 0
    assert shown() == (["new"], "")


def test_an_edit_that_cannot_be_meant_changes_nothing(run: Run, ids: list[str]) -> None:
    before = run("annotations", "--json").stdout
    assert "Say what to change" in run("annotations", "edit", ids[0]).stderr
    assert "has no tag “x”" in run("annotations", "edit", ids[0], "--untag", "x").stderr
    assert "is empty" in run("annotations", "edit", ids[0], "--tag", "").stderr
    assert run("annotations", "--json").stdout == before


def test_a_dry_run_only_says_what_would_go(run: Run, ids: list[str]) -> None:
    result = run("annotations", "delete", ids[1], "--dry-run")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.startswith("Would delete")
    assert "Ingrid Vold" in result.stderr
    assert ids[1] in listed(run)
    assert run("annotations", "delete", ids[1]).returncode == 0
    assert listed(run) == [None, ids[0], ids[2]]


def test_an_export_holds_all_that_was_said(run: Run, ids: list[str]) -> None:
    result = run("export")
    held = import_yaml(result.stdout)
    assert result.returncode == 0
    assert list(held) == ["harbour.txt", "notes/kestrel.txt"]
    assert held["harbour.txt"].article.note == "A favourite."
    assert [*held["harbour.txt"].annotations, *held["notes/kestrel.txt"].annotations] == (
        sorted(ids[:2]) + ids[2:]
    )
    assert result.stderr == "3 annotations on 2 articles.\n"
    assert run("export", "-o", "-").stdout == result.stdout


def test_an_export_holds_only_what_the_filters_admit(run: Run, ids: list[str]) -> None:
    held = import_yaml(run("export", "--tag", "time").stdout)
    assert list(held["harbour.txt"].annotations) == [ids[0]]
    assert held["harbour.txt"].article.note == ""
    held = import_yaml(run("export", "--article", "harbour").stdout)
    assert held["harbour.txt"].article.note == "A favourite."
    assert len(held["harbour.txt"].annotations) == 2
    nothing = run("export", "--tag", "nowhere")
    assert (nothing.returncode, import_yaml(nothing.stdout)) == (1, {})


def test_an_export_replaces_a_file_only_by_force(run: Run, ids: list[str], tmp_path: Path) -> None:
    file = tmp_path / "out.yaml"
    file.write_text("mine")
    file.chmod(0o640)
    refused = run("export", "-o", str(file))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert file.read_text() == "mine"
    assert run("export", "-o", str(file), "--force").returncode == 0
    assert file.read_text(encoding="utf-8") == run("export").stdout
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_an_export_to_a_folder_that_is_not_there_names_it(run: Run, ids: list[str]) -> None:
    result = run("export", "-o", "nowhere/out.yaml")
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1].startswith("reader: nowhere/out.yaml: No such file")


def test_a_damaged_sidecar_is_told_with_its_line_and_the_others_are_there(
    run: Run, ids: list[str], library: Path
) -> None:
    sidecar = library / "harbour.txt.annotations.yaml"
    lines = len(sidecar.read_text(encoding="utf-8").splitlines())
    with sidecar.open("a", encoding="utf-8") as file:
        file.write("  - [: broken\n")
    for command in (["annotations"], ["annotations", "--json"], ["export"]):
        result = run(*command)
        assert result.returncode == 3
        assert f"harbour.txt.annotations.yaml, line {lines + 1}: " in result.stderr
        assert "Mend the file by hand" in result.stderr
        assert ids[2] in result.stdout
        assert ids[0] not in result.stdout
    damaged = sidecar.read_bytes()
    for change in (["--tag", "x"], ["--exact", "Ingrid Vold"]):
        assert run("annotate", "harbour.txt", *change).returncode == 2
    assert sidecar.read_bytes() == damaged
    assert run("annotations", "delete", ids[2]).returncode == 0
    assert run("check").returncode == 3
    assert run("show", "harbour.txt").returncode == 3


def test_what_a_stranger_wrote_into_a_sidecar_commands_no_terminal(
    run: Run, ids: list[str], library: Path
) -> None:
    sidecar = library / "harbour.txt.annotations.yaml"
    text = sidecar.read_text(encoding="utf-8")
    harm = r'"\e[31m\x9b5m\u202e\a"'
    for old in ('"since 1974"', '"people"', '"A favourite."'):
        text = text.replace(old, harm)
    assert harm in text
    sidecar.write_text(text, encoding="utf-8")
    for command in (["annotations"], ["annotations", "--json"], ["--color", "never", "list"]):
        shown = run(*command)
        assert not set("\x1b\x9b\u202e\x07").intersection(shown.stdout + shown.stderr)
