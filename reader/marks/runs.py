"""Runs of capitalised tokens: the only places where a name can stand.

Looking at nothing else is what makes the search for names fast. Invariant: runs are in order,
disjoint, and each lies within one block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.marks.grammar import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.articles.model import Block
    from reader.articles.tokens import Tokens

LONGEST_RUN = 40
"""Tokens: text set in capitals throughout is no name."""
SENTENCE_MARKS = frozenset('.!?:;…\n"“”„«»―')


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last``, both inclusive and both capitalised."""

    first: int
    last: int
    opens_sentence: bool
    """True when the first token is capitalised anyway."""


def runs(text: str, tokens: Tokens, block: Block, number: int) -> Iterator[Run]:
    """The runs of capitalised tokens in ``block``, which is block ``number`` of the article."""
    forms, starts = tokens.forms, tokens.starts
    index, stop = tokens.firsts[number], tokens.firsts[number + 1]
    begin = index
    while index < stop:
        if not forms[index][0].isupper():
            index += 1
            continue
        last = index
        while last - index < LONGEST_RUN:
            follower = _continuation(text, tokens, last, stop, wrapped=block.wrapped)
            if follower < 0:
                break
            last = follower
        opens = index == begin or _ends_sentence(
            forms[index - 1],
            text[starts[index - 1] + len(forms[index - 1]) : starts[index]],
            wrapped=block.wrapped,
        )
        yield Run(index, last, opens)
        index = last + 1


def joins(gap: str, before: str, *, wrapped: bool) -> bool:
    """Whether two tokens with ``gap`` between them, the first being ``before``, are one phrase."""
    if gap in (" ", "-", "\u2011", "\u00a0"):
        return True
    if gap == ".":
        return len(before) == 1
    if gap in ("'", "’"):
        return before in ("O", "D", "L", "d", "l")
    if wrapped and "\n" in gap:
        gap = " ".join(f"|{gap}|".split()).replace("| |", " ").strip("|")
    if gap in (". ", ".\u00a0", ".-"):
        return len(before) == 1 or before in grammar().abbreviations
    return gap in (" ", " & ")


def _continuation(text: str, tokens: Tokens, last: int, stop: int, *, wrapped: bool) -> int:
    """The next capitalised token of the run that has got to ``last``, or -1."""
    forms, starts = tokens.forms, tokens.starts
    following = last + 1
    connectors = 0
    before = forms[last]
    complement = before in grammar().heads_with_complement
    while following < stop:
        gap = text[starts[following - 1] + len(forms[following - 1]) : starts[following]]
        if not joins(gap, forms[following - 1], wrapped=wrapped):
            return -1
        form = forms[following]
        if form[0].isupper():
            return following
        connector = form in grammar().particles or (
            complement and form in ("of", "for", "the", "für", "des", "and")
        )
        if not connector or connectors == 2:
            return -1
        connectors += 1
        following += 1
    return -1


def _ends_sentence(before: str, gap: str, *, wrapped: bool) -> bool:
    if gap == " " or (gap.startswith(".") and joins(gap, before, wrapped=wrapped)):
        return False
    return any(mark in SENTENCE_MARKS and not (wrapped and mark == "\n") for mark in gap)
