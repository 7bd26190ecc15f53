"""``reader search --queries FILE``: a query a line, asked in turn; and ``--jsonl``."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.front_door import PROGRAM
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "queries"
    file.write_text("# What I follow.\n\nkettle\n  harbour -kettle \nzeppelin\n", encoding="utf-8")
    return file


def test_each_record_says_first_which_query_it_is_about(
    run: Run, library: Path, file: Path
) -> None:
    result = run("search", "--queries", str(file), "-l")
    assert result.returncode == 0
    assert result.stdout == "kettle\tnotes/kettle.md\nharbour -kettle\tharbour.txt\n"
    assert result.stderr == "Nothing found for zeppelin.\n"
    records = run("search", "--queries", str(file)).stdout.splitlines()
    assert [record.split("\t")[:2] for record in records] == [
        ["kettle", "notes/kettle.md"],
        ["harbour -kettle", "harbour.txt"],
    ]
    counts = run("search", "--queries", str(file), "-c").stdout
    assert counts.splitlines()[1].startswith("harbour -kettle\tharbour.txt\t")
    nul = run("search", "--queries", str(file), "-0").stdout
    assert nul == result.stdout.replace("\n", "\0")


def test_json_is_one_array_with_an_object_for_each_query(
    run: Run, library: Path, file: Path
) -> None:
    answers = json.loads(run("search", "--queries", str(file), "--json", "-n", "1").stdout)
    assert [(one["query"], one["total"], len(one["hits"])) for one in answers] == [
        ("kettle", 1, 1),
        ("harbour -kettle", 1, 1),
        ("zeppelin", 0, 0),
    ]
    assert answers[0]["hits"] == json.loads(run("search", "--json", "kettle").stdout)


def test_json_lines_are_the_hits_of_json_one_a_line(run: Run, library: Path, file: Path) -> None:
    hits = json.loads(run("search", "--json", "harbour").stdout)
    lines = run("search", "--jsonl", "harbour").stdout.splitlines()
    assert [json.loads(line) for line in lines] == hits
    lines = run("search", "--jsonl", "--queries", str(file)).stdout.splitlines()
    assert [json.loads(line)["query"] for line in lines] == ["kettle", "harbour -kettle"]


def test_a_wrong_line_costs_only_itself_and_is_told_with_its_place(
    run: Run, library: Path, file: Path
) -> None:
    file.write_text("kettle\n\nharbour (\nzzz:x\npilots\n", encoding="utf-8")
    result = run("search", "-l", "--queries", str(file))
    assert result.returncode == 3
    assert result.stdout == "kettle\tnotes/kettle.md\npilots\tharbour.txt\n"
    assert f"reader: {file}:3: " in result.stderr
    assert "\n  harbour (\n          ^\n" in result.stderr
    assert f"reader: {file}:4: There is no field 'zzz'." in result.stderr
    assert len(json.loads(run("search", "--json", "--queries", str(file)).stdout)) == 2


def test_the_status_is_one_when_no_query_finds_anything(
    run: Run, library: Path, file: Path
) -> None:
    for content, shown in (("zeppelin\nwalrus\n", 2), ("# nothing\n", 0), ("", 0)):
        file.write_text(content)
        result = run("search", "--queries", str(file), "--json")
        assert result.returncode == 1
        assert len(json.loads(result.stdout)) == shown


def test_saved_searches_and_strange_bytes_are_lines_like_others(
    run: Run, library: Path, file: Path
) -> None:
    run("searches", "save", "ports", "quay")
    file.write_bytes(b"\xef\xbb\xbf@ports\r\n\xff\xfe\r\nk\x1b[31m\tx\r\n")
    result = run("search", "-l", "--queries", str(file))
    assert result.stdout == "@ports\tnotes/kestrel.txt\n"
    assert "\x1b" not in result.stderr


def test_queries_may_come_from_standard_input(library: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "search", "--queries", "-", "-l"],
        input="kettle\n(\n",
        check=False,
        capture_output=True,
        text=True,
        timeout=LONG,
    )
    assert (done.returncode, done.stdout) == (3, "kettle\tnotes/kettle.md\n")
    assert "reader: standard input:2: " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--queries", "nowhere"], "nowhere"),
        (["--queries", "notes"], "notes"),
        (["--queries", "harbour.txt", "kettle"], "Say either a query or --queries FILE."),
        (["--queries", "harbour.txt", "--explain"], "--explain goes with a query"),
        (["--jsonl", "--json", "kettle"], "Say one of"),
        ([], "Missing argument 'QUERY...'"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(
    run: Run, library: Path, arguments: list[str], told: str
) -> None:
    result = run("search", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
