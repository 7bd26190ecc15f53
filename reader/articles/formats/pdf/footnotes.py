"""Footnotes, which stand between two halves of a sentence where it crosses the page.

They are what stands at the foot of a column, begins with a mark, and is small or set apart.
Invariant: the two parts of a column hold its lines once, in order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.articles.formats.pdf.columns import Column
    from reader.articles.formats.pdf.layout import Line
    from reader.articles.formats.pdf.paragraphs import Placed
    from reader.articles.formats.pdf.typography import Typography

_SMALLER = 0.93
"""Of the size of the body, below which text can be a footnote."""
_APART = 1.2
"""Of the leading, from the body to footnotes that are not smaller."""
_CITED = re.compile(r"\[\d{1,3}\]$")
NOTE = re.compile(
    r"(?:\(?\[?\d{1,3}[\])]?[.)]?|[*∗†‡§¶]{1,3})\s*"
    r"(?=[“‘\"'(«„]|(?:ibid|id|cf|see|vgl|ebd|siehe)\b|(?![a-zß-ÿ])[^\W\d_])"
)
"""A mark and then a word, which begins with a capital unless it is one of a few."""


def split_footnotes(column: Column, typography: Typography) -> tuple[Column, Column | None]:
    """``column`` without its footnotes, and the footnotes."""
    lines = column.lines
    at = len(lines)
    while at and lines[at - 1].size < _SMALLER * typography.body:
        at -= 1
    while at < len(lines) and not NOTE.match(lines[at].text):
        at += 1
    if at == len(lines):
        at = _first_apart(lines, typography)
    if at == len(lines) or at == 0:
        return column, None
    notes = lines[at:]
    return replace(column, lines=lines[:at]), replace(column, lines=notes)


def _first_apart(lines: Sequence[Line], typography: Typography) -> int:
    """Where footnotes in the size of the body begin: with a raised mark, below white."""
    large = (at for at, line in enumerate(lines) if typography.is_large(line))
    for at in range(max(large, default=0) + 1, len(lines)):
        white = lines[at - 1].base - lines[at].base > _APART * typography.leading(lines[at].size)
        if white and lines[at].marked:
            return at
    return len(lines)


def read_marks(lines: Iterable[Line]) -> frozenset[str]:
    """The marks of footnotes, in brackets, that words of ``lines`` end in."""
    words = (word.text for line in lines for word in line.words if word.text[-1] == "]")
    return frozenset(match.group() for match in map(_CITED.search, words) if match)


def split_notes(notes: Iterable[Placed], marks: frozenset[str]) -> list[list[Placed]]:
    """The lines of each footnote, whose mark is written as it is in the text: in brackets.

    ``marks`` are those in the text; a raised number is one in any case.
    """
    split: list[list[Placed]] = []
    for item in notes:
        if split and split[-1][-1].column == item.column and not _begins_note(item):
            split[-1].append(item)
        else:
            split.append([replace(item, line=_with_mark(item.line, marks))])
    return split


def _begins_note(item: Placed) -> bool:
    """Whether ``item``, a line of footnotes, begins one."""
    return item.line.marked or NOTE.match(item.line.text) is not None


def _with_mark(line: Line, marks: frozenset[str]) -> Line:
    first = line.words[0]
    mark = f"[{first.text}]"
    if len(line.words) < 2 or not (mark in marks or (line.marked and _CITED.fullmatch(mark))):
        return line
    return replace(line, words=(replace(first, text=mark), *line.words[1:]))


def with_footnotes(
    paragraphs: Sequence[list[Placed]], notes: Sequence[list[Placed]]
) -> list[list[Placed]]:
    """``paragraphs`` with ``notes`` among them, each note where its page goes on.

    Before the paragraph that runs on to the next page, for there it is still on its own page.
    """
    merged: list[list[Placed]] = []
    waiting = list(reversed(notes))
    for paragraph in paragraphs:
        first, last = paragraph[0], paragraph[-1]
        after: list[list[Placed]] = []
        while waiting and waiting[-1][0].column < last.column:
            note = waiting.pop()
            passed = first.column > note[0].column
            crosses = first.page <= note[0].page < last.page
            (merged if passed or crosses else after).append(note)
        merged.append(paragraph)
        merged += after
    return merged + waiting[::-1]
