"""The sentence round a quotation, with everything quoted taken out of sight.

Invariant: a masked text has the length of the text, so that offsets into one count in the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.marks.quotations import QuotedSpan

SENTENCE_END = re.compile(r"[.!?…]['’)\]]*\s+(?=[^\sa-zäöü])|\n")
ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|St|Jr|No|vs|Sept|Oct|Nov|Dec"
    r"|Jan|Feb|Aug|z\.B|bzw|ca|Nr|Mio|Mrd|\d+)\Z"
)
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


def sentence_start(text: str, masked: str, span: QuotedSpan, floor: int) -> int:
    """Where the sentence that holds ``span`` starts; never before ``floor``."""
    start = low = max(floor, span.start - LONGEST_SENTENCE)
    for match in SENTENCE_END.finditer(masked, low, span.start):
        if not ABBREVIATED.search(masked, max(low, match.start() - 8), match.start()):
            start = match.end()
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


def sentence_end(masked: str, start: int, ceiling: int) -> int:
    """Where the sentence that goes on at ``start`` ends; never after ``ceiling``."""
    high = min(ceiling, start + LONGEST_SENTENCE)
    gap = masked[start : start + 3].lstrip()
    if start < ceiling and masked[start].isspace() and gap[:1] == BLANK:
        return start
    for match in SENTENCE_END.finditer(masked, start, high):
        if not ABBREVIATED.search(masked, max(start, match.start() - 8), match.start()):
            return match.start()
    return high
