"""Acts on the tags of a whole library: the codebook and every sidecar, together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations import naming, sidecar
from annotations.codebook import Codebook
from annotations.codebook.file import CODEBOOK
from annotations.codebook.near import near
from annotations.codebook.retagging import retag
from annotations.errors import AnnotationsError
from reader.annotating import now

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from annotations.codebook.retagging import Retagging
    from annotations.model import Sidecar
    from reader.acts.acting import Acts
    from reader.acts.journal import Act


def change_tags(
    acts: Acts,
    title: str,
    change: Callable[[Codebook, Collection[str]], Retagging],
    paths: Iterable[str],
    *,
    dry_run: bool,
) -> Act:
    """Carry out ``change`` in the codebook and in the sidecars of the articles at ``paths``.

    Raises as reading and writing do, before anything is written when a sidecar cannot be read.
    """
    root = acts.root
    said = {path: sidecar.load(naming.sidecar_path(root / path), root=root) for path in paths}
    in_use = {path: _tags(one) for path, one in said.items() if one}
    tags = set().union(*in_use.values())
    renamed = change(CODEBOOK.load(root), tags).renamed
    when = now()

    def rewritten(held: Sidecar) -> Sidecar:
        return retag(held, renamed, when)

    return acts.many(
        title,
        [acts.on(path, rewritten) for path, used in in_use.items() if not used.isdisjoint(renamed)],
        books={CODEBOOK: lambda held: change(held, tags).codebook},
        dry_run=dry_run,
    )


def usable_codebook(root: Path) -> Codebook:
    """The codebook of the library at ``root``; an empty one when it cannot be read."""
    try:
        return CODEBOOK.load(root)
    except AnnotationsError:
        return Codebook()


def doubts(book: Codebook, in_use: Iterable[str], typed: Iterable[str]) -> list[str]:
    """A remark on each tag that is new, and nearly one that there is already."""
    known = [*in_use, *book.tags]
    new = [tag for tag in map(book.resolve, typed) if tag not in known]
    found = ((tag, near(tag, known)) for tag in new)
    return [
        f"“{tag}” is a new tag; there is “{like[0]}” already. “reader tags merge” unites them."
        for tag, like in found
        if like
    ]


def _tags(said: Sidecar) -> set[str]:
    return {*said.article.tags, *(tag for a in said.annotations.values() for tag in a.tags)}
