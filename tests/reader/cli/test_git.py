"""Sidecars in a real git repository: two people annotate, and git merges."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations import sidecar
from reader.config import Settings
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.model import Sidecar

    Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def clone(library: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library in a git repository that knows the driver."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ann")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ann@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git(library, "init", "-b", "main")
    run("annotate", "harbour.txt", "--exact", "since 1974", "--note", "Long.", "--tag", "time")
    run("tags", "add", "time", "--description", "When.")
    git(library, "add", "-A")
    git(library, "commit", "-m", "first")
    assert run("annotations", "install-merge-driver").returncode == 0
    return library


def git(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", str(folder), *arguments], check=check, capture_output=True, text=True
    )


def merge_branches(
    clone: Path, ours: Callable[[], object], theirs: Callable[[], object]
) -> subprocess.CompletedProcess[str]:
    """Commit what ``theirs`` does on a branch and what ``ours`` does beside it, and merge."""
    git(clone, "checkout", "-q", "-b", "theirs")
    theirs()
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "--allow-empty", "-m", "theirs")
    git(clone, "checkout", "-q", "main")
    ours()
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "--allow-empty", "-m", "ours")
    merged = git(clone, "merge", "--no-edit", "theirs", check=False)
    git(clone, "branch", "-D", "theirs")
    return merged


def said(clone: Path) -> Sidecar:
    held = sidecar.load(clone / "harbour.txt.annotations.yaml")
    assert held is not None
    return held


def test_what_two_people_said_at_once_is_merged(clone: Path, run: Run) -> None:
    (first,) = said(clone).annotations
    merged = merge_branches(
        clone,
        lambda: run("annotations", "edit", first, "--note", "Ours.", "--tag", "ours"),
        lambda: run("annotations", "edit", first, "--note", "Theirs.", "--untag", "time"),
    )
    assert merged.returncode == 0, merged.stdout + merged.stderr
    held = said(clone).annotations[first]
    assert (held.note, held.tags) == ("Ours.\n\nTheirs.", ("ours",))


def test_both_write_the_codebook(clone: Path, run: Run) -> None:
    merged = merge_branches(
        clone,
        lambda: run("tags", "describe", "time", "Whenever."),
        lambda: run("tags", "colour", "time", "red"),
    )
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert 'colour: "red"\n    description: |\n      Whenever.' in (clone / "tags.yaml").read_text()


def test_additions_of_two_people_never_conflict(clone: Path) -> None:
    chance = random.Random(7)

    def add(who: str) -> None:
        library = Library(clone, Settings(creator=who))
        opened = library.open("harbour.txt")
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(200)
            library.acts.annotate(opened, start, start + 20, note=who)
        library.close()

    count = 1
    for _ in range(10):
        merged = merge_branches(clone, lambda: add("ann"), lambda: add("bob"))
        assert merged.returncode == 0, merged.stdout
        assert len(said(clone).annotations) > count
        count = len(said(clone).annotations)
    assert {a.creator for a in said(clone).annotations.values()} >= {"ann", "bob"}


def test_one_deletes_what_the_other_left_alone(clone: Path, run: Run) -> None:
    (first,) = said(clone).annotations
    merged = merge_branches(
        clone,
        lambda: run("annotations", "delete", first),
        lambda: run("annotate", "harbour.txt", "--exact", "Ingrid Vold"),
    )
    assert merged.returncode == 0
    assert [a.anchor.exact for a in said(clone).annotations.values()] == ["Ingrid Vold"]
    assert first in said(clone).deleted


def test_both_annotate_an_article_for_the_first_time(clone: Path, run: Run) -> None:
    words = itertools.cycle(["A kestrel was seen", "again on Thursday"])
    act = lambda: run("annotate", "kestrel", "--exact", next(words))  # noqa: E731
    assert merge_branches(clone, act, act).returncode == 0
    held = sidecar.load(clone / "notes" / "kestrel.txt.annotations.yaml")
    assert held is not None
    assert len(held.annotations) == 2


def test_what_cannot_be_merged_is_a_conflict_as_git_shows_it(clone: Path) -> None:
    file = clone / "harbour.txt.annotations.yaml"
    merged = merge_branches(
        clone,
        lambda: file.write_text(file.read_text().replace("Long.", "Ours.")),
        lambda: file.write_text(file.read_text().replace("Long.", "Theirs: [")[:-4]),
    )
    assert merged.returncode == 1
    assert "harbour.txt.annotations.yaml" in git(clone, "diff", "--name-only").stdout
    text = file.read_text()
    assert "<<<<<<< ours" in text
    assert "Ours." in text
    assert "Theirs" in text


def test_installing_again_changes_nothing_and_outside_of_git_it_says_so(
    clone: Path, run: Run, tmp_path: Path
) -> None:
    attributes = clone / ".git" / "info" / "attributes"
    before = attributes.read_text()
    assert run("annotations", "install-merge-driver").returncode == 0
    assert attributes.read_text() == before
    assert "*.annotations.yaml merge=florilegium" in before
    (tmp_path / "bare").mkdir()
    result = run("annotations", "install-merge-driver", "-L", str(tmp_path / "bare"))
    assert result.returncode == 2
    assert "git init" in result.stderr


def test_git_runs_the_installed_command(clone: Path) -> None:
    driver = git(clone, "config", "merge.florilegium.driver").stdout
    command = driver.partition(" ")[0]
    assert Path(command).is_absolute()
    assert Path(command).name == "reader"
    assert "python" not in driver.removeprefix(command)


def test_a_driver_of_before_is_told_by_check_and_replaced(clone: Path, run: Run) -> None:
    assert ".git/config" not in run("check").stdout
    old = f"{sys.executable} -m reader annotations merge-driver %O %A %B %P"
    git(clone, "config", "merge.florilegium.driver", old)
    result = run("check")
    assert result.returncode == 3
    assert ".git/config\tgit merges with a command that also runs Python files" in result.stdout
    run("annotations", "install-merge-driver")
    assert ".git/config" not in run("check").stdout


@pytest.mark.parametrize("name", ["config", "info/attributes"])
def test_git_is_not_set_up_through_a_link_that_leads_out_of_the_clone(
    clone: Path, run: Run, tmp_path: Path, name: str
) -> None:
    victim = tmp_path / "victim"
    held = clone / ".git" / name
    victim.write_bytes(held.read_bytes())
    held.unlink()
    held.symlink_to(victim)
    before = victim.read_text().replace("merge-driver", "other-driver").replace("=", " = ")
    victim.write_text(before)
    result = run("annotations", "install-merge-driver")
    assert result.returncode == 2
    assert "leads outside" in result.stderr
    assert victim.read_text() == before


def test_git_is_not_set_up_in_somebody_elses_clone(
    clone: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(clone, "config", "--unset", "merge.florilegium.driver")
    before = (clone / ".git" / "config").read_text()
    by_file, by_link, by_pointer = (tmp_path / name for name in ("file", "link", "pointer"))
    for folder in (by_file, by_link, by_pointer):
        folder.mkdir()
    (by_file / ".git").write_text(f"gitdir: {clone}/.git\n")
    (by_link / ".git").symlink_to(clone / ".git")
    git(by_pointer, "init", "-q")
    (by_pointer / ".git" / "commondir").write_text(f"{clone}/.git\n")
    for folder in (by_file, by_link, by_pointer):
        result = run("annotations", "install-merge-driver", "-L", str(folder))
        assert result.returncode == 2, folder
        assert "outside of it" in result.stderr or "git cannot be set up" in result.stderr
    assert (clone / ".git" / "config").read_text() == before


def test_git_is_set_up_in_a_submodule(clone: Path, run: Run, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    git(whole, "init", "-q")
    git(whole, "-c", "protocol.file.allow=always", "submodule", "add", str(clone), "part")
    result = run("annotations", "install-merge-driver", "-L", str(whole / "part"))
    assert result.returncode == 0, result.stderr
    assert "reader" in git(whole / "part", "config", "merge.florilegium.driver").stdout


def test_check_does_not_wait_for_what_the_configuration_includes(
    clone: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(clone / "pipe")
    with (clone / ".git" / "config").open("a") as file:
        file.write(f"[include]\n path = {clone}/pipe\n")
    # What asks git would not get an answer.
    monkeypatch.setattr("reader.git._PATIENCE", 3600.0)
    assert ".git/config" not in run("check").stdout
