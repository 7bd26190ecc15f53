"""Tokens become terms: folded to plain letters, and stemmed by the language of their paragraph.

The same functions serve the writing of the index, the compiling of queries and the finding of
matches in the text on screen; that is what makes them agree.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import defaultdict, deque
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import Stemmer

from reader.articles.model import Role
from reader.articles.tokens import WORD
from reader.index.segments import keys
from reader.index.segments.postings import FieldWords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
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
_GAP = 1_000
"""Positions left free between two blocks or values: no phrase, and no "near", runs across."""

_MOST_KNOWN = 200_000
"""Forms whose stems, or folded forms, are remembered; then remembering starts anew."""


def fold(form: str) -> str:
    """``form`` in lower case without accents, as all terms are.

    Unlike :func:`reader.articles.find.fold` it may lengthen a form (ß becomes ss): terms have no
    offsets to keep.
    """
    if form.isascii():
        return form.lower()
    decomposed = unicodedata.normalize("NFKD", form.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class _Terms(dict[str, str]):
    """The term for each form, worked out once."""

    def __init__(self, term: Callable[[str], str]) -> None:
        super().__init__()
        self._term = term

    def __missing__(self, form: str) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        term = self[form] = self._term(form)
        return term


_folded = _Terms(fold)


@cache
def _stems(language: str) -> _Terms:
    algorithm = _ALGORITHMS.get(language, _ALGORITHMS[DEFAULT_LANGUAGE])
    stem_word = Stemmer.Stemmer(algorithm).stemWord
    return _Terms(lambda form: fold(stem_word(form.lower())))


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


def forms_field(field: str) -> str:
    """The field beside the stemmed ``field`` that holds the same words as they are spelt."""
    return f"{field}_forms"


def text_words(tokens: Tokens, blocks: Sequence[Block]) -> dict[str, FieldWords]:
    """An article's own text, by field; words weigh less in appeals and comments."""
    stems, forms = _Words(), _Words()
    for number, block in enumerate(blocks):
        first, last = tokens.firsts[number], tokens.firsts[number + 1]
        written = tokens.forms[first:last]
        weight = _ROLE_WEIGHTS.get(block.role, 1.0)
        stems.add(stem_all(written, block.language), first + number * _GAP, weight)
        forms.add(list(map(_folded.__getitem__, written)), 0, weight)
    return {"text": stems.packed(), forms_field("text"): forms.packed(placed=False)}


def phrase_words(field: str, values: Iterable[tuple[str, str]]) -> dict[str, FieldWords]:
    """Short texts in a stemmed field, each with its language."""
    stems, forms = _Words(), _Words()
    position = 0
    for text, language in values:
        written = words_of(text)
        stems.add(stem_all(written, language), position)
        forms.add(list(map(fold, written)), 0)
        position += len(written) + _GAP
    return {field: stems.packed(), forms_field(field): forms.packed(placed=False)}


def name_words(names: Iterable[str]) -> FieldWords:
    """Names, whose words are folded and never stemmed."""
    words = _Words()
    position = 0
    for name in names:
        forms = [fold(form) for form in words_of(name)]
        words.add(forms, position)
        position += len(forms) + _GAP
    return words.packed()


def exact_words(values: Iterable[str]) -> FieldWords:
    """Whole values, such as tags and formats."""
    terms = dict.fromkeys(fold(value).replace("\n", " ") for value in values if value)
    one = keys.key(1.0, 1)
    return FieldWords("\n".join(terms), array("I", [one] * len(terms)).tobytes())


class _Words:
    """The terms of one field in one article, with their places and weights."""

    def __init__(self) -> None:
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._extra: defaultdict[str, float] = defaultdict(float)
        self._length = 0
        self._span = 0

    def add(self, terms: Sequence[str], first: int, weight: float = 1.0) -> None:
        """Add ``terms`` one after another, from the place ``first`` on."""
        span = first + len(terms)
        deque(map(list.append, map(self._places.__getitem__, terms), range(first, span)), 0)
        if weight != 1.0:
            for term in terms:
                self._extra[term] += weight - 1.0
        self._length += len(terms)
        self._span = span

    def packed(self, *, placed: bool = True) -> FieldWords:
        """All of it, with the places or without."""
        byte = keys.length_byte(self._length)
        counts = list(map(len, self._places.values()))
        made = array("I", keys.keys(counts, byte))
        if self._extra:
            for number, term in enumerate(self._places):
                if term in self._extra:
                    made[number] = keys.key(counts[number] + self._extra[term], byte)
        return FieldWords(
            "\n".join(self._places),
            made.tobytes(),
            array("I", counts).tobytes() if placed else b"",
            array("I", chain.from_iterable(self._places.values())).tobytes() if placed else b"",
            self._length,
            self._span + _GAP if placed else 0,
        )
