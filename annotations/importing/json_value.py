"""Reads JSON of strangers, and looks into it without trusting a single type.

Invariant: what ``read_value`` returns holds what a sidecar can hold: text, whole numbers, true,
false, null, lists and mappings. Every other number is the text it was written as.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeGuard, cast

from annotations.errors import ImportFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Value

MAX_SIZE = 512 << 20
"""Code points."""
MAX_DEPTH = 12
"""Collections within collections, in what is kept without being understood."""

_OF_TEXTS = frozenset({"@context", "@type", "type", "@language", "@direction"})
_MOST_DIGITS = 1_000


def read_value(text: str) -> Value:
    """The value that the JSON ``text`` stands for; raises ``ImportFormatError``."""
    require_size(text)
    try:
        value = json.loads(
            text.removeprefix("\ufeff"), parse_float=str, parse_int=_whole, parse_constant=str
        )
    except json.JSONDecodeError as error:
        reason = f"Line {error.lineno}, column {error.colno}: this is not JSON ({error.msg})"
        raise ImportFormatError(f"{reason}. Export the annotations again.") from error
    except RecursionError as error:
        reason = "The JSON is nested too deeply to be an export of annotations"
        raise ImportFormatError(f"{reason}. Give another file.") from error
    return cast("Value", value)


def require_size(text: str) -> None:
    """Raises ``ImportFormatError`` when ``text`` is too long to be taken in."""
    if len(text) > MAX_SIZE:
        limit = f"{MAX_SIZE:,} characters"
        raise ImportFormatError(f"The text is longer than {limit}. Import it in parts.")


def as_text(value: Value) -> str:
    """``value`` if it is text, or the text in a JSON-LD value object; else nothing."""
    if isinstance(value, dict):
        value = value.get("@value", value.get("value"))
    return value if isinstance(value, str) else ""


def as_list(value: Value) -> list[Value]:
    """The items of ``value``; one that is no list is the only item, null is none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_mapping(value: Value) -> dict[str, Value]:
    """``value`` if it is a mapping; else an empty one."""
    return value if isinstance(value, dict) else {}


def first_text(values: Value) -> str:
    """The first item of ``values`` that is text and not empty."""
    return next((text for value in as_list(values) if (text := as_text(value))), "")


def texts_in(value: Value, *, with_numbers: bool = True) -> Iterator[str]:
    """All texts in ``value``, however deep; numbers, true and false as JSON spells them.

    What a JSON-LD object says of its text, its language and its type, is none of them.
    """
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each[::-1]
        elif isinstance(each, dict):
            waiting += [item for key, item in each.items() if key not in _OF_TEXTS][::-1]
        elif isinstance(each, str):
            yield each
        elif each is not None and with_numbers:
            yield json.dumps(each)


def is_offset(value: Value) -> TypeGuard[int]:
    """Whether ``value`` can be a place in a text: a whole number, 0 or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_deep(value: Value, limit: int = MAX_DEPTH) -> bool:
    """Whether ``value`` is nested more deeply than a sidecar can hold it."""
    level: list[Value] = [value]
    for _ in range(limit + 1):
        level = [
            item
            for each in level
            if isinstance(each, (list, dict))
            for item in (each.values() if isinstance(each, dict) else each)
        ]
    return bool(level)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits
