"""Where sentences begin and end, by rules and by what is known of the language.

The one place where this is known: the title cut from a text, the speakers of quotations and the
selection in the reading pane all ask here. Invariant: the sentences of a block tile it but for
the white space between them, and a sentence holds the closing quotation marks after its stop.
Rules, not statistics: a wrong cut costs a key.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.languages.known import language as known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.model import Block

_STOP = re.compile(r"(?<![.!?…؟।])[.!?…؟।]+[\"'”’»“‘›)\]]*(?:\[\d+\])*(?=\s)|[。！？｡]+[」』”’）]*")
_NEXT = re.compile(r"[\s\"'“”‘’„‚«»‹›(\[¿¡—–-]*([^\W_]*)")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’„«»()\[\]]*\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of a sentence; all three are code-point offsets."""

    start: int
    """Of the stop itself."""
    end: int
    """After the stop and the closing quotation marks and brackets that belong to it."""
    following: int
    """Where the next sentence starts, or the end of the text that was looked at."""


def stops(text: str, start: int, end: int, language: str = "") -> Iterator[Stop]:
    """The ends of the sentences in ``text[start:end]``, which is one paragraph.

    The last sentence has one only when white space follows it. ``language`` is an ISO 639-1 code
    or empty.
    """
    for match in _STOP.finditer(text, start, end):
        if _is_end(text, match, start, end, language):
            following = match.end()
            while following < end and text[following].isspace():
                following += 1
            yield Stop(match.start(), match.end(), following)


def _is_end(text: str, match: re.Match[str], start: int, end: int, language: str) -> bool:
    """Whether a stop found in ``text[start:end]`` ends a sentence."""
    stop = match.group()
    if stop[0] in "。！？｡":
        return True
    after = _NEXT.match(text, match.end(), end)
    following = after.group(1) if after else ""
    if following[:1].islower():
        return False
    if stop.rstrip("\"'”’»“‘›)]") != ".":
        return True
    found = _WORD_BEFORE.search(text, max(start, match.start() - 40), match.start())
    word = found.group().lower() if found else ""
    spoken = known(language)
    starts_anew = following.lower() in spoken.starters
    if word.isdigit() and len(word) <= 2:
        at_head = match.start() - len(word) == start
        return not at_head and (starts_anew or not following or language == "en")
    if word in spoken.before_numbers and following[:1].isdigit():
        return False
    if _INITIALS.fullmatch(word):
        return starts_anew and len(word) > 1
    return word not in spoken.abbreviations


def _bounds(text: str, offset: int, blocks: Sequence[Block]) -> tuple[int, int, str]:
    """Start and end of the paragraph at ``offset`` (or before it), and its language."""
    place = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    if blocks and place < 0:
        place = 0
    if place >= 0:
        block = blocks[place]
        if block.wrapped or offset >= block.end or offset < block.start:
            return block.start, block.end, block.language
        start, end = _line(text, offset, block.start, block.end)
        return start, end, block.language
    return *_line(text, offset, 0, len(text)), ""


def _line(text: str, offset: int, first: int, last: int) -> tuple[int, int]:
    """The line at ``offset`` within ``[first, last)``, without white space around it."""
    start = max(first, text.rfind("\n", first, offset) + 1)
    found = text.find("\n", offset, last)
    end = last if found < 0 else found
    return start, end


def paragraph_span(text: str, offset: int, blocks: Sequence[Block] = ()) -> tuple[int, int]:
    """Half-open code-point span of the block at ``offset``, or without blocks of its line."""
    place = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    if blocks:
        block = blocks[max(0, place)]
        return block.start, block.end
    return trim(text, *_line(text, offset, 0, len(text)))


def sentence_span(text: str, offset: int, blocks: Sequence[Block] = ()) -> tuple[int, int]:
    """Half-open code-point span of the sentence at ``offset``.

    White space after a sentence counts as its own; between blocks, as the block's before it.
    """
    start, end, language = _bounds(text, offset, blocks)
    first = start
    for stop in stops(text, start, end, language):
        if stop.following > offset or stop.following >= end:
            return trim(text, first, stop.end if stop.following < end else end)
        first = stop.following
    return trim(text, first, end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; empty at ``start`` when there is nothing else."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
