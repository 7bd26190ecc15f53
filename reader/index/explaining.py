"""How a query was understood: its tree in words, and what is looked for where.

The terms are read off the compiled query, so what is told is what is done. Invariant: an
explanation has the shape of the query's tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from reader.index.compiling import compile_query
from reader.index.engine import Words
from reader.index.engine import query as whoosh_query
from reader.index.query import (
    EXACTLY,
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.index.engine import Query
    from reader.index.query import Leaf, Node

_CALLED = {"tag_words": "tag"}
"""Fields whose name in the index is not the one that a query gives."""
_DAY = timedelta(days=1)

Terms: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a leaf is looked for."""

    fields: tuple[str, ...]
    """Where, by the names that a query gives them."""
    terms: Terms
    """What: words as they are spelt, or their stems, or a beginning or pattern."""
    languages: tuple[str, ...] = ()
    """The languages (ISO 639-1) in texts of which these are looked for as stems; empty for words as
    they are spelt, in a text of any language."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A part of a query."""

    said: str
    """In words: ``all of``, ``the phrase “world order”``."""
    articles: int
    """How many articles it finds by itself; of ``without``, how many are taken away at most."""
    ways: tuple[Way, ...] = ()
    parts: tuple[Explained, ...] = ()


def explained(
    node: Node, languages: Sequence[str], find: Callable[[Node], Iterable[str]]
) -> Explained:
    """``node`` explained, in a library of ``languages``; ``find`` gives the articles of a leaf."""
    return _explained(node, languages, find)[0]


def _explained(
    node: Node, languages: Sequence[str], find: Callable[[Node], Iterable[str]]
) -> tuple[Explained, set[str]]:
    """``node`` explained, and what it finds; of a `Not`, what it takes away.

    What a leaf finds is asked once, and put together above, however deep the leaf is.
    """
    match node:
        case And(nodes):
            parts, found = _all_of(nodes, languages, find)
            return Explained("all of", len(found), parts=parts), found
        case Or(nodes):
            parts, found = _any_of(nodes, languages, find)
            return Explained("any of", len(found), parts=parts), found
        case Not(inner):
            part, found = _explained(inner, languages, find)
            return Explained("without", len(found), parts=(part,)), found
        case _:
            found = set(find(node))
            return Explained(_said(node), len(found), _ways(node, languages)), found


def _all_of(
    nodes: Sequence[Node], languages: Sequence[str], find: Callable[[Node], Iterable[str]]
) -> tuple[tuple[Explained, ...], set[str]]:
    parts: list[Explained] = []
    wanted: set[str] | None = None
    unwanted: set[str] = set()
    for node in nodes:
        part, found = _explained(node, languages, find)
        parts.append(part)
        if isinstance(node, Not):
            unwanted |= found
        else:
            wanted = found if wanted is None else wanted & found
    return tuple(parts), (wanted or set()) - unwanted


def _any_of(
    nodes: Sequence[Node], languages: Sequence[str], find: Callable[[Node], Iterable[str]]
) -> tuple[tuple[Explained, ...], set[str]]:
    parts: list[Explained] = []
    together: set[str] = set()
    for node in nodes:
        part, found = _explained(node, languages, find)
        parts.append(part)
        together |= found
    return tuple(parts), together


def _said(leaf: Leaf) -> str:
    """A leaf in words."""
    match leaf:
        case Word(text):
            return f"the word “{text.removeprefix(EXACTLY)}”{_spelt((text,))}"
        case Phrase(words, _, slop):
            near = f", within {slop} words" if slop > 1 else ""
            spelt = _spelt(words)
            said = " ".join(word.removeprefix(EXACTLY) if spelt else word for word in words)
            return f"{'the words' if near else 'the phrase'} “{said}”{spelt}{near}"
        case Prefix(text):
            return f"what begins with “{text}”"
        case Wildcard("*", field) if field:
            return f"any {field} at all"
        case Wildcard(pattern):
            return f"the pattern “{pattern}”"
        case Fuzzy(text, _, distance):
            return f"what is spelt like “{text}”, but for {distance} letter{'s'[: distance - 1]}"
        case DateRange(start, end):
            first = f" from {start:%Y-%m-%d}" if start else ""
            last = f" to {end - _DAY:%Y-%m-%d}" if end else ""
            return f"dated{first}{last}"
        case Has(what):
            return f"with {'annotations' if what == 'annotations' else f'any {what}'}"
        case Everything():
            return "every article"


def _spelt(words: Sequence[str]) -> str:
    return ", spelt so" if all(word.startswith(EXACTLY) for word in words) else ""


def _ways(leaf: Leaf, languages: Sequence[str]) -> tuple[Way, ...]:
    if isinstance(leaf, DateRange | Has | Everything) or leaf == Wildcard("*", leaf.field):
        return ()
    fields: dict[tuple[Terms, Terms], list[str]] = {}
    for field, terms, spoken in _looked_for(compile_query(leaf, languages)):
        fields.setdefault((terms, spoken), []).append(_CALLED.get(field, field))
    return tuple(
        Way(tuple(dict.fromkeys(names)), terms, spoken) for (terms, spoken), names in fields.items()
    )


def _looked_for(compiled: Query) -> Iterator[tuple[str, Terms, Terms]]:
    """In the order of a compiled leaf: field, terms, and the languages that they are stems in."""
    match compiled:
        case Words(fieldname=field, words=words):
            yield field, tuple(word.form for word in words), ()
            by_language = [dict(word.stems) for word in words]
            spoken: dict[Terms, list[str]] = {}
            for code in dict.fromkeys(code for own in by_language for code in own):
                stems = (
                    own.get(code, word.form) for own, word in zip(by_language, words, strict=True)
                )
                spoken.setdefault(tuple(stems), []).append(code)
            for terms, codes in spoken.items():
                yield field, terms, tuple(codes)
        case whoosh_query.Prefix():
            yield compiled.fieldname, (f"{compiled.text}*",), ()
        case whoosh_query.FuzzyTerm():
            yield compiled.fieldname, (f"{compiled.text}~{compiled.maxdist}",), ()
        case whoosh_query.Term() | whoosh_query.Wildcard():
            yield compiled.fieldname, (compiled.text,), ()
        case _:
            for part in compiled.children():
                yield from _looked_for(part)
