"""Where in an article a query matches: exact ranges, over the same tokens as the index saw.

Whoosh knows which articles match; on which words is worked out here, and only for the articles
that are shown.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from reader.index.analysis import fold, stem_all, words_of
from reader.index.query import And, Fuzzy, Or, Phrase, Prefix, Wildcard, Word
from reader.index.schema import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.articles import Article, Tokens
    from reader.index.query import Node
    from reader.marks import Mark

_IN_TEXT = frozenset({"", "text", "title", "quote"})


@dataclass(slots=True)
class _Wanted:
    """The positive leaves of a query, by how they are looked for."""

    words: set[str] = field(default_factory=set)
    sequences: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    """Forms and the greatest distance between neighbours."""
    tests: list[Callable[[str], bool]] = field(default_factory=list)
    """Of folded forms."""
    names: list[str] = field(default_factory=list)
    """Folded names asked for in the fields of marks."""


def find_matches(
    node: Node, article: Article, tokens: Tokens, marks: Sequence[Mark] = ()
) -> list[tuple[int, int]]:
    """The ranges of ``article.text`` that ``node`` matches: in order, disjoint, code points."""
    wanted = _Wanted()
    _collect(node, wanted)
    found: set[tuple[int, int]] = set()
    for number, block in enumerate(article.blocks):
        first, last = tokens.firsts[number], tokens.firsts[number + 1]
        forms = tokens.forms[first:last]
        for start, end in _in_block(wanted, forms, block.language):
            found.add(tokens.span(first + start, first + end))
    for mark in marks if wanted.names else ():
        speaker = mark.speaker
        for name, start, end in (
            (mark.name, mark.start, mark.end),
            *([(speaker.name, mark.start, mark.end)] if speaker else []),
        ):
            if any(asked in fold(name) for asked in wanted.names):
                found.add((start, end))
    return _disjoint(sorted(found))


def _collect(node: Node, wanted: _Wanted) -> None:
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                _collect(part, wanted)
        case Word(text, name) | Prefix(text, name) if name in NAMES:
            wanted.names.append(fold(text))
        case Phrase(words, name) if name in NAMES:
            wanted.names.append(fold(" ".join(words)))
        case Word(text, name) if name in _IN_TEXT:
            _collect_forms(words_of(text), 1, wanted)
        case Phrase(words, name, slop) if name in _IN_TEXT:
            _collect_forms(words_of(" ".join(words)), slop, wanted)
        case Prefix(text, name) if name in _IN_TEXT:
            *before, last = words_of(text) or [text]
            wanted.words.update(before)
            beginning = fold(last)
            wanted.words.add(last)
            wanted.tests.append(lambda form: form.startswith(beginning))
        case Wildcard(pattern, name) if name in _IN_TEXT and pattern.strip("*"):
            matches = re.compile(fnmatch.translate(fold(pattern))).match
            wanted.tests.append(lambda form: matches(form) is not None)
        case Fuzzy(text, name, distance) if name in _IN_TEXT:
            wanted.tests.append(_near(fold(text), distance))


def _near(word: str, distance: int) -> Callable[[str], bool]:
    def near(form: str) -> bool:
        return (
            form[:1] == word[:1]
            and DamerauLevenshtein.distance(form, word, score_cutoff=distance) <= distance
        )

    return near


def _collect_forms(forms: list[str], slop: int, wanted: _Wanted) -> None:
    if len(forms) == 1:
        wanted.words.add(forms[0])
    elif forms:
        wanted.sequences.append((tuple(forms), slop))


def _in_block(wanted: _Wanted, forms: Sequence[str], language: str) -> Iterator[tuple[int, int]]:
    """First and last token of each match in one block, counted from its first."""
    if not (wanted.words or wanted.sequences or wanted.tests):
        return
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
    """Runs of ``stems`` that hold ``wanted``: in order when ``slop`` is 1, else near each other."""
    if not set(wanted) <= set(stems):
        return
    if slop == 1:
        length = len(wanted)
        for start in range(len(stems) - length + 1):
            if stems[start] == wanted[0] and list(stems[start : start + length]) == list(wanted):
                yield start, start + length - 1
        return
    places = [[n for n, term in enumerate(stems) if term == word] for word in wanted]
    for place in places[0]:
        chosen = [place]
        for others in places[1:]:
            near = [n for n in others if 0 < abs(n - chosen[-1]) <= slop]
            if not near:
                break
            chosen.append(min(near, key=lambda n: abs(n - chosen[-1])))
        else:
            for number in chosen:
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
