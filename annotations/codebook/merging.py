"""Three-way merging of codebooks: what two people made of one becomes one again.

By tag and field, with the codebook both began from; for git, and for taking an act back after
others were done. Invariants: what both sides say is said once; what one side changed is never
lost to what the other took away; and the sides can be exchanged, but for a colour or an unknown
key that both changed, where ours has its way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from annotations.codebook.model import Codebook, Tag
from annotations.merging import merge_sequence, merge_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

K = TypeVar("K")
T = TypeVar("T")


def merge_codebooks(base: Codebook | None, ours: Codebook, theirs: Codebook) -> Codebook:
    """What ``ours`` and ``theirs`` made of ``base``, as one codebook.

    Aliases are sets. Of two changed descriptions both are kept. Without a ``base`` nothing counts
    as taken away.
    """
    begun = base or Codebook()
    return Codebook(
        _by_key(begun.tags, ours.tags, theirs.tags, _tag),
        _by_key(begun.extra, ours.extra, theirs.extra, _ours),
        _by_key(begun.comments, ours.comments, theirs.comments, _lines),
    )


def _by_key(
    base: Mapping[K, T],
    ours: Mapping[K, T],
    theirs: Mapping[K, T],
    settle: Callable[[T | None, T, T], T],
) -> dict[K, T]:
    """What both have is settled; what one has not is kept if it is new or was changed."""
    merged = {}
    for key in dict.fromkeys((*ours, *theirs)):
        if key in ours and key in theirs:
            merged[key] = settle(base.get(key), ours[key], theirs[key])
            continue
        kept = ours[key] if key in ours else theirs[key]
        if key not in base or not _same(kept, base[key]):
            merged[key] = kept
    return merged


def _tag(base: Tag | None, ours: Tag, theirs: Tag) -> Tag:
    begun = base or Tag()
    return Tag(
        _ours(begun.colour, ours.colour, theirs.colour),
        merge_texts(begun.description, ours.description, theirs.description),
        merge_sequence(begun.aliases, ours.aliases, theirs.aliases),
        _by_key(begun.extra, ours.extra, theirs.extra, _ours),
    )


def _lines(
    base: tuple[str, ...] | None, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    return merge_sequence(base or (), ours, theirs)


def _ours(base: T | None, ours: T, theirs: T) -> T:
    """The one that was changed; ours if both were."""
    return theirs if _same(ours, base) else ours


def _same(one: object, other: object) -> bool:
    """Whether the two are written alike: 1 is not true."""
    return one == other and repr(one) == repr(other)
