"""reStructuredText: headings by their adornment, fields as metadata, and the rest as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.encodings import decode
from reader.articles.formats.gathering import Gatherer
from reader.articles.model import Role
from reader.articles.pieces import Piece, compose
from reader.articles.sanitising import sanitise
from reader.articles.values import NAMES, stated_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Value
    from reader.articles.drafts import Draft

_ADORNMENT = re.compile(r"([!-/:-@[-`{-~])\1{2,}\s*$")
_FIELD = re.compile(r":([\w -]+):(?:\s+(.*))?$")
_EXPLICIT = re.compile(r"(\s*)\.\.(?:\s+(.*))?$")
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|\s+)?([\w:.-]+)::(?:\s+(.*))?$")
_NOTE = re.compile(r"\[([\w#*.-]+)\]\s*(.*)$")
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")
_TABLE = re.compile(r"\s*=+(?:\s+=+)+\s*$")
_COLUMN_GAP = re.compile(r"\s{2,}")
_RULE = re.compile(r"\s*(?:[+|][-=+| ]+[+|]|=+(?:\s+=+)+|[-=]{4,})\s*$")
_QUOTING = frozenset({"epigraph", "pull-quote", "highlights"})
_SILENT = frozenset(
    {
        "figure",
        "only",
        "container",
        "class",
        "highlight",
        "csv-table",
        "list-table",
        "table",
        "role",
        "default-role",
    }
)
"""Directives whose argument is no text."""
_BIBLIOGRAPHIC = frozenset({
    "organization", "contact", "address", "version", "status", "copyright", "revision", "id",
    "orphan", "tocdepth", "nosearch",
})  # fmt: skip
"""Fields at the head of a document that say something of it."""
_VERBATIM = frozenset(
    {"code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "math"}
)
_UNSEEN = frozenset({"raw", "meta", "toctree", "contents", "index", "include", "image"})
_INLINE = (
    (re.compile(r"``(.{1,400}?)``"), r"\1"),
    (re.compile(r":[\w:.+-]{1,60}:`~?([^`<]{1,400}?)(?:\s{0,9}<[^`>]{0,400}>)?`"), r"\1"),
    (re.compile(r"`([^`<]{1,400}?)(?:\s{0,9}<[^`>]{0,400}>)?`__?"), r"\1"),
    (re.compile(r"(?<![\w*])\*\*(?=\S)([^*]{1,400}?)(?<=\S)\*\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]{1,400}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)`([^`]{1,400})`"), r"\1"),
    (re.compile(r"\[([\w#*.-]{1,60})\]_"), r"[\1]"),
    (re.compile(r"(?<=\w)__?(?=[\s.,;:!?)]|$)"), ""),
)
"""Inline markup and what is left of it; bounded, so that what never closes costs little."""


def parse(data: bytes) -> Draft:
    """Read ``data`` as reStructuredText."""
    fields: dict[str, Value] = {}
    pieces = list(_Reading(sanitise(decode(data)).split("\n"), fields).pieces())
    return compose(pieces, stated_by(fields))


class _Reading:
    """One reading of one file, line by line."""

    def __init__(self, lines: list[str], fields: dict[str, Value]) -> None:
        self._lines = lines
        self._fields = fields
        self._gather = Gatherer(_plain)
        self._styles: list[tuple[str, bool]] = []
        self._at = 0
        self._spoke = False

    def pieces(self) -> Iterator[Piece]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            before = self._lines[self._at - 1] if self._at else ""
            if heading := self._heading():
                yield from self._gather.heading(*heading)
            elif explicit := _EXPLICIT.match(line):
                self._at += 1
                yield from self._explicit(explicit)
            elif field := _FIELD.match(line):
                self._at += 1
                yield from self._field(field)
            elif _TABLE.match(line):
                self._at += 1
                yield from self._table()
            elif _RULE.match(line) or _ADORNMENT.match(line):
                yield from self._gather.end()
                self._at += 1
            else:
                self._at += 1
                yield from self._text(line, before)
        yield from self._gather.end()

    def _field(self, field: re.Match[str]) -> Iterator[Piece]:
        """A field with the lines indented under it: metadata at the head, else text."""
        yield from self._gather.end()
        name = field[1].lower()
        value = " ".join([field[2] or "", *self._indented(0)]).strip()
        if self._spoke or name not in _BIBLIOGRAPHIC | NAMES:
            yield Piece(_plain(f"{field[1]}: {value}"))
            return
        known = self._fields.get(name)
        self._fields[name] = f"{known}; {value}" if known else value

    def _table(self) -> Iterator[Piece]:
        """The rows of a simple table, up to the empty line after its last rule."""
        yield from self._gather.end()
        while self._at < len(self._lines):
            line, before = self._lines[self._at], self._lines[self._at - 1]
            self._at += 1
            if not line.strip() and _TABLE.match(before):
                return
            if line.strip() and not _RULE.match(line):
                yield Piece(_plain(_COLUMN_GAP.sub(" | ", line.strip())))

    def _heading(self) -> tuple[str, int] | None:
        """The heading that begins here, and its level; it is stepped over."""
        window = [*self._lines[self._at : self._at + 3], "", "", ""]
        over = _ADORNMENT.match(window[0])
        title, under = (window[1], window[2]) if over else (window[0], window[1])
        adorned = _ADORNMENT.match(under)
        if not title.strip() or adorned is None or _ADORNMENT.match(title):
            return None
        if over is None and (title[0].isspace() or len(under.rstrip()) < len(title.rstrip()) - 1):
            return None
        if over is not None and over[1] != adorned[1]:
            return None
        style = (adorned[1], over is not None)
        if style not in self._styles:
            self._styles.append(style)
        self._at += 3 if over else 2
        return title.strip(), self._styles.index(style) + 1

    def _explicit(self, explicit: re.Match[str]) -> Iterator[Piece]:
        """A directive, a note, a target or a comment, with the lines indented under it."""
        yield from self._gather.end()
        what = explicit[2] or ""
        if not what and not "".join(self._lines[self._at : self._at + 1]).strip():
            # Two full stops alone end what stands before, and say nothing of what follows.
            return
        below = self._indented(len(explicit[1]))
        if note := _NOTE.match(what):
            yield Piece(_plain(" ".join([f"[{note[1]}] {note[2]}", *below])))
            return
        directive = _DIRECTIVE.match(what)
        if directive is None or directive[1] in _UNSEEN:
            return
        options = next((n for n, line in enumerate(below) if not _OPTION.match(line)), len(below))
        content = below[options:]
        if directive[2] and directive[1] not in _VERBATIM | _SILENT:
            yield from self._gather.add(directive[2])
        role = Role.QUOTATION if directive[1] in _QUOTING else Role.PARAGRAPH
        for line in content:
            if directive[1] in _VERBATIM:
                yield from self._gather.verbatim(line)
            else:
                yield from self._gather.add(line, role)
        yield from self._gather.end()

    def _indented(self, margin: int) -> list[str]:
        """The lines from here that are indented by more than ``margin``; they are stepped over."""
        found: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.strip() and len(line) - len(line.lstrip()) <= margin:
                break
            found.append(line.strip())
            self._at += 1
        return found

    def _text(self, line: str, before: str) -> Iterator[Piece]:
        self._spoke = self._spoke or bool(line.strip())
        if line.rstrip().endswith("::"):
            text = line.rstrip()[:-1].rstrip() if line.strip() != "::" else ""
            yield from self._gather.add(text if text != ":" else "")
            yield from self._gather.end()
            for verbatim in self._indented(len(line) - len(line.lstrip())):
                yield from self._gather.verbatim(verbatim)
        elif line.startswith("|") and (line[1:2] in (" ", "")):
            # A line of verse, or a row of a table.
            yield from self._gather.verbatim(_plain(line.strip("| ").replace("|", " | ")))
        else:
            indented = line[:1].isspace() and not before.strip()
            yield from self._gather.add(line, Role.QUOTATION if indented else Role.PARAGRAPH)


def _plain(text: str) -> str:
    for pattern, words in _INLINE:
        text = pattern.sub(words, text)
    return text
