"""One sidecar file: where it is, reading it, and the only way in which one is ever written.

Invariant: at every instant the file is whole, as it was before or as it is after; what another
process, a person or a newer program put into it is never lost to an update.
"""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from annotations.files import is_temporary, locked_file, read_file, write_file
from annotations.merging import merge
from annotations.model import Sidecar, Source
from annotations.yaml_format.sidecars import read_sidecar, write_sidecar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUFFIX = ".annotations.yaml"
TOMBSTONES_KEPT = timedelta(days=90)

_LONGEST_NAME = 255
"""Bytes, on every file system in use."""
_SIDECAR_NAME = re.compile(
    r"(.*\.annotations)(?:[^0-9A-Za-z].*)?\.yaml(?:[ (_\[-].*|\..*conflict.*)?",
    re.DOTALL | re.IGNORECASE,
)
"""The name itself, and what synchronising programs make of it when two copies conflict.

Such as ``paper.md.annotations.sync-conflict-20261122-100000-ABCDEF.yaml`` (Syncthing),
``… (Ann's conflicted copy 2026-11-22).yaml`` (Dropbox), ``… (conflicted copy
2026-11-22 100000).yaml`` (Nextcloud), ``….Conflict.yaml`` (Resilio), ``….yaml.conflict1``
(rclone), ``… (1).yaml``.
"""


def sidecar_path(source: Path) -> Path:
    """Where the annotations of ``source`` are kept: beside it, under its full name.

    A name that would be too long for a file system is replaced by its hash.
    """
    return source.with_name(sidecar_name(source.name))


def sidecar_name(name: str) -> str:
    """What the sidecar of a file called ``name`` is called."""
    own = name + SUFFIX
    # No encoding has more than four bytes for a character.
    if 4 * len(own) > _LONGEST_NAME and len(os.fsencode(own)) > _LONGEST_NAME:
        return hashlib.sha256(os.fsencode(name)).hexdigest() + SUFFIX
    return own


def is_sidecar(path: Path) -> bool:
    """Whether ``path`` is named like a sidecar, a conflict copy of one, or one being written."""
    return is_sidecar_name(path.name)


def is_sidecar_name(name: str) -> bool:
    """:func:`is_sidecar` of a file called ``name``."""
    if ".annotations" not in name.lower():
        return False
    return bool(_SIDECAR_NAME.fullmatch(name)) or is_temporary(name)


def conflict_original(path: Path) -> Path | None:
    """The sidecar of which ``path`` is a conflict copy by its name; None when it is none."""
    found = _SIDECAR_NAME.fullmatch(path.name)
    if found is None or path.name.endswith(SUFFIX):
        return None
    return path.with_name(found.group(1)[: -len(".annotations")] + SUFFIX)


def load(path: Path) -> Sidecar | None:
    """The sidecar at ``path``, or None when there is none.

    Raises ``SidecarError`` (or one of its kinds) when what is there cannot be used.
    """
    return read_file(path, read_sidecar)


def update(
    path: Path, change: Callable[[Sidecar], Sidecar], *, source: Source | None, lock_dir: Path
) -> Sidecar:
    """Apply ``change`` to what the sidecar at ``path`` holds now, and save it; returns the result.

    ``change`` is handed what is on disk at that moment, under a lock, so that two processes at
    once both keep everything; it must be pure. When it changes nothing, nothing is written.
    ``source`` says on which text the offsets now count: when that text is another than before,
    ``change`` must have placed all annotations anew. None leaves it as it is.

    Raises ``SidecarError``: what is on disk is damaged or newer, or cannot be written. Then the
    file is as it was. Whatever ``change`` raises goes through.
    """
    with locked_file(path, lock_dir) as target:
        return _update(target, change, source)


def save(path: Path, edited: Sidecar, *, base: Sidecar | None, lock_dir: Path) -> Sidecar:
    """Save what became of ``base``, loaded from ``path`` some time ago; returns the result.

    What anybody else wrote there meanwhile is merged with it three ways, see
    :func:`annotations.merging.merge`. ``base`` is None when there was no file; when there is none
    now, all of ``edited`` is saved. Raises as :func:`update` does.
    """
    nothing = Sidecar(Source())

    def merged(held: Sidecar) -> Sidecar:
        return edited if held == nothing else merge(base or nothing, edited, held)

    return update(path, merged, source=None, lock_dir=lock_dir)


def _update(target: Path, change: Callable[[Sidecar], Sidecar], source: Source | None) -> Sidecar:
    found = load(target)
    fresh = found or Sidecar(source or Source())
    changed = change(fresh)
    kept = source or changed.source
    if write_sidecar(changed, kept.name) == write_sidecar(fresh, kept.name):
        return fresh
    settled = changed.with_source(kept).without_tombstones_before(
        datetime.now(UTC) - TOMBSTONES_KEPT
    )
    write_file(target, write_sidecar(settled, kept.name), settled, read_sidecar)
    return settled
