"""What was lost once: acts upon acts, strange files, and programs that meet."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader import paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def one(run: Run, library: Path) -> str:
    made = run("annotate", "harbour.txt", "--exact", "since 1974", "--note", "precious")
    return made.stdout.strip()


def notes(run: Run) -> list[str]:
    return [record["note"] for record in json.loads(run("annotations", "--json").stdout or "[]")]


def test_what_was_adopted_and_undone_can_be_adopted_again(
    run: Run, library: Path, one: str
) -> None:
    (library / "harbour.txt").rename(library / "moved.txt")
    for _ in range(2):
        assert run("annotations", "adopt").returncode == 0
        assert notes(run) == ["precious"]
        assert run("annotations", "undo").returncode == 0
        assert "precious" in (library / "harbour.txt.annotations.yaml").read_text()


def test_what_was_imported_and_undone_can_be_imported_again(
    run: Run, library: Path, one: str, tmp_path: Path
) -> None:
    file = str(tmp_path / "all.yaml")
    run("export", "-o", file)
    (library / "harbour.txt.annotations.yaml").unlink()
    for _ in range(2):
        assert run("import", file).returncode == 0
        assert notes(run) == ["precious"]
        run("annotations", "undo")
        assert notes(run) == []


def test_what_was_deleted_here_stays_so_and_is_restored_on_request(
    run: Run, library: Path, one: str, tmp_path: Path
) -> None:
    file = str(tmp_path / "all.yaml")
    run("export", "-o", file)
    run("annotations", "delete", one)
    held = library / "harbour.txt.annotations.yaml"
    # A second is as near as times are told, and this all happens within one.
    held.write_text(re.sub(rf"({one}: )\".*\"", r'\1"2999-01-01T00:00:00Z"', held.read_text()))
    again = run("import", file)
    assert again.returncode == 3
    assert "1 of them were deleted here and stay so; --restore brings them back." in again.stderr
    assert notes(run) == []
    assert run("import", file, "--restore").returncode == 0
    assert notes(run) == ["precious"]


def test_an_import_does_not_take_back_what_was_changed_here_since(
    run: Run, library: Path, one: str, tmp_path: Path
) -> None:
    run("annotate", "harbour.txt", "--note", "On the whole.")
    file = str(tmp_path / "all.yaml")
    run("export", "-o", file)
    run("annotations", "edit", one, "--note", "Mine now.")
    run("annotations", "edit", "--article", "harbour.txt", "--note", "Whole anew.")
    assert "Took in 0 annotations on 1 article, changed 0." in run("import", file).stderr
    assert notes(run) == ["Whole anew.", "Mine now."]


def test_a_folded_copy_is_not_put_back_over_another_file(run: Run, library: Path, one: str) -> None:
    held = library / "harbour.txt.annotations.yaml"
    copy = library / "harbour.txt.annotations (1).yaml"
    held.rename(copy)
    run("annotations", "adopt")
    copy.write_text("junk")
    refused = run("annotations", "undo")
    assert refused.returncode == 2
    assert "is there again, and another. Move it away first." in refused.stderr
    assert notes(run) == ["precious"]
    copy.unlink()
    assert run("annotations", "undo").returncode == 0
    assert "precious" in copy.read_text()


def test_a_sidecar_as_old_as_time_itself_counts(run: Run, library: Path, one: str) -> None:
    os.utime(library / "harbour.txt.annotations.yaml", (0, 0))
    assert notes(run) == ["precious"]
    run("annotations", "edit", one, "--tag", "old")
    os.utime(library / "harbour.txt.annotations.yaml", (0, 0))
    assert run("tags", "rename", "old", "older").returncode == 0
    assert "older" in (library / "harbour.txt.annotations.yaml").read_text()


def test_an_act_is_taken_back_after_the_text_was_edited(run: Run, library: Path, one: str) -> None:
    file = library / "harbour.txt"
    file.write_text("A new first line.\n\n" + file.read_text())
    assert run("annotations", "undo").returncode == 0
    assert notes(run) == []


def test_undo_never_brings_an_old_text_back_beside_a_newer_one(
    run: Run, library: Path, one: str
) -> None:
    run("annotations", "edit", one, "--note", "second")
    file = library / "harbour.txt.annotations.yaml"
    file.write_text(file.read_text().replace("second", "by hand"))
    refused = run("annotations", "undo")
    assert refused.returncode == 2
    assert "was changed since" in refused.stderr
    assert notes(run) == ["by hand"]
    assert run("annotations", "redo").returncode == 1
    assert notes(run) == ["by hand"]


def test_an_article_that_is_gone_does_not_keep_the_others_from_being_undone(
    run: Run, library: Path, one: str
) -> None:
    run("annotate", "kettle", "--exact", "A kettle is", "--note", "gone soon")
    for file in (library / "notes").glob("kettle*"):
        file.unlink()
    assert run("annotations", "undo").returncode == 2
    assert run("annotations", "undo").returncode == 0
    assert notes(run) == []


def test_a_redone_move_is_found_by_the_name_the_article_has(
    run: Run, library: Path, one: str
) -> None:
    run("mv", "harbour.txt", "quay.txt")
    run("annotations", "undo", "--article", "quay.txt")
    assert run("annotations", "redo", "--article", "harbour.txt").returncode == 0
    assert (library / "quay.txt.annotations.yaml").exists()


@pytest.mark.parametrize(
    "target",
    [".hidden.txt", "tags.yaml", "d.txt.annotations (1).yaml", "a\nb.txt", "paper.unknown"],
)
def test_an_article_is_moved_only_to_where_it_is_read(
    run: Run, library: Path, one: str, target: str
) -> None:
    assert run("mv", "harbour.txt", target).returncode == 2
    assert notes(run) == ["precious"]


def test_links_lead_where_they_led_after_a_move(run: Run, library: Path, one: str) -> None:
    held = library / "harbour.txt.annotations.yaml"
    (library / "store").mkdir()
    held.rename(library / "store" / "kept.yaml")
    held.symlink_to("store/kept.yaml")
    assert run("mv", "harbour.txt", "notes").returncode == 0
    assert (library / "notes" / held.name).is_symlink()
    assert notes(run) == ["precious"]
    run("annotations", "undo")
    assert notes(run) == ["precious"]


def test_a_copy_named_in_any_way_is_no_article(run: Run, library: Path, one: str) -> None:
    held = (library / "harbour.txt.annotations.yaml").read_text()
    names = [" (conflicted copy 2026)", " (1)", "_conflict-20261122", ".sync-conflict-1"]
    for ending in names:
        (library / f"harbour.txt.annotations.yaml{ending}").write_text(held)
    listed = run("list").stdout
    assert "annotations" not in listed
    assert run("annotations", "adopt").returncode == 0
    assert notes(run) == ["precious"]
    assert run("check").returncode == 0


def test_one_copy_that_leads_nowhere_does_not_stop_the_others(
    run: Run, library: Path, one: str
) -> None:
    (library / "harbour.txt.annotations (x).yaml").symlink_to("nowhere.yaml")
    (library / "harbour.txt.annotations (y).yaml").write_bytes(
        (library / "harbour.txt.annotations.yaml").read_bytes()
    )
    result = run("annotations", "adopt")
    assert result.returncode == 3
    assert "leads nowhere" in result.stderr
    assert not (library / "harbour.txt.annotations (y).yaml").exists()


def test_swapped_articles_are_told_by_their_hashes(
    run: Run, library: Path, one: str, tmp_path: Path
) -> None:
    file = str(tmp_path / "all.yaml")
    run("export", "-o", file)
    harbour, kestrel = library / "harbour.txt", library / "notes" / "kestrel.txt"
    texts = harbour.read_bytes(), kestrel.read_bytes()
    harbour.write_bytes(texts[1])
    kestrel.write_bytes(texts[0])
    (library / "harbour.txt.annotations.yaml").unlink()
    assert run("import", file).stdout == "notes/kestrel.txt\n"


def test_an_export_never_replaces_a_sidecar_or_an_article(
    run: Run, library: Path, one: str
) -> None:
    for name in ("harbour.txt.annotations.yaml", "harbour.txt"):
        before = (library / name).read_bytes()
        refused = run("export", "-o", name, "--force")
        assert refused.returncode == 2
        assert "Name another." in refused.stderr
        assert (library / name).read_bytes() == before


def test_what_cannot_be_taken_back_later_is_said(run: Run, library: Path, one: str) -> None:
    (journal,) = (paths.state_folder() / "journal").glob("*.jsonl")
    journal.unlink()
    journal.mkdir()
    done = run("annotate", "harbour.txt", "--exact", "Ingrid Vold")
    assert done.returncode == 0
    assert "cannot be taken back later" in done.stderr


def test_whatever_must_miss_no_article_waits_for_the_index(
    library: Path, run: Run, one: str
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(library)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        (library / "new.txt").write_text("Something new that nobody has indexed yet.\n")
        done = run("annotate", "new", "--exact", "Something new")
    assert done.returncode == 0, done.stderr


HOLDER = """
import sys, time
from pathlib import Path
from reader.config import Settings
from reader.library import Library
library = Library(Path(sys.argv[1]), Settings())
with library._index._locked():
    print("held", flush=True)
    time.sleep(1)
"""
