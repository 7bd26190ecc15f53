"""The tags of a library: their colours, what they stand for, and what else they are called.

Tags form a tree by ``/``; a tag need not be in the codebook to be used, and one in the codebook
need not be used. Invariant: what came in through ``Codebook.put`` can be written as YAML and read
again without the loss of a character, and ``resolve`` of what it gave gives the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from annotations.comments import with_homes
from annotations.errors import CodebookError
from annotations.model import clean_tag, clean_tags, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.model import EntryPath, Value

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "red": "#d1453b",
        "orange": "#e2862f",
        "yellow": "#e5c542",
        "green": "#55a556",
        "cyan": "#3ba7b5",
        "blue": "#4379d0",
        "purple": "#8d5cc0",
        "pink": "#dc6ca6",
        "grey": "#8c8c8c",
    }
)
"""The ``#rrggbb`` of each colour that has a name."""

_HEXADECIMAL = re.compile(r"#[0-9a-f]{6}")


def known_colour(text: str) -> str:
    """``text`` as one of ``COLOURS`` or ``#rrggbb`` in lower case; empty when it is neither."""
    colour = text.strip().lower()
    return colour if colour in COLOURS or _HEXADECIMAL.fullmatch(colour) else ""


def clean_colour(text: str) -> str:
    """A colour as it is kept, empty for none. Raises ``CodebookError`` for what is no colour."""
    colour = known_colour(text)
    if text.strip() and not colour:
        names = ", ".join(COLOURS)
        raise CodebookError(
            f"{text!r} is no colour here. Take one of {names}, or a value such as #cc3333."
        )
    return colour


def rgb(colour: str) -> str:
    """The ``#rrggbb`` of a colour that ``known_colour`` knows; empty for none."""
    known = known_colour(colour)
    return COLOURS.get(known, known)


def folded(tag: str) -> str:
    """A tag for comparing: NFC and without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", tag).casefold())


def lineage(tag: str) -> Iterator[str]:
    """``tag`` and all above it, itself first."""
    while tag:
        yield tag
        tag = tag.rpartition("/")[0]


def standing(tags: Iterable[str]) -> frozenset[str]:
    """``tags`` and all above them."""
    return frozenset(part for tag in tags for part in lineage(tag))


def is_within(tag: str, ancestor: str) -> bool:
    """Whether ``tag`` is ``ancestor`` or stands beneath it."""
    return tag == ancestor or tag.startswith(f"{ancestor}/")


@dataclass(frozen=True, slots=True)
class Tag:
    """What is said of one tag."""

    colour: str = ""
    """As written; one that is not known counts as none."""
    description: str = ""
    aliases: tuple[str, ...] = ()
    """Other whole names of the tag, not of its last level alone."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    """Keys we do not know, kept for whoever does."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """All that the codebook's file holds. Its acts return a new one."""

    tags: Mapping[str, Tag] = field(default_factory=dict)
    """By name, in any order."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    comments: Mapping[EntryPath, tuple[str, ...]] = field(default_factory=dict)
    """What a person wrote after ``#``, the sign included, by the entry it stands above:
    ``("tags", name)``, ``(key,)``, or ``()`` for the end.

    Invariant: comments of an entry that does not stand (any more) are at the end.
    """

    def __post_init__(self) -> None:
        homes = with_homes(self.comments, self._stands)
        if homes != self.comments:
            object.__setattr__(self, "comments", homes)

    def _stands(self, path: EntryPath) -> bool:
        match path:
            case ("version" | "tags",):
                return True
            case (key,):
                return key in self.extra
            case ("tags", name):
                return name in self.tags
        return False

    def put(self, name: str, tag: Tag) -> Self:
        """With ``tag`` under ``name``, new or in the place of the one that was there.

        Raises ``TagError`` for a name or an alias that says nothing, and ``CodebookError`` for
        what is no colour, unless it is the one that was there. Unknown keys are those of the tag
        that was there, with those of ``tag``; they must come from a file that was read.
        """
        kept = clean_tag(name)
        before = self.tags.get(kept, Tag())
        colour = tag.colour if tag.colour == before.colour else clean_colour(tag.colour)
        clean = Tag(
            colour,
            clean_text(tag.description),
            clean_tags(tag.aliases),
            {**before.extra, **tag.extra},
        )
        return replace(self, tags={**self.tags, kept: clean})

    def colour_of(self, tag: str) -> str:
        """The colour of ``tag``, or else of the nearest tag above it that has one; empty for none.

        One of ``COLOURS`` or ``#rrggbb``.
        """
        for name in lineage(tag):
            colour = known_colour(self.tags.get(name, Tag()).colour)
            if colour:
                return colour
        return ""

    def resolve(self, typed: str, in_use: Iterable[str] = ()) -> str:
        """The tag that is meant by what a person typed. Raises ``TagError`` when it is empty.

        The tag itself; else the one it is an alias of; else one that differs in case alone; else
        what was typed. What is true of a tag is true of those beneath it: with the alias
        ``sampling`` of ``method/sampling``, ``sampling/random`` is ``method/sampling/random``,
        and the longest part of what was typed that means a tag decides. Aliases are compared
        without case; when two tags fit equally, the first in order of name is taken. ``in_use``
        are tags that count as tags without being in the codebook; a tag that stands only because
        others stand beneath it gives way to an alias.
        """
        tag = clean_tag(typed)
        names = _Names.of(self.tags, in_use)
        while True:
            resolved = names.resolve_part(tag)
            if resolved == tag:
                return tag
            tag = resolved


@dataclass(frozen=True, slots=True)
class _Names:
    """All that can be meant by a name."""

    given: frozenset[str]
    """Tags in the codebook or in use."""
    by_alias: Mapping[str, str]
    """Tags by their folded aliases."""
    by_case: Mapping[str, str]
    """Tags, and those above them, by their folded names."""
    standing: frozenset[str]
    """Tags and those above them."""

    @classmethod
    def of(cls, tags: Mapping[str, Tag], in_use: Iterable[str]) -> Self:
        given = frozenset((*tags, *in_use))
        above = standing(given)
        by_alias = {
            folded(alias): name
            for name in sorted(tags, reverse=True)
            for alias in tags[name].aliases
        }
        by_case = {folded(name): name for name in sorted(above, reverse=True)}
        return cls(given, by_alias, by_case, above)

    def resolve_part(self, tag: str) -> str:
        """``tag`` with its longest known part replaced by the name of that part.

        A second pass can only find a longer part, so passes come to an end.
        """
        for part in lineage(tag):
            if part in self.given:
                return tag
            known = folded(part)
            name = self.by_alias.get(known)
            if name is None:
                name = part if part in self.standing else self.by_case.get(known)
            if name is not None:
                return name + tag[len(part) :]
        return tag
