"""Teaching git to merge sidecars: by annotation and field instead of by line.

The driver is configured for one clone, for git takes no commands to run from a repository.
Invariant: what the driver cannot merge, git merges as it would have without it; and git runs the
installed command, which has no folder of anybody's articles on its path.
"""

from __future__ import annotations

import importlib.metadata
import os
import shlex
import subprocess
from pathlib import Path

from annotations.errors import AnnotationsError
from annotations.git import BOOKS, merge_files
from annotations.naming import SUFFIX
from annotations.opening import read_regular, real_path
from reader import paths
from reader.errors import LibraryError

_NAME = "florilegium"
_ATTRIBUTES = tuple(
    f"{pattern} merge={_NAME}" for pattern in (f"*{SUFFIX}", *(book.name for book in BOOKS))
)


_UNSAFE = b" -m reader annotations merge-driver"
_LARGEST = 1 << 20
"""Bytes of a file of git's."""
_PATIENCE = 10.0
"""Seconds for git to answer, which it never does where its configuration is a pipe."""


def install_merge_driver(folder: Path) -> Path:
    """Set the driver up in the clone that ``folder`` belongs to; returns the attributes' file.

    Doing so again changes nothing. Raises :class:`~reader.errors.LibraryError` when ``folder``
    is in no clone, there is no git, or what it keeps leads out of the clone.
    """
    command = f"{shlex.quote(str(_installed_command()))} annotations merge-driver %O %A %B %P"
    clone = _clone_of(folder)
    attributes = clone / "info" / "attributes"
    try:
        real_path(clone / "config", clone)
        _git(folder, "config", f"merge.{_NAME}.name", "annotations, merged by id and field")
        _git(folder, "config", f"merge.{_NAME}.driver", command)
        _add_attributes(real_path(attributes, clone), clone)
    except OSError as error:
        raise LibraryError(
            f"{error.filename or attributes} cannot be used ({error.strerror}). "
            "See to its permissions, or remove it."
        ) from error
    return attributes


def has_unsafe_driver(folder: Path) -> bool:
    """Whether git runs, at a merge in ``folder``, a Python that also runs what lies there.

    So it was set up once; setting the driver up again mends it.
    """
    for place in (folder, *folder.parents):
        if (place / ".git").is_dir():
            try:
                # Not by asking git, which would wait for what its configuration includes.
                held = read_regular(place / ".git" / "config", _LARGEST, place)
            except OSError:
                return False
            return _UNSAFE in held
    return False


def _clone_of(folder: Path) -> Path:
    """Where git keeps what belongs to the clone of ``folder``: in its top folder, or in the clone
    of which it is a submodule. A link, or a file, may name any other folder.
    """
    place = Path(os.path.realpath(folder / _git(folder, "rev-parse", "--git-common-dir")))
    tops = _git(
        folder, "rev-parse", "--show-toplevel", "--show-superproject-working-tree"
    ).splitlines()
    if any(place.is_relative_to(os.path.realpath(top)) for top in tops if top):
        return place
    raise LibraryError(
        f"What git keeps of {folder} is in {place}, outside of it. "
        "Set the driver up from there: it holds for all work trees of a clone."
    )


def _installed_command() -> Path:
    """The command ``reader`` as it was installed with this program."""
    for file in importlib.metadata.files("florilegium") or ():
        place = Path(str(file.locate()))
        if place.name == "reader" and place.is_file() and os.access(place, os.X_OK):
            return place.resolve()
    raise LibraryError(
        "The command “reader” is not installed, so git could not run it. "
        "Install florilegium with pip, then repeat."
    )


def _add_attributes(file: Path, clone: Path) -> None:
    """Let the attributes in ``file`` name the driver."""
    try:
        held = read_regular(file, _LARGEST, clone).decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        held = ""
    missing = [line for line in _ATTRIBUTES if line not in held.splitlines()]
    if missing:
        gap = "" if not held or held.endswith("\n") else "\n"
        text = held + gap + "".join(f"{line}\n" for line in missing)
        paths.replace_whole(file, text.encode("utf-8", "surrogateescape"), root=clone)


def merge_or_leave_conflict(base: Path, ours: Path, theirs: Path, name: str) -> str:
    """Merge into ``ours``; when that cannot be done, as git does by itself, with its markers.

    Returns why it could not be done; empty when all is well.
    """
    try:
        merge_files(base, ours, theirs, name, lock_dir=paths.lock_folder())
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
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=_PATIENCE,
        )
    except FileNotFoundError as error:
        raise LibraryError("There is no git here. Install it, then repeat.") from error
    except subprocess.TimeoutExpired as error:
        raise LibraryError(f"git does not answer in {folder}. See to its configuration.") from error
    except subprocess.CalledProcessError as error:
        raise LibraryError(
            f"git cannot be set up for {folder}: {error.stderr.strip()}. "
            "Run “git init” there first, or name a library that is in a clone."
        ) from error
    return done.stdout.strip()
