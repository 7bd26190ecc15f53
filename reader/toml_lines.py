"""Changing one line of a TOML file that a person wrote, and nothing else in it.

A TOML writer would lose comments and order, so the text itself is edited, by trying: a candidate
counts only if reading it back gives just what is wanted. Invariant: the text returned differs in
the one entry, or there is none.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_MUST_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ANY_TABLE = re.compile(r"\s*\[")


def with_entry(text: str, table: str, key: str, value: str) -> str | None:
    """``text`` with ``key = value`` in its ``table``, in the place of what stood there.

    None when that cannot be done by one line. Raises ``ValueError`` when ``text`` is no TOML.
    """
    wanted = tomllib.loads(text)
    held = wanted.setdefault(table, {})
    if not isinstance(held, dict):
        return None
    before = held.get(key)
    held[key] = value
    line = f"{_key(key)} = {_quoted(value)}"
    if before is None:
        candidates = _with_added(text, table, line)
    else:
        candidates = _with_replaced(text, key, before, line)
    return _first_that_reads(candidates, wanted)


def without_entry(text: str, table: str, key: str) -> str | None:
    """``text`` without the line of ``key`` in its ``table``; otherwise like :func:`with_entry`."""
    wanted = tomllib.loads(text)
    held = wanted.get(table)
    if not isinstance(held, dict) or held.pop(key, None) is None:
        return None
    lines = _LINE.findall(text)
    candidates = (
        "".join([*lines[:number], *lines[number + 1 :]]) for number in _lines_of(lines, key)
    )
    return _first_that_reads(candidates, wanted)


def _first_that_reads(candidates: Iterator[str], wanted: dict[str, Any]) -> str | None:
    for candidate in candidates:
        try:
            if tomllib.loads(candidate) == wanted:
                return candidate
        except ValueError:
            continue
    return None


def _with_added(text: str, table: str, line: str) -> Iterator[str]:
    """At the end of the table, where there is one; else in a new one at the end."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = _LINE.findall(text)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    header = re.compile(rf"\s*\[\s*([\"']?){re.escape(table)}\1\s*\]")
    for number, held in enumerate(lines):
        if header.match(held):
            after = _end_of_table(lines, number + 1)
            yield "".join([*lines[:after], line + end, *lines[after:]])
    apart = [end] if lines and lines[-1].strip() else []
    yield "".join([*lines, *apart, f"[{table}]{end}", line + end])


def _end_of_table(lines: list[str], start: int) -> int:
    """The number of the line after the last entry of the table that begins at ``start``."""
    after = start
    for number, line in enumerate(lines[start:], start):
        if _ANY_TABLE.match(line):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            after = number + 1
    return after


def _with_replaced(text: str, key: str, before: object, line: str) -> Iterator[str]:
    lines = _LINE.findall(text)
    for number in _lines_of(lines, key):
        kept = _kept_around(lines[number], key, before)
        if kept is not None:
            indent, rest = kept
            yield "".join([*lines[:number], indent + line + rest, *lines[number + 1 :]])


def _lines_of(lines: list[str], key: str) -> Iterator[int]:
    """The numbers of the lines that may be the entry of ``key``."""
    entry = re.compile(rf"\s*([\"']?){re.escape(key)}\1\s*=")
    for number, line in enumerate(lines):
        if entry.match(line):
            yield number


def _kept_around(line: str, key: str, before: object) -> tuple[str, str] | None:
    """Indentation, and comment with the line's end, of the entry on ``line``, if it ends."""
    bare = line.rstrip("\r\n")
    indent = bare[: len(bare) - len(bare.lstrip())]
    for place in [*(m.start() for m in re.finditer("#", bare)), len(bare)]:
        entry = bare[:place].rstrip()
        try:
            if tomllib.loads(entry) == {key: before}:
                return indent, line[len(entry) :]
        except ValueError:
            continue
    return None


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    return f'"{_MUST_ESCAPE.sub(_escaped, text)}"'


def _escaped(sign: re.Match[str]) -> str:
    return _ESCAPES.get(sign.group(), f"\\u{ord(sign.group()):04x}")
