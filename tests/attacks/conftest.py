"""What every attack needs: a folder outside, a stranger's library, the installed command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.front_door import call

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[..., subprocess.CompletedProcess[str]]

READER = Path(sys.executable).with_name("reader")
"""As it is installed beside the Python that runs the tests."""
HARBOUR = """The Harbour That Would Not Close

The harbour at Ostrand has been closing since 1974. “It closes every
spring,” said the harbour master, Ingrid Vold, “and every autumn the
pilots open it again.” Nobody has asked the pilots why.
"""
PAGE = f"<html><head><title>Quay</title></head><body><article><p>{HARBOUR}</p></article></body>"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of the victim's own, which no library may reach."""
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stranger's library, which is also the current folder."""
    folder = tmp_path / "library"
    (folder / "notes").mkdir(parents=True)
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "notes" / "quay.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(folder)
    for name in ("_READER_COMPLETE", "NO_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def reader() -> Reader:
    """``reader(*arguments)``: the command line in this process."""
    return call


@pytest.fixture
def installed() -> Reader:
    """``installed(*arguments)``: the installed command, in a process of its own."""

    def start(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        chosen: dict[str, object] = {"timeout": 120, "stdin": subprocess.DEVNULL, **options}
        made: subprocess.CompletedProcess[str] = subprocess.run(
            [READER, *arguments],
            check=False,
            capture_output=True,
            text=True,
            **chosen,  # type: ignore[call-overload]
        )
        return made

    return start
