"""The front door of the command line: a library to stand in, and two ways to call ``reader``.

Both give a ``CompletedProcess``: ``run`` calls the edge in this process, ``start`` a real one.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.front_door import PROGRAM, call

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HARBOUR = """The Harbour That Would Not Close

The harbour at Ostrand has been closing since 1974. “It closes every
spring,” said the harbour master, Ingrid Vold, “and every autumn the
pilots open it again.” Nobody has asked the pilots why.

The pilots, when they are asked, say that the harbour is none of
their business. They only like to be asked.
"""
KETTLE = """---
title: On Kettles
date: 2024-05-06
---

# On Kettles

A kettle is a promise. Nobody in the harbour would dispute it.
"""
KESTREL = """Kestrels of the East Quay

A kestrel was seen above the east quay on Monday, and again on Thursday.
"""


@pytest.fixture(autouse=True)
def home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty home, and an environment that says nothing about colours and completion."""
    for name in ("_READER_COMPLETE", "NO_COLOR", "CLICOLOR_FORCE", "LESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PAGER", "cat")
    return home


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of three articles, which is also the current folder."""
    folder = tmp_path / "library"
    (folder / "notes").mkdir(parents=True)
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "notes" / "kettle.md").write_text(KETTLE, encoding="utf-8")
    (folder / "notes" / "kestrel.txt").write_text(KESTREL, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """``run(*arguments)``: the command line in this process."""
    return call


@pytest.fixture
def start() -> Callable[..., subprocess.CompletedProcess[str]]:
    """``start(*arguments)``: the command line in a process of its own."""

    def call(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        chosen: dict[str, object] = {"capture_output": True, "timeout": 60, **options}
        made: subprocess.CompletedProcess[str] = subprocess.run(
            [*PROGRAM, *arguments],
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            **chosen,  # type: ignore[call-overload]
        )
        return made

    return call
