"""Tokens become terms: folded to plain letters, and stemmed by the language of their paragraph.

The same functions serve the writing of the index, the compiling of queries and the finding of
matches in the text on screen; that is what makes them agree.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import Stemmer

from reader.articles.model import Role
from reader.articles.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from reader.articles.model import Block
    from reader.articles.tokens import Tokens

Posting: TypeAlias = tuple[bytes, int, float, bytes]
"""Term in UTF-8, frequency, weight, and its positions as unsigned 32-bit integers."""

_ALGORITHMS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
DEFAULT_LANGUAGE = "en"
"""Whose stemmer serves paragraphs of unknown language."""

_ROLE_WEIGHTS = {Role.HEADING: 2.0, Role.BOILERPLATE: 0.2, Role.COMMENT: 0.3}
SPELT = "="
"""Begins the terms that are forms as they are spelt, kept beside the stems for patterns and
beginnings; no token begins so."""
_GAP = 1_000
"""Positions left free between two blocks or values: no phrase, and no "near", runs across."""

_FIRST = array("I", [0]).tobytes()
"""The positions of what has none: Whoosh 2.7.4 miscounts empty ones, and cannot merge them."""


def fold(form: str) -> str:
    """``form`` in lower case without accents, as all terms are.

    Unlike :func:`reader.articles.find.fold` it may lengthen a form (ß becomes ss): terms have no
    offsets to keep.
    """
    if form.isascii():
        return form.lower()
    decomposed = unicodedata.normalize("NFKD", form.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class _Stems(dict[str, str]):
    """The stem of each form, worked out once."""

    def __init__(self, stem: Callable[[str], str]) -> None:
        super().__init__()
        self._stem = stem

    def __missing__(self, form: str) -> str:
        stem = self[form] = fold(self._stem(form.lower()))
        return stem


@cache
def _stems(language: str) -> _Stems:
    algorithm = _ALGORITHMS.get(language, _ALGORITHMS[DEFAULT_LANGUAGE])
    return _Stems(Stemmer.Stemmer(algorithm).stemWord)


def stem(form: str, language: str) -> str:
    """The term for ``form`` in a stemmed field, where its paragraph is in ``language``."""
    return _stems(language)[form]


def stem_all(forms: Sequence[str], language: str) -> list[str]:
    """:func:`stem` of many forms."""
    return list(map(_stems(language).__getitem__, forms))


def words_of(text: str) -> list[str]:
    """The forms of the tokens in ``text``, which need not be normalised."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def date_term(date: datetime) -> str:
    """The term for the day of ``date``; terms are in the order of the days."""
    return f"{date.year:04}{date:%m%d}"


def glob(pattern: str) -> str:
    """A query's pattern as one for :mod:`fnmatch`, folded: brackets mean themselves."""
    return fold(pattern).replace("[", "[[]")


def text_postings(tokens: Tokens, blocks: Sequence[Block]) -> list[Posting]:
    """Postings of an article's own text: stems, weighing less in appeals and comments."""
    positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    extra: defaultdict[str, float] = defaultdict(float)
    spelt: Counter[tuple[str, str]] = Counter()
    for number, block in enumerate(blocks):
        first, last = tokens.firsts[number], tokens.firsts[number + 1]
        forms = tokens.forms[first:last]
        stems = stem_all(forms, block.language)
        spelt.update(zip(forms, stems, strict=True))
        for position, term in enumerate(stems, first + number * _GAP):
            positions[term].append(position)
        weight = _ROLE_WEIGHTS.get(block.role, 1.0)
        if weight != 1.0:
            for term in stems:
                extra[term] += weight - 1.0
    return _postings(positions, extra) + _spelt_postings(spelt)


def phrase_postings(values: Iterable[tuple[str, str | None]]) -> list[Posting]:
    """Postings of short texts, each with its language; None when its words are names."""
    positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    position = 0
    spelt: Counter[tuple[str, str]] = Counter()
    for text, language in values:
        for form in words_of(text):
            term = fold(form) if language is None else stem(form, language)
            spelt[form, term] += 1
            positions[term].append(position)
            position += 1
        position += _GAP
    return _postings(positions, {}) + _spelt_postings(spelt)


def exact_postings(values: Iterable[str]) -> list[Posting]:
    """Postings of whole values, such as tags and formats."""
    return [(fold(value).encode(), 1, 1.0, _FIRST) for value in dict.fromkeys(values) if value]


def _postings(
    positions: dict[str, array[int]], extra: defaultdict[str, float] | dict[str, float]
) -> list[Posting]:
    return [
        (term.encode(), len(places), len(places) + extra.get(term, 0.0), places.tobytes())
        for term, places in positions.items()
    ]


def _spelt_postings(pairs: Counter[tuple[str, str]]) -> list[Posting]:
    """Postings of the forms that are not their own stems, of pairs of form and stem.

    They add nothing to the length of the field.
    """
    counts: Counter[str] = Counter()
    for (form, term), count in pairs.items():
        folded = fold(form)
        if folded != term:
            counts[SPELT + folded] += count
    return [(term.encode(), 0, float(count), _FIRST) for term, count in counts.items()]
