"""Runs of capitalised tokens: the only places where a name can stand.

Looking at nothing else is what makes the search for names fast. Invariant: runs are in order,
disjoint, and each lies within one block.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.dates import month_numbers
from reader.marks.grammar import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_RUN = 40
"""Tokens: text set in capitals throughout is no name."""
MOST_CONNECTORS = 2
CONNECTORS = frozenset({
    "of", "the", "for", "and", "on", "in", "to", "at", "und", "für", "des", "zu", "zur",
})  # fmt: skip
"""Words in lower case over which a name may go on, and with which none begins or ends."""
PARTICLES = frozenset({
    "de", "la", "von", "van", "der", "den", "di", "da", "du", "del", "bin", "ibn", "al", "el", "le",
    "les", "dos", "das", "do", "y", "e", "wa",
})  # fmt: skip
"""Words in lower case with which a name may also begin."""
INSIDE_NAMES = CONNECTORS | PARTICLES | {"s"}
CALENDAR_NAMES = frozenset({"May", "March", "Mar", "Mai", "Jan", "Jun", "August", "April", "Juni"})
"""Months that are also people."""


class Run(NamedTuple):
    """Tokens ``first`` to ``last``, both inclusive and both capitalised."""

    first: int
    last: int


@cache
def calendar() -> frozenset[str]:
    """Names of months and days of the week that are nobody's."""
    return (frozenset(month_numbers("en", "de")) | grammar().weekdays) - CALENDAR_NAMES


def runs(forms: Sequence[str], gaps: Sequence[str], start: int, stop: int) -> Iterator[Run]:
    """The runs of capitalised tokens among the tokens ``start`` to ``stop``, exclusive, of a block.

    ``forms`` are the tokens of the article as the search for names reads them, ``gaps`` the texts
    before each. Between hyphens any word may connect: Villiers-sous-Bois.
    """
    index = start
    days = calendar()
    while index < stop:
        if not forms[index][0].isupper() or forms[index] in days:
            index += 1
            continue
        last = following = index
        connectors = 0
        while following + 1 < stop and following - index < LONGEST_RUN:
            following += 1
            gap = gaps[following]
            if gap != " " and not joins(gap, forms[following - 1]):
                break
            form = forms[following]
            if form[0].isupper():
                if form in days:
                    break
                last, connectors = following, 0
            elif connectors == MOST_CONNECTORS or not _connects(form, gaps, following, stop):
                break
            else:
                connectors += 1
        yield Run(index, last)
        index = last + 1


def _connects(form: str, gaps: Sequence[str], index: int, stop: int) -> bool:
    """Whether a name may go on over token ``index``, which is ``form``."""
    hyphened = gaps[index] == "-" and index + 1 < stop and gaps[index + 1] == "-"
    return hyphened or form in INSIDE_NAMES


def joins(gap: str, before: str) -> bool:
    """Whether two tokens with ``gap`` between them, the first being ``before``, are one phrase."""
    if gap in (" ", "-", "\u2011"):
        return True
    if gap == ".":
        return len(before) == 1
    if gap in ("'", "’"):
        return before in ("O", "D", "L", "N", "d", "l")
    if gap in (". ", ".-"):
        return len(before) == 1 or before in grammar().abbreviations
    return gap in (" ", " & ", "&")
