"""Three-way merging of plain values: texts, ordered sets, mappings.

What sidecars and codebooks have in common when two sides meet. Invariants: what one side left as
it was is as the other has it; sequences, texts and the order of keys come out alike whichever
side is ours.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.model import Value

T = TypeVar("T")
K = TypeVar("K")
Texts: TypeAlias = "Callable[[str, str, str], str]"
"""Merges texts: base, ours, theirs."""

_ABSENT = object()


def same(one: object, other: object) -> bool:
    """Whether the two are equal and written alike: 1 is not true."""
    return one == other and repr(one) == repr(other)


def three_way(base: object, ours: T, theirs: T, settle: Callable[[T, T], T]) -> T:
    """The side that changed ``base``; what ``settle`` makes of both when both did, differently."""
    if same(ours, theirs) or same(ours, base):
        return theirs
    return ours if same(theirs, base) else settle(ours, theirs)


def merge_sequence(
    base: Sequence[T] | None, ours: Sequence[T], theirs: Sequence[T]
) -> tuple[T, ...]:
    """An ordered set with what either side added, without what either took away."""
    begun = {repr(item): item for item in base or ()}

    def both(ours: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
        one, other = ({repr(item): item for item in side} for side in (ours, theirs))
        kept = {key: item for key, item in begun.items() if key in one and key in other}
        added = [{k: side[k] for k in side if k not in begun} for side in (one, other)]
        first, second = sorted(added, key=repr)
        return tuple({**kept, **first, **second}.values())

    return three_way(tuple(base or ()), tuple(ours), tuple(theirs), both)


def merge_texts(base: str, ours: str, theirs: str) -> str:
    """One text; both when both were changed, the common beginning once."""

    def both(ours: str, theirs: str) -> str:
        shared = f"{base}\n" if base else ""
        if shared and ours.startswith(shared) and theirs.startswith(shared):
            return shared + _side_by_side(ours.removeprefix(shared), theirs.removeprefix(shared))
        return _side_by_side(ours, theirs)

    return three_way(base, ours, theirs, both)


def keep_theirs(base: str, ours: str, theirs: str) -> str:
    """One text; theirs when both were changed."""
    return three_way(base, ours, theirs, lambda _, theirs: theirs)


def _side_by_side(ours: str, theirs: str) -> str:
    shorter, longer = sorted((ours, theirs), key=len)
    if not shorter or f"\n{shorter}\n" in f"\n{longer}\n":
        return longer
    return "\n\n".join(sorted((ours.strip("\n"), theirs.strip("\n"))))


def merge_mapping(
    base: Mapping[K, T],
    ours: Mapping[K, T],
    theirs: Mapping[K, T],
    settle: Callable[[T | None, T, T], T],
) -> dict[K, T]:
    """A mapping by key; what one side took away and the other changed is kept.

    ``settle`` is asked for what both sides changed, with what was in ``base``, None for nothing.
    """
    merged = {}
    for key in _keys(base, ours, theirs):
        if key in ours and key in theirs:
            ask = partial(settle, base.get(key))
            merged[key] = three_way(base.get(key, _ABSENT), ours[key], theirs[key], ask)
            continue
        kept = ours[key] if key in ours else theirs[key]
        if not same(kept, base.get(key, _ABSENT)):
            merged[key] = kept
    return merged


def _keys(base: Iterable[K], ours: Iterable[K], theirs: Iterable[K]) -> list[K]:
    """All keys in an order that does not depend on which side is ours."""
    begun, one, other = list(base), list(ours), list(theirs)
    kept_by_one = [key for key in begun if (key in one) != (key in other)]
    return [*merge_sequence(begun, one, other), *kept_by_one]


def merge_values(
    base: Mapping[str, Value],
    ours: Mapping[str, Value],
    theirs: Mapping[str, Value],
    settle: Callable[[Value, Value], Value],
) -> dict[str, Value]:
    """Unknown keys: mappings in them by key, sequences as sets, all else as ``settle`` says."""

    def both(begun: Value, ours: Value, theirs: Value) -> Value:
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return merge_values(begun if isinstance(begun, dict) else {}, ours, theirs, settle)
        if isinstance(ours, list) and isinstance(theirs, list):
            return list(merge_sequence(begun if isinstance(begun, list) else [], ours, theirs))
        return settle(ours, theirs)

    return merge_mapping(base, ours, theirs, both)


def larger(ours: T, theirs: T) -> T:
    """A choice that does not depend on which side is ours."""
    return max(ours, theirs, key=repr)
