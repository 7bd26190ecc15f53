"""Turns of a transcript: what somebody says behind a label, without quotation marks.

Strict, so that no ordinary article gets any: several labelled paragraphs, two labels at least, some
more than once, and either labels in capitals, as the minutes of a briefing have them, or labels on
a good share of all paragraphs. Invariant: a turn is one block, less its label.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.articles.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

LABEL = re.compile(
    r"(?P<name>[A-ZÄÖÜ][\w.’'\-]*(?: \(?[A-ZÄÖÜ][\w.’'\-]*\)?){0,5}(?: \([^)\n]{1,40}\))?)"
    r"\s?:\s+(?=\S)"
)
QUESTION = re.compile(r"(?P<name>Q)[ \xa0]{1,6}(?=[A-Z\"“…(—–])")
"""The label of reporters, which has no colon in the minutes of briefings."""
IN_CAPITALS = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ.’'\-]+(?: [A-ZÄÖÜ][A-ZÄÖÜ.’'\-]+)* ?\Z")
ADDRESS = re.compile(
    r"(?:THE (?:FIRST|VICE|PRESIDENT|PRIME|SECRETARY|CHAIR)|(?:MR|MS|MRS|DR)\.|(?:VICE )?PRESIDENT"
    r"|(?:PRIME )?MINISTER|CHANCELLOR|SECRETARY|AMBASSADOR|GOVERNOR|SENATOR|GENERAL|ADMIRAL)\b"
    r"[A-ZÄÖÜ.’'\- ]*\Z"
)
"""The label of the only speaker of an address."""
SHORT = frozenset({"Q", "A"})
NO_SPEAKERS = frozenset(
    {"WHAT", "WHEN", "WHERE", "WHO", "WHY", "HOW", "DATE", "TIME", "PLACE", "NOTE", "PRICE"}
)
"""Labels of the parts of an announcement."""
LEAST_TURNS = 4
LEAST_SHARE = 0.4
"""Of the paragraphs that are labelled, for labels in small letters."""
SPOKEN = frozenset({Role.PARAGRAPH, Role.QUOTATION})


def turns(text: str, blocks: Sequence[Block]) -> dict[int, tuple[int, int, int]]:
    """For each block that is spoken, where its label starts and ends and the speech begins.

    A paragraph without a label goes on with the turn before it. Empty when ``text`` is no
    transcript.
    """
    spoken = [number for number, block in enumerate(blocks) if block.role in SPOKEN]
    labels = {
        number: match
        for number, block in enumerate(blocks)
        if (match := LABEL.match(text, block.start, block.end))
        and (block.role in SPOKEN or _may_be_short_turn(block, match["name"]))
    }
    if not labels:
        return {}
    for number in spoken:
        if match := QUESTION.match(text, blocks[number].start, blocks[number].end):
            labels[number] = match
    if not _is_transcript([match["name"] for match in labels.values()], len(spoken)):
        return {}
    found: dict[int, tuple[int, int, int]] = {}
    label: tuple[int, int] | None = None
    for number, block in enumerate(blocks):
        if match := labels.get(number):
            label = match.span("name")
            found[number] = (*label, match.end())
        elif block.role not in SPOKEN:
            label = None
        elif label is not None and text[block.start] not in "([":
            found[number] = (*label, block.start)
    return found


def _may_be_short_turn(block: Block, label: str) -> bool:
    """Whether a line that looks like a heading is a turn of a few words: "MR. SMITH: No —"."""
    return block.role is Role.HEADING and IN_CAPITALS.match(label) is not None


def _is_transcript(labels: Sequence[str], paragraphs: int) -> bool:
    """Whether these labels are those of speakers."""
    names = Counter(labels)
    if len(names) == 1:
        return ADDRESS.match(labels[0]) is not None
    if NO_SPEAKERS & {name.upper() for name in names}:
        return False
    if sum(count for count in names.values() if count > 1) < len(labels) / 2:
        return False
    capitals = sum(name in SHORT or IN_CAPITALS.match(name) is not None for name in labels)
    if capitals >= LEAST_TURNS and capitals >= len(labels) / 2:
        return True
    return len(labels) >= max(LEAST_TURNS, LEAST_SHARE * paragraphs)
