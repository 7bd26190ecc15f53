"""What the machine found in an article: spans that name somebody, somewhere, some time, or speak.

A mark is a guess with a confidence. A reader's correction always wins over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a mark is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    DATE = "date"
    QUOTATION = "quotation"
    """Direct speech."""
    TERM = "term"
    """Words in quotation marks that nobody speaks: a title, a term, scare quotes."""
    OTHER = "other"
    """An entity of a kind that the reader named."""


ENTITY_KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.OTHER, Kind.DATE)
"""Kinds of entities, in the order of lists."""
NAMED_KINDS = ENTITY_KINDS[:-1]
"""Kinds of entities that bear a name."""


class Reference(StrEnum):
    """How the words that say who speaks lead to a name."""

    NAME = "name"
    """They hold it, or a part of it."""
    PRONOUN = "pronoun"
    """They are a pronoun that was taken for somebody named elsewhere."""
    ROLE = "role"
    """They tell an office or a relation ("the minister") of somebody named elsewhere."""
    WORDS = "words"
    """They lead to nobody in particular, and stand for themselves."""


class Origin(StrEnum):
    """Whose word it is that a mark is what it is."""

    MACHINE = "machine"
    ARTICLE = "article"
    """The reader's, said of one article."""
    LIBRARY = "library"
    """The reader's, said of the whole library."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation, and how we know."""

    start: int
    """Code-point span of the words that say who speaks; empty when no words do."""
    end: int
    name: str
    """Canonical name when the speaker is a known entity, else the words themselves."""
    rule: str
    """The rule that found the speaker, such as ``cue after``."""
    reference: Reference = Reference.WORDS
    cue: tuple[int, int] | None = None
    """Code-point span of the verb or phrase that says that somebody speaks, if there is one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of ``Article.text`` that a machine found."""

    kind: Kind
    start: int
    """Code-point offset; a quotation starts at its opening mark."""
    end: int
    """Exclusive; a quotation ends after its closing mark."""
    name: str
    """Canonical name of an entity ("Kim" -> "Kim Jong Un"); what a quotation's marks enclose."""
    confidence: float
    """Between 0 and 1."""
    speaker: Speaker | None = None
    origin: Origin = Origin.MACHINE
    own_kind: str = ""
    """The reader's own kind of an entity of kind ``OTHER``."""

    @property
    def label(self) -> str:
        """The kind by the word that readers see and write."""
        return self.own_kind or self.kind.value
