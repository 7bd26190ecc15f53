"""A note that is not said in the command itself, where every user of the machine could see it.

``--note -`` reads it from standard input, ``--edit`` has it written in the reader's editor.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from reader.acts import editor
from reader.cli import output
from reader.drafts import Drafts
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST = 1_000_000
"""Bytes of a note on standard input; a book has fewer."""

_KEPT = "What you wrote is kept, and --edit goes on with it."

edit_option = click.option("--edit", is_flag=True, help="Write the note in $VISUAL or $EDITOR.")


def said_once(note: str | None, *, edit: bool) -> None:
    """Raise ``UsageError`` when both a ``note`` and ``--edit`` are given."""
    if edit and note is not None:
        raise click.UsageError("Say the note once: --note, or --edit.")


def spoken(note: str) -> str:
    """``note``, or what stands on standard input when it is ``-``.

    Raises ``UsageError`` when that is nothing, too much, or no UTF-8.
    """
    if note != "-":
        return note
    if sys.stdin is None:
        raise click.UsageError("There is no standard input to read the note from.")
    if sys.stdin.isatty():
        output.talk("Write the note. Ctrl-D on a line of its own ends it.")
    raw = sys.stdin.buffer.read(MOST + 1)
    if len(raw) > MOST:
        raise click.UsageError(
            f"The note on standard input is longer than {MOST:,} bytes. Shorten it."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(
            f"The note on standard input is not UTF-8 (byte {error.start:,}). Convert it first."
        ) from error
    if not text.strip():
        raise click.UsageError(
            "Standard input is empty, so there is no note. --note '' means none."
        )
    return text.removesuffix("\n").removesuffix("\r")


def edited(root: Path, about: str, text: str) -> str | None:
    """The note that ``text`` has become in the reader's editor; None when it stays as it is.

    The reason is told. ``about`` says what the note is about, so that an editing that was cut off
    is gone on with. Raises :class:`~reader.errors.ReaderError` when the editor fails.
    """
    file = Drafts(root).file_for(about)
    if file.is_file():
        output.talk("This goes on with what was begun before.")
    written = editor.edit(text, file, _run)
    if written is None:
        kept = f" {_KEPT}" if file.exists() else ""
        raise ReaderError(f"The editor ended with a failure, so nothing is written.{kept}")
    if written.strip() and written.rstrip() != text.rstrip():
        return written.removesuffix("\n")
    why = "is as it was" if written.strip() else "is empty"
    output.talk(f"The note {why}, so nothing is written.")
    return None


@contextmanager
def kept_if_refused(root: Path, about: str, written: str | None) -> Iterator[None]:
    """Keep what was ``written`` about ``about`` when it cannot be put where it belongs."""
    try:
        yield
    except BaseException:
        if written is not None:
            editor.keep(f"{written}\n", Drafts(root).file_for(about))
            output.talk(f"reader: {_KEPT}")
        raise


def _run(command: list[str]) -> int:
    """Run ``command`` with the terminal to itself; Ctrl-C is for it alone."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603
    except OSError as error:
        why = error.strerror or error
        raise ReaderError(f"“{command[0]}” cannot be run ({why}).") from error
    finally:
        signal.signal(signal.SIGINT, before)
