"""How much work one query may make, so that none of a stranger's keeps a machine busy for hours.

Counted in things looked at, not in seconds: the same query has the same answer on a slow machine
as on a fast one. Invariant: a query is answered in full, or refused with a sentence.
"""

from __future__ import annotations

from typing import Any

_READINGS = 20
"""How many times as much as all words of the library one query may look at.

Of 3.4 million words in 2,200 transcripts ``"the of"~5`` looks at 0.08 times, ten of the commonest
words near each other at 0.23, and 500 patterns at 9. Ten million take about a second.
"""
_ALWAYS = 20_000_000
"""What a query may look at in a small library: a few seconds of work."""

LOOKING_UP = 100
"""What it takes to look a word up in a segment, in things looked at; about 10 µs."""


class TooMuchWorkError(Exception):
    """A query, or a part of it, that would take more than its share."""

    def __init__(self, message: str) -> None:
        """``message`` says of what there is too much and what to do; it ends without a stop."""
        super().__init__(message)
        self.message = message
        self.asked: Any = None
        """The compiled part at which the query was given up."""
        self.found: list[int] = []
        """The places that were found all the same, where they are known."""


class Effort:
    """What one query has left to spend in a library of so many ``words``."""

    def __init__(self, words: int) -> None:
        self._left = max(_ALWAYS, _READINGS * words)

    def spend(self, steps: int) -> None:
        """Count ``steps`` before they are made; raises :class:`TooMuchWorkError`."""
        self._left -= steps
        if self._left < 0:
            raise TooMuchWorkError(
                "The query is too much work: words so common, or patterns so many, that all of the "
                f"library could be read more than {_READINGS} times; it was given up here. Ask for "
                "fewer of them at once, or for rarer ones"
            )
