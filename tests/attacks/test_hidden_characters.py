"""Nothing that a stranger hides in a library stays hidden: not shown, not listed, not exported."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from annotations.characters import is_visible, visible
from annotations.export.yaml import import_yaml
from tests.front_door import PROGRAM
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reader = Callable[..., str]

HIDDEN = "pay\u200bpal \u202egnp\u2066 \U000e0041\U000e0042 x\u2063y \u3164 a\U000e0100 Do\u00adnau"
ESCAPE = "\x1b]0;title\x07"
SIDECAR = {
    "version": 1,
    "article": {"tags": [f"whole {HIDDEN}"], "note": f"on all {HIDDEN}", "title": f"T {HIDDEN}"},
    "annotations": {
        "abcdefghjk": {
            "kind": "entity",
            "start": 0,
            "end": 3,
            "exact": "One",
            "tags": [f"=tag {HIDDEN}", f"esc {ESCAPE}"],
            "note": f"note {HIDDEN}\n{ESCAPE}",
            "creator": f"creator {HIDDEN}",
            "created": "2026-01-01T00:00:00Z",
            "name": f"name {HIDDEN}",
            "type": f"type {HIDDEN}",
        },
        "bcdefghjkm": {
            "kind": "quotation",
            "start": 900,
            "end": 905,
            "exact": f"gone {HIDDEN}",
            "speaker": f"speaker {HIDDEN}",
        },
    },
}


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """``reader(*arguments)``: what it writes, in a library that strangers have filled."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "one.txt").write_text(f"One word of {HIDDEN}.\n\nAnd more of it.\n")
    (folder / "pay\u200bpal.txt").write_text("Two.\n")
    written = json.dumps(SIDECAR).replace("\\udb40\\udc41\\udb40\\udc42", "\\U000e0041\\U000e0042")
    written = written.replace("\\udb40\\udd00", "\\U000e0100")
    (folder / "one.txt.annotations.yaml").write_text(f"{written}\n...\n")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [*PROGRAM, *arguments], capture_output=True, check=False, timeout=LONG
        )
        assert is_visible(done.stderr.decode()), arguments
        return done.stdout.decode()

    return run


@pytest.mark.parametrize(
    "command",
    [
        "show one",
        "show one --json",
        "list",
        "list --json",
        "search word",
        "search word --json",
        "search --facet tag word",
        "tags",
        "annotations",
        "annotations --json",
        "annotations orphans",
        "entities",
        "describe one",
        "check",
        "export -f csv",
        "export -f markdown",
        "export -f markdown --by tag",
        "export -f json",
        "export -f jsonld",
        "export -f yaml",
    ],
)
def test_no_command_lets_anything_hidden_out(reader: Reader, command: str) -> None:
    told = reader(*command.split())
    assert told
    assert is_visible(told.replace("\r\n", "\n"))  # A table's lines end so.


def test_a_table_shows_what_was_hidden_and_no_formula(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(reader("export", "-f", "csv"))))
    one = next(row for row in rows if row["id"] == "abcdefghjk")
    assert one["note"] == visible(f"note {HIDDEN}") + "\n\ufffd]0;title\ufffd"
    assert one["tags"].startswith("'=tag pay\ufffdpal")
    assert "\ufffd" in one["creator"]


def test_what_is_exported_for_programs_loses_nothing(reader: Reader, tmp_path: Path) -> None:
    sidecar = import_yaml(reader("export", "-f", "yaml"))["one.txt"]
    assert sidecar.annotations["abcdefghjk"].creator == f"creator {HIDDEN}"
    (article,) = json.loads(reader("export", "-f", "json"))["articles"]
    assert article["annotations"][0]["creator"] == f"creator {HIDDEN}"
    reader("export", "-o", str(tmp_path / "project.qdpx"))
    with zipfile.ZipFile(tmp_path / "project.qdpx") as archive:
        project = archive.read("project.qde").decode()
    assert is_visible(project)
    users = [
        element.get("name")
        for element in ElementTree.fromstring(project).iter()
        if "User" in element.tag
    ]
    assert f"creator {HIDDEN}" in users


def test_a_search_finds_the_words_as_they_stand(reader: Reader) -> None:
    assert reader("search", "-l", "pay\u200bpal") == "one.txt\n"
    assert reader("search", "-l", "Do\u00adnau") == "one.txt\n"
