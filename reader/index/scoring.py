"""BM25F: how well a document fits one term of a query, over all the fields the term was found in.

The definition, after Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted
Fields", CIKM 2004: the frequencies of the term in the fields *f* of a document are added before
they are saturated,

    t = Σ boost_f · weight_f / (1 − b + b · length_f / average_f)
    score = idf · t · (k1 + 1) / (k1 + t)
    idf = ln(1 + (N − n + 0.5) / (n + 0.5))

where *weight* is the frequency, words in headings counting double and those in appeals and
comments little; *average* is that of the documents that have the field at all; *n* is the number
of documents with the term in any of the fields, and *N* that of all. A document's score is the
sum over the terms of the query.
"""

from __future__ import annotations

import math

from reader.index.segments.keys import LENGTH_MASK, LENGTHS, weight_of

K1, B = 1.2, 0.75

ONCE = 0xFFFFFFFF
"""The key that counts as one occurrence in a field of average length."""


def idf(documents: int, having: int) -> float:
    """What a term is worth that ``having`` of so many ``documents`` have."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def saturated(frequency: float) -> float:
    """The part of the score that grows with the normalised ``frequency``, more and more slowly."""
    return frequency * (K1 + 1) / (K1 + frequency)


class Norms(dict[float, float]):
    """The normalised frequency, with the boost, that each key of one field stands for."""

    def __init__(self, length: int, documents: int, boost: float = 1.0) -> None:
        """``length`` is the field's in tokens over all ``documents`` that have it."""
        super().__init__({ONCE: boost})
        self._average = length / documents if documents and length else 1.0
        self._boost = boost

    def __missing__(self, key: int) -> float:
        length = LENGTHS[key & LENGTH_MASK]
        norm: float = self._boost * weight_of(key) / (1 - B + B * length / self._average)
        self[key] = norm
        return norm


class Worth(dict[float, float]):
    """The score that each key stands for in one leaf of a query; worked out when asked for."""

    def __init__(self, idf: float, norms: Norms, frequencies: dict[float, float]) -> None:
        """``frequencies`` are those of numbers that stand for several fields."""
        super().__init__()
        self._idf = idf
        self._norms = norms
        self._frequencies = frequencies

    def __missing__(self, key: float) -> float:
        frequency = self._frequencies[key] if key < 0 else self._norms[key]
        score = self[key] = self._idf * saturated(frequency)
        return score
