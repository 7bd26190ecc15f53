"""``reader index``: bring the index up to date, say what changed, and stay at it if asked to."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from annotations.errors import AnnotationsError
from reader.cli import output, sessions
from reader.cli.status import Status
from reader.errors import IndexBusyError, ReaderError

if TYPE_CHECKING:
    from reader.index.refreshing import RefreshReport
    from reader.library import Library

_BUSY = 1.0
"""Seconds until the next try when another process holds the index."""


@click.command()
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@sessions.library_option
@click.option("--rebuild", is_flag=True, help="Throw the index away first.")
@click.option("--watch", is_flag=True, help="Then stay, and follow every change until Ctrl-C.")
def index(*, directory: Path | None, folder: Path | None, rebuild: bool, watch: bool) -> int:
    """Bring the index up to date.

    Every command does so by itself; this one also says what changed, and what cannot be read.
    The status is 3 when some of the files that are new or changed cannot.

    With --watch it stays, and whenever articles or annotations change it says when, and what has
    become of it. Ctrl-C ends it, with status 130; all that it has told of is in the index.
    """
    with sessions.opened(directory or folder, refresh=False) as library:
        if rebuild:
            library.rebuild()
        report = sessions.bring_up_to_date(library, wait=True)
        _tell_unreadable(report)
        output.talk(
            f"{report.added:,} added, {report.updated:,} updated, {report.removed:,} removed, "
            f"{len(report.unreadable):,} unreadable"
        )
        sessions.tell_others(report)
        if watch:
            try:
                _follow(library)
            except KeyboardInterrupt:
                return Status.INTERRUPTED
    return Status.SOME_FAILED if report.unreadable else Status.DONE


def _follow(library: Library) -> None:
    """Refresh ``library`` on every change, without end; what goes wrong ends nothing."""
    from reader.index.watching import changes  # Nothing but this needs it.

    output.talk(f"Watching {library.root}. Ctrl-C ends.")
    failure = ""
    for _ in changes(library.root, Event(), remark=output.talk):
        try:
            report = _refreshed(library)
        except (ReaderError, AnnotationsError, OSError) as error:
            if str(error) != failure:
                failure = str(error)
                _say(failure)
            continue
        _tell_unreadable(report)
        if report.changed or failure:
            _say(_outcome(report))
        failure = ""


def _refreshed(library: Library) -> RefreshReport:
    """What a refresh did, when it could be made at last."""
    while True:
        try:
            return sessions.bring_up_to_date(library, wait=True)
        except IndexBusyError:
            time.sleep(_BUSY)


def _tell_unreadable(report: RefreshReport) -> None:
    for path, reason in report.unreadable:
        output.talk(f"{path}: {reason}")


def _outcome(report: RefreshReport) -> str:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "removed": report.removed,
        "unreadable": len(report.unreadable),
    }
    return ", ".join(f"{n:,} {what}" for what, n in counts.items() if n) or "nothing has changed"


def _say(what: str) -> None:
    output.talk(f"{time.strftime('%H:%M:%S')}  {what}")
