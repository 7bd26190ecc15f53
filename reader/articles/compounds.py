"""Words that may as well be written as one: O'Brien, don't, e-mail, COVID-19, U.N.

They are several tokens, and a search finds them by each; that it finds them joined, too, is known
here. What only touches in writing is no such word: ``l'eau`` and ``it's`` are two, and which parts
are words of their own is told by the language.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from reader.articles.tokens import words_of
from reader.languages.known import language
from reader.languages.language import Language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_APOSTROPHES, _HYPHENS = "'’‘`´＇׳״", "‐‑-"
_PART = r"[^\W_]+"
"""A token, if it is one: what is written without spaces is cut into more, and is no part."""
_CHAIN = re.compile(rf"{_PART}(?:[{_APOSTROPHES}{_HYPHENS}]{_PART})+")
_DOTTED = re.compile(r"(?<![\w.])[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+(?!\w)")
_JOINERS = re.compile(rf"([{_APOSTROPHES}{_HYPHENS}])")
_BOUND = re.compile(rf"[.{_APOSTROPHES}{_HYPHENS}](?=\w)")
"""What may bind two parts; found much faster than the parts, and few texts have many."""
_MOST_PARTS = 3
"""Of a word with hyphens; longer ones are made for once, and nobody writes them as one."""
_MOST_LETTERS = 6
"""Of an abbreviation with full stops."""
_NOTHING = Language("")
_MOST_CHOICES = 3
"""Compounds in a row of which all choices are tried; of more, all of them or none is joined."""


class Compound(NamedTuple):
    """A word of several tokens that may be written as one."""

    first: int
    """The number of its first token among those of the text."""
    tokens: int
    """How many it has."""
    form: str
    """Its spelling as one word."""
    written: str
    """As it stands in the text."""


def compounds(text: str, forms: Sequence[str], spoken: str | None) -> list[Compound]:
    """The compounds in ``text``, a paragraph whose tokens are ``forms``.

    ``spoken`` is the ISO 639-1 code of its language; when it is empty, what is a word of its own
    beside an apostrophe in any language is one, and when it is None, as in names, nothing is.
    """
    if not _BOUND.search(text):
        return []
    found: list[Compound] = []
    number = at = 0
    for start, parts in sorted(_chains(text, spoken)):
        number += len(words_of(text[at:start]))
        at = start
        if list(forms[number : number + len(parts)]) == parts:
            form = "".join(parts)
            # Between each two parts there is one sign.
            end = start + len(form) + len(parts) - 1
            found.append(Compound(number, len(parts), form, text[start:end]))
    return found


def ways_of_writing(text: str) -> list[list[tuple[str, str]]]:
    """The ways in which what is asked for may be cut into words: as it is written, and joined.

    Beside each word stands the compound that it joins, as it was typed, or nothing; where a
    language does not join that (see :func:`is_joined`), the way is none there.
    """
    forms = words_of(text)
    found = compounds(text, forms, None)
    if len(found) <= _MOST_CHOICES:
        choices = list(product((False, True), repeat=len(found)))
    else:
        choices = [(False,) * len(found), (True,) * len(found)]
    return [_written(forms, found, chosen) for chosen in choices]


@lru_cache(maxsize=1_000)
def is_joined(form: str, parts: str, spoken: str | None) -> bool:
    """Whether a language joins ``parts``, with their signs, to ``form``: ``he'll`` is not hell."""
    return [one.form for one in compounds(parts, words_of(parts), spoken)] == [form]


def _written(
    forms: Sequence[str], found: Sequence[Compound], joined: Sequence[bool]
) -> list[tuple[str, str]]:
    written: list[tuple[str, str]] = []
    at = 0
    for compound, chosen in zip(found, joined, strict=True):
        if chosen:
            written += [(form, "") for form in forms[at : compound.first]]
            written.append((compound.form, compound.written))
            at = compound.first + compound.tokens
    return [*written, *((form, "") for form in forms[at:])]


def _chains(text: str, spoken: str | None) -> Iterator[tuple[int, list[str]]]:
    """Where a compound starts, and its parts."""
    known = _NOTHING if spoken is None else language(spoken)
    end = 0
    for bound in _bound(spoken).finditer(text):
        start = bound.start()
        if start < end:
            continue
        while start > end and text[start - 1].isalnum():
            start -= 1
        if bound[0] != ".":
            if chain := _CHAIN.match(text, start):
                yield from _linked(chain, known.elisions, known.clitics)
                end = chain.end()
        elif dotted := _DOTTED.match(text, start):
            parts = dotted[0].split(".")
            if len(parts) <= _MOST_LETTERS:
                yield start, parts
            end = dotted.end()


@cache
def _bound(spoken: str | None) -> re.Pattern[str]:
    """What binds two parts in a language: no apostrophe before a word of its own, for one."""
    if spoken is None or not language(spoken).clitics:
        return _BOUND
    clitics = "|".join(map(re.escape, sorted(language(spoken).clitics)))
    return re.compile(rf"{_BOUND.pattern}(?!(?<=[{_APOSTROPHES}])(?:{clitics})(?!\w))")


def _linked(
    chain: re.Match[str], elisions: Collection[str], clitics: Collection[str]
) -> Iterator[tuple[int, list[str]]]:
    """The compounds in a chain of parts with apostrophes and hyphens between them."""
    pieces = _JOINERS.split(chain[0])
    start = at = chain.start()
    parts = [pieces[0]]
    for sign, part in zip(pieces[1::2], pieces[2::2], strict=True):
        at += len(parts[-1]) + len(sign)
        if sign in _APOSTROPHES and (parts[-1].lower() in elisions or part.lower() in clitics):
            yield from _whole(start, parts)
            start, parts = at, []
        parts.append(part)
    yield from _whole(start, parts)


def _whole(start: int, parts: list[str]) -> Iterator[tuple[int, list[str]]]:
    """``parts`` if they may be one word: ranges of numbers may not."""
    if 1 < len(parts) <= _MOST_PARTS and not all(map(str.isdigit, parts)):
        yield start, parts
