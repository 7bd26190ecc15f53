"""Three-way merging of codebooks: what two people made of one becomes one again.

By tag and field, with the codebook both began from; for git, and for taking an act back after
others were done. Invariants: what both sides say is said once; what one side changed is never
lost to what the other took away; and the sides can be exchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.codebook.model import Codebook, Tag
from annotations.three_way import (
    larger,
    merge_mapping,
    merge_sequence,
    merge_texts,
    merge_values,
    three_way,
)

if TYPE_CHECKING:
    from annotations.three_way import Texts


def merge_codebooks(
    base: Codebook | None, ours: Codebook, theirs: Codebook, texts: Texts = merge_texts
) -> Codebook:
    """What ``ours`` and ``theirs`` made of ``base``, as one codebook.

    Aliases are sets. Of two changed descriptions both are kept. Without a ``base`` nothing counts
    as taken away. ``texts`` merges descriptions, from base, ours and theirs.
    """
    begun = base or Codebook()

    def tag(base: Tag | None, ours: Tag, theirs: Tag) -> Tag:
        return _tag(base or Tag(), ours, theirs, texts)

    return Codebook(
        merge_mapping(begun.tags, ours.tags, theirs.tags, tag),
        merge_values(begun.extra, ours.extra, theirs.extra, larger),
        merge_mapping(begun.comments, ours.comments, theirs.comments, merge_sequence),
    )


def _tag(begun: Tag, ours: Tag, theirs: Tag, texts: Texts) -> Tag:
    return Tag(
        three_way(begun.colour, ours.colour, theirs.colour, larger),
        texts(begun.description, ours.description, theirs.description),
        merge_sequence(begun.aliases, ours.aliases, theirs.aliases),
        merge_values(begun.extra, ours.extra, theirs.extra, larger),
    )
