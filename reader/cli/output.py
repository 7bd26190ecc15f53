"""Writing to the terminal: data on standard output, talk on standard error, colour when wanted.

On a terminal: columns, colour, a pager for what is long. In a pipe: one record a line, fields
separated by tabs, nothing cut, nothing coloured. Invariant: no control character that a stranger
wrote into a file reaches a terminal, and nothing that hides.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.characters import escaped_for_json, visible
from reader.cli.given import given

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TextIO


def is_terminal(*, err: bool = False) -> bool:
    """Whether standard output, or standard error, is a terminal."""
    stream: TextIO | None = sys.stderr if err else sys.stdout
    return stream is not None and stream.isatty()


def coloured(*, err: bool = False) -> bool:
    """Whether to colour a stream: ``--color``, then NO_COLOR, then CLICOLOR_FORCE, then a look."""
    wish = given().color
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal(err=err) and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Cells across the terminal."""
    return max(20, shutil.get_terminal_size().columns)


def safe(text: str) -> str:
    """``text`` with placeholders for whatever commands a terminal or hides; ``\\n`` stays."""
    return visible(text).replace("\t", " ")


def write(text: str, *, end: str = "\n") -> None:
    """Data, to standard output; it is safe already."""
    click.echo(text + end, nl=False, color=coloured())


def record(fields: Iterable[object]) -> None:
    """One record on one line, its fields separated by tabs."""
    write("\t".join(field(str(one)) for one in fields))


def field(text: str) -> str:
    """``text`` as one field of a record: safe, and on one line."""
    return safe(text).replace("\n", " ").replace("\t", " ")


def talk(text: str, *, styled: bool = False) -> None:
    """A remark for the person, to standard error; what is ``styled`` is safe already."""
    click.echo(text if styled else safe(text), err=True, color=coloured(err=True))


def write_json(records: Sequence[object]) -> None:
    """One JSON array."""
    write(_as_json(records, indent=2 if is_terminal() else None))


def stream_json(records: Iterable[object]) -> None:
    """One JSON array, in a pipe written as its ``records`` come."""
    if is_terminal():
        write_json(list(records))
        return
    before = "["
    for record in records:
        write(before + _as_json(record), end="")
        before = ", "
    write("[]" if before == "[" else "]")


def write_json_object(record: Mapping[str, object]) -> None:
    """One JSON object."""
    write(_as_json(record, indent=2 if is_terminal() else None))


def json_line(record: Mapping[str, object]) -> None:
    """One record of JSON Lines."""
    write(_as_json(record))


def _as_json(value: object, indent: int | None = None) -> str:
    return escaped_for_json(json.dumps(value, ensure_ascii=False, indent=indent))


def paged(text: str) -> None:
    """``text`` through the pager when it is longer than the terminal."""
    lines = shutil.get_terminal_size().lines
    if is_terminal() and text.count("\n") >= lines:
        os.environ.setdefault("LESS", "FRX")
        click.echo_via_pager(text, color=coloured())
    else:
        write(text, end="" if not text or text.endswith("\n") else "\n")


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


def write_file(content: str | bytes, file: Path | None, *, force: bool, library: Path) -> None:
    """``content`` to ``file``, or to standard output when it is None or ``-``.

    An existing file is overwritten only with ``force``, and through no link that stands below
    ``library`` and leads out of it. What is written is put in place whole, or not at all. Raises
    ``OSError`` when that cannot be done.
    """
    if file is None or str(file) == "-":
        _write_out(content)
        return
    raw = content.encode() if isinstance(content, str) else content
    root = library if _is_below(file, library) else None
    if file.exists() and not file.is_file() and root is None:
        # A device or a named pipe of the reader's own is written to, not replaced.
        file.write_bytes(raw)
        return
    if os.path.lexists(file) and not force:
        raise click.UsageError(f"{file} exists. Name another file, or add --force to replace it.")
    from annotations.opening import real_path
    from reader import paths

    try:
        target = real_path(file, root)
        target.parent.stat()  # It is not made here.
        if target.exists() and not target.is_file():
            raise OSError(errno.EINVAL, "it is not a regular file")
        paths.replace_whole(target, raw, root=root)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _is_below(file: Path, library: Path) -> bool:
    """Whether ``file`` was named by a way through ``library``, wherever links then lead."""
    place = Path(os.path.abspath(file))  # noqa: PTH100 - Path.resolve would follow the links.
    return any(Path(os.path.realpath(above)) == library for above in place.parents)


def _write_out(content: str | bytes) -> None:
    if isinstance(content, str):
        write(safe(content) if is_terminal() else content, end="")
    elif is_terminal():
        raise click.UsageError("This format is not text. Name a file with -o.")
    else:
        sys.stdout.buffer.write(content)
