"""“Did you mean”: for the words of a query that nothing has, those that the library does have.

The words suggested are words as they are spelt somewhere, never stems.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from reader.index.analysis import words_of
from reader.index.compiling import DEFAULT_FIELDS
from reader.index.expanding import spelt_nearly
from reader.index.query import And, Or, Phrase, Prefix, Wildcard, Word
from reader.index.schema import EXACT
from reader.languages.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.index.query import Node
    from reader.index.segments.reading import SegmentArrays

_SHORT = 5
"""Words with fewer letters may differ by one edit, others by two."""
_SHORTEST = 3
_WORTH_OF_EDIT, _WORTH_OF_BEGINNING = 4.0, 2.0
"""Nats against each edit, and besides against another first letter, which few get wrong: a word one
edit further away has to be in fifty times as many articles."""
_MOST_MENDED = 10
"""Words that nothing has, up to which others are sought: each is compared with all the words of
the library, and a query of more was not misspelt."""
_NOT_SPELT = frozenset({"date", "has", "language", "format"})
"""Fields in which nobody misspells anything."""


def suggestion(word: str, field: str, segments: Sequence[SegmentArrays]) -> str | None:
    """The word of ``field`` (empty for none) that most likely is ``word`` rightly spelt.

    That is a frequent one a few edits away, by the model of a noisy channel (Kernighan, Church and
    Gale, "A spelling correction program based on a noisy channel model", 1990). None when there is
    nothing like it.
    """
    wanted = fold(word)
    if len(wanted) < _SHORTEST or field in _NOT_SPELT:
        return None
    furthest = 1 if len(wanted) < _SHORT else 2
    edits: dict[str, int] = {}
    documents: Counter[str] = Counter()
    for segment in segments:
        for name in DEFAULT_FIELDS if not field else (field,):
            arrays = segment.field(name)
            if arrays is None:
                continue
            for number, distance in spelt_nearly(arrays.spellings, wanted, furthest):
                spelling = arrays.spellings[number].decode()
                edits[spelling] = distance
                (count,) = arrays.document_counts(arrays.terms_spelt([number]))
                documents[spelling] += count

    def likelihood(spelling: str) -> float:
        other_beginning = spelling[:1] != wanted[:1]
        cost = _WORTH_OF_EDIT * edits[spelling] + _WORTH_OF_BEGINNING * other_beginning
        return math.log(documents[spelling]) - cost

    return max(sorted(edits), key=likelihood, default=None)


def corrected(
    asked: str,
    node: Node,
    finds: Callable[[Node], int],
    suggest: Callable[[str, str], str | None],
) -> str | None:
    """The query ``asked``, whose tree is ``node``, with others for the words that nothing has.

    ``finds`` tells how many articles a tree finds, and ``suggest`` another word for one in a
    field. None when there is nothing to mend, or no way to.
    """
    replacements: list[tuple[int, str, str]] = []
    sought = 0
    finds = cache(finds)
    for leaf in _positive(node):
        if isinstance(leaf, Phrase):
            words = leaf.words
        else:
            words = (leaf.text,) if leaf.field in EXACT else tuple(words_of(leaf.text))
        place = leaf.position
        for word in words:
            kind = Prefix if isinstance(leaf, Prefix) else Word
            if finds(kind(word, leaf.field)):
                continue
            sought += 1
            if sought > _MOST_MENDED:
                return None
            inside = Wildcard(f"*{word}*", leaf.field)
            other = suggest(word, leaf.field)
            if isinstance(leaf, Word) and len(word) >= _SHORT:
                # It may stand only inside others, as German words do.
                within = finds(inside)
                if within and (other is None or within >= finds(Word(other, leaf.field))):
                    other = inside.pattern
            place = asked.find(word, place)
            if other is None or place < 0:
                return None
            replacements.append((place, word, other))
            place += len(word)
    for place, word, other in sorted(replacements, reverse=True):
        asked = asked[:place] + other + asked[place + len(word) :]
    return asked if replacements else None


def _positive(node: Node) -> Iterator[Word | Phrase | Prefix]:
    """The leaves that name words which have to be there."""
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _positive(part)
        case Word() | Phrase() | Prefix():
            yield node
