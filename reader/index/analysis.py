"""Tokens become terms: folded to plain letters, and stemmed by the language of their paragraph.

The same functions serve the writing of the index, the compiling of queries and the finding of
matches in the text on screen; that is what makes them agree.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from functools import cache
from itertools import groupby, pairwise, repeat
from sys import intern
from typing import TYPE_CHECKING, TypeVar

import Stemmer

from reader.articles import tokens as tokenising
from reader.articles.model import Role
from reader.index.segments import keys
from reader.index.segments.postings import FieldWords

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from reader.articles.model import Block
    from reader.articles.tokens import Tokens

_ALGORITHMS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
DEFAULT_LANGUAGE = "en"
"""Whose stemmer serves paragraphs of unknown language."""

_ROLE_WEIGHTS = {Role.HEADING: 2.0, Role.BOILERPLATE: 0.2, Role.COMMENT: 0.3}
SPELT = "\x1f"
"""Stands between the stem of a word and the word as it is spelt; before all letters, so that the
spellings of one stem follow one another."""
_GAP = 1_000
"""Positions left free between two blocks or values: no phrase, and no "near", runs across."""

_MOST_KNOWN = 200_000
"""Forms of which something is remembered; then remembering starts anew."""

T = TypeVar("T")


def fold(form: str) -> str:
    """``form`` in lower case without accents, as all terms are.

    Unlike :func:`reader.articles.find.fold` it may lengthen a form (ß becomes ss): terms have no
    offsets to keep.
    """
    if form.isascii():
        return form.lower()
    decomposed = unicodedata.normalize("NFKD", form.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class OfForms(dict[str, T]):
    """What a function makes of each form, worked out once."""

    def __init__(self, function: Callable[[str], T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, form: str) -> T:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        made = self[form] = self._function(form)
        return made


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """The term for a form, worked out anew each time."""
    algorithm = _ALGORITHMS.get(language, _ALGORITHMS[DEFAULT_LANGUAGE])
    stem_word = Stemmer.Stemmer(algorithm).stemWord
    return lambda form: fold(stem_word(form.lower()))


@cache
def _stems(language: str) -> OfForms[str]:
    return OfForms(_stemmer(language))


def stem(form: str, language: str) -> str:
    """The term for ``form`` in a stemmed field, where its paragraph is in ``language``."""
    return _stems(language)[form]


def stem_all(forms: Sequence[str], language: str) -> list[str]:
    """:func:`stem` of many forms."""
    return list(map(_stems(language).__getitem__, forms))


@cache
def _spelt(language: str) -> OfForms[str]:
    """What the index calls each form: its stem and, behind :data:`SPELT`, its spelling.

    Where there is no ``language`` words are not stemmed, and their folded form is all.
    """
    if not language:
        return OfForms(fold)
    stemmed = _stemmer(language)
    return OfForms(lambda form: intern(f"{stemmed(form)}{SPELT}{fold(form)}"))


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
    firsts = tokens.firsts
    start = 0
    for language, run in groupby(blocks, key=lambda block: block.language):
        weights = [_ROLE_WEIGHTS.get(block.role, 1.0) for block in run]
        bounds = firsts[start : start + len(weights) + 1].tolist()
        written = tokens.forms[bounds[0] : bounds[-1]]
        words.add(written, language or DEFAULT_LANGUAGE, bounds, weights)
        start += len(weights)
    return words.packed()


def phrase_words(values: Iterable[tuple[str, str]]) -> FieldWords:
    """Short texts in a stemmed field, each with its language."""
    words = _Words()
    for text, language in values:
        words.add_text(text, language or DEFAULT_LANGUAGE)
    return words.packed()


def name_words(names: Iterable[str]) -> FieldWords:
    """Names, whose words are folded and never stemmed."""
    words = _Words()
    for name in names:
        words.add_text(name, "")
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
        self._extra: defaultdict[str, int] = defaultdict(int)
        """By how much more, or less, terms weigh than they occur, in :data:`keys.WEIGHT_UNIT`."""
        self._end = 0

    def add_text(self, text: str, language: str) -> None:
        """Add the words of ``text``."""
        written = words_of(text)
        self.add(written, language, [0, len(written)], [1.0])

    def add(
        self, written: list[str], language: str, bounds: list[int], weights: list[float]
    ) -> None:
        """Add words; those within two ``bounds`` stand together, and weigh so much."""
        terms = list(map(_spelt(language).__getitem__, written))
        start, end = bounds[0], self._end
        for (first, last), weight in zip(pairwise(bounds), weights, strict=True):
            if first == last:
                continue
            self._runs.append((end, end + last - first))
            end += last - first + _GAP
            if weight != 1.0:
                units = round((weight - 1.0) * keys.WEIGHT_UNIT)
                for term in terms[first - start : last - start]:
                    self._extra[term] += units
        self._sequence += terms
        self._end = end

    def packed(self) -> FieldWords:
        """All of it."""
        counts = Counter(self._sequence)
        length = len(self._sequence)
        weights: Collection[int] = counts.values()
        unit = keys.WEIGHT_UNIT
        if self._extra:
            extra = map(self._extra.get, counts, repeat(0))
            weights = [c * unit + more for c, more in zip(weights, extra, strict=True)]
            unit = 1
        made = keys.keys(weights, length, unit)
        return FieldWords(list(counts), made, self._sequence, self._runs, length, self._end)
