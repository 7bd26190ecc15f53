"""Spans of a mutated text, and what came of anchoring them.

A placement is ok when it overlaps with the truth by at least .7 (Jaccard, of code points), else
wrong; of the wrong, those that do not even touch it are elsewhere. A false anchor is a placement
of words that were deleted. Spans of which less than half is left in one place, or which were torn
apart, have no sure truth: they are spoilt, and left out of all shares.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from annotations.anchoring import TextChange, TextView, locate
from annotations.model import Anchor

if TYPE_CHECKING:
    from random import Random

    from annotations.anchoring import Placement
    from tests.annotations.anchoring.mutations import Mutation, Truth

WORD = re.compile(r"\w+")
Span = tuple[str, int, int]
"""The name of its length, and its offsets."""
LENGTHS = {"short": (3, 23), "medium": (24, 79), "long": (80, 399), "very long": (400, 1500)}


def spans(text: str, chance: Random, number: int) -> list[Span]:
    """As many spans of each length, from the beginning of a word to the end of one."""
    words = [match.span() for match in WORD.finditer(text)]
    chosen = []
    for name, (least, most) in LENGTHS.items():
        for _ in range(number if words else 0):
            length = chance.randint(least, most)
            first = chance.randrange(len(words))
            start = words[first][0]
            last = first
            while last + 1 < len(words) and words[last + 1][1] <= start + length:
                last += 1
            if least <= words[last][1] - start:
                chosen.append((name, start, words[last][1]))
    return chosen


def gone_spans(made: Mutation, chance: Random, number: int) -> list[Span]:
    """Spans of whole words of which nothing is left."""
    chosen = []
    words = [match.span() for match in WORD.finditer(made.old)]
    gone = [all(made.places[at] is None for at in range(*word)) for word in words]
    firsts = [at for at, is_gone in enumerate(gone) if is_gone]
    for _ in range(number if firsts else 0):
        first = last = chance.choice(firsts)
        most = chance.choice((12, 24, 80, 200, 600))
        while first and gone[first - 1] and chance.random() < 0.5:
            first -= 1
        while last + 1 < len(words) and gone[last + 1] and words[last][1] - words[first][0] < most:
            last += 1
        start, end = words[first][0], words[last][1]
        name = next((n for n, (_, most) in LENGTHS.items() if end - start <= most), "very long")
        chosen.append((name, start, end))
    return chosen


def outcome(truth: Truth, place: Placement | None) -> str:
    """What has come of one span."""
    if truth.kept == 0:
        return "gone" if place is None else "false"
    if truth.kept < 0.5 or truth.is_torn:
        return "spoilt"
    if place is None:
        return "missed"
    common = min(truth.end, place.end) - max(truth.start, place.start)
    union = max(truth.end, place.end) - min(truth.start, place.start)
    if common >= 0.7 * union:
        return "ok"
    return "wrong" if common > 0 else "elsewhere"


def placements(made: Mutation, chosen: list[Span], *, known: bool) -> list[Placement | None]:
    """Where spans of the old text are found in the new one, the old text ``known`` or not."""
    view = TextView(made.new)
    change = TextChange(made.old, view) if known else None
    return [
        locate(Anchor.at(made.old, start, end), view, change=change) for _, start, end in chosen
    ]


def outcomes(
    made: Mutation, chosen: list[Span], places: list[Placement | None]
) -> dict[str, Counter[str]]:
    """How often what came of the spans, by their length and for ``all``."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (length, start, end), place in zip(chosen, places, strict=True):
        result = outcome(made.truth(start, end), place)
        counted[length][result] += 1
        counted["all"][result] += 1
    return counted


def shares(counted: Counter[str]) -> dict[str, float]:
    """In per cent: of spans with a sure truth, and false anchors of those that are gone."""
    sure = counted["ok"] + counted["wrong"] + counted["elsewhere"] + counted["missed"]
    gone = counted["gone"] + counted["false"]
    return {
        "ok": 100 * counted["ok"] / max(1, sure),
        "wrong": 100 * (counted["wrong"] + counted["elsewhere"]) / max(1, sure),
        "elsewhere": 100 * counted["elsewhere"] / max(1, sure),
        "missed": 100 * counted["missed"] / max(1, sure),
        "false": 100 * counted["false"] / max(1, gone),
    }
