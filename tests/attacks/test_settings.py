"""A library's own settings: whatever stands in their place, the library opens all the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader import paths
from tests.patience import LONG

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Reader = Callable[..., subprocess.CompletedProcess[str]]

PLANTS: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a device": lambda file: file.symlink_to("/dev/zero"),
    "a terminal": lambda file: file.symlink_to("/dev/tty"),
    "a file of the victim's": lambda file: file.symlink_to("../outside/secret"),
    "a link to itself": lambda file: file.symlink_to(file.name),
    "a folder": lambda file: file.mkdir(),
    "too much": lambda file: file.write_text("x" * 10_000_000),
    "too deep": lambda file: file.write_text("a = " + "[" * 100_000),
    "too deep a table": lambda file: file.write_text("a." * 100_000 + "a = 1"),
    "many tables": lambda file: file.write_text(
        "".join(f"[{'.'.join('a' * 40)}.b{number}]\n" for number in range(2500))
    ),
    "no text": lambda file: file.write_bytes(bytes(range(256)) * 100),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_whatever_is_in_the_place_of_settings_costs_only_itself(
    library: Path, outside: Path, installed: Reader, plant: str
) -> None:
    (outside / "secret").write_text('theme = "secret"\n')
    PLANTS[plant](library / ".reader.toml")
    done = installed("search", "harbour", "-l", timeout=LONG)
    assert done.returncode == 0
    assert "harbour.txt" in done.stdout.splitlines()
    assert ".reader.toml" in done.stderr
    assert "secret" not in done.stderr.replace("outside/secret", "")
    assert len(done.stderr) < 2000


def test_a_library_neither_signs_nor_sets_limits(library: Path, reader: Reader) -> None:
    (library / ".reader.toml").write_text(
        'creator = "Mallory"\nsize_limit_mb = 1\ntime_limit_s = 1\nspacy_model = "antigravity"\n'
    )
    (library / "large.txt").write_text(f"{'the harbour of ostrand is wide. ' * 100}\n\n" * 330)
    done = reader("annotate", "harbour", "--exact", "1974")
    assert done.stderr.count("This is not used.") == 4
    assert "Mallory" not in (library / "harbour.txt.annotations.yaml").read_text()
    assert "large.txt" in reader("search", "ostrand", "-l").stdout


def test_the_users_own_settings_hold_against_the_librarys(library: Path, reader: Reader) -> None:
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text('creator = "ann"\n')
    (library / ".reader.toml").write_text('creator = "Mallory"\n')
    reader("annotate", "harbour", "--exact", "1974")
    assert 'creator: "ann"' in (library / "harbour.txt.annotations.yaml").read_text()
