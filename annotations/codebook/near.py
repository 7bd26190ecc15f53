"""Finds the tags that a new one was probably meant to be.

Codebooks decay by near-duplicates: the plural, the hyphen, the typing mistake. Invariant: a tag
is never near itself, and nothing is decided here; a person is warned and decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from annotations.codebook.model import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEPARATORS = re.compile(r"[\s_\-\u2010-\u2015]+")
_DIGITS = re.compile(r"[0-9]+")
_SHORTEST_MISTYPED = 5
_SHORTEST_MISTYPED_TWICE = 8
_SHORTEST_PLURAL = 4


def near(typed: str, known: Iterable[str]) -> list[str]:
    """The tags among ``known`` that ``typed`` nearly is, the nearest first.

    Near are tags that differ in case, in hyphens, spaces and underscores, in a plural s, by one
    typing mistake in words of five letters or two in words of eight (optimal string alignment
    distance, never in digits), and those of the same last level under another parent.
    """
    ranked = []
    for tag in dict.fromkeys(known):
        distance = None if tag == typed else _distance(typed, tag)
        if distance is not None:
            ranked.append((distance, tag))
    return [tag for _, tag in sorted(ranked)]


def nearest(typed: str, known: Iterable[str]) -> str:
    """The first that :func:`near` finds; empty when there is none."""
    return next(iter(near(typed, known)), "")


def _distance(one: str, other: str) -> tuple[int, int] | None:
    """How far apart two names are; None when they are not near."""
    if folded(one) == folded(other):
        return (0, 0)
    ours, theirs = _words(one), _words(other)
    if ours == theirs:
        return (1, 0)
    if len(ours) == len(theirs):
        mistakes = [_mistakes(*pair) for pair in zip(ours, theirs, strict=True)]
        if all(count is not None for count in mistakes):
            return (2, sum(count or 0 for count in mistakes))
    if ours[-1] == theirs[-1]:
        return (3, 0)
    return None


def _words(tag: str) -> list[str]:
    """The levels of a tag, with nothing in them that people write now so, now so."""
    return [_singular(_SEPARATORS.sub("", level)) for level in folded(tag).split("/")]


def _singular(word: str) -> str:
    plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def _mistakes(one: str, other: str) -> int | None:
    """Typing mistakes between two words; None when there are too many to be mistakes."""
    if one == other:
        return 0
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_MISTYPED or _DIGITS.findall(one) != _DIGITS.findall(other):
        return None
    most = 2 if shorter >= _SHORTEST_MISTYPED_TWICE else 1
    distance = OSA.distance(one, other, score_cutoff=most)
    return distance if distance <= most else None
