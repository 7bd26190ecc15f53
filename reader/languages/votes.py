"""The vote of a text's words on its language, which two guesses need: language and encoding.

A naive Bayes vote: each small word, or failing that the ending of a long word, speaks for the
languages that use it with the logarithm of how much more frequent it is there than at large. The
frequency follows from the rank in the list by Zipf's law.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from reader.languages.known import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0d7f]+[^\W\d_]*)*")
"""A run of letters, with the marks that Indic scripts put between them."""

_AT_LARGE = 3e-4
"""Share of a small word in the text of a language whose list lacks it."""
_ZIPF = (0.05, 1.5, 0.8)
"""Share of the word of rank r: the first number over the third power of r and the second."""
_LETTER_WORTH = 0.4
"""What a one-letter word counts, for it may as well number a list."""
_ENDING_WORTH = 0.9
_LEAD = 1.0
"""Nats by which a word that is a language's own leads there."""
_SHORTEST_WITH_ENDING = 5
_ENDING_LENGTHS = (4, 3, 2)


@dataclass(frozen=True, slots=True)
class Votes:
    """How the words of a text voted; those of several texts are the sum of theirs."""

    scores: Mapping[str, float] = field(default_factory=dict)
    """For each language that got any vote, the sum of its logarithms (nats)."""
    hits: Mapping[str, int] = field(default_factory=dict)
    """For each language, how many words are small words of it, those of names left out."""
    particles: int = 0
    """How many words stand within names as well: they vote, but prove little."""
    words: int = 0
    """Number of words that could vote."""

    def __add__(self, other: Votes) -> Votes:
        scores, hits = dict(self.scores), dict(self.hits)
        for language, score in other.scores.items():
            scores[language] = scores.get(language, 0.0) + score
        for language, count in other.hits.items():
            hits[language] = hits.get(language, 0) + count
        return Votes(scores, hits, self.particles + other.particles, self.words + other.words)


@cache
def _ballots() -> dict[str, tuple[tuple[str, float], ...]]:
    ballots: dict[str, list[tuple[str, float]]] = {}
    top, offset, power = _ZIPF
    for language, known in languages().items():
        for rank, word in enumerate(known.small_words):
            worth = math.log(top / (rank + offset) ** power / _AT_LARGE)
            worth *= _LETTER_WORTH if len(word) == 1 else 1
            ballots.setdefault(word, []).append((language, worth))
    return {word: tuple(votes) for word, votes in ballots.items()}


@cache
def _ending_ballots() -> dict[str, tuple[tuple[str, float], ...]]:
    users: dict[str, list[str]] = {}
    for language, known in languages().items():
        for end in known.endings:
            users.setdefault(end, []).append(language)
    return {
        end: tuple((language, _ENDING_WORTH * (len(end) - 1) / 2) for language in languages)
        for end, languages in users.items()
    }


@cache
def words_in_names() -> frozenset[str]:
    """Words that stand within names, of whatever language, and so prove nothing alone."""
    return frozenset().union(*(known.particles for known in languages().values()))


@cache
def own_words(language: str) -> frozenset[str]:
    """The small words of ``language`` that speak far more for it than for any other."""
    own = set()
    for word, votes in _ballots().items():
        worth = dict(votes)
        mine = worth.pop(language, 0.0)
        if mine > max(worth.values(), default=0.0) + _LEAD and word not in words_in_names():
            own.add(word)
    return frozenset(own)


def vote(words: Iterable[str]) -> Votes:
    """The votes of ``words``, given in lower case."""
    ballots, by_ending, in_names = _ballots(), _ending_ballots(), words_in_names()
    scores: dict[str, float] = {}
    hits: dict[str, int] = {}
    particles = count = 0
    for word in words:
        count += 1
        votes = ballots.get(word, ())
        if votes:
            counts = word not in in_names
            particles += not counts
            for language, worth in votes:
                scores[language] = scores.get(language, 0) + worth
                if counts:
                    hits[language] = hits.get(language, 0) + 1
        elif len(word) >= _SHORTEST_WITH_ENDING:
            for length in _ENDING_LENGTHS:
                votes = by_ending.get(word[-length:], ())
                for language, worth in votes:
                    scores[language] = scores.get(language, 0) + worth
                if votes:
                    break
    return Votes(scores, hits, particles, count)
