"""Opening the library that a command is about, and bringing its index up to date on the way."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import config
from reader.cli import output
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.index.refreshing import RefreshReport

_PATIENCE = 1.0
"""Seconds before a progress bar appears."""

library_option = click.option(
    "-L",
    "--library",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of articles.  [default: $READER_LIBRARY, else here]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON array.")


def library_folder(folder: Path | None) -> Path:
    """The folder meant: the one named, else the configured one, else the current one."""
    if folder is not None:
        return folder
    configured = config.load().library
    return Path(configured).expanduser() if configured else Path()


@contextmanager
def opened(folder: Path | None, *, refresh: bool = True) -> Iterator[Library]:
    """The library of ``folder``, its index brought up to date."""
    root = library_folder(folder)
    library = Library(root, config.load(root))
    try:
        if refresh:
            report = bring_up_to_date(library)
            if report.busy:
                output.talk("Another reader is updating the index; this is what it holds so far.")
        yield library
    finally:
        library.close()


def bring_up_to_date(library: Library, *, wait: bool = False) -> RefreshReport:
    """Refresh ``library`` with a progress bar when it takes longer than a second."""
    with _progress("Indexing") as progress:
        report = library.refresh(progress, wait=wait)
    if report.notice:
        output.talk(report.notice)
    return report


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with done and total; the bar shows on a terminal, after a moment."""
    if not click.get_text_stream("stderr").isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, no_color=not output.coloured(err=True)),
        transient=True,
    )
    task = bar.add_task(label, total=None)
    began = time.monotonic()

    def advance(done: int, total: int) -> None:
        if time.monotonic() - began > _PATIENCE:
            bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield advance
    finally:
        bar.stop()
