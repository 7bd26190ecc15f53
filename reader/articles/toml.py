"""TOML that a stranger wrote, parsed within bounds.

Python's parser takes the square of the steps of a key, and goes as deep as brackets do. Invariant:
what is parsed costs little more than twice as much when it is twice as long.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

_DEEPEST = 32
"""Steps of keys and brackets on one line; no settings and no metadata have more."""
_NOT_DEEP = re.compile(
    r'''#[^\n]*|"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"'''
    r"""|'''(?:[^']|'(?!''))*+'''|'[^'\n]*+'"""
)
"""Comments and texts, whatever dots and brackets are in them."""


def parse_toml(text: str) -> dict[str, Any]:
    """What ``text`` says; raises ``ValueError`` for what is no TOML, or is nested too deeply."""
    if any(_is_deep(line) for line in _NOT_DEEP.sub("", text).split("\n")):
        raise ValueError("it is nested too deeply")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _is_deep(line: str) -> bool:
    return sum(map(line.count, ".[{")) > _DEEPEST
