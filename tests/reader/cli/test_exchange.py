"""``reader export`` and ``reader import``: annotations that leave, and that come back."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

LOSSLESS = [("yaml", ".yaml"), ("json", ".json")]


@pytest.fixture
def told(run: Run, library: Path) -> list[dict[str, object]]:
    """What is said in the library, as it is listed."""
    run("annotate", "harbour.txt", "--tag", "ports", "--note", "A favourite.")
    run(
        "annotate", "harbour.txt", "--exact", "since 1974", "--tag", "time", "--note", "=1+1\nLong!"
    )
    run("annotate", "kestrel", "--exact", "east quay on Monday", "--tag", "birds/prey")
    return listing(run)


def listing(run: Run, *options: str) -> list[dict[str, object]]:
    held: list[dict[str, object]] = json.loads(
        run("annotations", "--json", *options).stdout or "[]"
    )
    return held


def forget(library: Path) -> None:
    for file in library.rglob("*.annotations.yaml"):
        file.unlink()


@pytest.mark.parametrize(("kind", "ending"), LOSSLESS)
def test_what_was_exported_is_imported_as_it_was(
    run: Run, library: Path, tmp_path: Path, told: list[dict[str, object]], kind: str, ending: str
) -> None:
    file = tmp_path / f"all{ending}"
    assert run("export", "-o", str(file)).returncode == 0
    forget(library)
    assert listing(run) == []
    dry = run("import", str(file), "--dry-run")
    assert "Would take in 2 annotations on 2 articles" in dry.stderr
    assert listing(run) == []
    done = run("import", str(file))
    assert (done.returncode, done.stdout) == (0, "harbour.txt\nnotes/kestrel.txt\n")
    assert listing(run) == told
    before = {f: f.read_bytes() for f in library.rglob("*.annotations.yaml")}
    assert "Took in 0 annotations" in run("import", str(file)).stderr
    assert {f: f.read_bytes() for f in library.rglob("*.annotations.yaml")} == before
    run("annotations", "undo")
    assert listing(run) == []


def test_web_annotations_come_back_with_their_words_tags_and_notes(
    run: Run, library: Path, tmp_path: Path, told: list[dict[str, object]]
) -> None:
    file = tmp_path / "all.jsonld"
    run("export", "-o", str(file))
    for one in json.loads(file.read_text()):
        assert "http://www.w3.org/ns/anno.jsonld" in one["@context"]
    forget(library)
    assert run("import", str(file)).returncode == 0
    keys = ("article", "start", "end", "exact", "tags", "note", "creator")
    assert [{k: one[k] for k in keys} for one in listing(run)] == [
        {k: one[k] for k in keys} for one in told
    ]


def test_annotations_find_their_articles_in_another_library_and_their_words_in_other_texts(
    run: Run, library: Path, tmp_path: Path, told: list[dict[str, object]]
) -> None:
    file = tmp_path / "all.yaml"
    run("export", "-o", str(file))
    other = tmp_path / "other"
    (other / "deep").mkdir(parents=True)
    shutil.copy(library / "harbour.txt", other / "deep" / "renamed.txt")
    text = (library / "notes" / "kestrel.txt").read_text()
    (other / "deep" / "kestrel.txt").write_text("A line that is new here.\n\n" + text)
    assert run("import", str(file), "-L", str(other)).returncode == 0
    there = listing(run, "-L", str(other))
    assert {one["article"] for one in there} == {"deep/renamed.txt", "deep/kestrel.txt"}
    assert [one["exact"] for one in there if one["orphan"]] == []
    (bird,) = (one for one in there if one["tags"] == ["birds/prey"])
    start = (other / "deep" / "kestrel.txt").read_text().index("east quay on Monday")
    assert bird["start"] == start


def test_what_has_no_article_or_no_place_is_counted_and_told(
    run: Run, library: Path, tmp_path: Path, told: list[dict[str, object]]
) -> None:
    file = tmp_path / "all.yaml"
    run("export", "-o", str(file))
    forget(library)
    (library / "harbour.txt").write_text("Everything is different here, and shorter.\n")
    (library / "notes" / "kestrel.txt").unlink()
    done = run("import", str(file))
    assert done.returncode == 3
    assert "notes/kestrel.txt (1 annotation) is not in this library" in done.stderr
    assert "Took in 1 annotation on 1 article, changed 1, 1 of them without a place." in done.stderr
    assert [one["orphan"] for one in listing(run)] == [False, True]
    done = run("import", str(file), "--article", "kettle")
    assert done.returncode == 0
    assert "2 of them without a place" in done.stderr


HYPOTHESIS = {
    "rows": [
        {
            "id": "Zx1",
            "created": "2024-05-06T07:08:09.123456+02:00",
            "updated": "2024-05-06T07:08:09.123456+02:00",
            "user": "acct:ann@hypothes.is",
            "uri": "https://www.example.org/harbour/",
            "text": "Since when?",
            "tags": ["time"],
            "document": {"title": ["The Harbour That Would Not Close"]},
            "target": [
                {
                    "source": "https://www.example.org/harbour/",
                    "selector": [
                        {"type": "RangeSelector", "startContainer": "/p[1]"},
                        {"type": "TextPositionSelector", "start": 9, "end": 19},
                        {
                            "type": "TextQuoteSelector",
                            "exact": "since 1974",
                            "prefix": "at Ostrand has been closing ",
                            "suffix": ". “It closes",
                        },
                    ],
                }
            ],
        },
        {
            "id": "Zx2",
            "uri": "https://elsewhere.example/",
            "text": "Lost",
            "tags": [],
            "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "nowhere"}]}],
        },
    ],
    "total": 2,
}


def test_what_hypothesis_exports_is_taken_in(run: Run, library: Path, tmp_path: Path) -> None:
    file = tmp_path / "hypothesis.json"
    file.write_text(json.dumps(HYPOTHESIS))
    done = run("import", str(file))
    assert done.returncode == 3
    assert "https://elsewhere.example/ (1 annotation) is not in this library" in done.stderr
    (one,) = listing(run)
    assert one["article"] == "harbour.txt"
    assert one["exact"] == "since 1974"
    assert (one["creator"], one["tags"], one["note"]) == ("ann", ["time"], "Since when?")
    assert one["created"] == "2024-05-06T05:08:09Z"
    assert not one["orphan"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "cannot be read"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"{", "JSON"),
        (b'{"a": 1}', "no annotations in a format known here"),
        (b"version: 9\n...\n", "version 9"),
        (b"[" * 100_000, "deep"),
    ],
)
def test_what_is_no_import_is_a_sentence(
    run: Run, library: Path, tmp_path: Path, content: bytes, complaint: str
) -> None:
    file = tmp_path / "some.file"
    file.write_bytes(content)
    done = run("import", str(file))
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "should not have" not in done.stderr
    assert list(library.rglob("*.annotations.yaml")) == []


def test_a_spreadsheet_gets_one_row_an_annotation(run: Run, told: list[dict[str, object]]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "-f", "csv").stdout)))
    assert [row["quotation"] for row in rows] == ["", "since 1974", "east quay on Monday"]
    assert rows[1]["note"].startswith("'=1+1")
    assert run("export", "-f", "csv", "--bom").stdout.startswith("\ufeff")


def test_a_markdown_document_is_by_article_or_by_tag(
    run: Run, told: list[dict[str, object]]
) -> None:
    html = MarkdownIt().render(run("export", "-f", "markdown").stdout)
    assert "<h2>The Harbour That Would Not Close</h2>" in html
    assert "since 1974" in html
    html = MarkdownIt().render(run("export", "-f", "markdown", "--by", "tag").stdout)
    assert "birds</h2>" in html
    assert "prey</h3>" in html


def test_a_project_for_qualitative_analysis(
    run: Run, tmp_path: Path, told: list[dict[str, object]]
) -> None:
    file = tmp_path / "all.qdpx"
    run("tags", "add", "time", "--colour", "#123456")
    assert run("export", "-o", str(file)).returncode == 0
    with zipfile.ZipFile(file) as archive:
        project = archive.read("project.qde").decode()
        names = archive.namelist()
    assert 'name="time"' in project
    assert 'color="#123456"' in project
    assert len([name for name in names if name.startswith("sources/")]) == 2
    again = tmp_path / "again.qdpx"
    run("export", "-o", str(again))
    assert file.read_bytes() == again.read_bytes()


def test_every_format_takes_the_filters(run: Run, told: list[dict[str, object]]) -> None:
    for kind in ("yaml", "json", "markdown", "csv", "jsonld"):
        text = run("export", "-f", kind, "--query", "kestrel", "--tag", "birds").stdout
        assert "east quay on Monday" in text, kind
        assert "since 1974" not in text, kind
        empty = run("export", "-f", kind, "--tag", "nothing")
        assert empty.returncode == 1
