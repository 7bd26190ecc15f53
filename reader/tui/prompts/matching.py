"""What fits what is being typed: tags, names, searches, answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.codebook.near import near

if TYPE_CHECKING:
    from collections.abc import Sequence

_BEGINNING, _PART, _SCATTERED, _NOT = range(4)
_WORD = re.compile(r"[^\W_]+")


def matching_tags(typed: str, tags: Sequence[str]) -> list[str]:
    """``tags`` that fit ``typed``: beginnings of words, then parts, then scattered letters."""
    begun, others = begun_and_others(typed, tags)
    return [*begun, *others]


def begun_and_others(typed: str, tags: Sequence[str]) -> tuple[list[str], list[str]]:
    """As :func:`matching_tags`: those in which a word begins with ``typed``, and the others."""
    wanted = typed.casefold().strip()
    ranked = sorted((_rank(wanted, tag.casefold()), number) for number, tag in enumerate(tags))
    begun = [tags[number] for rank, number in ranked if rank == _BEGINNING]
    return begun, [tags[number] for rank, number in ranked if rank not in (_BEGINNING, _NOT)]


def _rank(wanted: str, folded: str) -> int:
    at = folded.find(wanted)
    if at == 0 or any(folded.startswith(wanted, word.start()) for word in _WORD.finditer(folded)):
        return _BEGINNING
    if at > 0:
        return _PART
    letters = iter(folded)
    return _SCATTERED if all(letter in letters for letter in wanted) else _NOT


def offered_tags(typed: str, tags: Sequence[str]) -> list[str]:
    """What to offer for ``typed``, the likeliest first.

    A tag that is there already, or that has others below it, is meant as it was typed; anything
    else is rather the beginning of a tag, or of a word in it, if there is one that fits, than a
    new one. What only has its letters comes after that, and tags that are nearly the same.
    """
    wanted = typed.strip().lstrip("#")
    if not wanted:
        return list(tags)
    folded = wanted.casefold()
    same = [tag for tag in tags if tag.casefold() == folded]
    above = any(tag.casefold().startswith(f"{folded}/") for tag in tags)
    begun, others = begun_and_others(wanted, [tag for tag in tags if tag not in same])
    if same or above:
        return [*(same or [wanted]), *begun, *others]
    return list(dict.fromkeys([*begun, wanted, *others, *near(wanted, tags)[:2]]))
