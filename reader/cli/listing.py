"""``reader list``: the articles of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, sessions
from reader.cli.json_shapes import entry_as_json
from reader.cli.status import Status
from reader.index.ordering import Sort

if TYPE_CHECKING:
    from pathlib import Path

    from reader.index.entries import Entry

_LEAST_TITLE = 30
"""Cells that tags leave to a title."""


@click.command("list")
@sessions.library_option
@click.option("-l", "--paths", is_flag=True, help="Only the paths of the articles.")
@click.option(
    "--sort",
    type=click.Choice([s.value for s in Sort if s is not Sort.RELEVANCE]),
    default="path",
    show_default=True,
    help="In what order.",
)
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many articles.")
@sessions.json_option
def list_(*, folder: Path | None, paths: bool, sort: str, limit: int | None, as_json: bool) -> int:
    """List the articles of the library.

    In a pipe each article is a line: path, date, title, source, language, words, annotations,
    tags, separated by tabs.
    """
    if paths and as_json:
        raise click.UsageError("Say one of -l and --json.")
    with sessions.opened(folder) as library:
        entries = library.entries(Sort(sort))[:limit]
        if as_json:
            output.write_json([entry_as_json(entry) for entry in entries])
        elif paths:
            for entry in entries:
                output.write(entry.path)
        elif output.is_terminal():
            output.paged("\n".join(_row(entry) for entry in entries) + "\n" if entries else "")
        else:
            for entry in entries:
                output.record(_fields(entry))
        if not entries:
            output.talk(f"There are no articles in {library.root}.")
            return Status.NOTHING
    return Status.DONE


def _day(entry: Entry) -> str:
    return f"{entry.date:%Y-%m-%d}" if entry.date else ""


def _fields(entry: Entry) -> list[object]:
    return [
        entry.path,
        _day(entry),
        entry.title,
        entry.source,
        entry.language,
        entry.words,
        entry.annotations,
        ", ".join(entry.tags),
    ]


def _row(entry: Entry) -> str:
    """Date, title as wide as there is room, marks of the reader; the path on the line below."""
    from rich.cells import cell_len, set_cell_size

    said = f"✎ {entry.annotations}" if entry.annotations else ""
    tags = " ".join(f"#{output.safe(tag)}" for tag in entry.tags)
    most = max(0, output.width() - 13 - _LEAST_TITLE - 2)
    after = "  ".join(part for part in (said, tags) if part)
    if cell_len(after) > most:
        after = set_cell_size(after, max(0, most - 1)).rstrip() + "…"
    room = output.width() - 13 - (cell_len(after) + 2 if after else 0)
    fits = cell_len(entry.title) <= room
    title = entry.title if fits else set_cell_size(entry.title, max(1, room - 1)).rstrip() + "…"
    first = f"{_day(entry):10}  {click.style(title, bold=True)}"
    below = click.style(f"{'':12}{entry.path}", dim=True)
    return f"{first}  {click.style(after, fg='yellow')}\n{below}" if after else f"{first}\n{below}"
