"""Temporary files: none is left behind, whatever ends the writing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.locking import locked
from annotations.naming import is_temporary_name
from annotations.replacing import replace_file
from reader import paths
from tests.attacks.conftest import READER

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[..., subprocess.CompletedProcess[str]]

SMALL_DISK = """
import resource, sys
from pathlib import Path
from annotations.locking import locked
from annotations.replacing import replace_file
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
with locked(Path(sys.argv[1]), Path(sys.argv[2])) as lock:
    replace_file(Path(sys.argv[1]), b"x" * 5000, lock, root=None)
"""


def temporaries(*folders: Path) -> list[Path]:
    found = (file for folder in folders for file in folder.rglob("*"))
    return [file for file in found if is_temporary_name(file.name) or ".tmp" in file.name]


def test_a_full_disk_leaves_none(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("old")
    program = [sys.executable, "-c", SMALL_DISK, str(target), str(tmp_path / "locks")]
    done = subprocess.run(program, check=False, capture_output=True, text=True)
    assert "File too large" in done.stderr
    assert target.read_text() == "old"
    assert temporaries(tmp_path) == []


def test_what_a_killed_writer_left_goes_with_the_next_write_and_nothing_else_does(
    tmp_path: Path,
) -> None:
    target, other = tmp_path / "file", tmp_path / "precious"
    left = tmp_path / f".{'0' * 32}.annotations.tmp"
    for planted, stays in ((left, False), (other, True)):
        planted.write_text("left")
        with locked(target, tmp_path / "locks") as lock:
            lock.remember(planted)
        with locked(target, tmp_path / "locks") as lock:
            replace_file(target, b"new", lock, root=tmp_path)
        assert planted.exists() is stays
    assert target.read_text() == "new"


def test_a_kill_during_the_renaming_of_a_tag_leaves_none_after_recovery(
    library: Path, reader: Reader, home: Path
) -> None:
    text = "version: 1\nsource:\n  name: {0}\nannotations: {{}}\narticle:\n  tags: [time]\n...\n"
    names = [f"more-{number:03}.txt" for number in range(60)]
    for name in names:
        (library / name).write_text(f"Harbour {name}.\n")
        (library / f"{name}.annotations.yaml").write_text(text.format(name))
    assert reader("index").returncode == 0
    kills = 0
    for moment in (1, 20, 50):
        with subprocess.Popen(
            [READER, "tags", "rename", "time", "times"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            while process.poll() is None and _written(library, names) < moment:
                time.sleep(0)
            process.kill()
        kills += process.returncode == -signal.SIGKILL
        assert reader("list").returncode == 0
        assert temporaries(library, home) == []
        after = {name: (library / f"{name}.annotations.yaml").read_bytes() for name in names}
        if process.returncode == 0:
            assert reader("annotations", "undo").returncode == 0
        else:
            assert all(b"times" not in one for one in after.values())
    assert kills


def _written(library: Path, names: list[str]) -> int:
    """How many sidecars speak of the new tag already."""
    return sum(b"times" in (library / f"{name}.annotations.yaml").read_bytes() for name in names)


def test_every_file_that_is_written_whole_is_written_by_the_one_function() -> None:
    root = Path(paths.__file__).resolve().parents[1]
    allowed = {
        "reader/index/location.py": "in the cache, which only the reader can enter",
        "reader/marks/training": "makes the models, in the source tree",
    }
    for folder in ("annotations", "reader"):
        for file in (root / folder).rglob("*.py"):
            name = str(file.relative_to(root))
            if any(name.startswith(place) for place in allowed):
                continue
            source = file.read_text(encoding="utf-8")
            for call in (".write_text(", ".write_bytes(", "mkstemp(", "NamedTemporaryFile("):
                assert call not in source or name == "reader/cli/output.py", (name, call)


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with locked(tmp_path / "file", tmp_path / "locks") as lock:
            replace_file(tmp_path / "file", b"new", lock, root=tmp_path)
    finally:
        os.umask(before)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o666 & ~umask
