"""The sentence round a quotation, with everything quoted taken out of sight.

Invariant: a masked text has the length of the text, so that offsets into one count in the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.sentences import stops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block
    from reader.marks.quotations import QuotedSpan

LETTER_BEFORE = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|vs)\.$")
"""A full stop that is that of an abbreviation."""
LONGEST_ABBREVIATION = 4
"""Code points of the longest of these, its stop included."""
BLANK = "\ufffc"
LONGEST_SENTENCE = 600
"""Code points before a quotation in which its sentence is looked for."""


def mask(text: str, spans: Sequence[QuotedSpan]) -> str:
    """``text`` at the same length with everything quoted out of sight."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts.append(text[at : span.start])
        parts.append(BLANK * (span.end - span.start))
        at = span.end
    parts.append(text[at:])
    return "".join(parts)


def opens_sentence(text: str, masked: str, span: QuotedSpan, block: Block) -> bool:
    """Whether ``span`` begins a sentence of its own, in the middle of its block."""
    last = span.start - 1
    while last >= block.start and masked[last].isspace():
        last -= 1
    if last < block.start:
        return False
    if masked[last] == BLANK:
        return any(mark in ".!?" for mark in text[max(last - 1, 0) : last + 1])
    abbreviated = LETTER_BEFORE.search(
        masked, max(block.start, last - LONGEST_ABBREVIATION), last + 1
    )
    return masked[last] in ".!?…" and not abbreviated


def sentence_start(text: str, masked: str, span: QuotedSpan, block: Block, first: int) -> int:
    """Where the sentence of ``block`` that holds ``span`` starts, ``first`` at the earliest."""
    low = max(block.start, span.start - LONGEST_SENTENCE, first)
    start = last_start(masked, low, span.start, block.language)
    quoted = masked.rfind(BLANK, start, span.start)
    while quoted >= start:
        closing = text[max(quoted - 1, 0) : quoted + 1]
        gap = masked[quoted + 1 : span.start]
        ended = any(mark in ".!?" for mark in closing)
        if ended and gap[:1].isspace() and (not gap.strip() or gap.strip()[0].isupper()):
            return quoted + 1 + len(gap) - len(gap.lstrip())
        quoted = start + len(masked[start : quoted + 1].rstrip(BLANK)) - 1
        quoted = masked.rfind(BLANK, start, max(quoted, start))
    return start


def sentence_end(masked: str, start: int, block: Block, last: int) -> int:
    """Where the sentence of ``block`` that goes on at ``start`` ends, its stop left out, at the
    latest at ``last``.
    """
    high = min(block.end, start + LONGEST_SENTENCE, last)
    gap = masked[start : start + 3].lstrip()
    if start < block.end and masked[start].isspace() and gap[:1] == BLANK:
        return start
    stop = next(stops(masked, start, high, block.language), None)
    return stop.start if stop else high


def last_start(masked: str, start: int, end: int, language: str) -> int:
    """Where the last sentence of ``masked[start:end]`` starts; never at ``end`` itself.

    So a quotation that is a sentence of its own goes with the sentence before it, which mostly
    says who speaks.
    """
    for stop in stops(masked, start, end, language):
        if stop.following < end:
            start = stop.following
    return start
