"""Writing to the terminal: data on standard output, talk on standard error, colour when wanted.

On a terminal: columns, colour, a pager for what is long. In a pipe: one record a line, fields
separated by tabs, nothing cut, nothing coloured.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def coloured(*, err: bool = False) -> bool:
    """Whether to colour a stream: ``--color``, then NO_COLOR, then CLICOLOR_FORCE, then a look."""
    context = click.get_current_context(silent=True)
    wish = (context.find_root().obj or {}).get("color", "auto") if context else "auto"
    if wish != "auto":
        return bool(wish == "always")
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return (sys.stderr if err else sys.stdout).isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Cells across the terminal."""
    return max(20, shutil.get_terminal_size().columns)


def write(text: str, *, end: str = "\n") -> None:
    """Data, to standard output."""
    click.echo(text + end, nl=False, color=coloured())


def record(fields: Iterable[object]) -> None:
    """One record on one line, its fields separated by tabs."""
    write("\t".join(str(field).replace("\t", " ").replace("\n", " ") for field in fields))


def talk(text: str) -> None:
    """A remark for the person, to standard error."""
    click.echo(text, err=True, color=coloured(err=True))


def write_json(value: object) -> None:
    """One JSON document."""
    write(json.dumps(value, ensure_ascii=False, indent=2 if is_terminal() else None))


def paged(text: str) -> None:
    """``text`` through the pager when it is longer than the terminal."""
    lines = shutil.get_terminal_size().lines
    if is_terminal() and text.count("\n") >= lines:
        os.environ.setdefault("LESS", "FRX")
        click.echo_via_pager(text, color=coloured())
    else:
        write(text, end="" if text.endswith("\n") else "\n")


def emphasise(text: str, start: int, ranges: Sequence[tuple[int, int]]) -> str:
    """``text``, which begins at offset ``start``, with ``ranges`` of offsets standing out."""
    pieces, at = [], 0
    for a, b in ranges:
        pieces += [
            text[at : a - start],
            click.style(text[a - start : b - start], bold=True, fg="yellow"),
        ]
        at = b - start
    return "".join([*pieces, text[at:]])


def write_file(text: str, file: Path | None, *, force: bool) -> None:
    """``text`` to ``file``, or to standard output when it is None or ``-``.

    An existing file is overwritten only with ``force``; it is replaced whole.
    """
    if file is None or str(file) == "-":
        write(text, end="")
        return
    if file.exists() and not force:
        raise click.UsageError(f"{file} exists. Name another file, or add --force to replace it.")
    fresh = file.with_name(f".{file.name}.tmp")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(file)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise click.FileError(str(file), error.strerror or "it cannot be written") from error
