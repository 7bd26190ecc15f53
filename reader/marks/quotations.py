"""Where quotation marks open and close.

The closing mark depends on the opening one, and a paragraph that ends inside a quotation goes on in
the next that opens with a mark. Invariant: a span lies within one block and spans are disjoint;
marks inside a quotation belong to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.marks.transcripts import turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

CLOSERS = {
    "“": '”"“',
    "”": "”",
    "„": '“”"‟',
    "‟": "”",
    '"': '"”',
    "''": "''",
    "``": "''",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "「": "」",
    "『": "』",
}
"""The marks that may close a quotation, by the mark that opened it."""
MARK = re.compile(r"''|``|[“”„‟\"«»‹›‘’‚'「」『』]")
OPENERS = frozenset("“„\"«»‹›‘'")
SINGLE = frozenset("‘‚'")
STRAIGHT = frozenset({'"', "'", "''", "``", "”", "‟", "»", "›"})
"""Marks that open only where a word may begin."""
OPENING_PLACE = frozenset('([{—–-/:―“„«»"‘')
ELISION = re.compile(
    r"(?:\d0s\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|bout\b|round\b)", re.IGNORECASE
)
LONGEST_SINGLE = 2000
"""Code points within which a single mark must close: it may well be an apostrophe."""
LONGEST_MARK = 2
"""Code points."""
MOST_DOUBTED = 50
"""Marks that are looked at behind one that may be an apostrophe before it is taken to close."""
SKIPPED = frozenset({Role.BOILERPLATE})


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """One stretch of text in quotation marks, marks included."""

    start: int
    end: int
    block: int
    """Number of the block it lies in."""
    closed: bool
    """False when the paragraph ends before a closing mark."""
    continues: bool = False
    """True when it goes on from the quotation of the paragraph before."""
    width: int = 1
    """Code points of the opening mark, and of the closing mark if there is one."""
    label: tuple[int, int] | None = None
    """Span of the label that names the speaker, when this is the turn of a transcript."""


def quoted_spans(text: str, blocks: Sequence[Block]) -> list[QuotedSpan]:
    """All quotations of ``text``, in order.

    A block that ends unclosed counts as quoted to its end when the next block opens with a mark, or
    when the quotation is the whole block; otherwise the opening mark is taken for a slip.
    """
    spans: list[QuotedSpan] = []
    spoken = turns(text, blocks)
    pending = ""
    for number, block in enumerate(blocks):
        if number in spoken:
            start, end, begin = spoken[number]
            if text[begin] not in OPENERS:
                spans.append(
                    QuotedSpan(begin, block.end, number, False, width=0, label=(start, end))
                )
                pending = ""
                continue
        if block.role in SKIPPED:
            pending = ""
            continue
        found, pending = _block_spans(text, blocks, number, pending)
        spans.extend(found)
    return spans


def _block_spans(
    text: str, blocks: Sequence[Block], number: int, pending: str
) -> tuple[list[QuotedSpan], str]:
    """The spans of one block, and the mark that is still open at its end."""
    block = blocks[number]
    spans: list[QuotedSpan] = []
    at = block.start
    hopeless: set[str] = set()
    looked: dict[str, int] = {}
    while opening := MARK.search(text, at, block.end):
        start = opening.start()
        mark = opening.group()
        at = opening.end()
        resumes = bool(pending) and start == block.start and at < block.end and mark in CLOSERS
        if mark in hopeless or not (resumes or _opens(text, start, mark, block)):
            continue
        end = _close(text, start, mark, block, looked.get(mark, 0))
        if end > 0:
            spans.append(QuotedSpan(start, end, number, True, resumes, len(mark)))
            at = end
        elif mark not in SINGLE:
            if start == block.start or _goes_on(text, blocks, number + 1, mark):
                spans.append(QuotedSpan(start, block.end, number, False, resumes, len(mark)))
                return spans, mark
            if end < 0:
                hopeless.add(mark)
        elif end < 0:
            # What closes none of them closes no other that opens before it.
            looked[mark] = start + LONGEST_SINGLE - LONGEST_MARK
    return spans, ""


def _opens(text: str, start: int, mark: str, block: Block) -> bool:
    end = start + len(mark)
    before = text[start - 1] if start > block.start else " "
    after = text[end] if end < block.end else " "
    if mark not in CLOSERS or (after.isspace() and mark not in "«„"):
        return False
    free = before.isspace() or before in OPENING_PLACE
    if mark in STRAIGHT:
        free = free or (before in ".,;!?" and mark == '"' and after.isalpha() and after.isupper())
        if not free:
            return False
    if mark in SINGLE:
        return free and not after.isdigit() and not ELISION.match(text, start + 1)
    return True


def _close(text: str, start: int, mark: str, block: Block, looked: int) -> int:
    """The offset after the mark that closes the quotation opened at ``start``; before ``looked``
    none does.

    0 when the quotation is empty or broken off, -1 when the rest of the block closes none.
    """
    closers = CLOSERS[mark]
    doubtful = doubted = 0
    inner = 0
    stop = min(block.end, start + LONGEST_SINGLE) if mark in SINGLE else block.end
    for candidate in MARK.finditer(text, max(start + len(mark), looked), stop):
        doubted += doubtful > 0
        if doubted > MOST_DOUBTED:
            break
        place, end = candidate.span()
        found = candidate.group()
        if found not in closers and (found == mark or (mark, found) == ('"', "“")):
            inner += mark in "«»„「『" or found == "“"
            continue
        if mark in SINGLE and found not in closers and found in '“”"„':
            return doubtful
        if found not in closers or (len(found) != len(mark) and mark in ("''", "``")):
            continue
        before = text[place - 1]
        after = text[end] if end < block.end else " "
        if not _may_close(found, before, after, same=found == mark):
            continue
        if place == start + len(mark):
            return 0
        if inner:
            inner -= 1
            continue
        if mark in SINGLE and before in "sxzSXZ" and after.isspace():
            doubtful = doubtful or end
            continue
        return end
    return doubtful or -1


def _may_close(found: str, before: str, after: str, *, same: bool) -> bool:
    """Whether the mark ``found`` can close between these two characters."""
    free = after.isspace() or after in ".,;:!?)"
    if found in ("'", "’"):
        return not (after.isalnum() or before.isspace())
    if found == '"':
        if after.isalnum():
            return before in ".,!?" and after.isupper()
        return free or not before.isspace()
    return free or found != "“" or not same


def _goes_on(text: str, blocks: Sequence[Block], number: int, mark: str) -> bool:
    """Whether block ``number`` opens with a mark of the same style as ``mark``."""
    if number >= len(blocks):
        return False
    first = text[blocks[number].start]
    return first == mark or {first, mark} <= {'"', "“", "”"} or (mark == "„" and first in "„“")
