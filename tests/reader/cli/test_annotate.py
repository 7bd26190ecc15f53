"""``reader annotate``: saying which words, and what is said when they are not clear."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


def the_annotation(run: Run) -> dict[str, object]:
    [found] = json.loads(run("annotations", "--json").stdout)
    assert isinstance(found, dict)
    return found


def test_the_id_is_the_data_and_the_rest_is_talk(run: Run, library: Path) -> None:
    result = run(
        "annotate", "harbour", "--exact", "since 1974", "--tag", "time/long", "--note", "!"
    )
    assert result.returncode == 0
    assert "since 1974" in result.stderr
    found = the_annotation(run)
    assert found["id"] == result.stdout.strip()
    assert (found["exact"], found["tags"], found["note"]) == ("since 1974", ["time/long"], "!")


@pytest.mark.parametrize(
    "words",
    [
        "“It closes every spring,” said",
        '"It closes every spring," said',
        "it closes EVERY spring",
        "  closes   every\nspring ",
        "the pilots open it again",
    ],
)
def test_quotation_marks_case_and_line_ends_need_not_be_typed_as_they_stand(
    run: Run, library: Path, words: str
) -> None:
    assert run("annotate", "harbour.txt", "--exact", words).returncode == 0
    found = the_annotation(run)
    text = (library / "harbour.txt").read_text(encoding="utf-8")
    assert found["exact"] == text[int(str(found["start"])) : int(str(found["end"]))]


def test_words_that_stand_often_are_listed_and_chosen_by_number(run: Run, library: Path) -> None:
    refused = run("annotate", "harbour.txt", "--exact", "pilots")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "stands 3 times" in refused.stderr
    assert "\n  3  " in refused.stderr
    assert run("annotate", "harbour.txt", "--exact", "pilots", "--nth", "3").returncode == 0
    text = (library / "harbour.txt").read_text(encoding="utf-8")
    assert the_annotation(run)["start"] == text.rindex("pilots")
    assert "only 3 times" in run("annotate", "harbour", "--exact", "pilots", "--nth", "4").stderr


def test_lines_are_counted_from_one_and_both_ends_belong(run: Run, library: Path) -> None:
    assert run("annotate", "harbour.txt", "--lines", "4-5").returncode == 0
    lines = (library / "harbour.txt").read_text(encoding="utf-8").split("\n")
    assert the_annotation(run)["exact"] == "\n".join(lines[3:5])


def test_offsets_are_code_points_with_the_end_exclusive(run: Run, library: Path) -> None:
    text = (library / "harbour.txt").read_text(encoding="utf-8")
    start = text.index("“It closes")
    assert run("annotate", "harbour.txt", "--at", f"{start}-{start + 10}").returncode == 0
    assert the_annotation(run)["exact"] == "“It closes"


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--exact", "zeppelin"], "does not stand in harbour.txt"),
        (["--exact", ""], "does not stand in harbour.txt"),
        (["--lines", "0"], "has the lines 1 to 8"),
        (["--lines", "9"], "has the lines 1 to 8"),
        (["--lines", "5-4"], "has the lines 1 to 8"),
        (["--lines", "three"], "takes a range such as 3-5"),
        (["--lines", "2"], "Select some words first"),
        (["--at", "5"], "has the offsets 0-"),
        (["--at", "9-5"], "has the offsets 0-"),
        (["--at", "5-99999999"], "has the offsets 0-"),
        (["--at", "-5-9"], "takes a range such as 3-5"),
        (["--exact", "since", "--lines", "3"], "Say the place once"),
        (["--nth", "2", "--note", "x"], "--nth counts occurrences of --exact"),
        ([], "Say what to annotate"),
        (["--tag", " / "], "is empty"),
    ],
)
def test_a_place_that_is_not_clear_changes_nothing(
    run: Run, library: Path, arguments: list[str], remedy: str
) -> None:
    result = run("annotate", "harbour.txt", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert remedy in result.stderr
    assert not list(library.rglob("*.yaml"))


def test_without_a_place_the_whole_article_is_meant(run: Run, library: Path) -> None:
    result = run("annotate", "harbour.txt", "--tag", "ports", "--note", "Read twice.")
    assert (result.returncode, result.stdout) == (0, "")
    run("annotate", "harbour.txt", "--tag", "to read")
    found = the_annotation(run)
    assert (found["kind"], found["id"], found["start"]) == ("article", None, None)
    assert (found["tags"], found["note"]) == (["ports", "to read"], "Read twice.")
    assert run("annotations").stdout == "harbour.txt\t\t\t\tports, to read\t\tRead twice.\n"


def test_what_is_annotated_is_found_by_a_search(run: Run, library: Path) -> None:
    run("annotate", "harbour.txt", "--exact", "Ingrid Vold", "--tag", "people/staff")
    assert run("search", "-l", "tag:people/*").stdout == "harbour.txt\n"
    assert run("search", "-l", "has:annotations").stdout == "harbour.txt\n"
