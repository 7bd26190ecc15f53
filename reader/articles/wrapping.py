"""Where the paragraphs of a bare text are, whether it is hard-wrapped or not.

Most saved articles have one paragraph a line. Others were wrapped at some column, 72 say, and
there a line end is a space unless the line could have held the next word: that is how a text
filled line by line differs from a list or a poem, and it is the test used here. Two helps:
a line that begins in lower case goes on where the one before stopped, and so does a line
indented under the words of a list item.

Invariant: the paragraphs found are in order, disjoint, and hold every character but white space.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]")
"""Characters of Chinese and Japanese, between which no space stands."""
_BETWEEN_UNSPACED = re.compile(f"(?<={UNSPACED.pattern})[ ]*\n[ ]*(?={UNSPACED.pattern})")
_LINE = re.compile(r"[^\n]+")
LIST_MARKER = re.compile(r"\s*(?:[-*•‣◦]|\d{1,3}[.)]|[a-z][.)])\s+(?=\S)")
_TURN = re.compile(
    r"\s*(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?\s+)?"
    r"(?:[A-ZÄÖÜÉÈ][A-ZÄÖÜÉÈ.'’-]*(?: [A-ZÄÖÜÉÈ.'’-]+){0,5}(?: \([^()\n]{1,40}\))?:\s|[QA]\s{2,})"
)
"""A speaker's turn in a transcript: a name in capitals and a colon, or the letter of a question."""

_NARROWEST, _WIDEST = 40, 100
"""Cells."""
_WIDE_CHARACTER = 2
_SHARE_OF_FLOWING = 0.7
_FEW_LINES = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines that is read as one; offsets in code points, end exclusive."""

    start: int
    end: int
    wrapped: bool
    """True when it holds line ends that are read as spaces."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    """Offset of the first character that is not white space."""
    end: int
    margin: int
    """Column at which the words begin: after the indent and a list marker."""
    indent: int
    width: int
    """Cells."""
    first_word: int
    """Cells of the first word, or of the first character where words are not spaced."""
    continues: bool
    """True when it begins in lower case, as no paragraph does."""
    begins: bool
    """True when it always begins a paragraph: a list item or a speaker's turn."""


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of ``text``."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    found: list[Paragraph] = []
    start = 0
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is not None and width and _continues(text, line, following, width):
            continue
        first = lines[start]
        found.append(Paragraph(first.start, line.end, wrapped=first is not line))
        start = number + 1
    return found


def unwrap_unspaced(text: str) -> str:
    """``text`` without the line ends that wrapping put between characters of unspaced writing.

    Chinese and Japanese have no spaces, so that such a line end is nothing at all.
    """
    if not UNSPACED.search(text):
        return text
    parts: list[str] = []
    at = 0
    for paragraph in paragraphs(text):
        parts += (text[at : paragraph.start], text[paragraph.start : paragraph.end])
        if paragraph.wrapped:
            parts[-1] = _BETWEEN_UNSPACED.sub("", parts[-1])
        at = paragraph.end
    return "".join((*parts, text[at:]))


def _lines(text: str) -> list[_Line]:
    lines = []
    for match in _LINE.finditer(text):
        line = match.group().rstrip(" ")
        body = line.rstrip()
        words = body.lstrip()
        if not words:
            continue
        indent = len(body) - len(words)
        marker = LIST_MARKER.match(body)
        # No-break spaces count: whoever wrapped the text could not break there.
        space = line.find(" ", indent)
        wide = 0 if line.isascii() else len(UNSPACED.findall(line))
        first_word = (len(line) if space < 0 else space) - indent
        lines.append(
            _Line(
                start=match.start() + indent,
                end=match.start() + len(body),
                margin=marker.end() if marker else indent,
                indent=indent,
                width=len(line) + wide,
                first_word=_WIDE_CHARACTER if UNSPACED.match(words) else first_word,
                continues=words[0].islower(),
                begins=bool(marker or _TURN.match(body)),
            )
        )
    return lines


def _adjacent(text: str, line: _Line, following: _Line) -> bool:
    return not following.begins and text.count("\n", line.end, following.start) == 1


def _flows(line: _Line, following: _Line, width: int) -> bool:
    """Whether the line end between the two was made by wrapping at ``width``."""
    hanging = following.indent == line.margin > 0
    return hanging or following.continues or line.width + 1 + following.first_word > width


def _continues(text: str, line: _Line, following: _Line, width: int) -> bool:
    indented = following.indent > line.margin + 1
    return not indented and _adjacent(text, line, following) and _flows(line, following, width)


def _wrap_width(text: str, lines: list[_Line]) -> int:
    """The column at which ``text`` was wrapped, or 0 when it was not."""
    pairs = [
        (line, following)
        for line, following in itertools.pairwise(lines)
        if _adjacent(text, line, following)
    ]
    if not pairs:
        return 0
    widths = sorted(line.width for line, _ in pairs)
    width = widths[int(0.95 * (len(widths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    flowing = sum(_flows(line, following, width) for line, following in pairs)
    enough = len(pairs) >= _FEW_LINES or width >= 60
    return width if enough and flowing >= _SHARE_OF_FLOWING * len(pairs) else 0
