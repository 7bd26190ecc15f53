"""What one posting says of its document in one number: how often, and in how long a field.

The weight is kept in tenths, the length in one byte: exact below 32 tokens, within 3.5 per cent
above. So there are few different keys, and what a key scores is worked out once for each.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

WEIGHT_SHIFT = 8
LENGTH_MASK = 0xFF
WEIGHT_UNIT = 10
"""A weight of 1.0."""
_LARGEST = 0xFFFFF
"""Tenths; sums of several such weights fit as well."""

_EXACT = 32
_STEP = 1.06
LENGTHS = (
    *range(_EXACT),
    *(round(_EXACT * _STEP**step) for step in range(256 - _EXACT)),
)
"""The length, in tokens, that each byte stands for."""
_BOUNDS = tuple((a + b) / 2 for a, b in pairwise(LENGTHS))


def length_byte(length: int) -> int:
    """The byte for the nearest of :data:`LENGTHS`."""
    return length if length < _EXACT else bisect_left(_BOUNDS, length)


def keys(weights: Collection[int], length: int, unit: int = 1) -> list[int]:
    """The keys of postings in a field of ``length`` tokens, each in 32 bits without a sign.

    The ``weights`` are in so many tenths as ``unit`` says.
    """
    byte = length_byte(length)
    if max(weights, default=0) * unit > _LARGEST:
        weights, unit = [min(weight * unit, _LARGEST) for weight in weights], 1
    shifted = unit << WEIGHT_SHIFT
    return [weight * shifted + byte for weight in weights]


def key(weight: int, byte: int) -> int:
    """The key of one posting whose weight is so many whole occurrences."""
    return min(weight * WEIGHT_UNIT, _LARGEST) << WEIGHT_SHIFT | byte


def weight_of(posting_key: int) -> float:
    """The weight in a key."""
    return (posting_key >> WEIGHT_SHIFT) / WEIGHT_UNIT


def added(first: int, second: int) -> int:
    """The key of two postings of one field in one document, taken as one."""
    return first + (second >> WEIGHT_SHIFT << WEIGHT_SHIFT)
