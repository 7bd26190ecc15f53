"""Programs outside: the reader's editor and pager, run while the screen is theirs."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from reader.acts import editor
from reader.errors import ReaderError

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

_OTHER_PAGERS = ("less", "more")


def edit(app: App[None], text: str, file: Path) -> str | None:
    """``text`` as the reader left it in the editor; None when the editor ended with a failure.

    It stands meanwhile in ``file``; what an editing that was cut off left there is gone on with.
    Raises :class:`~reader.errors.ReaderError` when there is no editor to run, or nothing can be
    read back from it.
    """
    return editor.edit(text, file, lambda command: _run(app, command))


def page(app: App[None], text: str) -> None:
    """Show ``text`` in the pager. Raises :class:`~reader.errors.ReaderError`."""
    _run(app, editor.program(("PAGER",), _OTHER_PAGERS), text)


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
