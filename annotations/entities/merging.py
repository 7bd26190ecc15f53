"""Three-way merging of books of names: what two people made of one becomes one again.

Invariants: what one side changed is never lost to what the other took away; no form belongs to
two entities afterwards; and the sides can be exchanged.
"""

from __future__ import annotations

from dataclasses import replace

from annotations.entities.model import Entity, EntityBook
from annotations.three_way import (
    Texts,
    larger,
    merge_mapping,
    merge_sequence,
    merge_texts,
    merge_values,
    three_way,
)


def merge_entities(
    base: EntityBook | None,
    ours: EntityBook,
    theirs: EntityBook,
    texts: Texts = merge_texts,  # noqa: ARG001
) -> EntityBook:
    """What ``ours`` and ``theirs`` made of ``base``, as one book.

    Aliases and what is ignored are sets. Without a ``base`` nothing counts as taken away. There
    are no ``texts`` in it to merge.
    """
    begun = base or EntityBook()
    merged = EntityBook(
        merge_mapping(begun.entities, ours.entities, theirs.entities, _entity),
        merge_sequence(begun.ignored, ours.ignored, theirs.ignored),
        merge_values(begun.extra, ours.extra, theirs.extra, larger),
        merge_mapping(begun.comments, ours.comments, theirs.comments, merge_sequence),
    )
    return _with_owners(merged)


def _entity(base: Entity | None, ours: Entity, theirs: Entity) -> Entity:
    begun = base or Entity()
    return Entity(
        three_way(begun.kind, ours.kind, theirs.kind, larger),
        merge_sequence(begun.aliases, ours.aliases, theirs.aliases),
        merge_values(begun.extra, ours.extra, theirs.extra, larger),
    )


def _with_owners(book: EntityBook) -> EntityBook:
    """``book`` with each form belonging to one entity: the first in order of name."""
    taken = set(book.entities)
    entities: dict[str, Entity] = {}
    for name in sorted(book.entities):
        entity = book.entities[name]
        aliases = tuple(alias for alias in entity.aliases if alias not in taken)
        taken.update(aliases)
        entities[name] = entity if aliases == entity.aliases else replace(entity, aliases=aliases)
    kept = {name: entities[name] for name in book.entities}
    return replace(book, entities=kept)
