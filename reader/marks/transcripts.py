"""Turns of a transcript: what somebody says behind a label, without quotation marks.

Strict, so that no ordinary article gets any: several labelled paragraphs, some label more than
once, and labels on a good share of all. Invariant: a turn is one block, less its label.
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
LEAST_TURNS = 4
LEAST_SHARE = 0.4
"""Of the paragraphs that are labelled."""
SPOKEN = frozenset({Role.PARAGRAPH, Role.QUOTATION})


def turns(text: str, blocks: Sequence[Block]) -> dict[int, tuple[int, int, int]]:
    """For each block that is spoken, where its label starts and ends and the speech begins.

    A paragraph without a label goes on with the turn before it. Empty when ``text`` is no
    transcript.
    """
    labels = {
        number: match
        for number, block in enumerate(blocks)
        if block.role in SPOKEN and (match := LABEL.match(text, block.start, block.end))
    }
    paragraphs = sum(block.role in SPOKEN for block in blocks)
    names = Counter(match["name"] for match in labels.values())
    repeated = sum(count for count in names.values() if count > 1)
    if len(labels) < LEAST_TURNS or len(labels) < LEAST_SHARE * paragraphs:
        return {}
    if len(names) < 2 or repeated < len(labels) / 2:
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
