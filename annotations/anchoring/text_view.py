"""A text as anchors see it: letters and marks without their dress, with a way back to the offsets.

Case, accents, the shape of quotation marks, white space, dashes, hyphens and characters without
width are folded away, so that wrapping, dividing words at line ends, and typography change
nothing. Invariant: every place in the view stands for one place in the text, in the same order,
and two texts that differ in nothing else have one and the same view.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from heapq import nlargest
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

_QUOTES = "\"'`´‘’‚‛“”„‟′″‹›«»「」『』"
_DASHES = "-‐‑‒–—―−﹘﹣-"
_WIDTHLESS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\0"
_GONE = "\0"
_HIDDEN = " -" + _GONE
_TWO_PART_VOWELS = (
    "\u09cb\u09cc\u0b48\u0b4b\u0b4c\u0b94\u0bca-\u0bcc\u0cc0\u0cc7\u0cc8\u0cca\u0ccb"
    "\u0d4a-\u0d4c\u0ddc-\u0dde\u1026"
)
_LONGER = re.compile(
    "([…ßẞﬀ-ﬆ]|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?)|[" + _TWO_PART_VOWELS + "]"
)
"""What folds into more or fewer characters: ellipses, ligatures, ß, Hangul in pieces."""
_TOKEN = re.compile(r"\w+(?:- *\w+)*|[^\w\s-]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words."""
_CLOSING = "')]"
"""What may stand between the end of a sentence and the space after it."""

GRAM = 5
"""Characters of one seed."""
_COMMON = 40
"""A seed that occurs more often than this tells nothing about the place."""
_DENSE_UP_TO = 300_000
"""Characters of a view up to which each of its places is a seed; beyond, fewer are."""
_MOST_VOTES = 2_000
_MOST_SEEDS = 4_000
_STEP = 7
"""Of a very long pattern only each seventh place is a seed: a step prime to that of the view."""


class Tokens(NamedTuple):
    """The words and marks of a view."""

    keys: list[str]
    places: list[int]
    """Where each begins in the view, and at last the view's length."""


class TextView:
    """The folded view of one text, made once and shared by all anchors that are placed in it."""

    def __init__(self, text: str) -> None:
        """Costs nothing yet; the text is folded when the first anchor needs it."""
        self.text = text

    @cached_property
    def folded(self) -> str:
        """What is seen of the text."""
        return self._folding[0]

    @cached_property
    def _level(self) -> str:
        return self._folding[1]

    @cached_property
    def _starts(self) -> array[int]:
        return self._folding[2]

    @cached_property
    def _folding(self) -> tuple[str, str, array[int]]:
        return _fold(self.text)

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """The code-point span in the text of a span of the view that is not empty."""
        text = self.text
        after = self._starts[end - 1] + 1
        while after < len(text) and _belongs_to_the_letter_before(text[after]):
            after += 1
        return self._starts[start], after

    def with_dashes(self, start: int, end: int, before: int, after: int) -> tuple[int, int]:
        """The span of the text grown by up to so many of the dashes that stand right around it."""
        text = self.text
        here = start
        while before and here > 0 and text[here - 1].translate(_LETTERS) in _HIDDEN:
            here -= 1
            if text[here].translate(_LETTERS) == "-":
                start, before = here, before - 1
        here = end
        while after and here < len(text) and text[here].translate(_LETTERS) in _HIDDEN:
            here += 1
            if text[here - 1].translate(_LETTERS) == "-":
                end, after = here, after - 1
        return start, end

    def view_offset(self, offset: int) -> int:
        """The place in the view of the code-point ``offset`` in the text, or right after it."""
        return bisect_left(self._starts, offset)

    def is_inside_word(self, place: int) -> bool:
        """Whether ``place`` parts two letters or digits that nothing visible parts."""
        folded = self.folded
        if not 0 < place < len(folded):
            return False
        pair = folded[place - 1 : place + 1]
        between = self.text[self._starts[place - 1] + 1 : self._starts[place]]
        return (
            all(map(_is_letter, pair))
            and not _UNSPACED.search(pair)
            and all(map(_belongs_to_the_letter_before, between))
        )

    def break_before(self, place: int) -> int:
        """How much of a new beginning ``place`` is.

        3 for a paragraph after an empty line, 2 for a line after the end of a sentence, 1 for a
        sentence, and 0 within one.
        """
        folded = self.folded
        if not 0 < place < len(folded):
            return 3
        between = self.text[self._starts[place - 1] + 1 : self._starts[place]]
        lines = between.count("\n")
        if lines > 1:
            return 3
        before = folded[max(0, place - 3) : place].rstrip(_CLOSING)
        return 1 + lines if between and before.endswith((".", "!", "?")) else 0

    @cached_property
    def tokens(self) -> Tokens:
        """The view's words and marks; words joined by a hyphen are one."""
        return _tokens(self._level)

    def seeds(self, pattern: str, most: int) -> list[tuple[int, float]]:
        """Up to ``most`` places where something like ``pattern`` may begin, likeliest first.

        Each with its votes: five-grams that the pattern and the view share vote for the diagonal
        they lie on, a rare one with more weight. A place may lie before the view's beginning.
        """
        grams = self._grams
        width = max(16, len(pattern) // 6)
        step = 1
        while len(pattern) // step > _MOST_SEEDS:
            step *= _STEP
        hits = [
            (len(places), offset, places)
            for offset in range(0, len(pattern) - GRAM + 1, step)
            if (places := grams.get(pattern[offset : offset + GRAM])) and len(places) <= _COMMON
        ]
        hits.sort(key=itemgetter(0))
        votes: defaultdict[int, float] = defaultdict(float)
        cast = 0
        for number, offset, places in hits:
            weight = 1 / number
            for place in places:
                votes[(place - offset) // width] += weight
            cast += number
            if cast > _MOST_VOTES:
                break
        smoothed = [
            (weight + (votes.get(band - 1, 0) + votes.get(band + 1, 0)) / 2, -band)
            for weight, band in nlargest(6 * most, zip(votes.values(), votes, strict=True))
        ]
        chosen: list[tuple[int, float]] = []
        for weight, band in sorted(smoothed, reverse=True):
            if len(chosen) == most:
                break
            if all(abs(band + other) > 1 for other, _ in chosen):
                chosen.append((-band, weight))
        return [(band * width, weight) for band, weight in chosen]

    @cached_property
    def _grams(self) -> dict[str, list[int]]:
        grams: defaultdict[str, list[int]] = defaultdict(list)
        folded = self.folded
        step = min(GRAM, 1 + len(folded) // _DENSE_UP_TO)
        for place in range(0, len(folded) - GRAM + 1, step):
            grams[folded[place : place + GRAM]].append(place)
        return dict(grams)


def outer_dashes(text: str) -> tuple[int, int]:
    """How many dashes stand before the first and after the last that a view shows of ``text``."""
    level = text.translate(_LETTERS)
    return (
        level[: len(level) - len(level.lstrip(_HIDDEN))].count("-"),
        level[len(level.rstrip(_HIDDEN)) :].count("-"),
    )


def _tokens(level: str) -> Tokens:
    keys = _TOKEN.findall(level)
    if "-" in level:
        keys = [key.replace("-", "").replace(" ", "") if "-" in key else key for key in keys]
    if not level.isascii() and _UNSPACED.search(level):
        keys = [part for key in keys for part in (key if _UNSPACED.search(key) else (key,))]
    return Tokens(keys, list(accumulate(map(len, keys), initial=0)))


def _fold(text: str) -> tuple[str, str, array[int]]:
    """The view, the same with spaces and hyphens, and the offset of each of its characters."""
    pieces: list[str] = []
    offsets = array("q")
    done = 0
    for match in _LONGER.finditer(text):
        start, end = match.span()
        plain = unicodedata.normalize("NFKC" if match.group(1) else "NFD", match.group()).casefold()
        pieces += (text[done:start], plain)
        offsets.extend(range(done, start))
        offsets.extend([start] * len(plain))
        done = end
    level = text.translate(_LETTERS) if not done else ""
    if done:
        pieces.append(text[done:])
        offsets.extend(range(done, len(text)))
        level = "".join(pieces).translate(_LETTERS)
    shown = [place for place, letter in enumerate(level) if letter not in _HIDDEN]
    level = level.replace(_GONE, "")
    folded = level.replace(" ", "").replace("-", "")
    return folded, level, array("q", [offsets[place] for place in shown] if done else shown)


class _Letters(dict[int, str]):
    """What each character folds into, worked out when it is first met; always one character."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_letter(chr(code))
        return folded


_LETTERS = _Letters()


def _folded_letter(letter: str) -> str:
    if letter in _WIDTHLESS or _is_accent(letter):
        return _GONE
    if letter in _QUOTES:
        return "'"
    if letter in _DASHES:
        return "-"
    if letter.isspace():
        return " "
    if letter == "ı":
        return "i"
    parts = unicodedata.normalize("NFD", letter)
    bare = parts[0] if all(map(_is_accent, parts[1:])) else letter
    for small in (bare.casefold(), bare.lower()):
        if len(small) == 1:
            return small
    return bare


def _is_accent(letter: str) -> bool:
    """Whether ``letter`` is drawn onto the one before it and may be part of that one instead."""
    return unicodedata.combining(letter) > 0


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _belongs_to_the_letter_before(letter: str) -> bool:
    return letter in _WIDTHLESS or _is_accent(letter) or "\u1160" <= letter <= "\u11ff"
