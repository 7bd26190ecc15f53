"""Where in an article a query matches: exact ranges, over the same tokens as the index saw.

Whoosh knows which articles match; on which words is worked out here, and only for the articles
that are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import compress
from typing import TYPE_CHECKING

from reader.index.analysis import OfForms, fold, glob, stem, stem_all, words_of
from reader.index.effort import Effort, TooMuchWorkError
from reader.index.expanding import matching_any, nearly
from reader.index.placing import near_each_other, phrase_starts
from reader.index.query import And, Fuzzy, Or, Phrase, Prefix, Wildcard, Word
from reader.index.schema import NAMES
from reader.marks import NAMED_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.articles import Article, Tokens
    from reader.index.placing import Spend
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
    beginnings: set[str] = field(default_factory=set)
    """Of folded forms, as the next two are."""
    patterns: set[str] = field(default_factory=set)
    tests: list[Callable[[str], bool]] = field(default_factory=list)
    """One that holds is enough."""
    names: list[tuple[str, tuple[str, ...], bool]] = field(default_factory=list)
    """Field, folded words asked for in a name, and whether the last is only a beginning."""

    def __bool__(self) -> bool:
        """Whether anything is looked for in the text."""
        return bool(self.words or self.sequences) or self.is_by_spelling

    @property
    def is_by_spelling(self) -> bool:
        """Whether words are looked for that are spelt in some way."""
        return bool(self.beginnings or self.patterns or self.tests)

    def spelling_test(self) -> Callable[[str], bool]:
        """Whether a folded form is spelt in one of the ways; all are tried at once if they can."""
        beginnings, tests = tuple(self.beginnings), list(self.tests)
        if self.patterns:
            tests.insert(0, matching_any(self.patterns))
        return lambda form: form.startswith(beginnings) or any(test(form) for test in tests)


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
        names: defaultdict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
        for name, words, open_ended in dict.fromkeys(self.wanted.names):
            names[name].append((words, open_ended))
        self._names = [_Names(name, asked) for name, asked in names.items()]

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
        for names in self._names:
            found.update((mark.start, mark.end) for mark in marks if names.holds(mark))
        return _disjoint(sorted(found))


class _InLanguage:
    """What is wanted in paragraphs of one language; of each form it is worked out once."""

    def __init__(self, wanted: _Wanted, language: str) -> None:
        words = set(stem_all(list(wanted.words), language))
        if wanted.is_by_spelling:
            spelt = wanted.spelling_test()
            self._alone = OfForms(lambda form: stem(form, language) in words or spelt(fold(form)))
        else:
            self._alone = OfForms(lambda form: stem(form, language) in words)
        self._sequences: defaultdict[str, list[tuple[list[str], int]]] = defaultdict(list)
        """Stems and slop, by the first stem."""
        for forms, slop in dict.fromkeys(wanted.sequences):
            stems = stem_all(forms, language)
            self._sequences[stems[0]].append((stems, slop))
        parts = {part for own in self._sequences.values() for stems, _ in own for part in stems}
        self._part = OfForms(lambda form: made if (made := stem(form, language)) in parts else "")
        """The word of a sequence that a form is, or nothing."""

    def found_in(self, forms: Sequence[str], spend: Spend) -> list[tuple[int, int]]:
        """First and last token of each match among the ``forms`` of one paragraph."""
        alone = compress(range(len(forms)), map(self._alone.__getitem__, forms))
        found = [(number, number) for number in alone]
        if not self._sequences:
            return found
        parts = list(map(self._part.__getitem__, forms))
        places: dict[str, list[int]] = {}
        for number in compress(range(len(parts)), parts):
            places.setdefault(parts[number], []).append(number)
        for part in places:
            for stems, slop in self._sequences.get(part, ()):
                if all(map(places.__contains__, stems)):
                    found += _together([places[one] for one in stems], slop, spend)
        return found


def _together(places: Sequence[Sequence[int]], slop: int, spend: Spend) -> list[tuple[int, int]]:
    """First and last token where words at ``places`` are a phrase, or near each other."""
    if slop == 1:
        return [(start, start + len(places) - 1) for start in phrase_starts(places)]
    try:
        near = near_each_other(places, slop, spend)
    except TooMuchWorkError as error:
        # The search itself is refused, unless the article was found by what is found here, too.
        near = error.found
    return [(number, number) for number in near]


class _Names:
    """The names that are asked for in one field, looked up all at once."""

    def __init__(self, field: str, asked: Iterable[tuple[tuple[str, ...], bool]]) -> None:
        """``asked`` are folded words, and whether the last is only a beginning."""
        self._field = field
        self._whole: defaultdict[int, set[tuple[str, ...]]] = defaultdict(set)
        """By the number of words."""
        self._begun: defaultdict[int, dict[tuple[str, ...], tuple[str, ...]]] = defaultdict(dict)
        """By the number of words before the last, and these: beginnings of the last."""
        for words, open_ended in asked:
            if open_ended:
                *before, last = words
                begun = self._begun[len(before)]
                begun[tuple(before)] = (*begun.get(tuple(before), ()), last)
            else:
                self._whole[len(words)].add(words)
        self._holds = OfForms(self._held)

    def holds(self, mark: Mark) -> bool:
        """Whether ``mark`` is in the field of the index, under a name that is asked for."""
        if self._field == "speaker":
            name = mark.speaker.name if mark.speaker else ""
        else:
            name = mark.name if mark.kind in _KINDS.get(self._field, ()) else ""
        return bool(name) and self._holds[name]

    def _held(self, name: str) -> bool:
        words = tuple(fold(form) for form in words_of(name))
        for count, wholes in self._whole.items():
            if any(words[n : n + count] in wholes for n in range(len(words) - count + 1)):
                return True
        for count, begun in self._begun.items():
            for n in range(len(words) - count):
                if words[n + count].startswith(begun.get(words[n : n + count], ())):
                    return True
        return False


def _in_text(
    sought: Callable[[str], _InLanguage], article: Article, tokens: Tokens
) -> Iterator[tuple[int, int]]:
    """The ranges that are ``sought`` in paragraphs of any language."""
    spend = Effort(0).spend
    for number, block in enumerate(article.blocks):
        forms = tokens.forms[tokens.firsts[number] : tokens.firsts[number + 1]]
        found = sought(block.language).found_in(forms, spend)
        if found:
            starts = tokens.starts_in(number)
            yield from ((starts[start], starts[end] + len(forms[end])) for start, end in found)


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
                wanted.beginnings.add(beginning)
        case Wildcard(pattern) if pattern.strip("*"):
            wanted.patterns.add(glob(pattern))
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
