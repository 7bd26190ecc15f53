"""Acts from the shell: undo, orphans and their places, adopting, moving."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def one(run: Run, library: Path) -> str:
    """An annotation of words that were rewritten since."""
    made = run("annotate", "kestrel", "--exact", "seen above the east quay on Monday")
    file = library / "notes" / "kestrel.txt"
    file.write_text(file.read_text().replace("seen above the east quay on Monday", "somewhere"))
    return made.stdout.strip()


def shown(run: Run, identifier: str) -> dict[str, object]:
    (record,) = json.loads(run("annotations", "show", identifier, "--json").stdout)
    return dict(record)


def test_acts_are_taken_back_by_article(run: Run, library: Path) -> None:
    run("annotate", "harbour.txt", "--tag", "first")
    run("annotate", "kestrel", "--tag", "second")
    result = run("annotations", "undo", "--article", "harbour.txt")
    assert "Undid: annotate the article in harbour.txt" in result.stderr
    assert json.loads(run("tags", "--json").stdout)[0]["tag"] == "second"
    assert run("annotations", "undo", "--article", "harbour.txt").returncode == 1
    assert run("annotations", "redo", "--article", "kestrel").returncode == 1
    assert run("annotations", "redo").returncode == 0
    assert run("annotations", "undo", "--article", "nowhere").returncode == 2


def test_what_is_said_of_a_whole_article_is_changed(run: Run, library: Path) -> None:
    run("annotate", "harbour.txt", "--tag", "first", "--tag", "ports", "--note", "One.")
    edited = run(
        "annotations", "edit", "--article", "harbour", "--untag", "first", "--tag", "sea",
        "--note", "Two.",
    )  # fmt: skip
    assert edited.returncode == 0
    (whole,) = json.loads(run("annotations", "--json").stdout)
    assert (whole["tags"], whole["note"]) == (["ports", "sea"], "Two.")
    assert (
        "has no tag “first”"
        in run("annotations", "edit", "--article", "harbour", "--untag", "first").stderr
    )
    for arguments in (["--tag", "x"], ["--article", "harbour"]):
        assert run("annotations", "edit", *arguments).returncode == 2
    run("annotations", "undo")
    (whole,) = json.loads(run("annotations", "--json").stdout)
    assert (whole["tags"], whole["note"]) == (["first", "ports"], "One.")


def test_one_id_on_two_articles_is_told_apart_by_the_article(run: Run, library: Path) -> None:
    made = run("annotate", "harbour.txt", "--exact", "since 1974").stdout.strip()
    for ending in ("", ".annotations.yaml"):
        (library / f"copy.txt{ending}").write_bytes((library / f"harbour.txt{ending}").read_bytes())
    refused = run("annotations", "delete", made)
    assert refused.returncode == 2
    assert "stands on copy.txt, harbour.txt; say which with --article" in refused.stderr
    assert run("annotations", "edit", made, "--article", "copy.txt", "--note", "x").returncode == 0
    assert run("annotations", "delete", made, "--article", "copy.txt").returncode == 0
    assert shown(run, made)["article"] == "harbour.txt"


def test_an_orphan_is_attached_to_another_place(run: Run, one: str) -> None:
    rows = run("annotations", "orphans").stdout.splitlines()
    assert [row.split("\t")[:2] for row in rows] == [["notes/kestrel.txt", one]]
    assert run("annotations", "attach", one, "--exact", "A kestrel was").returncode == 0
    assert (shown(run, one)["exact"], shown(run, one)["orphan"]) == ("A kestrel was", False)
    assert run("annotations", "orphans").returncode == 1
    run("annotations", "undo")
    assert shown(run, one)["orphan"]


def test_a_suggested_place_is_taken_by_its_number(run: Run, library: Path) -> None:
    words = "has been closing since 1974"
    made = run("annotate", "harbour.txt", "--exact", words).stdout.strip()
    text = (library / "harbour.txt").read_text().replace(words, "ought to shut for good")
    (library / "harbour.txt").write_text(text)
    (record,) = json.loads(run("annotations", "orphans", "--json").stdout)
    (first, *_) = record["suggestions"]
    assert first["text"] == "ought to shut for good"
    attached = run("annotations", "attach", made, "--suggestion", "1")
    assert attached.returncode == 0, attached.stderr
    assert shown(run, made)["start"] == first["start"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ([], "Say where"),
        (["--suggestion", "99"], "suggestions for"),
        (["--suggestion", "1", "--at", "1-2"], "Say the place once"),
        (["--exact", "x", "--at", "1-2"], "Say the place once"),
        (["--nth", "2"], "--nth counts occurrences"),
    ],
)
def test_a_place_must_be_said_once(run: Run, one: str, options: list[str], complaint: str) -> None:
    result = run("annotations", "attach", one, *options)
    assert result.returncode == 2
    assert complaint in result.stderr


def test_new_places_are_written_down_on_request(run: Run, library: Path, one: str) -> None:
    made = run("annotate", "harbour.txt", "--exact", "since 1974").stdout.strip()
    file = library / "harbour.txt"
    file.write_text("One more line, and it is the first.\n\n" + file.read_text())
    sidecar = library / "harbour.txt.annotations.yaml"
    before = sidecar.read_bytes()
    dry = run("annotations", "reanchor", "--dry-run")
    assert dry.stdout == "harbour.txt\t1\t0\nnotes/kestrel.txt\t0\t1\n"
    assert dry.returncode == 3
    assert sidecar.read_bytes() == before
    assert run("annotations", "reanchor", "harbour.txt").returncode == 0
    start = int(str(shown(run, made)["start"]))
    assert f"start: {start}\n" in sidecar.read_text()
    assert run("annotations", "reanchor", "harbour.txt").stdout == ""
    assert run("annotations", "undo").returncode == 0
    assert run("annotations", "show", made).returncode == 2


def test_a_deleted_sentence_stays_lost_until_it_is_there_again(run: Run, library: Path) -> None:
    lost = "Nobody in the room seemed surprised by paragraph 9, which went on about harbour fees."
    parts = [
        f"<p>Paragraph {number}. “We are not going to sign,” the minister told reporters. "
        f"{lost.replace('9', str(number))}</p>"
        for number in range(1, 11)
    ]
    comments = "<h2>Comments</h2><p>Nobody in the room seemed surprised, and neither was I.</p>"
    file = library / "alike.html"

    def write(kept: list[str]) -> None:
        file.write_text(f"<html><body><article>{''.join(kept)}</article>{comments}</body></html>")

    write(parts)
    made = run("annotate", "alike.html", "--exact", lost).stdout.strip()
    place = shown(run, made)["start"]
    write(parts[:8])
    assert shown(run, made)["orphan"]
    for kept in (parts[:8], ["<p>A new beginning.</p>", *parts[:8]]):
        write(kept)
        assert run("annotations", "reanchor").returncode in {0, 3}
        record = shown(run, made)
        assert (record["orphan"], record["exact"]) == (True, lost)
    write(parts)
    assert run("annotations", "reanchor").returncode == 0
    record = shown(run, made)
    assert (record["orphan"], record["start"]) == (False, place)


def test_conflict_copies_are_listed_and_folded_in(run: Run, library: Path) -> None:
    run("annotate", "harbour.txt", "--exact", "since 1974")
    held = library / "harbour.txt.annotations.yaml"
    name = "harbour.txt.annotations.sync-conflict-20261122-100000-ABCDEFG.yaml"
    (library / name).write_bytes(held.read_bytes())
    held.unlink()
    run("annotate", "harbour.txt", "--exact", "Ingrid Vold")
    listed = run("check")
    assert listed.returncode == 3
    assert listed.stdout.startswith(f"{name}\ta conflict copy (1 annotation) of harbour.txt;")
    assert run("annotations", "adopt", "--dry-run").returncode == 0
    assert (library / name).exists()
    done = run("annotations", "adopt")
    assert f"Did fold {name} into the annotations of harbour.txt." in done.stderr
    assert run("check").returncode == 0
    assert len(json.loads(run("annotations", "--json").stdout)) == 2
    assert run("annotations", "adopt").returncode == 1
    run("annotations", "undo")
    assert (library / name).exists()


def test_a_sidecar_that_lost_its_article_is_given_one(run: Run, library: Path) -> None:
    run("annotate", "harbour.txt", "--exact", "since 1974")
    (library / "harbour.txt").rename(library / "notes" / "one.txt")
    (library / "notes" / "two.txt").write_bytes((library / "notes" / "one.txt").read_bytes())
    left = "harbour.txt.annotations.yaml"
    assert "its article is gone" in run("check").stdout
    refused = run("annotations", "adopt")
    assert refused.returncode == 3
    assert "notes/one.txt, notes/two.txt" in refused.stderr
    assert run("annotations", "adopt", left, "--article", "one.txt").returncode == 0
    assert (library / "notes" / "one.txt.annotations.yaml").exists()
    assert not (library / left).exists()
    for arguments, complaint in (
        (["nothing.yaml"], "is no stray sidecar"),
        (["--article", "one.txt"], "Say which sidecar"),
    ):
        result = run("annotations", "adopt", *arguments)
        assert result.returncode == 2
        assert complaint in result.stderr


def test_an_article_is_moved_with_what_was_said_of_it(run: Run, library: Path) -> None:
    made = run("annotate", "harbour.txt", "--exact", "since 1974").stdout.strip()
    assert run("mv", "harbour.txt", "notes", "--dry-run").returncode == 0
    assert (library / "harbour.txt").exists()
    assert run("mv", "harbour.txt", "notes").returncode == 0
    assert shown(run, made)["article"] == "notes/harbour.txt"
    assert run("mv", "notes/harbour.txt", "notes/quay.txt").returncode == 0
    assert shown(run, made)["article"] == "notes/quay.txt"
    run("annotations", "undo")
    run("annotations", "undo")
    assert shown(run, made)["article"] == "harbour.txt"
    for target, complaint in (
        ("notes/kettle.md", "is there already"),
        ("/tmp", "is not in the library"),
        ("none/x.txt", "There is no folder"),
    ):
        result = run("mv", "harbour.txt", target)
        assert result.returncode == 2
        assert complaint in result.stderr
    assert (library / "harbour.txt").exists()
