"""``reader describe``, pages in hits, and what ``index`` and ``check`` say of strange files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


def fields(run: Run, *arguments: str) -> dict[str, tuple[str, str]]:
    lines = run("describe", *arguments).stdout.splitlines()
    split = [line.split("\t") for line in lines]
    return {name: (value, origin) for name, value, origin in split}


def test_what_is_known_says_where_it_comes_from(run: Run, library: Path) -> None:
    known = fields(run, "kettle")
    assert known["title"] == ("On Kettles", "file")
    assert known["date"] == ("2024-05-06T00:00:00+00:00", "file")
    assert known["language"] == ("en", "guess")
    assert known["source"] == ("", "")


def test_what_the_reader_states_is_kept_found_and_taken_back(run: Run, library: Path) -> None:
    known = fields(
        run, "kettle", "--title", "Kettles, again", "--author", "Ann Lee", "--author", "Bo Ek",
        "--date", "2020-01-02", "--source", "The Post", "--keyword", "tea", "--language", "de-AT",
    )  # fmt: skip
    assert known["title"] == ("Kettles, again", "you")
    assert known["authors"] == ("Ann Lee, Bo Ek", "you")
    assert run("search", "-l", "author:lee", "date:2020").stdout == "notes/kettle.md\n"
    assert not run("search", "-l", "title:on").stdout
    assert fields(run, "kettle", "--forget", "title")["title"] == ("On Kettles", "file")
    assert run("annotations", "undo").returncode == 0
    assert fields(run, "kettle")["title"] == ("Kettles, again", "you")
    [shown] = json.loads(run("describe", "kettle", "--json").stdout)
    assert (shown["path"], shown["keywords"]) == ("notes/kettle.md", ["tea"])
    assert (library / "notes" / "kettle.md").read_text().startswith("---\ntitle: On Kettles")


@pytest.mark.parametrize(
    ("option", "value"), [("--date", "yesterday"), ("--language", "Englisch"), ("--forget", "x")]
)
def test_what_cannot_be_meant_is_refused(run: Run, library: Path, option: str, value: str) -> None:
    result = run("describe", "kettle", option, value)
    assert result.returncode == 2
    assert value in result.stderr
    assert not list(library.rglob("*.yaml"))


def test_an_empty_value_and_one_that_is_forgotten_are_refused(run: Run, library: Path) -> None:
    for arguments in (["--title", " "], ["--author", ""], ["--title", "x", "--forget", "title"]):
        result = run("describe", "kettle", *arguments)
        assert result.returncode == 2
        assert "--forget" in result.stderr or "not both" in result.stderr
    assert not list(library.rglob("*.yaml"))


def test_values_written_by_hand_under_other_names_are_the_readers(run: Run, library: Path) -> None:
    sidecar = library / "notes" / "kettle.md.annotations.yaml"
    sidecar.write_text("version: 1\narticle:\n  Author: Ann Lee\n...\n")
    assert fields(run, "kettle")["authors"] == ("Ann Lee", "you")
    sidecar.write_text("version: 1\narticle:\n  language: Deutsch\n...\n")
    assert fields(run, "kettle")["language"] == ("en", "guess")
    assert "language: Deutsch" in run("check").stdout


def test_a_file_that_could_not_be_read_is_tried_again_under_other_limits(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "large.txt").write_text("A large albatross.\n" + "\n" * 1_100_000)
    monkeypatch.setenv("READER_SIZE_LIMIT_MB", "1")
    told = run("index").stderr
    assert "above the limit of 1 MB" in told
    assert "3 added, 0 updated, 0 removed, 1 unreadable" in told
    assert "0 unreadable" in run("index").stderr
    monkeypatch.delenv("READER_SIZE_LIMIT_MB")
    assert "1 added, 0 updated, 0 removed, 0 unreadable" in run("index").stderr
    assert run("search", "-l", "albatross").stdout == "large.txt\n"


def test_a_hit_says_its_page(run: Run, library: Path) -> None:
    (library / "paged.txt").write_text("Nothing here.\n\fThe albatross flew.\n\fThe end.\n")
    [hit] = json.loads(run("search", "--json", "albatross").stdout)
    assert [snippet["page"] for snippet in hit["snippets"]] == ["2"]
    [hit] = json.loads(run("search", "--json", "kestrel").stdout)
    assert {snippet["page"] for snippet in hit["snippets"]} == {None}
    run("annotate", "paged", "--exact", "albatross", "--tag", "bird")
    [noted] = json.loads(run("annotations", "--json").stdout)
    assert noted["page"] == "2"
    [shown] = json.loads(run("show", "--json", "paged").stdout)
    assert [page["label"] for page in shown["pages"]] == ["1", "2", "3"]


def test_files_of_other_kinds_are_counted(run: Run, library: Path) -> None:
    for name in ("a.doc", "b.doc", "c.png", "tags.yaml"):
        (library / name).write_text("x: 1\n...\n" if name.endswith("yaml") else "x")
    (library / "page_files").mkdir()
    (library / "page_files" / "teaser.html").write_text("<p>An advertisement.</p>")
    (library / "page.html").write_text("<html><body><p>A page about an auk.</p></body></html>")
    told = run("index").stderr
    assert "4 added" in told
    assert "not supported: 2 .doc, 1 .png." in told
    assert run("search", "-l", "auk").stdout == "page.html\n"
    assert not run("search", "-l", "advertisement").stdout
    refused = run("show", "a.doc")
    assert refused.returncode == 2
    assert "files of the kind .doc are not supported" in refused.stderr


def test_strange_files_are_each_told_with_a_reason(run: Run, library: Path) -> None:
    strange = {
        "broken.pdf": b"%PDF-1.4\nand no more",
        "broken.epub": b"PK\x03\x04 and no more",
        "empty.html": b"",
        "noise.docx": b"noise",
        "old.txt": b"\xd0\xcf\x11\xe0" + b"\0" * 99,
    }
    for name, content in strange.items():
        (library / name).write_bytes(content)
    (library / "nowhere.pdf").symlink_to("gone.pdf")
    (library / "circle.txt").symlink_to("circle.txt")
    assert run("index").returncode == 3
    checked = dict(line.split("\t") for line in run("check").stdout.splitlines())
    assert checked == {
        "broken.pdf": "it is a damaged PDF",
        "broken.epub": "it is a damaged EPUB file",
        "circle.txt": "it is a link that leads back to itself",
        "empty.html": "it is empty",
        "noise.docx": "it is a damaged DOCX file",
        "nowhere.pdf": "it is a link that leads nowhere",
        "old.txt": "it is an old or password-protected Office file, which is not supported; save"
        " it as .docx or .odt, without a password",
    }
    assert run("search", "-l", "kestrel").stdout == "notes/kestrel.txt\n"
