"""Reads the YAML we accept, strictly, from parser events.

The usual loaders turn ``no`` into False and ``1:30`` into 90, forget the first of two equal keys
and can be brought down by a small file of aliases or brackets. Here scalars are text except plain
``null``, ``true``, ``false`` and integers, and whatever could surprise is an error with a line.
Invariant: what ``read_document`` returns is all that the text says, comments included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from annotations.errors import YamlError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.error import Mark
    from yaml.events import Event

    from annotations.model import Value

MAX_DEPTH = 20
"""Collections within collections."""
MAX_SIZE = 32 << 20
"""Code points."""

_MARKED_DEPTH = 5
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,999}")
_WORDS: Mapping[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
_BREAK = re.compile(r"[\n\r\x85\u2028\u2029]")
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n\r\x85\u2028\u2029]*)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key stands in the text."""

    index: int
    """Code-point offset."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 0."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands after a ``#``, the sign included."""

    text: str
    index: int
    """Code-point offset of the sign."""
    column: int
    """Counted from 0."""
    alone: bool
    """True when nothing but white space stands before it on its line."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document, read."""

    value: Value
    keys: Mapping[tuple[str, ...], Place]
    """Where each key of the outermost mappings stands, by its path."""
    comments: tuple[Comment, ...]
    """In text order."""
    end: int
    """Code-point offset at which the document ends."""


@dataclass(slots=True)
class _Frame:
    """A collection that is still being filled."""

    items: list[Value] | dict[str, Value]
    path: tuple[str, ...] | None
    """None inside sequences and deep down, where places are not kept."""
    key: str | None = None
    """The key of a mapping that waits for its value."""


@dataclass(slots=True)
class _Builder:
    """The state of one reading."""

    max_depth: int
    value: Value = None
    documents: int = 0
    end: int = 0
    closed: bool = False
    """True when the document ended with ``...``."""
    stack: list[_Frame] = field(default_factory=list)
    keys: dict[tuple[str, ...], Place] = field(default_factory=dict)
    scalars: list[tuple[int, int]] = field(default_factory=list)
    """Spans of code points in which a ``#`` is no comment."""

    def take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent):
            self._open(event, {})
        elif isinstance(event, SequenceStartEvent):
            self._open(event, [])
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self.stack.pop()
        elif isinstance(event, AliasEvent):
            raise YamlError("an alias (*) is not accepted here", _line(event))
        elif isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise YamlError("a second document begins", _line(event))
        elif isinstance(event, DocumentEndEvent):
            self.closed = bool(event.explicit)
            self.end = cast("Mark", event.start_mark).index

    def _scalar(self, event: ScalarEvent) -> None:
        _refuse_properties(event)
        start = cast("Mark", event.start_mark)
        self.scalars.append((start.index, cast("Mark", event.end_mark).index))
        text: str = event.value
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.items, dict) and frame.key is None:
            if text in frame.items:
                raise YamlError(f'duplicate key "{text}"', start.line + 1)
            frame.key = text
            if frame.path is not None:
                self.keys[(*frame.path, text)] = Place(start.index, start.line + 1, start.column)
            return
        self._put(_plain(text) if event.style in (None, "") else text, frame)

    def _open(
        self,
        event: MappingStartEvent | SequenceStartEvent,
        items: list[Value] | dict[str, Value],
    ) -> None:
        _refuse_properties(event)
        if len(self.stack) >= self.max_depth:
            raise YamlError(f"nested more than {self.max_depth} levels deep", _line(event))
        frame = self.stack[-1] if self.stack else None
        path: tuple[str, ...] | None = None
        if frame is None:
            path = ()
        elif isinstance(frame.items, dict):
            if frame.key is None:
                raise YamlError("a key must be plain text", _line(event))
            if frame.path is not None and len(frame.path) + 1 < _MARKED_DEPTH:
                path = (*frame.path, frame.key)
        self._put(items, frame)
        self.stack.append(_Frame(items, path if isinstance(items, dict) else None))

    def _put(self, value: Value, frame: _Frame | None) -> None:
        if frame is None:
            self.value = value
        elif isinstance(frame.items, list):
            frame.items.append(value)
        elif frame.key is not None:
            frame.items[frame.key] = value
            frame.key = None


def read_document(
    text: str,
    *,
    require_end: bool = True,
    max_depth: int = MAX_DEPTH,
    max_size: int = MAX_SIZE,
) -> Document:
    """The one document in ``text``; an empty one is None.

    With ``require_end`` the document must be closed by ``...``, which shows that it is whole.
    Raises ``YamlError`` for anything that is not YAML, and for duplicate keys, anchors, aliases,
    tags, keys that are no text, a second document, and what is too deep or too large.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > max_size:
        raise YamlError(f"the text is longer than {max_size:,} characters", 1)
    builder = _Builder(max_depth)
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _explained(error, text, max_depth) from error
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise YamlError("a lone surrogate is not a character", line) from error
    if require_end and not builder.closed:
        reason = 'the closing line "..." is missing, so the text may be cut short'
        raise YamlError(reason, text.rstrip().count("\n") + 1)
    comments = tuple(_comments(text, builder.scalars))
    return Document(builder.value, builder.keys, comments, builder.end)


def parse(text: str, *, require_end: bool = True) -> Value:
    """The value of the one document in ``text``; raises as ``read_document`` does."""
    return read_document(text, require_end=require_end).value


def _plain(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


def _line(event: Event) -> int:
    return cast("Mark", event.start_mark).line + 1


def _refuse_properties(event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
    if event.anchor is not None:
        raise YamlError("an anchor (&) is not accepted here", _line(event))
    if event.tag is not None:
        raise YamlError("a type tag (!) is not accepted here", _line(event))


def _explained(error: yaml.YAMLError, text: str, max_depth: int) -> YamlError:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        reason = error.problem or "this is not YAML"
        if "nesting depth" in reason:
            # The parser's own limit, which it meets before the first bracket gets to us.
            reason = f"nested more than {max_depth} levels deep"
        return YamlError(reason, error.problem_mark.line + 1)
    if isinstance(error, yaml.reader.ReaderError):
        before = text.encode()[: error.position]
        return YamlError(f"{error.reason}", before.count(b"\n") + 1)
    return YamlError("this is not YAML", 1)


def _comments(text: str, scalars: list[tuple[int, int]]) -> list[Comment]:
    """All comments: outside scalars a ``#`` can be nothing else."""
    if "#" not in text:
        return []
    found: list[tuple[int, str]] = []
    outside = 0
    for start, end in [*scalars, (len(text), len(text))]:
        position = text.find("#", outside, start)
        while position >= 0:
            line_break = _BREAK.search(text, position, start)
            stop = line_break.start() if line_break else start
            found.append((position, text[position:stop]))
            position = text.find("#", stop, start)
        header = _BLOCK_COMMENT.match(text, start, end)
        if header is not None:
            found.append((header.start(1), header.group(1)))
        outside = max(outside, end)
    return _placed(text, found)


def _placed(text: str, found: list[tuple[int, str]]) -> list[Comment]:
    comments = []
    line_start = searched = 0
    for index, comment in found:
        for line_break in _BREAK.finditer(text, searched, index):
            line_start = line_break.end()
        searched = index
        alone = not text[line_start:index].strip()
        comments.append(Comment(comment.rstrip(), index, index - line_start, alone))
    return comments
