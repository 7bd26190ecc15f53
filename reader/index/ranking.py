"""The best of what matches, found without giving each document its score.

Where the documents of a segment are told apart by few different keys, the keys are counted and
scored, and only the documents whose key is good enough are looked at again.
"""

from __future__ import annotations

import heapq
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.index.evaluating import Matches

Scored: TypeAlias = tuple[int, float]
"""A document of a segment, and its score."""


def best(found: Sequence[Matches], limit: int | None) -> tuple[list[list[Scored]], float]:
    """Of each segment the documents that score no less than the ``limit``-th best of them all.

    Also that score; with no limit, all documents and 0.
    """
    least = 0.0
    if limit:
        highest = chain.from_iterable(_highest(matches, limit) for matches in found)
        least = min(heapq.nlargest(limit, highest), default=0.0)
    return [_not_below(matches, least) for matches in found], least


def _highest(matches: Matches, limit: int) -> Iterable[float]:
    """The ``limit`` highest scores in one segment."""
    if matches.worth is None:
        return heapq.nlargest(limit, matches.values.values())
    counts = Counter(matches.values.values())
    scores: list[float] = []
    for score, number in sorted(((matches.worth[key], n) for key, n in counts.items()))[::-1]:
        scores += [score] * min(number, limit - len(scores))
        if len(scores) == limit:
            break
    return scores


def _not_below(matches: Matches, least: float) -> list[Scored]:
    values = matches.values
    if matches.worth is None:
        return [(document, score) for document, score in values.items() if score >= least]
    scores = {key: score for key in set(values.values()) if (score := matches.worth[key]) >= least}
    return [(document, scores[key]) for document, key in values.items() if key in scores]
