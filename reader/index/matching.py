"""Where in an article a query matches: exact ranges, over the same tokens as the index saw.

Whoosh knows which articles match; on which words is worked out here, and only for the articles
that are shown.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.index.analysis import fold, glob, stem_all, words_of
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
    wanted, quoted = _Wanted(), _Wanted()
    _collect(node, wanted, quoted)
    return bool(wanted.names or quoted)


def find_matches(
    node: Node, article: Article, tokens: Tokens, marks: Sequence[Mark] = ()
) -> list[tuple[int, int]]:
    """The ranges of ``article.text`` that ``node`` matches: in order, disjoint, code points."""
    wanted, quoted = _Wanted(), _Wanted()
    _collect(node, wanted, quoted)
    found = set(_in_text(wanted, article, tokens))
    spoken = [mark for mark in marks if mark.kind is Kind.QUOTATION]
    starts = [mark.start for mark in spoken]
    for start, end in _in_text(quoted, article, tokens):
        number = bisect_right(starts, start) - 1
        if number >= 0 and end <= spoken[number].end:
            found.add((start, end))
    for name, words, open_ended in wanted.names:
        found.update(
            (mark.start, mark.end) for mark in marks if _names(mark, name, words, open_ended)
        )
    return _disjoint(sorted(found))


def _in_text(wanted: _Wanted, article: Article, tokens: Tokens) -> Iterator[tuple[int, int]]:
    if not wanted:
        return
    for number, block in enumerate(article.blocks):
        forms = tokens.forms[tokens.firsts[number] : tokens.firsts[number + 1]]
        found = list(_in_block(wanted, forms, block.language))
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


def _in_block(wanted: _Wanted, forms: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
    """First and last token of each match in one block, counted from its first."""
    stems = stem_all(forms, language)
    words = set(stem_all(list(wanted.words), language))
    for number, term in enumerate(stems):
        if term in words:
            yield number, number
    for sequence, slop in wanted.sequences:
        yield from _sequences(stems, stem_all(sequence, language), slop)
    if wanted.tests:
        verdicts: dict[str, bool] = {}
        for number, form in enumerate(forms):
            if form not in verdicts:
                folded = fold(form)
                verdicts[form] = any(test(folded) for test in wanted.tests)
            if verdicts[form]:
                yield number, number


def _sequences(stems: Sequence[str], wanted: Sequence[str], slop: int) -> Iterator[tuple[int, int]]:
    """Runs of ``stems`` that are the phrase ``wanted``; words near each other with a ``slop``."""
    places: dict[str, list[int]] = {word: [] for word in wanted}
    for number, term in enumerate(stems):
        if term in places:
            places[term].append(number)
    if not all(places.values()):
        return
    found = [places[word] for word in wanted]
    if slop == 1:
        for start in phrase_starts(found):
            yield start, start + len(wanted) - 1
    else:
        for number in near_each_other(found, slop):
            yield number, number


def _disjoint(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``ranges``, sorted by start, with those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
