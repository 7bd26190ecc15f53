"""One sidecar file: reading it, and the only way in which one is ever written.

Invariant: at every instant the file is whole, as it was before or as it is after; what another
process, a person or a newer program put into it is never lost to an update.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from annotations.files import LockedFile, locked_file, read_file
from annotations.merging import merge
from annotations.model import Sidecar, Source
from annotations.yaml_format.sidecars import read_sidecar, write_sidecar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TOMBSTONES_KEPT = timedelta(days=90)


def load(path: Path, *, root: Path | None = None) -> Sidecar | None:
    """The sidecar at ``path``, or None when there is none.

    A link is followed where it stays below ``root``, the library; by default the sidecar's folder.
    Raises ``SidecarError`` (or one of its kinds) when what is there cannot be used.
    """
    return read_file(path, read_sidecar, root=root)


def update(
    path: Path,
    change: Callable[[Sidecar], Sidecar],
    *,
    source: Source | None,
    lock_dir: Path,
    root: Path | None = None,
) -> Sidecar:
    """Apply ``change`` to what the sidecar at ``path`` holds now, and save it; returns the result.

    ``change`` is handed what is on disk at that moment, under a lock, so that two processes at
    once both keep everything; it must be pure. When it changes nothing, nothing is written.
    ``source`` says on which text the offsets now count: when that text is another than before,
    ``change`` must have placed all annotations anew. None leaves it as it is. ``root`` is as in
    :func:`load`.

    Raises ``SidecarError``: what is on disk is damaged or newer, or cannot be written. Then the
    file is as it was. Whatever ``change`` raises goes through.
    """
    with locked_file(path, lock_dir, root=root) as file:
        return _update(file, change, source)


def save(
    path: Path,
    edited: Sidecar,
    *,
    base: Sidecar | None,
    lock_dir: Path,
    root: Path | None = None,
) -> Sidecar:
    """Save what became of ``base``, loaded from ``path`` some time ago; returns the result.

    What anybody else wrote there meanwhile is merged with it three ways, see
    :func:`annotations.merging.merge`. ``base`` is None when there was no file; when there is none
    now, all of ``edited`` is saved. Raises as :func:`update` does.
    """
    nothing = Sidecar(Source())

    def merged(held: Sidecar) -> Sidecar:
        return edited if held == nothing else merge(base or nothing, edited, held)

    return update(path, merged, source=None, lock_dir=lock_dir, root=root)


def _update(
    file: LockedFile, change: Callable[[Sidecar], Sidecar], source: Source | None
) -> Sidecar:
    found = file.read(read_sidecar)
    fresh = found or Sidecar(source or Source())
    changed = change(fresh)
    kept = source or changed.source
    if write_sidecar(changed, kept.name) == write_sidecar(fresh, kept.name):
        return fresh
    settled = changed.with_source(kept).without_tombstones_before(
        datetime.now(UTC) - TOMBSTONES_KEPT
    )
    file.write(write_sidecar(settled, kept.name), settled, read_sidecar)
    return settled
