"""The people of one article who share a surname or a given name, and which of them is meant.

They are looked up, not gone through: a list of ten thousand Smiths costs as much for each of them
as one of three. Invariant: of those who bear a surname, at most one is known by a given initial
alone, and he comes before all others whose given names begin with that letter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property


@dataclass
class Bearer:
    """One person with all the full names; what they come to is asked when all have been heard."""

    given: str
    """The first given name, or an initial; of an East Asian name all of them."""
    spellings: Counter[str] = field(default_factory=Counter)
    known: str = ""
    """The canonical name, where the gazetteer knows it."""
    named_at: list[int] = field(default_factory=list)
    """The tokens with which the full names begin, in order."""

    @cached_property
    def name(self) -> str:
        """The canonical name."""
        if self.known:
            return self.known
        return max(self.spellings, key=lambda name: (len(name.split()), self.spellings[name], name))

    @cached_property
    def mentions(self) -> int:
        """How often somebody is named in full."""
        return self.spellings.total()


class Namesakes:
    """Those who have one name in common, in the order in which they appear."""

    def __init__(self) -> None:
        self._bearers: list[Bearer] = []
        self._by_given: dict[str, int] = {}
        """Their numbers by the given name, without a full stop."""
        self._by_letter: dict[str, int] = {}
        """The first whose given name begins with a letter."""
        self._by_initial: dict[str, int] = {}
        """Whoever is known by an initial alone."""

    def add(self, bearer: Bearer) -> None:
        """``bearer`` is one of them, too."""
        self._enter(bearer.given.rstrip("."), len(self._bearers))
        self._bearers.append(bearer)

    def find(self, given: str, *, spelt_out: bool) -> Bearer | None:
        """The first who may be called ``given``, which may be an initial; None when nobody may.

        ``spelt_out`` says that a given name tells what an initial stood for until now.
        """
        bare = given.rstrip(".")
        letters = self._by_letter if len(bare) == 1 else self._by_initial
        numbers = (self._by_given.get(bare), letters.get(bare[:1]))
        number = min((at for at in numbers if at is not None), default=None)
        if number is None:
            return None
        bearer = self._bearers[number]
        before = bearer.given.rstrip(".")
        if spelt_out and len(bare) > len(before):
            del self._by_given[before], self._by_initial[before]
            self._enter(bare, number)
            bearer.given = given
        return bearer

    def _enter(self, bare: str, number: int) -> None:
        self._by_given.setdefault(bare, number)
        self._by_letter.setdefault(bare[:1], number)
        if len(bare) == 1:
            self._by_initial[bare] = number

    @cached_property
    def most_named(self) -> Bearer:
        """Whoever is named most, once all have been heard."""
        return max(self._bearers, key=lambda bearer: bearer.mentions)

    def last_named(self, index: int) -> Bearer:
        """Whoever was named last in full before token ``index``; the first if nobody was."""
        at = bisect_left(self._namings, (index, 0)) - 1
        return self._bearers[self._namings[at][1] if at >= 0 else 0]

    @cached_property
    def _namings(self) -> list[tuple[int, int]]:
        """The tokens at which full names begin, each with the number of who is named."""
        return sorted(
            (at, number) for number, bearer in enumerate(self._bearers) for at in bearer.named_at
        )
