"""Taking an act back is a merge from what it made to what it found; doing it again, the reverse.

Invariant: where somebody else changed the same text since, theirs stays.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotations.codebook.file import read_codebook
from annotations.codebook.merging import merge_codebooks
from annotations.merging import merge
from annotations.three_way import keep_theirs
from reader.annotating import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations import Sidecar
    from annotations.codebook import Codebook
    from reader.acts.journal import Act, Change


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
    def codebook(self) -> Callable[[Codebook], Codebook] | None:
        """The change of the codebook; None when the act has none."""
        if self._act.codebook is None:
            return None
        pages = self._act.codebook[::-1] if self._back else self._act.codebook
        source, target = map(read_codebook, pages)
        return partial(merge_codebooks, source, target, texts=keep_theirs)
