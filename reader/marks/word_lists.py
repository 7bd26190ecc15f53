"""Reading the plain text lists in ``data/``: one place where their layout is known.

A line that begins with ``#`` is a remark, ``[name]`` opens a section.
"""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).with_name("data")


def lines(file: str) -> list[str]:
    """The lines of ``file``, remarks left out."""
    text = (DATA / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def words(file: str) -> frozenset[str]:
    """The words of ``file``."""
    return frozenset(word for line in lines(file) for word in line.split())


def sections(file: str) -> dict[str, list[str]]:
    """The words under each ``[section]`` of ``file``."""
    found: dict[str, list[str]] = {}
    members: list[str] = []
    for line in lines(file):
        if line.startswith("["):
            members = found.setdefault(line.strip("[]"), [])
        else:
            members.extend(line.split())
    return found
