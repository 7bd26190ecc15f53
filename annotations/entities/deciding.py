"""Decisions on the names of a library: what each makes of the book.

Every act takes a book and returns a new one, so that it can be shown, done and undone. Every act
raises ``EntityError`` for a name that says nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.entities.model import Entity, EntityBook, clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable


def confirm(book: EntityBook, name: str, kind: str = "") -> EntityBook:
    """``name`` is a name, of ``kind`` if that is said."""
    known = book.canonical(clean_name(name))
    held = book.entities.get(known, Entity())
    return book.put(known, replace(held, kind=kind or held.kind))


def retype(book: EntityBook, name: str, kind: str) -> EntityBook:
    """``name`` is of ``kind``."""
    return confirm(book, name, clean_name(kind))


def rename(book: EntityBook, old: str, new: str, kind: str = "") -> EntityBook:
    """What is called ``old`` has the canonical name ``new``; ``old`` is an alias of it."""
    former, name = clean_name(old), clean_name(new)
    held = book.entities.get(former, Entity())
    present = book.entities.get(name, Entity())
    aliases = (*present.aliases, former, *held.aliases)
    merged = Entity(kind or present.kind or held.kind, aliases, {**held.extra, **present.extra})
    return book.put(name, merged)


def join(book: EntityBook, name: str, others: Iterable[str]) -> EntityBook:
    """All ``others`` are ``name``."""
    for other in others:
        book = rename(book, other, book.canonical(clean_name(name)))
    return book


def ignore(book: EntityBook, name: str) -> EntityBook:
    """``name`` is no name."""
    return book.ignore(name)


def forget(book: EntityBook, name: str) -> EntityBook:
    """Nothing is said of ``name`` any more; the machine's guess counts again."""
    return book.without(clean_name(name))
