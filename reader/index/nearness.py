"""Words near each other: so many places chosen that no two neighbours are further apart than that.

Of each word as many different places are taken as it is asked for, and no other place may help to
bridge a gap. A window as wide as the greatest distance in which all the words stand settles most
of it, in time linear in the places. What is left are rows of words longer than that: there it is
worked out which words a choice that ends at a place can have, one place after another. How many
choices there are can double with each word, so the work is counted, and ends at a bound.

Where different words may stand at one place (any form of a word, and just one of its forms), no
window is looked at: each place may be chosen for any of the words there, and all choices are tried.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, chain, compress, count, pairwise, repeat
from operator import ge, mul
from typing import TYPE_CHECKING, TypeAlias

from reader.index.effort import TooMuchWorkError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Words: TypeAlias = tuple[int, ...]
"""The numbers of the words at one place."""
Endings: TypeAlias = dict[int, list[int]]
"""By the number of the word chosen last, sets of words."""
_MOST_STEPS = 2_000_000
"""Steps from one set of words to another in one row: about a second, and up to 200 MB.

In 2,200 transcripts ten of the commonest words within five of one another take less than 2,000,
and within fifty less than this, but more than a tenth of it.
"""
_BEGINNING = 10
"""Places of each word that are looked at before all are: common words are soon near each other."""

_TOO_MANY_WAYS = (
    "There are too many ways to choose among the words that are to be near each other here. "
    "Ask for fewer words, or let them be further apart"
)


class Nearness:
    """Looks for words near each other; made once for all documents that are looked at."""

    def __init__(
        self,
        needed: Sequence[int],
        slop: int,
        spend: Callable[[int], None],
        *,
        overlapping: bool = False,
    ) -> None:
        """``needed`` tells how often each word is asked for; ``spend`` counts steps, and may raise.

        See :meth:`~reader.index.effort.Effort.spend`. Words that are not ``overlapping`` have no
        places in common.
        """
        self._spend = spend
        self._overlapping = overlapping
        self._needed = needed
        self._total = sum(needed)
        self._slop = slop
        self._units: list[int] = list(accumulate((n + 1 for n in needed), mul, initial=1))
        self._all = self._units.pop() - 1
        """A set of words is a number: how many of each there are, in a notation of mixed bases."""

    def found_in(self, places: Sequence[Sequence[int]]) -> list[int]:
        """All places of all choices, in order; ``places`` are those of each word, by its number.

        Raises :class:`TooMuchWorkError`, which has what was found all the same.
        """
        found: list[int] = []
        too_much: TooMuchWorkError | None = None
        for row, words in self._rows(places):
            inside = self._in_windows(row, words)
            if not all(inside):
                try:
                    chosen = self._in_choices(row, words)
                    inside = [a or b for a, b in zip(inside, chosen, strict=True)]
                except TooMuchWorkError as error:
                    too_much = error
            found += compress(row, inside)
        if too_much is not None:
            too_much.found = found
            raise too_much
        return found

    def is_in(self, places: Sequence[Sequence[int]]) -> bool:
        """Whether there is any choice; raises as :meth:`found_in` does."""
        beginnings = [own[:_BEGINNING] for own in places]
        if any(any(self._in_windows(*row)) for row in self._rows(beginnings)):
            return True
        rows = list(self._rows(places))
        return any(any(self._in_windows(*row)) for row in rows) or any(
            self._all in ended
            for row in rows
            for by_word in self._endings(*row)
            for ended in by_word.values()
        )

    def _rows(self, places: Sequence[Sequence[int]]) -> Iterator[tuple[list[int], list[Words]]]:
        """Places that follow each other closely enough, with the words at each: enough of them."""
        words_at: dict[int, Words] = {}
        for word, own in enumerate(places):
            if self._overlapping:
                for place in own:
                    words_at[place] = (*words_at.get(place, ()), word)
            else:
                words_at.update(zip(own, repeat((word,)), strict=False))
        together = sorted(words_at)
        slop = self._slop
        gaps = [n for n, (a, b) in enumerate(pairwise(together), 1) if b - a > slop]
        for start, end in pairwise((0, *gaps, len(together))):
            if end - start >= self._total:
                row = together[start:end]
                words = list(map(words_at.__getitem__, row))
                have = Counter(chain.from_iterable(words))
                if all(map(ge, map(have.__getitem__, count()), self._needed)):
                    yield row, words

    def _in_windows(self, row: Sequence[int], words: Sequence[Words]) -> list[bool]:
        """For each place whether it is in a window that has all words, and is not too wide."""
        if len(self._needed) == 1:
            return [True] * len(row)
        inside = [False] * len(row)
        if self._overlapping:
            return inside
        if row[-1] - row[0] <= self._slop:
            return [True] * len(row)
        lacking = list(self._needed)
        missing = self._total
        first = marked = 0
        for number, (place, (word,)) in enumerate(zip(row, words, strict=True)):
            missing -= lacking[word] > 0
            lacking[word] -= 1
            while place - row[first] > self._slop:
                (left,) = words[first]
                lacking[left] += 1
                missing += lacking[left] > 0
                first += 1
            if not missing:
                marked = max(marked, first)
                inside[marked : number + 1] = [True] * (number + 1 - marked)
                marked = number + 1
        return inside

    def _in_choices(self, row: Sequence[int], words: Sequence[Words]) -> list[bool]:
        """For each place whether any choice has it."""
        endings = list(self._endings(row, words))
        if not any(self._all in ended for by_word in endings for ended in by_word.values()):
            return [False] * len(row)
        inside = []
        backwards = self._endings([-place for place in reversed(row)], words[::-1])
        for started, ended in zip(backwards, endings[::-1], strict=True):
            inside.append(
                any(
                    not {self._all + self._units[word] - one for one in ended[word]}.isdisjoint(own)
                    for word, own in started.items()
                )
            )
        return inside[::-1]

    def _endings(self, row: Sequence[int], words: Sequence[Words]) -> Iterator[Endings]:
        """For each place the sets of words that choices ending there have, by the word chosen.

        Of each set only the last place at which it was complete can still matter.
        """
        last: dict[int, int] = {}
        steps = 0
        for place, here in zip(row, words, strict=True):
            steps += len(here) * (len(last) + 1)
            self._spend(len(here) * (len(last) + 1))
            if steps > _MOST_STEPS:
                raise TooMuchWorkError(_TOO_MANY_WAYS)
            near = place - self._slop
            if gone := [own for own, end in last.items() if end < near]:
                for own in gone:
                    del last[own]
            endings: Endings = {}
            for word in here:
                unit, most = self._units[word], self._needed[word]
                ended = [own + unit for own in last if own // unit % (most + 1) < most]
                endings[word] = [unit, *ended]
            for ended in endings.values():
                last.update(zip(ended, repeat(place), strict=False))
            yield endings
