"""Writes values as lines of YAML that say the same to every YAML reader, and stay the same.

Invariant: for every value, reading the lines strictly yields the value again, and equal values
give equal lines. Text is quoted, never folded; only notes are block scalars, where they survive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.characters import is_visible, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.model import Value

INDENT = "  "

_ESCAPED = re.compile(
    r'["\\\x00-\x1f\x7f-\xa0\xad\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff'
    r"\ufeff\ufff0-\uffff]"
)
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,99}")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_LONGEST_SIMPLE_KEY = 1000
"""YAML allows 1,024 characters before the colon."""

_NOT_IN_BLOCKS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
    r"\ufeff\ufff0-\ufffc\ufffe\uffff]"
    r"|^[ \t]|[ \t]$|\A\n|\n\Z",
    re.MULTILINE,
)


def quoted(text: str) -> str:
    """``text`` in double quotes on one line; what is invisible or breaks lines is escaped."""
    escaped = _ESCAPED.sub(lambda match: _escape(match.group()), text)
    return f'"{replaced(escaped, _escape)}"'


def _escape(character: str) -> str:
    short = _SHORT_ESCAPES.get(character)
    if short is not None:
        return short
    code = ord(character)
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def key_head(key: str, indent: str) -> str:
    """A key and its colon: plain when no YAML reader takes it for anything else, else quoted."""
    plain = _PLAIN_KEY.fullmatch(key) and key.lower() not in _WORDS
    shown = key if plain else quoted(key)
    if len(shown) > _LONGEST_SIMPLE_KEY:
        return f"{indent}? {shown}\n{indent}:"
    return f"{indent}{shown}:"


def note_lines(key: str, note: str, indent: str) -> list[str]:
    """A note as a block where it survives one, else quoted. The block adds a final line end."""
    if not note or _NOT_IN_BLOCKS.search(note) or not is_visible(note):
        return [f"{indent}{key}: {quoted(note)}"]
    inner = indent + INDENT
    return [f"{indent}{key}: |", *(inner + line if line else "" for line in note.split("\n"))]


def mapping_lines(mapping: Mapping[str, Value], indent: str) -> list[str]:
    """The entries of a mapping, in its order, indented by ``indent``."""
    return [
        line
        for key, value in mapping.items()
        for line in _headed(key_head(key, indent), value, indent)
    ]


def flow(values: Iterable[Value]) -> str:
    """Scalars as a sequence on one line."""
    return f"[{', '.join(_scalar(value) for value in values)}]"


def _headed(head: str, value: Value, indent: str) -> list[str]:
    if isinstance(value, dict) and value:
        return [head, *mapping_lines(value, indent + INDENT)]
    if isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value):
        inner = indent + INDENT
        return [head, *(line for item in value for line in _headed(f"{inner}-", item, inner))]
    if isinstance(value, list):
        return [f"{head} {flow(value)}"]
    return [f"{head} {_scalar(value)}"]


def _scalar(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return quoted(value)
        case {}:
            return "{}"
    return str(value)
