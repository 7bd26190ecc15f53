"""What is typed to narrow a list: words, and what begins with a sign.

One small language for all lists: ``#tag`` (and what stands below it), ``by:name``,
``colour:red``, ``kind:place``; anything else is a word to be found in what is listed. A word that
is being typed fits what it is the beginning of, so that the list narrows letter by letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

HINT = "words  #tag  by:name  colour:red"
_SIGNS = {"by": "creators", "colour": "colours", "color": "colours", "kind": "kinds"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a list can be narrowed by; make it with :meth:`of`."""

    words: str = ""
    tags: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        *words: str,
        tags: Iterable[str] = (),
        creator: str = "",
        colours: Iterable[str] = (),
        kind: str = "",
    ) -> Self:
        """What is listed is made of ``words``; the rest is known about it."""
        return cls(
            fold(" ".join(words)),
            tuple(map(fold, tags)),
            (fold(creator),),
            tuple(map(fold, colours)),
            (fold(kind),),
        )


def fold(text: str) -> str:
    """``text`` without case, marks on letters and wide spaces: what a person types in a hurry."""
    apart = normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f").split())


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A typed line, understood."""

    parts: tuple[tuple[str, str], ...] = ()
    """Pairs of the field of ``Facts`` and what is wanted there, folded."""

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Every line means something; an empty one narrows nothing."""
        parts = []
        for word in typed.split():
            sign, colon, wanted = word.partition(":")
            if word.startswith("#"):
                parts.append(("tags", fold(word[1:])))
            elif colon and sign.lower() in _SIGNS:
                parts.append((_SIGNS[sign.lower()], fold(wanted)))
            else:
                parts.append(("words", fold(word)))
        return cls(tuple(parts))

    def admits(self, facts: Facts) -> bool:
        """Whether all that was typed fits."""
        return all(_fits(wanted, getattr(facts, field)) for field, wanted in self.parts)


def _fits(wanted: str, held: str | tuple[str, ...]) -> bool:
    if isinstance(held, str):
        return wanted in held
    return any(one.startswith(wanted) for one in held) if wanted else any(held)
