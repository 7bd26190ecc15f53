"""What is decided on names, and which articles have to be indexed anew when that is known better.

Few: those that hold a name whose canonical name is another than before, and those in which the
words stand of which the reader says something else than before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.entities import EntityBook
from annotations.entities.file import ENTITIES, read_entities, write_entities
from annotations.errors import AnnotationsError, YamlError
from reader.articles.tokens import words_of
from reader.index.query import Phrase, Word
from reader.index.searching import IndexSearcher
from reader.marks.memory import Memory, remember

if TYPE_CHECKING:
    from pathlib import Path

    from reader.index.catalogue import Catalogue
    from reader.index.names import NameTables
    from reader.index.query import Node


@dataclass(frozen=True, slots=True)
class InForce:
    """The decisions that an index is made by."""

    book: EntityBook
    memory: Memory
    model: str = ""
    """The spaCy model that found the names; empty for our own."""

    @classmethod
    def held(cls, names: NameTables) -> InForce:
        """Those that ``names`` says the index was made by; none at first."""
        held = names.decisions()
        try:
            book = read_entities(held["book"]) if "book" in held else EntityBook()
        except YamlError:
            book = EntityBook()
        remembered = json.loads(held.get("memory", "[]"))
        memory = {(kind, name): full for kind, name, full in remembered}
        return cls(book, memory, held.get("model", ""))

    def hold(self, names: NameTables, decided_by: str) -> None:
        """Let ``names`` say that the index is made by these now."""
        memory = sorted((kind, name, full) for (kind, name), full in self.memory.items())
        decisions = {
            "book": write_entities(self.book),
            "memory": json.dumps(memory, ensure_ascii=False),
            "model": self.model,
        }
        names.decide(decisions, decided_by)


def learnt(names: NameTables) -> Memory:
    """What the articles of ``names`` teach each other now."""
    return remember(names.counts())


def book_of(root: Path, held: EntityBook) -> EntityBook:
    """What the reader says of names in the library at ``root``.

    ``held``, what was last known, when the file cannot be read: until it is mended nothing that
    the reader decided is taken back.
    """
    try:
        return ENTITIES.load(root)
    except AnnotationsError:
        return held


def affected(folder: Path, catalogue: Catalogue, before: InForce, after: InForce) -> set[str]:
    """The paths of the articles in the Whoosh index in ``folder`` that the change may touch."""
    paths: set[str] = set()
    remembered = {
        name
        for (kind, name) in before.memory.keys() | after.memory.keys()
        if before.memory.get((kind, name)) != after.memory.get((kind, name))
    }
    paths |= catalogue.names.holding(remembered, machine=True)
    first, second = _sayings(before.book), _sayings(after.book)
    forms = {form for form in first.keys() | second.keys() if first.get(form) != second.get(form)}
    if not forms:
        return paths
    paths |= catalogue.names.holding(forms, machine=True)
    paths |= catalogue.names.holding(forms, machine=False)
    searcher = IndexSearcher(folder, catalogue)
    try:
        for form in forms:
            if query := _query(form):
                paths.update(searcher.paths(query))
    finally:
        searcher.close()
    return paths


def _sayings(book: EntityBook) -> dict[str, tuple[str, str]]:
    """What is said of each form: canonical name and kind; nothing for what is no name."""
    said = dict.fromkeys(book.ignored, ("", ""))
    for name, entity in book.entities.items():
        said |= dict.fromkeys((name, *entity.aliases), (name, entity.kind))
    return said


def _query(form: str) -> Node | None:
    words = tuple(words_of(form))
    if not words:
        return None
    return Word(words[0], "text") if len(words) == 1 else Phrase(words, "text")
