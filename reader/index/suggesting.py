"""“Did you mean”: for the words of a query that nothing has, those that the library does have.

The words suggested are words as they are spelt somewhere, never stems.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reader.index.analysis import fold, words_of
from reader.index.compiling import DEFAULT_FIELDS
from reader.index.query import And, Or, Phrase, Prefix, Wildcard, Word
from reader.index.schema import EXACT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.index.query import Node
    from reader.index.segments.reading import FieldArrays, SegmentArrays

_SHORT = 5
"""Words with fewer letters may differ by one edit, others by two."""
_SHORTEST = 3
_MOST_MENDED = 10
"""Words that nothing has, up to which others are sought: each is compared with all the words of
the library, and a query of more was not misspelt."""
_NOT_SPELT = frozenset({"date", "has", "language", "format"})
"""Fields in which nobody misspells anything."""


def suggestion(word: str, field: str, segments: Sequence[SegmentArrays]) -> str | None:
    """The word nearest to ``word`` in ``field`` (empty for none), of those alike the most frequent.

    None when there is nothing like it.
    """
    wanted = fold(word)
    if len(wanted) < _SHORTEST or field in _NOT_SPELT:
        return None
    furthest = 1 if len(wanted) < _SHORT else 2
    best: dict[str, tuple[int, bool, int]] = {}
    for segment in segments:
        for name in DEFAULT_FIELDS if not field else (field,):
            arrays = segment.field(name)
            if arrays is None:
                continue
            for spelling, distance, documents in _nearly(wanted, arrays, furthest):
                _, _, before = best.get(spelling, (0, False, 0))
                best[spelling] = (distance, spelling[:1] != wanted[:1], before - documents)
    return min(best, key=lambda spelling: (best[spelling], spelling), default=None)


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
            if isinstance(leaf, Word) and len(word) >= _SHORT and finds(inside):
                # It stands only inside others, as German words do.
                other: str | None = inside.pattern
            else:
                other = suggest(word, leaf.field)
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


def _nearly(wanted: str, arrays: FieldArrays, furthest: int) -> Iterator[tuple[str, int, int]]:
    """The spellings within so many edits, with the edits, and the documents that have them."""
    known = arrays.spellings.texts()
    found = process.extract(wanted, known, scorer=OSA.distance, score_cutoff=furthest, limit=None)
    for spelling, distance, line in found:
        (documents,) = arrays.document_counts(arrays.terms_spelt([line]))
        yield spelling, int(distance), documents
