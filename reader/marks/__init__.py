"""An article's marks: the entities and quotations that a machine finds in it.

``finding`` is the door to the machine; it is not opened by whoever only looks at marks.
"""

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
]
