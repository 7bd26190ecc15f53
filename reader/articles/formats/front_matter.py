"""Front matter at the head of a Markdown file: YAML between rules, or TOML between plus signs.

Strict YAML first; what is written by hand is often only nearly that (a colon in a title), and then
the lines that are plain are taken one by one. What states nothing that
we know the name of is text, and stays where the reader sees it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.yaml_format import YamlError, parse
from reader.articles.toml import parse_toml
from reader.articles.values import NAMES, stated_by

if TYPE_CHECKING:
    from annotations.model import Value
    from reader.articles.drafts import Stated

_FRONT = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*\n(?!\s*\n)(.*?\n)(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL
)
_LINE = re.compile(r"([A-Za-z][\w -]{0,60})[ \t]{0,9}:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name:[ \t]+)?(.*)$")
_LONGEST = 200_000
"""Code points; what is longer is no front matter but text between rules."""
_NOT_PLAIN = tuple("[{&*!|>")
"""Begins a value that only real YAML can tell."""


def split_front_matter(raw: str) -> tuple[Stated | None, str]:
    """What the front matter of ``raw`` states, and the rest of it."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT.match(text)
    if match is None or len(match[2]) > _LONGEST:
        return None, raw
    mapping = _toml(match[2]) if match[1] == "+++" else _yaml(match[2])
    if NAMES.isdisjoint(name.lower() for name in mapping):
        return None, raw
    return stated_by(mapping), text[match.end() :]


def _yaml(front: str) -> dict[str, Value]:
    try:
        value = parse(front, require_end=False)
    except YamlError:
        return _nearly_yaml(front)
    return value if isinstance(value, dict) else {}


def _nearly_yaml(front: str) -> dict[str, Value]:
    """The plain lines of ``front``; nothing when it has any that are no names with values."""
    found: dict[str, list[str]] = {}
    last, listed = "", set[str]()
    for line in filter(None, map(str.rstrip, front.split("\n"))):
        named, item = _LINE.match(line), _ITEM.match(line)
        if named and not line[0].isspace():
            last, value = named[1].strip(), named[2] or ""
            if last in found:
                return {}
            if not value.startswith(_NOT_PLAIN):
                found[last] = [_unquoted(value)] if value else []
        elif item and last:
            listed.add(last)
            found.setdefault(last, []).append(_unquoted(item[1]))
        elif line[0].isspace() and found.get(last) and last not in listed:
            found[last].append(line.strip())
        elif not line[0].isspace() and not line.startswith("#"):
            return {}
    return {name: [*v] if name in listed else " ".join(v) for name, v in found.items()}


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _toml(front: str) -> dict[str, Value]:
    try:
        values = parse_toml(front)
    except ValueError:
        return {}
    found: dict[str, Value] = {}
    for name, value in values.items():
        found[name] = [*map(str, value)] if isinstance(value, list) else str(value)
    return found
