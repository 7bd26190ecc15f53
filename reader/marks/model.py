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


ENTITY_KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation, and how we know."""

    start: int
    """Code-point span of the words that name the speaker."""
    end: int
    name: str
    """Canonical name when the speaker is a known entity, else the words themselves."""
    rule: str
    """The rule that found the speaker, such as ``cue after``."""


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
