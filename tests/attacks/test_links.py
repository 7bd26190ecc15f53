"""Links that lead out of a library: nothing there is written, nor read as somebody's notes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from annotations import opening
from annotations.opening import OutsideError
from reader.config import Settings
from reader.errors import LibraryError
from reader.library import Library

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Reader = Callable[..., subprocess.CompletedProcess[str]]

ACTS = {
    "harbour.txt.annotations.yaml": "annotate harbour --exact 1974 --note Long.",
    "tags.yaml": "tags add time --description When.",
    "entities.yaml": "entities confirm Vold --kind person",
    ".reader.toml": "searches save ports harbour",
}
"""What writes each file of ours in a library."""


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("relative", [False, True])
def test_nothing_is_written_through_a_link(
    library: Path, outside: Path, reader: Reader, name: str, there: bool, relative: bool
) -> None:
    reader(*ACTS[name].split())
    real, goal = library / name, outside / "precious"
    if there:
        real.rename(goal)
    else:
        real.unlink()
    real.symlink_to(f"../outside/{goal.name}" if relative else goal)
    before = contents(outside)
    words = ACTS[name].replace("1974", "spring").replace("time", "place").replace("Vold", "Ostrand")
    done = reader(*words.replace("ports", "quays").split())
    assert done.returncode == 2
    assert "leads outside" in done.stderr
    assert contents(outside) == before
    assert real.is_symlink()


def test_a_link_that_stays_in_the_library_is_followed(library: Path, reader: Reader) -> None:
    (library / "kept").mkdir()
    sidecar = library / "harbour.txt.annotations.yaml"
    sidecar.symlink_to("kept/harbour.yaml")
    assert reader(*ACTS[sidecar.name].split()).returncode == 0
    assert sidecar.is_symlink()
    assert "Long." in (library / "kept" / "harbour.yaml").read_text()


def test_notes_of_elsewhere_are_neither_listed_nor_exported(
    library: Path, outside: Path, reader: Reader
) -> None:
    sidecar = library / "harbour.txt.annotations.yaml"
    reader("annotate", "harbour", "--exact", "1974", "--note", "Secret.", "--tag", "private")
    sidecar.rename(outside / "theirs.yaml")
    sidecar.symlink_to(outside / "theirs.yaml")
    for words in ("annotations", "export", "tags", "show harbour", "search has:note", "check"):
        done = reader(*words.split())
        assert "Secret" not in done.stdout
        assert "private" not in done.stdout
    assert "leads outside" in reader("check").stdout


def test_what_an_undone_act_was_about_may_have_become_a_link(
    library: Path, outside: Path, reader: Reader
) -> None:
    sidecar = library / "harbour.txt.annotations.yaml"
    reader("annotate", "harbour", "--exact", "1974", "--note", "Long.")
    reader("annotations", "edit", sidecar.read_text().split("\n  ")[3].split(":")[0])
    sidecar.rename(outside / "precious")
    sidecar.symlink_to(outside / "precious")
    before = contents(outside)
    done = reader("annotations", "undo")
    assert done.returncode == 2
    assert "leads outside" in done.stderr
    assert contents(outside) == before


def test_a_folder_that_has_become_a_link_is_not_written_into(
    library: Path, outside: Path, reader: Reader
) -> None:
    (library / "sub").mkdir()
    (library / "harbour.txt").rename(library / "sub" / "harbour.txt")
    reader("annotate", "harbour", "--exact", "1974", "--note", "Long.", "--tag", "time")
    (library / "sub").rename(outside / "sub")
    (library / "sub").symlink_to(outside / "sub")
    before = contents(outside)
    for words in (
        "annotations undo",
        "tags rename time times",
        "annotate sub/harbour.txt --exact spring",
        "mv quay.html sub/quay.html",
        "mv sub/harbour.txt harbour.txt",
    ):
        reader(*words.split())
        assert contents(outside) == before, words
    assert not (library / "harbour.txt").exists()


def test_an_article_is_not_moved_through_a_link(library: Path, outside: Path) -> None:
    (library / "sub").symlink_to(outside)
    opened = Library(library, Settings())
    try:
        with pytest.raises(LibraryError, match="leads outside"):
            opened.acts.move("harbour.txt", "sub/harbour.txt")
    finally:
        opened.close()
    assert not list(outside.iterdir())


def test_a_folded_copy_is_not_put_back_through_a_link(
    library: Path, outside: Path, reader: Reader
) -> None:
    (library / "sub").mkdir()
    (library / "harbour.txt").rename(library / "sub" / "harbour.txt")
    reader("annotate", "harbour", "--exact", "1974", "--note", "Long.")
    sidecar = library / "sub" / "harbour.txt.annotations.yaml"
    sidecar.rename(sidecar.with_name("harbour.txt.annotations (1).yaml"))
    assert reader("annotations", "adopt").returncode == 0
    (library / "sub").rename(library / "kept")
    (library / "sub").symlink_to(outside)
    (outside / "harbour.txt").write_bytes((library / "kept" / "harbour.txt").read_bytes())
    before = contents(outside)
    reader("annotations", "undo")
    assert contents(outside) == before


@pytest.mark.parametrize("there", [False, True])
def test_an_export_does_not_go_through_a_planted_link(
    library: Path, outside: Path, reader: Reader, there: bool
) -> None:
    reader("annotate", "harbour", "--exact", "1974", "--note", "Long.")
    goal = outside / "precious"
    if there:
        goal.write_text("precious")
    (library / "export.yaml").symlink_to(goal)
    before = contents(outside)
    for words in ("export -o export.yaml", "export -o export.yaml --force"):
        done = reader(*words.split())
        assert done.returncode == 2
        assert contents(outside) == before


def test_an_export_may_go_through_the_victims_own_link(
    library: Path, outside: Path, tmp_path: Path, reader: Reader
) -> None:
    reader("annotate", "harbour", "--exact", "1974", "--note", "Long.")
    (outside / "kept.yaml").write_text("old")
    own = tmp_path / "own.yaml"
    own.symlink_to(outside / "kept.yaml")
    assert reader("export", "-o", str(own), "--force").returncode == 0
    assert own.is_symlink()
    assert "Long." in (outside / "kept.yaml").read_text()


def test_what_is_exchanged_for_a_link_between_the_look_and_the_opening_is_refused(
    library: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (outside / "precious").write_text("precious")
    file = library / "sub" / "file"
    file.parent.mkdir()
    file.write_text("theirs")
    look = opening.real_path

    def exchanged(path: Path, root: Path | None) -> Path:
        real = look(path, root)
        if file.parent.is_dir() and not file.parent.is_symlink():
            file.unlink()
            file.parent.rmdir()
            file.parent.symlink_to(outside)
            (outside / "file").write_text("precious")
        return real

    monkeypatch.setattr(opening, "real_path", exchanged)
    with pytest.raises(OutsideError):
        opening.opened(file, library, os.O_RDONLY)


def test_a_file_that_is_a_link_to_a_device_or_a_pipe_is_not_waited_for(
    library: Path, reader: Reader
) -> None:
    os.mkfifo(library / "pipe")
    for goal in ("pipe", "/dev/zero", "/dev/tty", "/proc/self/environ"):
        for name in (*ACTS, "notes/quay.html.annotations.yaml"):
            (library / name).unlink(missing_ok=True)
            (library / name).symlink_to(library / goal)
        done = reader("search", "harbour", "-l")
        assert done.stdout.splitlines()[0] == "harbour.txt"
        assert reader("check").returncode == 3


def test_what_a_sidecar_is_a_link_to_is_no_stray(library: Path, reader: Reader) -> None:
    sidecar = library / "harbour.txt.annotations.yaml"
    for name in (
        "harbour.txt.annotations (Bob's conflicted copy 2026-11-22).yaml",
        "kept.annotations.yaml",
    ):
        sidecar.unlink(missing_ok=True)
        sidecar.symlink_to(name)
        reader("annotate", "harbour", "--exact", "1974", "--note", "Precious.")
        assert name not in reader("check").stdout
        reader("annotations", "adopt")
        done = reader("annotations", "adopt", name, "--article", "harbour.txt")
        assert done.returncode == 2
        assert "Precious." in (library / name).read_text()


def test_an_export_does_not_go_through_a_folder_that_is_a_link(
    library: Path, outside: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader("annotate", "harbour", "--exact", "1974", "--note", "Long.")
    (library / "link").symlink_to(outside)
    (outside / "keep.csv").write_text("precious")
    before = contents(outside)
    for name in ("link/new.csv", "link/keep.csv", str(library / "link" / "new.csv")):
        for force in ([], ["--force"]):
            assert reader("export", "-o", name, *force).returncode == 2
            assert contents(outside) == before
    monkeypatch.chdir(library / "notes")
    assert reader("export", "-L", "..", "-o", "../link/new.csv").returncode == 2
    assert contents(outside) == before


@pytest.mark.parametrize(
    "goal",
    ["harbour.txt", "harbour.txt.annotations.yaml", "tags.yaml", "entities.yaml", ".reader.toml"],
)
@pytest.mark.parametrize("there", [False, True])
def test_an_export_goes_over_nothing_that_the_library_is_made_of(
    library: Path, reader: Reader, goal: str, there: bool
) -> None:
    for words in ACTS.values():
        reader(*words.split())
    (library / "export.csv").symlink_to(goal)
    if not there and goal != "harbour.txt":
        (library / goal).unlink()
    before = contents(library)
    for name in ("export.csv", goal):
        assert reader("export", "-o", name, "--force").returncode == 2
    assert contents(library) == before


def test_an_export_into_a_pipe_of_the_library_is_refused(library: Path, reader: Reader) -> None:
    reader("annotate", "harbour", "--exact", "1974", "--note", "Long.")
    os.mkfifo(library / "pipe.csv")
    (library / "device.csv").symlink_to("/dev/null")
    for name in ("pipe.csv", "device.csv"):
        for force in ([], ["--force"]):
            assert reader("export", "-o", name, *force).returncode == 2


def test_a_link_never_stands_for_an_article(library: Path, reader: Reader) -> None:
    text = "version: 1\nsource:\n  name: x\nannotations: {}\n...\n"
    (library / "story.txt").write_text(text)
    for name in ("harbour.txt.annotations.yaml", "entities.yaml", "tags.yaml"):
        for goal in ("story.txt", "fresh.txt"):
            (library / name).symlink_to(goal)
            done = reader(*ACTS[name].split())
            assert done.returncode == 2
            assert "no YAML file by its name" in done.stderr
            (library / name).unlink()
    assert (library / "story.txt").read_text() == text
    assert not (library / "fresh.txt").exists()
