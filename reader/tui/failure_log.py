"""The file in which failures are written down, for whoever is to mend the program.

Invariant: nobody else may read it, it stays small, and failing to write it is no failure.
"""

from __future__ import annotations

import os
import stat
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader import paths
from reader.articles.sanitising import sanitise, sanitise_line
from reader.errors import ReaderError

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 200_000
"""Bytes; what is older goes into a second file, and what is older than that goes."""
_MOST_OF_ONE = 20_000
_MOST_CALLS = 40
"""The last calls are written down; more are of one that calls itself."""
_SHORT = 80


def log_file() -> Path:
    """Where failures are written down; it need not exist."""
    return paths.state_folder() / "failures.txt"


def write_down(error: BaseException) -> str:
    """Write ``error`` down; a sentence that says where, or why not."""
    lines = traceback.format_exception(error, limit=-_MOST_CALLS)
    told = sanitise("".join(lines))[-_MOST_OF_ONE:]
    try:
        file = log_file()
        _append(file, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{told}\n")
    except (OSError, ReaderError) as problem:
        return f"It cannot be written down: {short(problem)}."
    return f"More in {file}"


def short(error: BaseException) -> str:
    """``error`` in a few words."""
    words = sanitise_line(f"{type(error).__name__}: {error}").rstrip(":. ")
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"


def _append(file: Path, text: str) -> None:
    content = text.encode(errors="backslashreplace")
    if file.is_file() and file.stat().st_size + len(content) > _MOST:
        file.replace(file.with_suffix(".old.txt"))
    # Nothing is followed, and nothing waited for, that somebody may have put there.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(file, flags, 0o600)
    with open(descriptor, "ab") as log:  # noqa: PTH123 - it is open already.
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(None, "it is no file", str(file))
        os.fchmod(descriptor, 0o600)
        log.write(content)
