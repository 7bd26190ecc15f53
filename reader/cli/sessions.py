"""Opening the library that a command is about, and bringing its index up to date on the way."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import config, searches
from reader.cli import output
from reader.cli.given import given
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.index.query import Node
    from reader.index.refreshing import RefreshReport

_KINDS = 8
"""Kinds of files that are named when they are not read."""
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
jsonl_option = click.option("--jsonl", is_flag=True, help="One JSON object a line, as they come.")


def named_folder(folder: Path | None) -> Path | None:
    """The library that was named: after the verb, before it, or in the configuration."""
    named = folder or given().folder
    if named is not None:
        return named
    configured = config.load().library
    return Path(configured).expanduser() if configured else None


def root_of(folder: Path | None) -> Path:
    """The folder of the library that is meant: the one that was named, or the current one."""
    return named_folder(folder) or Path()


def parsed(text: str, folder: Path | None) -> Node:
    """The tree of the query ``text``, with what is saved for the library; its index is not touched.

    What looks like the name of a saved search and is read as a word is told. Raises
    :class:`~reader.errors.QueryError`.
    """
    root = root_of(folder)
    node = searches.parse(text, root)
    for remark in searches.read_as_words(text, root) if "@" in text else ():
        output.talk(f"{remark} The word itself is looked for.")
    return node


@contextmanager
def opened(folder: Path | None, *, refresh: bool = True, wait: bool = False) -> Iterator[Library]:
    """The library of ``folder``, its index brought up to date.

    With ``wait``, also when another process is at it: for whatever must miss no article.
    """
    root = root_of(folder)
    settings = config.load(root if root.is_dir() else None)
    for remark in settings.remarks:
        output.talk(f"reader: {remark}")
    library = Library(root, settings)
    try:
        if refresh:
            report = bring_up_to_date(library, wait=wait)
            if report.busy:
                output.talk("Another reader is updating the index; this is what it holds so far.")
        yield library
        if notice := library.notice():
            output.talk(f"reader: {notice}")
    finally:
        library.close()


def bring_up_to_date(library: Library, *, wait: bool = False) -> RefreshReport:
    """Refresh ``library`` with a progress bar when it takes longer than a second."""
    with _progress("Indexing") as progress:
        report = library.refresh(progress, wait=wait)
    if report.notice:
        output.talk(report.notice)
    return report


def tell_others(report: RefreshReport) -> None:
    """Say which files were passed over because nothing of their kind can be read."""
    if report.others:
        kinds = ", ".join(f"{number:,} {suffix}" for suffix, number in report.others[:_KINDS])
        more = ", and others" if len(report.others) > _KINDS else ""
        output.talk(f"Passed over, of kinds that are not supported: {kinds}{more}.")


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with done and total; the bar shows on a terminal, after a moment."""
    began = time.monotonic()
    with ExitStack() as stack:
        move: Callable[[int, int], None] | None = None

        def advance(done: int, total: int) -> None:
            nonlocal move
            if move is None and time.monotonic() - began > _PATIENCE:
                move = stack.enter_context(_bar(label))
            if move is not None:
                move(done, total)

        yield advance if output.is_terminal(err=True) else _unseen


def _unseen(_done: int, _total: int) -> None:
    """Progress in a pipe."""


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that goes away at the end."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True, no_color=not output.coloured(err=True))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
