"""What is known better than the machine knows it: the reader's word for the whole library, and
what the library's articles teach each other.

Made once for many articles. Invariant: the reader's word counts before the memory's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.articles.tokens import words_of
from reader.marks.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.entities import EntityBook
    from reader.marks.memory import Memory

KINDS = {
    "person": Kind.PERSON,
    "organisation": Kind.ORGANISATION,
    "organization": Kind.ORGANISATION,
    "place": Kind.PLACE,
    "date": Kind.DATE,
}
"""By the words for them in files."""


def kind_of(label: str) -> tuple[Kind, str]:
    """The kind that a person calls ``label``, and the reader's own word if it is a further one."""
    kind = KINDS.get(label.strip().lower())
    return (kind, "") if kind else (Kind.OTHER, label.strip())


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which texts write a name of the reader's."""

    words: tuple[str, ...]
    name: str
    """The canonical name."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What wins over the machine in every article."""

    forms: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    """By first word, the longest first."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The canonical name of each form."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """What the reader calls the kind of a canonical name, where that is said."""
    ignored: frozenset[str] = frozenset()
    """What is no name, without case."""
    memory: Memory = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is known better."""
        return bool(self.forms or self.ignored or self.memory)

    @classmethod
    def of(cls, book: EntityBook, memory: Memory) -> Decisions:
        """The decisions in ``book``, and ``memory``."""
        forms: dict[str, list[Form]] = {}
        names: dict[str, str] = {}
        for name, entity in book.entities.items():
            for written in (name, *entity.aliases):
                names[written] = name
                words = tuple(words_of(written))
                if words:
                    forms.setdefault(words[0], []).append(Form(words, name))
        return cls(
            forms={
                first: tuple(sorted(found, key=lambda form: (-len(form.words), form.words)))
                for first, found in forms.items()
            },
            names=names,
            kinds={name: one.kind for name, one in book.entities.items() if one.kind},
            ignored=frozenset(word.casefold() for word in book.ignored),
            memory=memory,
        )
