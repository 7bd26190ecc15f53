"""What is typed to narrow a list: words, and what begins with a sign.

One small language for all lists: ``#tag`` (and what stands below it), ``by:name``,
``colour:red``, ``kind:place``; anything else is a word to be found in what is listed. A word that
is being typed fits what it is the beginning of, so that the list narrows letter by letter; between
quotation marks, which also keep words together, it is just that: ``#"to check"``. A mark that
belongs to it stands twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from reader.languages.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

HINT = "words  #tag  by:name  colour:red"
_SIGNS = {
    "#": "tags",
    "by:": "creators",
    "colour:": "colours",
    "color:": "colours",
    "kind:": "kinds",
}
_PART = re.compile(
    rf'(?P<sign>{"|".join(_SIGNS)})?(?:"(?P<quoted>(?:[^"]|"")*)(?P<end>"?)|(?P<word>\S*))',
    re.IGNORECASE,
)


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
            _plain(" ".join(words)),
            tuple(map(_plain, tags)),
            (_plain(creator),),
            tuple(map(_plain, colours)),
            (_plain(kind),),
        )


def exactly(tag: str) -> str:
    """What is typed for ``tag`` and what stands below it, and for nothing that begins alike."""
    return '#"' + tag.replace('"', '""') + '"'


def _plain(text: str) -> str:
    """``text`` without case, accents and idle spaces: what a person types in a hurry."""
    return " ".join(fold(text).split()).replace(" /", "/").replace("/ ", "/")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A typed line, understood."""

    parts: tuple[tuple[str, str, bool], ...] = ()
    """The field of ``Facts``, what is wanted there, and whether just that or its beginning."""

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Every line means something; an empty one narrows nothing."""
        return cls(
            tuple(
                (
                    _SIGNS[part["sign"].lower()] if part["sign"] else "words",
                    _plain((part["quoted"] or "").replace('""', '"') or part["word"] or ""),
                    bool(part["end"]),
                )
                for part in _PART.finditer(typed)
                if part[0]
            )
        )

    def admits(self, facts: Facts) -> bool:
        """Whether all that was typed fits."""
        return all(
            _fits(wanted, getattr(facts, field), exact=exact) for field, wanted, exact in self.parts
        )


def _fits(wanted: str, held: str | tuple[str, ...], *, exact: bool) -> bool:
    if isinstance(held, str):
        return wanted in held
    if exact:
        return any(one == wanted or one.startswith(f"{wanted}/") for one in held)
    return any(one.startswith(wanted) for one in held) if wanted else any(held)
