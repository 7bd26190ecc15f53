"""What files of annotations are called, and which file's they are.

Names alone: nothing here opens a file, so whoever walks a folder needs no YAML for it.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".annotations.yaml"
ENTITIES, CODEBOOK = "entities.yaml", "tags.yaml"
"""At the root of a library: its names, its tags."""

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
_TEMPORARY = re.compile(r"\.[0-9a-f]{32}\.annotations\.tmp")


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
    return bool(_SIDECAR_NAME.fullmatch(name)) or is_temporary_name(name)


def new_temporary_name() -> str:
    """What a file is called while it is being written; nobody can foresee it."""
    return f".{os.urandom(16).hex()}.annotations.tmp"


def is_temporary_name(name: str) -> bool:
    """Whether :func:`new_temporary_name` may have made ``name``."""
    return _TEMPORARY.fullmatch(name) is not None


def conflict_original(path: Path) -> Path | None:
    """The sidecar of which ``path`` is a conflict copy by its name; None when it is none."""
    found = _SIDECAR_NAME.fullmatch(path.name)
    if found is None or path.name.endswith(SUFFIX):
        return None
    return path.with_name(found.group(1)[: -len(".annotations")] + SUFFIX)
