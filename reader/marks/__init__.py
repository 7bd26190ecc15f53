"""An article's marks: the entities and quotations that a machine finds in it."""

from reader.marks.finding import find
from reader.marks.model import (
    ENTITY_KINDS,
    NAMED_KINDS,
    Kind,
    Mark,
    Origin,
    Reference,
    Speaker,
)

__all__ = [
    "ENTITY_KINDS",
    "NAMED_KINDS",
    "Kind",
    "Mark",
    "Origin",
    "Reference",
    "Speaker",
    "find",
]
