"""Tokens become terms: folded, and in most fields with their stem and their language.

A term of a field of words is ``code␟stem␟form``: the language of its paragraph, the stem that the
word has there, and the word as it is spelt, folded. So a word can be found by its stem in the
languages that have it, and by its spelling in all. Of the form only what goes on from the stem is
kept where it begins with it. Names have no language, and are their own stem. Words that may as well
be written as one (O'Brien, e-mail) are terms of their own, besides, at the place of their first.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from functools import cache
from itertools import groupby, pairwise, repeat
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from reader.articles import tokens as tokenising
from reader.articles.compounds import compounds
from reader.articles.model import Role
from reader.index.segments import keys
from reader.index.segments.postings import FieldWords
from reader.languages.folding import fold
from reader.languages.stemming import OfForms, stemmer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from reader.articles.compounds import Compound
    from reader.articles.model import Block
    from reader.articles.tokens import Tokens

_ROLE_WEIGHTS = {Role.HEADING: 2.0, Role.BOILERPLATE: 0.2, Role.COMMENT: 0.3}
SPELT, JOINED = "\x1f", "\x1e"
"""Stands between the parts of a term, and before the number of tokens of one of several. Both come
before all letters."""
_GAP = 1_000
"""Positions left free between two blocks or values: no phrase, and no "near", runs across."""


class Term(NamedTuple):
    """What a term of a field of words says."""

    code: str
    """ISO 639-1 of the language, or empty."""
    stem: str
    form: str
    """Folded."""
    tokens: int = 1
    """Of how many it is."""

    @classmethod
    def read(cls, term: str) -> Term:
        """The term as it was before :meth:`written`."""
        code, stem, rest = term.split(SPELT, 2)
        tokens = 1
        if rest[:1] == JOINED:
            tokens, rest = int(rest[1]), rest[2:]
        return cls(code, stem, rest[1:] if rest[:1] == SPELT else stem + rest, tokens)

    def written(self) -> str:
        """As it stands in the index."""
        code, stem, form, tokens = self
        mark = f"{JOINED}{tokens}" if tokens > 1 else ""
        rest = form[len(stem) :] if form.startswith(stem) else SPELT + form
        return f"{beginning(code, stem)}{mark}{rest}"


def beginning(code: str, stem: str) -> str:
    """What all terms of a stem in a language begin with."""
    return f"{code}{SPELT}{stem}{SPELT}"


@cache
def _terms(code: str, tokens: int = 1) -> OfForms[str]:
    """What the index calls each form of so many tokens in a language, or without one."""
    stem = stemmer(code)
    return OfForms(lambda form: intern(Term(code, stem(form), fold(form), tokens).written()))


def words_of(text: str) -> list[str]:
    """The forms of the tokens in ``text``, which need not be normalised."""
    return tokenising.words_of(unicodedata.normalize("NFC", text))


def date_term(date: datetime) -> str:
    """The term for the day of ``date``; terms are in the order of the days."""
    return f"{date.year:04}{date:%m%d}"


def glob(pattern: str) -> str:
    """A query's pattern as one for :mod:`fnmatch`, folded: brackets mean themselves."""
    return fold(pattern).replace("[", "[[]")


def text_words(tokens: Tokens, blocks: Sequence[Block]) -> FieldWords:
    """An article's own text; words weigh less in appeals and comments."""
    words = _Words()
    firsts, text = tokens.firsts, tokens.text
    start = 0
    for code, run in groupby(blocks, key=lambda block: block.language):
        own = list(run)
        weights = [_ROLE_WEIGHTS.get(block.role, 1.0) for block in own]
        bounds = firsts[start : start + len(own) + 1].tolist()
        written = tokens.forms[bounds[0] : bounds[-1]]
        bounds = [bound - bounds[0] for bound in bounds]
        found = [
            compounds(text[block.start : block.end], written[first:last], code)
            for block, (first, last) in zip(own, pairwise(bounds), strict=True)
        ]
        words.add(written, code, bounds, weights, found)
        start += len(own)
    return words.packed()


def phrase_words(values: Iterable[tuple[str, str]]) -> FieldWords:
    """Short texts in a field of words, each with the code of its language, or an empty one."""
    return _short((text, code, code) for text, code in values)


def name_words(names: Iterable[str]) -> FieldWords:
    """Names, whose words are folded and never stemmed."""
    return _short((name, "", None) for name in names)


def _short(values: Iterable[tuple[str, str, str | None]]) -> FieldWords:
    """Short texts, each with the codes of the languages for its words and for its compounds."""
    words = _Words()
    for text, code, joining in values:
        written = words_of(text)
        words.add(written, code, [0, len(written)], [1.0], [compounds(text, written, joining)])
    return words.packed()


def exact_words(values: Iterable[str]) -> FieldWords:
    """Whole values, such as tags and formats."""
    terms = list(dict.fromkeys(fold(value).replace("\n", " ") for value in values if value))
    return FieldWords(terms, keys.keys([1] * len(terms), 1, keys.WEIGHT_UNIT))


class _Words:
    """The words of one field in one article, with their places and weights."""

    def __init__(self) -> None:
        self._sequence: list[str] = []
        self._runs: list[tuple[int, int]] = []
        self._joined: list[str] = []
        self._places: list[tuple[int, int]] = []
        """The terms of several tokens, and the places of their first."""
        self._extra: defaultdict[str, int] = defaultdict(int)
        """By how much more, or less, terms weigh than they occur, in :data:`keys.WEIGHT_UNIT`."""
        self._end = 0

    def add(
        self,
        written: Sequence[str],
        code: str,
        bounds: Sequence[int],
        weights: Iterable[float],
        found: Iterable[Iterable[Compound]],
    ) -> None:
        """Add words in the language of that code.

        Those within two ``bounds`` stand together, weigh so much each, and have those compounds
        among them.
        """
        terms = list(map(_terms(code).__getitem__, written))
        end = self._end
        for (first, last), weight, joins in zip(pairwise(bounds), weights, found, strict=True):
            if first == last:
                continue
            self._runs.append((end, end + last - first))
            joined: list[str] = []
            for place, count, form, _ in joins:
                joined.append(_terms(code, count)[form])
                self._places.append((end + place, end + place + 1))
            self._joined += joined
            end += last - first + _GAP
            if weight != 1.0:
                units = round((weight - 1.0) * keys.WEIGHT_UNIT)
                for term in (*terms[first:last], *joined):
                    self._extra[term] += units
        self._sequence += terms
        self._end = end

    def packed(self) -> FieldWords:
        """All of it; what is of several tokens makes the field no longer."""
        length = len(self._sequence)
        sequence = self._sequence + self._joined
        counts = Counter(sequence)
        weights: Collection[int] = counts.values()
        unit = keys.WEIGHT_UNIT
        if self._extra:
            extra = map(self._extra.get, counts, repeat(0))
            weights = [c * unit + more for c, more in zip(weights, extra, strict=True)]
            unit = 1
        made = keys.keys(weights, length, unit)
        runs = self._runs + self._places
        return FieldWords(list(counts), made, sequence, runs, length, self._end)
