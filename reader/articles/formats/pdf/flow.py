"""From the lines of all pages to the pieces of an article: layout's last step.

Invariant: every word of the lines stands in the pieces once, in order but for footnotes; a form
feed stands for every page end, never inside a word.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.articles.formats.pdf.columns import find_columns
from reader.articles.formats.pdf.footnotes import (
    read_marks,
    split_footnotes,
    split_notes,
    with_footnotes,
)
from reader.articles.formats.pdf.joining import join, read_vocabulary
from reader.articles.formats.pdf.layout import Word, line_of
from reader.articles.formats.pdf.paragraphs import (
    BULLET,
    ENTRY,
    NUMBER,
    place_lines,
    split_paragraphs,
)
from reader.articles.formats.pdf.typography import read_typography
from reader.articles.model import Role
from reader.articles.pieces import PAGE_END, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.articles.formats.pdf.joining import Vocabulary
    from reader.articles.formats.pdf.layout import Line, PageLines
    from reader.articles.formats.pdf.paragraphs import Placed

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_INITIAL = 1.8
"""Times the size of the text that an initial set into it is at least."""
_LEADER = re.compile(r"\s{0,40}(?:[.·…_]\s?){4,}\s*")
"""What leads the eye from an entry in a table of contents to its number."""
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of a document."""

    pieces: tuple[Piece, ...]
    title: str
    """The largest text on the first page; empty when nothing stands out."""


def flow(pages: Sequence[PageLines]) -> Flow:
    """The text of ``pages``, whose lines are in reading order and without furniture."""
    pages = [replace(page, lines=_with_initials(page.lines)) for page in pages]
    lines = [line for page in pages for line in page.lines]
    vocabulary = read_vocabulary(lines)
    if _is_right_to_left(lines):
        pages = [replace(page, lines=tuple(map(_mirrored, page.lines))) for page in pages]
    columns = find_columns(pages)
    typography = read_typography(columns)
    parted = [split_footnotes(column, typography) for column in columns]
    body = place_lines([main for main, _ in parted])
    numbers = [number for number, (_, notes) in enumerate(parted) if notes]
    notes = [
        replace(item, column=numbers[item.column])
        for item in place_lines([notes for _, notes in parted if notes])
    ]
    paragraphs = with_footnotes(
        split_paragraphs(body, typography), split_notes(notes, read_marks(lines))
    )
    pieces: list[Piece] = []
    page = 0
    title = ("", 0.0)
    for paragraph in paragraphs:
        level = typography.heading_level([item.line for item in paragraph])
        text, reached = _text(paragraph, page, vocabulary)
        size = paragraph[0].line.size
        if level and paragraph[0].page == paragraphs[0][0].page and size > title[1]:
            title = (text.replace(PAGE_END, " ").strip(), size)
        page = max(page, reached)
        pieces.append(Piece(text, _role(paragraph, level), level))
    if pieces and page < len(pages) - 1:
        rest = PAGE_END * (len(pages) - 1 - page)
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text + rest)
    return Flow(tuple(pieces), title[0] if len(title[0]) <= _LONGEST_TITLE else "")


def _role(paragraph: Sequence[Placed], level: int) -> Role:
    if level:
        return Role.HEADING
    text = paragraph[0].line.text
    return Role.LIST_ITEM if BULLET.match(text) or NUMBER.match(text) else Role.PARAGRAPH


def _text(paragraph: Sequence[Placed], page: int, vocabulary: Vocabulary) -> tuple[str, int]:
    """The text of ``paragraph``, when ``page`` was reached before it; and the page it reaches."""
    parts = [PAGE_END * (paragraph[0].page - page)]
    page = max(page, paragraph[0].page)
    tail = paragraph[0].line.text
    for item in paragraph[1:]:
        following = item.line.text
        ends = PAGE_END * (item.page - page)
        page = max(page, item.page)
        before, spaced = join(tail, following, vocabulary)
        if spaced or not ends:
            parts += (before, " " if spaced else "", ends)
            tail = following
        else:
            word, _, tail = following.partition(" ")
            parts += (before, word, ends)
    text = "".join((*parts, tail))
    return _LEADER.sub(" … ", text) if ENTRY.search(text) else text, page


def _with_initials(lines: Sequence[Line]) -> tuple[Line, ...]:
    """``lines`` with each large initial put before the word that it begins."""
    joined: list[Line] = []
    for line in lines:
        if joined and _is_initial(joined[-1], line):
            initial = joined.pop().words[0]
            first = line.words[0]
            word = Word(initial.text + first.text, initial.left, first.right, first.bold)
            joined.append(line_of([word, *line.words[1:]], line.base, line.size))
            continue
        joined.append(line)
    return tuple(joined)


def _is_initial(one: Line, line: Line) -> bool:
    return (
        len(one.words) == 1
        and len(one.text) <= 2
        and one.text[-1].isalpha()
        and one.size >= _INITIAL * line.size
        and one.base <= line.base <= one.base + one.size
        and 0 <= line.left - one.right <= line.size
    )


def _is_right_to_left(lines: Iterable[Line]) -> bool:
    """Whether the lines are of such letters and begin, nearly all, on the right."""
    turned = letters = 0
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    for line in lines:
        text = line.text
        letters += len(text)
        turned += 0 if text.isascii() else len(_RIGHT_TO_LEFT.findall(text))
        lefts[round(line.left)] += 1
        rights[round(line.right)] += 1
    return turned > letters / 3 and max(rights.values()) >= max(lefts.values())


def _mirrored(line: Line) -> Line:
    words = tuple(Word(word.text, -word.right, -word.left, word.bold) for word in line.words)
    return replace(line, words=words, left=-line.right, right=-line.left)
