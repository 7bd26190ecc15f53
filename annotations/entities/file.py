"""The file of the names of a library, and its layout.

Invariants: ``read_entities(write_entities(book)) == book`` for every book whose text came in
through its acts or was read, and the names are written alike in whatever order they came.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations import naming
from annotations.books import Book
from annotations.comments import comments_by_entry
from annotations.entities.merging import merge_entities
from annotations.entities.model import Entity, EntityBook, clean_name
from annotations.errors import EntityError
from annotations.yaml_format.sections import VERSION, section_of
from annotations.yaml_format.stable import INDENT, flow, key_head, mapping_lines, quoted
from annotations.yaml_format.strict import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.model import EntryPath
    from annotations.yaml_format.sections import Section

_HEADER = "# The names of this library. Plain YAML: edit it, keep it in git; unknown keys are kept."
_ENTITY = ("kind", "aliases")
_BOOK = ("version", "entities", "ignored")
_IS_HEADER = re.compile(re.escape(_HEADER))


def read_entities(text: str) -> EntityBook:
    """The book written in ``text``, by us or by hand.

    Raises ``YamlError`` with a line; ``NewerVersionError`` when a newer program wrote it.
    """
    document = read_document(text)
    section = section_of(document)
    section.require_version()
    entries = section.section("entities")
    names = _names(entries)
    comments: dict[EntryPath, tuple[str, ...]] = {}
    for path, texts in comments_by_entry(document, "entities", _IS_HEADER).items():
        home = (*path[:-1], names[path[-1]]) if len(path) > 1 else path
        comments[home] = texts
    entities: dict[str, Entity] = {}
    taken = {name: name for name in names.values()}
    for written, name in names.items():
        entry = entries.section(written)
        aliases = tuple(alias for alias in _cleaned(entry, "aliases") if alias != name)
        for alias in aliases:
            if taken.setdefault(alias, name) != name:
                owner = taken[alias]
                raise entry.error("aliases", f'"{alias}" belongs to "{owner}" already')
        kind = " ".join(entry.text("kind").split())
        entities[name] = Entity(kind, aliases, entry.rest(_ENTITY))
    return EntityBook(entities, _cleaned(section, "ignored"), section.rest(_BOOK), comments)


def _names(entries: Section) -> dict[str, str]:
    """Each name as it is kept, by how it is written."""
    names: dict[str, str] = {}
    for written in entries.values:
        try:
            name = clean_name(written)
        except EntityError as error:
            raise entries.error(written, "a name must have at least one letter or digit") from error
        if name in names.values():
            raise entries.error(written, f'the name "{name}" stands here twice')
        names[written] = name
    return names


def _cleaned(section: Section, key: str) -> tuple[str, ...]:
    """The names of ``key``; blank ones, which say nothing, are passed over."""
    return tuple(dict.fromkeys(clean_name(name) for name in section.texts(key) if name.strip()))


def write_entities(book: EntityBook) -> str:
    """The book as YAML."""
    comments = book.comments
    lines = [
        _HEADER,
        *comments.get(("version",), ()),
        f"version: {VERSION}",
        *comments.get(("entities",), ()),
        *_entities_lines(book),
    ]
    if book.ignored:
        lines += comments.get(("ignored",), ())
        lines.append(f"ignored: {flow(book.ignored)}")
    for key, value in book.extra.items():
        lines += comments.get((key,), ())
        lines += mapping_lines({key: value}, "")
    return "\n".join([*lines, *comments.get((), ()), "..."]) + "\n"


def _entities_lines(book: EntityBook) -> Iterable[str]:
    if not book.entities:
        yield "entities: {}"
        return
    yield "entities:"
    for name in sorted(book.entities):
        for comment in book.comments.get(("entities", name), ()):
            yield INDENT + comment
        yield from _entity_lines(name, book.entities[name])


def _entity_lines(name: str, entity: Entity) -> Iterator[str]:
    head = key_head(name, INDENT)
    if head == f"{INDENT}{name}:":
        head = f"{INDENT}{quoted(name)}:"
    if entity == Entity():
        yield f"{head} {{}}"
        return
    yield head
    inner = INDENT * 2
    if entity.kind:
        yield f"{inner}kind: {quoted(entity.kind)}"
    if entity.aliases:
        yield f"{inner}aliases: {flow(entity.aliases)}"
    yield from mapping_lines(entity.extra, inner)


ENTITIES = Book(naming.ENTITIES, read_entities, write_entities, EntityBook, merge_entities)
"""At the root of the library."""
