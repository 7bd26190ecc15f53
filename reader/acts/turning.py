"""Taking an act back is a merge from what it made to what it found; doing it again, the reverse.

Invariant: where somebody else changed the same text since, theirs stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from annotations.codebook.file import CODEBOOK
from annotations.entities.file import ENTITIES
from annotations.merging import merge
from annotations.three_way import keep_theirs
from reader.annotating import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.books import Book
    from annotations.model import Sidecar
    from reader.acts.journal import Act, Change

BookChanges: TypeAlias = "dict[Book[Any], Callable[[Any], Any]]"
"""What becomes of each of the library's books that an act changes."""


class Turning:
    """What has to be done to take ``act`` back, or else to do it again."""

    def __init__(self, act: Act, *, back: bool) -> None:
        self._act = act
        self._back = back

    def of(self, change: Change) -> Callable[[Sidecar], Sidecar]:
        """The change of a sidecar that turns ``change``. Raises ``YamlError`` if it is damaged.

        What is taken away gets a tombstone, so that no copy revives it, unless it was written
        elsewhere and may be taken in again; what comes back is younger than its tombstone.
        """
        source, target = change.sides(back=self._back)
        when = now()
        gone = {key: when for key in source.annotations if key not in target.annotations}
        revived = {
            key: replace(said, modified=when)
            for key, said in target.annotations.items()
            if key not in source.annotations
        }
        wanted = replace(
            target,
            annotations={**target.annotations, **revived},
            deleted={**({} if self._act.brought else gone), **target.deleted},
        )

        def turned(held: Sidecar) -> Sidecar:
            return merge(source, wanted, held, texts=keep_theirs)

        return turned

    def made_on(self, change: Change) -> str:
        """The hash of the text in which the anchors count that come back."""
        return change.sides(back=self._back)[1].source.text_sha256

    @property
    def books(self) -> BookChanges:
        """The changes of the library's books."""
        changes: BookChanges = {}
        pages: list[tuple[Book[Any], tuple[str, str] | None]] = [
            (CODEBOOK, self._act.codebook),
            (ENTITIES, self._act.entities),
        ]
        for book, said in pages:
            if said is not None:
                changes[book] = self._turned(book, *(said[::-1] if self._back else said))
        return changes

    def _turned(self, book: Book[Any], source: str, target: str) -> Callable[[Any], Any]:
        begun, wanted = book.read(source), book.read(target)
        return lambda held: book.merge(begun, wanted, held, keep_theirs)
