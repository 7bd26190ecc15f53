"""Where in an article a query matches: exact ranges, over the same tokens as the index saw.

Whoosh knows which articles match; on which words is worked out here, and only for the articles
that are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import chain, compress
from typing import TYPE_CHECKING, TypeAlias

from reader.articles.compounds import compounds, ways_of_writing
from reader.index.analysis import glob, words_of
from reader.index.effort import Effort, TooMuchWorkError
from reader.index.expanding import matching_any, nearly
from reader.index.placing import near_each_other, phrase_starts, phrase_starts_in_ways
from reader.index.query import And, Fuzzy, Or, Phrase, Prefix, Wildcard, Word
from reader.index.schema import NAMES
from reader.index.sought import Sought, ways
from reader.languages.folding import fold
from reader.languages.stemming import OfForms, stems
from reader.marks import NAMED_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from reader.articles import Article, Tokens
    from reader.articles.compounds import Compound
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


_Places: TypeAlias = dict[int, list[int]]
"""Where a word stands in a paragraph, by the number of tokens that it has there."""


@dataclass(slots=True)
class _Wanted:
    """The positive leaves of a query, by how they are looked for."""

    words: set[Sought] = field(default_factory=set)
    sequences: list[tuple[tuple[Sought, ...], int]] = field(default_factory=list)
    """Words and the greatest distance between neighbours."""
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

    def __init__(self, wanted: _Wanted, code: str) -> None:
        alone = _Words(wanted.words, code)
        one = _Words((word for word in wanted.words if not word.joins), code)
        if wanted.is_by_spelling:
            spelt = wanted.spelling_test()
            self._alone = OfForms(lambda form: bool(alone[form]) or spelt(fold(form)))
            self._alone_of_several = OfForms(lambda form: bool(one[form]) or spelt(fold(form)))
        else:
            self._alone = OfForms(lambda form: bool(alone[form]))
            self._alone_of_several = OfForms(lambda form: bool(one[form]))
        self._sequences: defaultdict[Sought, list[tuple[tuple[Sought, ...], int]]]
        self._sequences = defaultdict(list)
        """Words and slop, by the first word."""
        for words, slop in dict.fromkeys(wanted.sequences):
            self._sequences[words[0]].append((words, slop))
        parts = (part for own in self._sequences.values() for words, _ in own for part in words)
        self._parts = _Words(dict.fromkeys(parts), code)

    def found_in(
        self, forms: Sequence[str], joined: Sequence[Compound], spend: Spend
    ) -> list[tuple[int, int]]:
        """First and last token of each match among the ``forms`` of one paragraph.

        ``joined`` are the compounds among them.
        """
        alone = compress(range(len(forms)), map(self._alone.__getitem__, forms))
        found = [(number, number) for number in alone]
        for first, count, form, _ in joined:
            if self._alone_of_several[form]:
                found.append((first, first + count - 1))
        if not self._sequences:
            return found
        places = self._places(forms, joined)
        for word in places:
            for words, slop in self._sequences.get(word, ()):
                if all(map(places.__contains__, words)):
                    found += _together([places[one] for one in words], slop, spend)
        return found

    def _places(self, forms: Sequence[str], joined: Sequence[Compound]) -> dict[Sought, _Places]:
        """Where the words of sequences stand."""
        places: dict[Sought, _Places] = {}
        parts = list(map(self._parts.__getitem__, forms))
        for number in compress(range(len(parts)), parts):
            for word in parts[number]:
                places.setdefault(word, {1: []})[1].append(number)
        for first, count, form, _ in joined:
            for word in self._parts[form]:
                if not word.joins:
                    places.setdefault(word, {1: []}).setdefault(count, []).append(first)
        return places


class _Words(OfForms["tuple[Sought, ...]"]):
    """Which of some words each form is, in one language."""

    def __init__(self, words: Iterable[Sought], code: str) -> None:
        self._stems = stems(code)
        self._by_form: defaultdict[str, list[Sought]] = defaultdict(list)
        self._by_stem: defaultdict[str, list[Sought]] = defaultdict(list)
        for word in words:
            if not word.is_in(code):
                continue
            self._by_form[word.folded].append(word)
            for _, stem in word.stems((code,)):
                self._by_stem[stem].append(word)
        super().__init__(self._of)

    def _of(self, form: str) -> tuple[Sought, ...]:
        spelt = self._by_form.get(fold(form), ())
        stemmed = self._by_stem.get(self._stems[form], ())
        return tuple(dict.fromkeys((*spelt, *stemmed)))


def _together(places: Sequence[_Places], slop: int, spend: Spend) -> list[tuple[int, int]]:
    """First and last token where words at ``places`` are a phrase, or near each other."""
    if slop == 1:
        if all(len(own) == 1 for own in places):
            starts = phrase_starts([own[1] for own in places])
            return [(start, start + len(places) - 1) for start in starts]
        quickly = [{count: set(own) for count, own in one.items()} for one in places]
        return [(start, _end(quickly, start)) for start in phrase_starts_in_ways(places)]
    anywhere = {id(own): sorted({*chain.from_iterable(own.values())}) for own in places}
    different = {place for own in anywhere.values() for place in own}
    overlapping = len(different) < sum(map(len, anywhere.values()))
    own_places = [anywhere[id(own)] for own in places]
    try:
        near = near_each_other(own_places, slop, spend, overlapping=overlapping)
    except TooMuchWorkError as error:
        # The search itself is refused, unless the article was found by what is found here, too.
        near = error.found
    counts = {place: count for own in places for count in sorted(own) for place in own[count]}
    return [(number, number + counts[number] - 1) for number in near]


def _end(places: Sequence[Mapping[int, Collection[int]]], start: int) -> int:
    """The last token of a phrase that starts there."""
    ends = {start}
    for own in places:
        ends = {end + count for end in ends for count, some in own.items() if end in some}
    return max(ends) - 1


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
        ways = ways_of_writing(name)
        return any(self._has(tuple(fold(form) for form, _ in way)) for way in ways)

    def _has(self, words: tuple[str, ...]) -> bool:
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
        joined = compounds(article.text[block.start : block.end], forms, block.language)
        found = sought(block.language).found_in(forms, joined, spend)
        if found:
            starts = tokens.starts_in(number)
            yield from ((starts[start], starts[end] + len(forms[end])) for start, end in found)


def _collect(node: Node, wanted: _Wanted, quoted: _Wanted) -> None:
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                _collect(part, wanted, quoted)
        case Word(text, name) if name in NAMES:
            wanted.names += _asked(name, ways([text]), open_ended=False)
        case Phrase(words, name) if name in NAMES:
            wanted.names += _asked(name, ways(words), open_ended=False)
        case Prefix(text, name) if name in NAMES:
            way = tuple(map(Sought, words_of(text)))
            wanted.names += _asked(name, [way] if way else [], open_ended=True)
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy() if node.field in _IN_TEXT:
            _collect_leaf(node, quoted if node.field == "quote" else wanted)


def _asked(
    field: str, asked: Iterable[tuple[Sought, ...]], *, open_ended: bool
) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(field, tuple(word.folded for word in way), open_ended) for way in asked]


def _collect_leaf(leaf: Word | Phrase | Prefix | Wildcard | Fuzzy, wanted: _Wanted) -> None:
    match leaf:
        case Word(text):
            _collect_ways(ways([text]), 1, wanted)
        case Phrase(words, _, slop):
            _collect_ways(ways(words), slop, wanted)
        case Prefix(text):
            *whole, last = words_of(text) or [""]
            wanted.words.update(map(Sought, whole))
            beginning = fold(last)
            if beginning:
                wanted.beginnings.add(beginning)
        case Wildcard(pattern) if pattern.strip("*"):
            wanted.patterns.add(glob(pattern))
        case Fuzzy(text, _, distance):
            wanted.tests += [nearly(fold(form), distance) for form in words_of(text)]


def _collect_ways(asked: Iterable[tuple[Sought, ...]], slop: int, wanted: _Wanted) -> None:
    for way in asked:
        if len(way) == 1:
            wanted.words.add(way[0])
        else:
            wanted.sequences.append((way, slop))


def _disjoint(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``ranges``, sorted by start, with those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
