"""Postings of several terms taken as those of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from reader.index.segments.keys import added

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.index.segments.reading import Slices

Postings: TypeAlias = dict[int, int]
"""The key of each document, in no order."""


def listed(slices: Slices) -> Postings:
    """The postings of one term."""
    return dict(zip(slices[0].tolist(), slices[1].tolist(), strict=True))


def joined(parts: Sequence[Postings]) -> Postings:
    """The postings of several terms as one; those of one document are added."""
    if len(parts) <= 1:
        return parts[0] if parts else {}
    first, *others = sorted(parts, key=lambda part: -len(part))
    sums = dict(first)
    for other in others:
        for document, key in other.items():
            before = sums.get(document)
            sums[document] = key if before is None else added(before, key)
    return sums
