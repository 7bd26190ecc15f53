"""Where in an article a query matches: exact ranges, over the same tokens as the index saw.

Whoosh knows which articles match; on which words is worked out here, and only for the articles
that are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import compress
from typing import TYPE_CHECKING

from reader.index.analysis import OfForms, fold, glob, stem, stem_all, words_of
from reader.index.expanding import matching_pattern, nearly
from reader.index.placing import near_each_other, phrase_starts
from reader.index.query import And, Fuzzy, Or, Phrase, Prefix, Wildcard, Word
from reader.index.schema import NAMES
from reader.marks import NAMED_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.articles import Article, Tokens
    from reader.index.query import Node
    from reader.marks import Mark

_IN_TEXT = frozenset({"", "text", "title", "quote"})
_KINDS = {
    "person": (Kind.PERSON,),
    "place": (Kind.PLACE,),
    "organisation": (Kind.ORGANISATION,),
    "entity": NAMED_KINDS,
}


@dataclass(slots=True)
class _Wanted:
    """The positive leaves of a query, by how they are looked for."""

    words: set[str] = field(default_factory=set)
    sequences: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    """Forms and the greatest distance between neighbours."""
    tests: list[Callable[[str], bool]] = field(default_factory=list)
    """Of folded forms; one that holds is enough."""
    names: list[tuple[str, tuple[str, ...], bool]] = field(default_factory=list)
    """Field, folded words asked for in a name, and whether the last is only a beginning."""

    def __bool__(self) -> bool:
        """Whether anything is looked for in the text."""
        return bool(self.words or self.sequences or self.tests)


def needs_marks(node: Node) -> bool:
    """Whether what ``node`` matches in an article depends on the article's marks."""
    sought = _sought(node)
    return bool(sought.wanted.names or sought.quoted)


def find_matches(
    node: Node, article: Article, tokens: Tokens, marks: Sequence[Mark] = ()
) -> list[tuple[int, int]]:
    """The ranges of ``article.text`` that ``node`` matches: in order, disjoint, code points."""
    return _sought(node).found_in(article, tokens, marks)


@lru_cache(maxsize=2)
def _sought(node: Node) -> _Sought:
    """Kept, because the hits of one query are looked at one after another."""
    return _Sought(node)


class _Sought:
    """What one query matches within articles."""

    def __init__(self, node: Node) -> None:
        self.wanted, self.quoted = _Wanted(), _Wanted()
        _collect(node, self.wanted, self.quoted)
        self._anywhere = cache(partial(_InLanguage, self.wanted))
        self._in_quotations = cache(partial(_InLanguage, self.quoted))

    def found_in(
        self, article: Article, tokens: Tokens, marks: Sequence[Mark]
    ) -> list[tuple[int, int]]:
        """The ranges of ``article.text``: in order, disjoint, code points."""
        found = set(_in_text(self._anywhere, article, tokens)) if self.wanted else set()
        if self.quoted:
            spoken = [mark for mark in marks if mark.kind is Kind.QUOTATION]
            starts = [mark.start for mark in spoken]
            for start, end in _in_text(self._in_quotations, article, tokens):
                number = bisect_right(starts, start) - 1
                if number >= 0 and end <= spoken[number].end:
                    found.add((start, end))
        for name, words, open_ended in self.wanted.names:
            found.update(
                (mark.start, mark.end) for mark in marks if _names(mark, name, words, open_ended)
            )
        return _disjoint(sorted(found))


class _InLanguage:
    """What is wanted in paragraphs of one language; of each form it is worked out once."""

    def __init__(self, wanted: _Wanted, language: str) -> None:
        words = set(stem_all(list(wanted.words), language))
        self._alone = OfForms(
            lambda form: (
                stem(form, language) in words or any(test(fold(form)) for test in wanted.tests)
            )
        )
        self._sequences = [
            _Sequence(stem_all(forms, language), slop, language) for forms, slop in wanted.sequences
        ]

    def found_in(self, forms: Sequence[str]) -> list[tuple[int, int]]:
        """First and last token of each match among the ``forms`` of one paragraph."""
        alone = compress(range(len(forms)), map(self._alone.__getitem__, forms))
        found = [(number, number) for number in alone]
        for sequence in self._sequences:
            found += sequence.found_in(forms)
        return found


class _Sequence:
    """A phrase; words near each other with a ``slop``."""

    def __init__(self, stems: Sequence[str], slop: int, language: str) -> None:
        self._stems = stems
        self._slop = slop
        self._part = OfForms(lambda form: made if (made := stem(form, language)) in stems else "")
        """The word of the phrase that a form is, or nothing."""

    def found_in(self, forms: Sequence[str]) -> Iterator[tuple[int, int]]:
        """First and last token of each match among the ``forms`` of one paragraph."""
        parts = list(map(self._part.__getitem__, forms))
        places: dict[str, list[int]] = {word: [] for word in self._stems}
        for number in compress(range(len(parts)), parts):
            places[parts[number]].append(number)
        if not all(places.values()):
            return
        found = [places[word] for word in self._stems]
        if self._slop == 1:
            for start in phrase_starts(found):
                yield start, start + len(found) - 1
        else:
            for number in near_each_other(found, self._slop):
                yield number, number


def _in_text(
    sought: Callable[[str], _InLanguage], article: Article, tokens: Tokens
) -> Iterator[tuple[int, int]]:
    """The ranges that are ``sought`` in paragraphs of any language."""
    for number, block in enumerate(article.blocks):
        forms = tokens.forms[tokens.firsts[number] : tokens.firsts[number + 1]]
        found = sought(block.language).found_in(forms)
        if found:
            starts = tokens.starts_in(number)
            yield from ((starts[start], starts[end] + len(forms[end])) for start, end in found)


def _names(mark: Mark, field: str, asked: Sequence[str], open_ended: bool) -> bool:
    """Whether ``mark`` is in ``field`` of the index, under a name that holds ``asked``."""
    if field == "speaker":
        name = mark.speaker.name if mark.speaker else ""
    else:
        name = mark.name if mark.kind in _KINDS.get(field, ()) else ""
    words = [fold(form) for form in words_of(name)]
    for start in range(len(words) - len(asked) + 1):
        *whole, last = words[start : start + len(asked)]
        if whole == list(asked[:-1]) and (
            last.startswith(asked[-1]) if open_ended else last == asked[-1]
        ):
            return True
    return False


def _collect(node: Node, wanted: _Wanted, quoted: _Wanted) -> None:
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                _collect(part, wanted, quoted)
        case Word(text, name) | Prefix(text, name) if name in NAMES:
            wanted.names += _asked(name, text, open_ended=isinstance(node, Prefix))
        case Phrase(words, name) if name in NAMES:
            wanted.names += _asked(name, " ".join(words), open_ended=False)
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy() if node.field in _IN_TEXT:
            _collect_leaf(node, quoted if node.field == "quote" else wanted)


def _asked(field: str, text: str, *, open_ended: bool) -> list[tuple[str, tuple[str, ...], bool]]:
    words = tuple(fold(form) for form in words_of(text))
    return [(field, words, open_ended)] if words else []


def _collect_leaf(leaf: Word | Phrase | Prefix | Wildcard | Fuzzy, wanted: _Wanted) -> None:
    match leaf:
        case Word(text):
            _collect_forms(words_of(text), 1, wanted)
        case Phrase(words, _, slop):
            _collect_forms(words_of(" ".join(words)), slop, wanted)
        case Prefix(text):
            *whole, last = words_of(text) or [""]
            wanted.words.update(whole)
            beginning = fold(last)
            if beginning:
                wanted.tests.append(lambda form: form.startswith(beginning))
        case Wildcard(pattern) if pattern.strip("*"):
            wanted.tests.append(matching_pattern(glob(pattern)))
        case Fuzzy(text, _, distance):
            wanted.tests += [nearly(fold(form), distance) for form in words_of(text)]


def _collect_forms(forms: list[str], slop: int, wanted: _Wanted) -> None:
    if len(forms) == 1:
        wanted.words.add(forms[0])
    elif forms:
        wanted.sequences.append((tuple(forms), slop))


def _disjoint(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``ranges``, sorted by start, with those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
