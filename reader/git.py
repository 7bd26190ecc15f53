"""Teaching git to merge sidecars: by annotation and field instead of by line.

The driver is configured for one clone, for git takes no commands to run from a repository.
Invariant: what the driver cannot merge, git merges as it would have without it.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from annotations.errors import AnnotationsError
from annotations.git import BOOKS, merge_files
from annotations.naming import SUFFIX
from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "florilegium"
_ATTRIBUTES = tuple(
    f"{pattern} merge={_NAME}" for pattern in (f"*{SUFFIX}", *(book.name for book in BOOKS))
)


def install_merge_driver(folder: Path) -> Path:
    """Set the driver up in the clone that ``folder`` belongs to; returns the attributes' file.

    Doing so again changes nothing. Raises :class:`~reader.errors.LibraryError` when ``folder``
    is in no clone, or there is no git.
    """
    command = f"{shlex.join([sys.executable, '-m', 'reader'])} annotations merge-driver %O %A %B %P"
    attributes = folder / _git(folder, "rev-parse", "--git-path", "info/attributes")
    _git(folder, "config", f"merge.{_NAME}.name", "annotations, merged by id and field")
    _git(folder, "config", f"merge.{_NAME}.driver", command)
    held = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    missing = [line for line in _ATTRIBUTES if line not in held.splitlines()]
    if missing:
        attributes.parent.mkdir(parents=True, exist_ok=True)
        gap = "" if not held or held.endswith("\n") else "\n"
        attributes.write_text(held + gap + "".join(f"{line}\n" for line in missing), "utf-8")
    return attributes


def merge_or_leave_conflict(base: Path, ours: Path, theirs: Path, name: str) -> str:
    """Merge into ``ours``; when that cannot be done, as git does by itself, with its markers.

    Returns why it could not be done; empty when all is well.
    """
    try:
        merge_files(base, ours, theirs, name)
    except (AnnotationsError, OSError) as error:
        labels = [word for label in ("ours", "base", "theirs") for word in ("-L", label)]
        files = [str(ours), str(base), str(theirs)]
        subprocess.run(["git", "merge-file", *labels, *files], check=False)  # noqa: S603, S607
        return str(error)
    return ""


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            check=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise LibraryError("There is no git here. Install it, then repeat.") from error
    except subprocess.CalledProcessError as error:
        raise LibraryError(
            f"git cannot be set up for {folder}: {error.stderr.strip()}. "
            "Run “git init” there first, or name a library that is in a clone."
        ) from error
    return done.stdout.strip()
