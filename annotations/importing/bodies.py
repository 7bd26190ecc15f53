"""What a W3C annotation says: its bodies, in all the forms the model allows.

Invariant: every text in a body is in the note or among the tags, whatever its purpose; so is the
address of a body that has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.importing.json_value import as_list, as_mapping, as_text, first_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Value

_AS_TAGS = frozenset({"tagging", "classifying"})
_OF_CORRECTIONS = frozenset({"identifying", "classifying"})


@dataclass(frozen=True, slots=True)
class Said:
    """What someone said."""

    note: str
    tags: tuple[str, ...]


def said_by(record: dict[str, Value], *, is_ours: bool = False) -> Said:
    """The note and the tags in the bodies of ``record``.

    A body without a purpose has the annotation's motivation. In an annotation of ours, bodies that
    only repeat a correction are passed over.
    """
    motivations = {_word(each) for each in as_list(record.get("motivation"))}
    lines: list[str] = [as_text(record.get("bodyValue"))]
    tags: list[str] = []
    for body in _flattened(record.get("body")):
        words, purposes = _words(body), _purposes(body) or motivations
        if is_ours and purposes and purposes <= _OF_CORRECTIONS:
            continue
        if words and purposes and purposes <= _AS_TAGS:
            tags.append(words)
        else:
            lines.append(words or _address(body))
    return Said("\n\n".join(line for line in lines if line.strip()), tuple(tags))


def _flattened(value: Value) -> Iterator[Value]:
    waiting = as_list(value)[::-1]
    while waiting:
        body = waiting.pop()
        within = as_list(as_mapping(body).get("items"))
        if within:
            waiting += within[::-1]
        else:
            yield body


def _words(body: Value) -> str:
    entry = as_mapping(body)
    return first_text([entry.get(key) for key in ("value", "chars", "rdf:value", "label")])


def _address(body: Value) -> str:
    """Where the words are to be found that the body does not hold itself."""
    entry = as_mapping(body)
    inner = as_mapping(entry.get("source"))
    source = inner.get("id", inner.get("@id")) if inner else entry.get("source")
    return first_text([body, *as_list(source), entry.get("id"), entry.get("@id")])


def _purposes(body: Value) -> set[str]:
    return {word for each in as_list(as_mapping(body).get("purpose")) if (word := _word(each))}


def _word(value: Value) -> str:
    """A motivation without its prefix or namespace."""
    return as_text(value).rsplit("#", 1)[-1].removeprefix("oa:")
