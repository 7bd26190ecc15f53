"""How the words at the end of one line go together with those at the start of the next.

A hyphen at the end of a line may be the typesetter's or the author's. What the document writes in
the middle of its lines decides; where that is silent, whether the document hyphenates at all, and
whether the two halves are words. Invariant: nothing but a hyphen is ever lost in joining.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.wrapping import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.articles.formats.pdf.layout import Line

_TOKEN = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_LAST = re.compile(
    r"(?<![^\W_])(?<![^\W_][-\u2010\u2011'’])"
    r"(?P<word>[^\W_]++(?:[-\u2010\u2011'’][^\W_]++)*+)(?P<hyphen>[-\u2010\xad])$"
)
_FIRST = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_DASHED = re.compile(r"\w[—–―]$|[\w.]/$")
_DASH_FIRST = re.compile(r"[—―]\w")
_HYPHENED = frozenset(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "self", "ex")
)
"""First members of compounds that are always written with a hyphen."""
_HYPHENS = ("-", "\u2010", "\xad")
_LONGEST_WORD = 64
"""Code points at the end of a line that are looked at."""
_HYPHENATING = 0.025
"""Share of the lines that end in a hyphen in a document that hyphenates."""

_SHARE_KNOWN = 0.1
"""Of the words broken at line ends, those that such a document also writes whole."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a document writes in the middle of its lines."""

    tokens: frozenset[str]
    """Casefolded, compounds with their hyphens."""
    hyphenates: bool
    """Whether its lines end in hyphens that the typesetter put there.

    Where he has the character HYPHEN for that, all others are the author's.
    """
    beginnings: frozenset[str] = frozenset()
    """First members of compounds."""
    endings: frozenset[str] = frozenset()
    """Last members of compounds."""
    writes_u2010: bool = False
    """Whether the character HYPHEN stands inside words, and so is not the typesetter's."""


def read_vocabulary(lines: Iterable[Line]) -> Vocabulary:
    """The words of ``lines`` that no line end breaks."""
    counts: Counter[str] = Counter()
    broken: list[tuple[str, str]] = []
    number = 0
    last = ""
    marked = False
    for line in lines:
        number += 1
        text = line.text
        match = _hyphened(last)
        first = _FIRST.match(text)
        if match and first and text[0].islower():
            broken.append((match["word"].casefold(), first.group().casefold()))
        start = first.end() if match and first else 0
        ends = _hyphened(text)
        marked = marked or text.endswith("\u2010")
        end = len(text) - len(ends.group()) if ends else len(text)
        counts.update(_TOKEN.findall(text[start:end].casefold()))
        last = text
    compounds = [token.split("-") for token in counts if "-" in token]
    tokens = frozenset(counts).union(*compounds)
    writes_u2010 = any("\u2010" in token for token in counts)
    often = len(broken) > max(2, _HYPHENATING * number)
    soft = sum(one + other in tokens for one, other in broken)
    return Vocabulary(
        tokens,
        (writes_u2010 or not marked) and (often or soft > _SHARE_KNOWN * len(broken)),
        frozenset(members[0] for members in compounds),
        frozenset(members[-1] for members in compounds),
        writes_u2010,
    )


def join(before: str, after: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """What stands in place of ``before`` and the line end, and whether a space follows it."""
    if not before or not after:
        return before, False
    hyphen = _hyphened(before)
    if hyphen and _FIRST.match(after):
        return _without_soft_hyphen(before, after, hyphen, vocabulary), False
    if before.endswith("\xad"):
        return before[:-1], False
    if before[-1] == "-" and _FIRST.match(after) and not before[-2:-1].isspace():
        return before, False
    if _DASHED.search(before[-2:]) or _DASH_FIRST.match(after):
        return before, False
    return before, not (UNSPACED.match(before[-1]) and UNSPACED.match(after[0]))


def _hyphened(text: str) -> re.Match[str] | None:
    """The hyphened word at the end of ``text``."""
    return _LAST.search(text[-_LONGEST_WORD:]) if text[-1:] in _HYPHENS else None


def _without_soft_hyphen(
    before: str, after: str, hyphen: re.Match[str], vocabulary: Vocabulary
) -> str:
    """``before`` as it stands in front of ``after``: without its hyphen if that only broke it."""
    mark = hyphen["hyphen"]
    following = _FIRST.match(after)
    if mark == "\xad" or (mark == "\u2010" and not vocabulary.writes_u2010):
        return before[:-1]
    if following is None or hyphen["word"][-1].isdigit():
        return before
    first, last = hyphen["word"].casefold(), following.group().casefold()
    words = vocabulary.tokens
    if f"{first}-{last}" in words:
        return before
    if first + last in words:
        return before[:-1]
    if not after[0].islower() or hyphen["word"].isupper() or not vocabulary.hyphenates:
        return before
    # Of a compound that is broken inside one of its members, only that member counts.
    one, other = first.rsplit("-", 1)[-1], last.split("-", 1)[0]
    if one + other in words:
        return before[:-1]
    if "-" in first or first in _HYPHENED:
        return before
    if one in words and other in words:
        known = one in vocabulary.beginnings or other in vocabulary.endings
        if known or "-" in last:
            return before
    return before[:-1]
