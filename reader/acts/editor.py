"""The reader's own editor: which program it is, and the text that is handed over to it and back.

The text stands meanwhile in a file that nobody else may read, in the state folder. Who calls says
how a program is run: the terminal interface lends its screen first. Invariant: what was written
into the file is given back, or else it stays there and the next editing goes on with it.
"""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING

from reader import paths
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_EDITORS = ("VISUAL", "EDITOR")
_OTHER_EDITORS = ("sensible-editor", "nano", "vi")


def edit(text: str, file: Path, run: Callable[[list[str]], int]) -> str | None:
    """``text`` as the reader left it in the editor; None when the editor ended with a failure.

    It stands meanwhile in ``file``; what an editing that was cut off left there is gone on with.
    ``run`` carries a command out, given as its words, and returns its exit status.
    Raises :class:`~reader.errors.ReaderError` when there is no editor to run, or nothing can be
    read back from it.
    """
    command = program(_EDITORS, _OTHER_EDITORS)
    begun = f"{text}\n" if text else ""
    try:
        if not os.path.lexists(file):
            keep(begun, file)
        _read(file)  # Nothing else than a file of our own is handed over.
        status = run([*command, str(file)])
        edited = _read(file)
        if status and edited != begun:
            return None  # What was written stays in the file, for the next time.
        file.unlink()
    except FileNotFoundError as error:
        raise ReaderError("The editor left no text behind; the note stays as it was.") from error
    except OSError as error:
        raise ReaderError(
            f"The note cannot be handed over in {file} ({error.strerror}); it stays as it was. "
            "Move away what is there."
        ) from error
    return None if status else edited


def keep(text: str, file: Path) -> None:
    """Let ``text`` stand in ``file``, for its owner alone; raises ``OSError``."""
    paths.replace_whole(file, text)
    file.chmod(0o600)


def program(variables: Iterable[str], others: Iterable[str]) -> list[str]:
    """The words of the command that one of ``variables`` names, else the first of ``others``.

    Raises :class:`~reader.errors.ReaderError` when there is none.
    """
    for variable in variables:
        if os.environ.get(variable, "").strip():
            try:
                return shlex.split(os.environ[variable])
            except ValueError as error:
                raise ReaderError(f"${variable} is no command ({error}). Set it anew.") from error
    found = next((name for name in others if shutil.which(name)), "")
    if not found:
        raise ReaderError(f"There is no program for that. Set ${next(iter(variables))} to one.")
    return [found]


def _read(file: Path) -> str:
    """What stands in ``file``; raises ``OSError``, also for a link and for a folder."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(file, flags), "rb") as stream:
        return stream.read().decode("utf-8", "replace")
