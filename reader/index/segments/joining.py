"""Postings of several terms taken as those of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from reader.index.segments.keys import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.index.segments.reading import Slices

Postings: TypeAlias = tuple[list[int], list[int]]
"""Documents in order, and the key of each."""


def listed(slices: Slices) -> Postings:
    """The postings of one term, as lists."""
    return slices[0].tolist(), slices[1].tolist()


def joined(parts: Sequence[Postings]) -> Postings:
    """The postings of several terms as one; those of one document are added."""
    filled = [part for part in parts if part[0]]
    if len(filled) <= 1:
        return filled[0] if filled else ([], [])
    sums: dict[int, int] = {}
    for docs, keys in filled:
        for document, key in zip(docs, keys, strict=True):
            before = sums.get(document)
            sums[document] = key if before is None else added(before, key)
    ordered = sorted(sums)
    return ordered, [sums[document] for document in ordered]
