"""Bringing the index up to date with the files: what is due since last time, and seeing to it.

A refresh comes before every search, and mostly nothing is due; then it costs one walk through the
folders and one look into the catalogue. What it takes to read and write articles is imported only
when there are some.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotations.naming import ENTITIES
from reader.errors import FORBIDDEN
from reader.index.damage import damage_told
from reader.index.entries import Entry, Stamp
from reader.index.scanning import scan, stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.articles.limits import Limits
    from reader.index.catalogue import Catalogue
    from reader.index.scanning import Scan
    from reader.index.workers import Workers


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did."""

    added: int = 0
    """Articles that are new; files that cannot be read are not counted here, nor below."""
    updated: int = 0
    removed: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    """Path and reason of each file that was looked at now and could not be read."""
    strays: int = 0
    """Sidecars, and conflict copies of sidecars, that stand beside no article of theirs."""
    others: tuple[tuple[str, int], ...] = ()
    """Suffix and number of the files of each kind that is not read, the most frequent first."""
    busy: bool = False
    """True when another process was at it, and nothing was done here."""
    notice: str = ""
    """One line about something unusual, such as a rebuild; empty otherwise."""

    @property
    def changed(self) -> bool:
        """Whether the index is another than before."""
        return bool(self.added or self.updated or self.removed or self.unreadable)


@dataclass(frozen=True, slots=True)
class Due:
    """What has to be seen to, and what the index holds."""

    known: dict[str, Stamp]
    """Of what the index holds, readable or not, by path."""
    failed: dict[str, str]
    """Why those of them that could not be read could not."""
    changed: dict[str, Stamp]
    """The files to read, in the order of their paths."""
    removed: list[str] = field(default_factory=list)
    unheard: list[Entry] = field(default_factory=list)
    """What cannot even be looked at, and was not known."""
    names: bool = False
    """Whether what is decided on names has to be seen to."""
    decided_by: str = ""
    """What the decisions on names depend on, as :class:`~reader.index.names.NameTables` has it."""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.changed or self.removed or self.unheard or self.names)


def refresh(
    root: Path,
    folder: Path,
    catalogue: Catalogue,
    *,
    limits: Limits,
    workers: Callable[[], Workers],
    model: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> RefreshReport:
    """Bring the Whoosh index in ``folder`` and ``catalogue`` up to date with the files in ``root``.

    ``model`` is the spaCy model that finds names, if any; when it is another than before, all is
    read anew. ``workers`` gives those who read the files. ``progress`` is called with the number of
    files done and in all, and may raise to stop the work. The caller holds the library's lock.
    """
    found = scan(root)
    with damage_told():
        same_limits = catalogue.mark() == limits.mark
        due = _due(root, found, catalogue, model, same_limits=same_limits)
    done = RefreshReport()
    if due:
        from reader.index.updating import update

        done = update(
            due,
            root,
            folder,
            catalogue,
            limits=limits,
            model=model,
            workers=workers(),
            progress=progress,
        )
    if not same_limits:
        with damage_told():
            catalogue.set_mark(limits.mark)
    return replace(done, strays=len(found.strays), others=tuple(found.others.most_common()))


def _due(root: Path, found: Scan, catalogue: Catalogue, model: str, *, same_limits: bool) -> Due:
    """What is due in ``catalogue``, given what was ``found``."""
    known, failed, names = catalogue.stamps(), catalogue.failures(), catalogue.names
    again = set(catalogue.pending())
    again |= _worth_another_try(root, failed, same_limits=same_limits)
    if names.model() != model:
        again |= known.keys()
    stamps = found.stamps
    changed: list[str] = []
    if again or known != stamps:
        changed = [p for p, stamp in stamps.items() if known.get(p) != stamp or p in again]
    hopeless = {path: why for path, why in found.problems.items() if path not in stamps}
    removed = sorted((known.keys() | again) - stamps.keys() - hopeless.keys())
    unheard = [path for path in hopeless if path not in known]
    decided_by = repr((stamp_of(root / ENTITIES), model))
    return Due(
        known,
        failed,
        {path: stamps[path] for path in sorted(changed)},
        removed,
        [Entry(path, Stamp(0, 0), problem=hopeless[path]) for path in unheard],
        names=bool(changed or removed) or names.are_due(decided_by),
        decided_by=decided_by,
    )


def _worth_another_try(root: Path, failed: dict[str, str], *, same_limits: bool) -> set[str]:
    """Of the files that ``failed``, those that perhaps can be read now though they are the same."""
    if not same_limits:
        return set(failed)
    forbidden = (path for path, reason in failed.items() if reason == FORBIDDEN)
    return {path for path in forbidden if os.access(root / path, os.R_OK)}
