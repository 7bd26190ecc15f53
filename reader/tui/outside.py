"""Programs outside: the reader's editor and pager, run while the screen is theirs."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from reader import paths
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.app import App

_EDITORS = ("VISUAL", "EDITOR")
_OTHER_EDITORS = ("sensible-editor", "nano", "vi")
_OTHER_PAGERS = ("less", "more")


def edit(app: App[None], text: str, file: Path) -> str | None:
    """``text`` as the reader left it in the editor; None when the editor ended with a failure.

    It stands meanwhile in ``file``; what an editing that was cut off left there is gone on with.
    Raises :class:`~reader.errors.ReaderError` when there is no editor to run, or nothing can be
    read back from it.
    """
    command = _command(_EDITORS, _OTHER_EDITORS)
    try:
        if not file.exists():
            paths.replace_whole(file, f"{text}\n" if text else "")
        status = _run(app, [*command, str(file)])
        edited = file.read_text(encoding="utf-8", errors="replace")
        if status:
            return None  # What was written stays in the file, for the next time.
        file.unlink()
    except FileNotFoundError as error:
        raise ReaderError("The editor left no text behind; the note stays as it was.") from error
    except OSError as error:
        raise ReaderError(
            f"The note cannot be handed over in {file} ({error.strerror}); it stays as it was. "
            "Move away what is there."
        ) from error
    return edited


def page(app: App[None], text: str) -> None:
    """Show ``text`` in the pager. Raises :class:`~reader.errors.ReaderError`."""
    _run(app, _command(("PAGER",), _OTHER_PAGERS), text)


def _command(variables: Iterable[str], others: Iterable[str]) -> list[str]:
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


def _run(app: App[None], command: list[str], text: str = "") -> int:
    """Run ``command`` with the terminal to itself; its exit status."""
    given = text.encode("utf-8", "replace") if text else None
    status, failure = 0, None
    try:
        with app.suspend():
            try:  # In here, for Textual does not take the terminal back from an error.
                status = subprocess.run(command, input=given, check=False).returncode  # noqa: S603
            except OSError as error:
                failure = error
    except SuspendNotSupported as error:
        raise ReaderError("This terminal cannot be lent to another program.") from error
    if failure:
        why = failure.strerror or failure
        raise ReaderError(f"“{command[0]}” cannot be run ({why}).") from failure
    return status
