"""A query's tree becomes Whoosh's query objects.

A word without a field is looked for in the text, the title, the tags and the reader's notes: as it
is spelt, and by its stems in the languages of the library, each in texts of that language alone.
Patterns, beginnings and misspellings are looked for among the words as they are spelt. All ways of
finding one word are one :class:`~reader.index.engine.Synonyms`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.analysis import date_term, glob, words_of
from reader.index.engine import SoughtTerms, Synonyms, Words
from reader.index.engine import query as whoosh_query
from reader.index.query import (
    And,
    DateRange,
    Everything,
    Fuzzy,
    Has,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from reader.index.schema import EXACT, STEMMED
from reader.index.sought import ways
from reader.languages.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.index.query import Node
    from reader.index.sought import Sought

DEFAULT_FIELDS = {"text": 1.0, "title": 3.0, "note": 1.5, "tag_words": 3.0}
"""Where a word without a field is looked for, and what a find there weighs."""


def compile_query(node: Node, languages: Sequence[str]) -> whoosh_query.Query:
    """The Whoosh query for ``node`` in a library of ``languages`` (ISO 639-1)."""
    return _Compiler(tuple(languages)).compile(node)


class _Compiler:
    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages

    def compile(self, node: Node) -> whoosh_query.Query:
        """The query for ``node``; where that is one term to the scoring, it knows its ``leaf``."""
        compiled = self._compiled(node)
        if isinstance(compiled, Synonyms):
            compiled.leaf = node
        return compiled

    def _compiled(self, node: Node) -> whoosh_query.Query:
        match node:
            case And(nodes):
                return self._all(nodes)
            case Or(nodes):
                return whoosh_query.Or([self.compile(part) for part in nodes])
            case Not(inner):
                return whoosh_query.AndNot(whoosh_query.Every(), self.compile(inner))
            case Everything():
                return whoosh_query.Every()
            case Has(what) | Wildcard("*", what) if what:
                return whoosh_query.Term("has", what)
            case DateRange(start, end):
                return whoosh_query.TermRange(
                    "date",
                    date_term(start) if start else None,
                    date_term(end) if end else None,
                    endexcl=True,
                )
            case Word(text, field):
                return self._in_fields(field, [text], 1)
            case Phrase(words, field, slop):
                return self._in_fields(field, words, slop)
            case Prefix(text, field):
                return self._prefix(text, field)
            case Wildcard(pattern, field):
                if field in EXACT:
                    return whoosh_query.Wildcard(field, glob(pattern))
                return Synonyms(
                    [
                        whoosh_query.Wildcard(name, glob(pattern), boost=boost)
                        for name, boost in _fields(field)
                    ]
                )
            case Fuzzy(text, field, distance):
                if field in EXACT:
                    return _fuzzy(field, fold(text), distance, 1.0)
                fields = list(_fields(field))
                return _all_of(
                    Synonyms([_fuzzy(name, fold(form), distance, boost) for name, boost in fields])
                    for form in words_of(text)
                )

    def _all(self, nodes: Iterable[Node]) -> whoosh_query.Query:
        wanted, unwanted = [], []
        for node in nodes:
            if isinstance(node, Not):
                unwanted.append(self.compile(node.node))
            else:
                wanted.append(self.compile(node))
        found = _all_of(wanted)
        return whoosh_query.AndNot(found, _any_of(unwanted)) if unwanted else found

    def _in_fields(self, field: str, words: Sequence[str], slop: int) -> whoosh_query.Query:
        if field in EXACT:
            # A slash at the end of a folder or a tag says nothing.
            return whoosh_query.Term(field, fold(" ".join(words)).rstrip("/"))
        sequences = ways(words)
        if not sequences:
            return whoosh_query.NullQuery
        return Synonyms(
            [
                Words(name, tuple(self._wanted(name, word) for word in way), slop, boost)
                for name, boost in _fields(field)
                for way in sequences
            ]
        )

    def _wanted(self, field: str, word: Sought) -> SoughtTerms:
        if field not in STEMMED:
            return SoughtTerms(word.folded, codes=("",) if word.joins else None)
        if not word.joins:
            return SoughtTerms(word.folded, word.stems(self.languages))
        codes = tuple(code for code in (*self.languages, "") if word.is_in(code))
        return SoughtTerms(word.folded, word.stems(filter(None, codes)), codes)

    def _prefix(self, text: str, field: str) -> whoosh_query.Query:
        if field in EXACT:
            return whoosh_query.Prefix(field, fold(text))
        *before, last = words_of(text) or [""]
        beginning = fold(last)
        if not beginning:
            return whoosh_query.NullQuery
        found = Synonyms(
            [whoosh_query.Prefix(name, beginning, boost=boost) for name, boost in _fields(field)]
        )
        return _all_of([*(self._in_fields(field, [form], 1) for form in before), found])


def _fields(field: str) -> Iterable[tuple[str, float]]:
    """The fields to look in, with their weights."""
    return DEFAULT_FIELDS.items() if not field else [(field, 1.0)]


def _fuzzy(field: str, word: str, distance: int, boost: float) -> whoosh_query.Query:
    return whoosh_query.FuzzyTerm(field, word, boost=boost, maxdist=distance)


def _any_of(queries: Iterable[whoosh_query.Query]) -> whoosh_query.Query:
    found = list(queries)
    return found[0] if len(found) == 1 else whoosh_query.Or(found)


def _all_of(queries: Iterable[whoosh_query.Query]) -> whoosh_query.Query:
    found = list(queries)
    if not found:
        return whoosh_query.NullQuery
    return found[0] if len(found) == 1 else whoosh_query.And(found)
