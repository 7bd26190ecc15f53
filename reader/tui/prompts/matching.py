"""What fits what is being typed: tags, names, searches, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.codebook.near import near

if TYPE_CHECKING:
    from collections.abc import Sequence


def matching_tags(typed: str, tags: Sequence[str]) -> list[str]:
    """``tags`` that fit ``typed``: beginnings first, then parts, then scattered letters."""
    wanted = typed.casefold().strip()
    ranked = []
    for number, tag in enumerate(tags):
        folded = tag.casefold()
        if any(part.startswith(wanted) for part in (folded, *folded.split("/"))):
            ranked.append((0, number, tag))
        elif wanted in folded:
            ranked.append((1, number, tag))
        elif _scattered(wanted, folded):
            ranked.append((2, number, tag))
    return [tag for _, _, tag in sorted(ranked)]


def _scattered(wanted: str, folded: str) -> bool:
    letters = iter(folded)
    return all(letter in letters for letter in wanted)


def offered_tags(typed: str, tags: Sequence[str]) -> list[str]:
    """What to offer for ``typed``, the likeliest first.

    A tag that is there already, or that has others below it, is meant as it was typed; anything
    else is rather the beginning of a tag, if there is one that fits, than a new one, which tags
    that are nearly the same follow.
    """
    wanted = typed.strip().lstrip("#")
    if not wanted:
        return list(tags)
    folded = wanted.casefold()
    same = [tag for tag in tags if tag.casefold() == folded]
    above = any(tag.casefold().startswith(f"{folded}/") for tag in tags)
    fitting = [tag for tag in matching_tags(wanted, tags) if tag not in same]
    if same or above:
        return [*(same or [wanted]), *fitting]
    return [*fitting, wanted, *(tag for tag in near(wanted, tags)[:2] if tag not in fitting)]
