"""Find words in a text as a reader means them: whatever the case, the accents and the line ends.

Invariant: a match is a span of the text itself. Characters fold one to one, so nothing has to be
mapped back; a match crosses a line end only where wrapping made it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.languages.folding import fold as fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

_PLAIN = str.maketrans("‘’‚“”„«»–—‐‑", '\'\'\'"""""----')
_MARKS = "[\u0300-\u036f]*"


def fold(character: str) -> str:
    """One character without case and accent; typographic quotes and dashes become plain ones."""
    lowered = character.lower()
    base = unicodedata.normalize("NFD", lowered)[0] if lowered else character
    plain = fold_word(base)
    return straighten(plain if len(plain) == 1 else base)


def straighten(text: str) -> str:
    """``text`` with plain quotation marks and dashes for typographic ones, one for one."""
    return text.translate(_PLAIN)


def find_all(text: str, needle: str, blocks: Sequence[Block] = ()) -> list[tuple[int, int]]:
    """Every match of ``needle`` as disjoint half-open code-point spans, in order.

    White space in ``needle`` stands for any run of it. A needle of white space alone finds nothing.
    """
    words = needle.split()
    if not words:
        return []
    variants = _variants(text)
    pattern = re.compile(r"\s+".join(_pattern(variants, word) for word in words))
    wrapped = [block for block in blocks if block.wrapped]
    starts = [block.start for block in wrapped]
    matches: list[tuple[int, int]] = []
    at = 0
    while match := pattern.search(text, at):
        start, end = match.span()
        place = bisect_right(starts, start) - 1
        inside = place >= 0 and end <= wrapped[place].end
        if inside or text.find("\n", start, end) < 0:
            matches.append((start, end))
            at = end
        else:
            at = start + 1
    return matches


def next_match(matches: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The first match that starts after ``offset``, else the first of all; None without any."""
    if not matches:
        return None
    return matches[bisect_right(matches, offset, key=_start) % len(matches)]


def previous_match(matches: Sequence[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """The last match that starts before ``offset``, else the last of all; None without any."""
    if not matches:
        return None
    return matches[bisect_left(matches, offset, key=_start) - 1]


def _start(match: tuple[int, int]) -> int:
    return match[0]


def _variants(text: str) -> dict[str, str]:
    """For each folded character, the characters of ``text`` that fold to it."""
    variants: dict[str, str] = {}
    for character in sorted(set(text)):
        folded = fold(character)
        variants[folded] = variants.get(folded, "") + character
    return variants


def _pattern(variants: dict[str, str], word: str) -> str:
    composed = unicodedata.normalize("NFC", word)
    return "".join(
        f"[{re.escape(variants.get(fold(c), c))}]{_MARKS}"
        for c in composed
        if not unicodedata.combining(c)
    )
