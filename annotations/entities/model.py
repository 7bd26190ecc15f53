"""What a reader says of the names in a library: what each is, what else it is called, and what is
no name at all.

Invariant: what came in through ``EntityBook.put`` and ``ignore`` can be written as YAML and read
again without the loss of a character, and no form belongs to two entities.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from annotations.comments import with_homes
from annotations.errors import EntityError
from annotations.model import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.model import EntryPath, Value


def clean_name(text: str) -> str:
    """A name or a kind as it is kept: NFC, one space between words.

    Raises ``EntityError`` when nothing visible is left.
    """
    name = unicodedata.normalize("NFC", clean_line(" ".join(text.split())))
    if not any(character.isprintable() for character in name.replace(" ", "")):
        raise EntityError(f"The name {text!r} is empty. Give it at least one letter or digit.")
    return name


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names as they are kept: each clean, each once, in the order given."""
    return tuple(dict.fromkeys(clean_name(name) for name in names))


@dataclass(frozen=True, slots=True)
class Entity:
    """What is said of one name."""

    kind: str = ""
    """``person``, ``organisation``, ``place``, ``date`` or a word of the reader's own; empty to
    leave it to the machine."""
    aliases: tuple[str, ...] = ()
    """What else it is called, as it stands in texts."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    """Keys we do not know, kept for whoever does."""


@dataclass(frozen=True, slots=True)
class EntityBook:
    """All that ``entities.yaml`` holds. Its acts return a new one."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    """By canonical name, in any order."""
    ignored: tuple[str, ...] = ()
    """Names, or words that a machine takes for names, that are none."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    comments: Mapping[EntryPath, tuple[str, ...]] = field(default_factory=dict)
    """What a person wrote after ``#``, the sign included, by the entry it stands above:
    ``("entities", name)``, ``(key,)``, or ``()`` for the end.

    Invariant: comments of an entry that does not stand (any more) are at the end.
    """

    def __post_init__(self) -> None:
        homes = with_homes(self.comments, self._stands)
        if homes != self.comments:
            object.__setattr__(self, "comments", homes)

    def _stands(self, path: EntryPath) -> bool:
        match path:
            case ("version" | "entities",):
                return True
            case ("ignored",):
                return bool(self.ignored)
            case (key,):
                return key in self.extra
            case ("entities", name):
                return name in self.entities
        return False

    def put(self, name: str, entity: Entity) -> Self:
        """With ``entity`` under ``name``, new or in the place of the one that was there.

        Its forms are taken from all others, and from what is ignored. Raises ``EntityError`` for
        a name that says nothing.
        """
        kept = clean_name(name)
        before = self.entities.get(kept, Entity())
        aliases = tuple(alias for alias in clean_names(entity.aliases) if alias != kept)
        kind = clean_name(entity.kind) if entity.kind.strip() else ""
        clean = Entity(kind, aliases, {**before.extra, **entity.extra})
        forms = {kept, *aliases}
        others = {
            other: replace(one, aliases=tuple(a for a in one.aliases if a not in forms))
            for other, one in self.entities.items()
            if other not in forms
        }
        ignored = tuple(word for word in self.ignored if word not in forms)
        return replace(self, entities={**others, kept: clean}, ignored=ignored)

    def without(self, name: str) -> Self:
        """Without anything said of ``name``: as a canonical name, an alias or no name."""
        entities = {
            other: replace(one, aliases=tuple(alias for alias in one.aliases if alias != name))
            for other, one in self.entities.items()
            if other != name
        }
        ignored = tuple(word for word in self.ignored if word != name)
        return replace(self, entities=entities, ignored=ignored)

    def ignore(self, name: str) -> Self:
        """With ``name`` being no name. Raises ``EntityError`` for one that says nothing."""
        kept = clean_name(name)
        return replace(self.without(kept), ignored=(*self.without(kept).ignored, kept))

    def canonical(self, name: str) -> str:
        """The canonical name of the entity that is called ``name`` here; else ``name`` itself."""
        if name in self.entities:
            return name
        owners = (own for own, entity in self.entities.items() if name in entity.aliases)
        return next(owners, name)
