"""``reader index``: bring the index up to date, and say what changed."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import output, sessions
from reader.cli.status import Status


@click.command()
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@sessions.library_option
@click.option("--rebuild", is_flag=True, help="Throw the index away first.")
def index(*, directory: Path | None, folder: Path | None, rebuild: bool) -> int:
    """Bring the index up to date.

    Every command does so by itself; this one also says what changed, and what cannot be read.
    The status is 3 when some of the files that are new or changed cannot.
    """
    with sessions.opened(directory or folder, refresh=False) as library:
        if rebuild:
            library.rebuild()
        report = sessions.bring_up_to_date(library, wait=True)
    for path, reason in report.unreadable:
        output.talk(f"{path}: {reason}")
    output.talk(
        f"{report.added:,} added, {report.updated:,} updated, {report.removed:,} removed, "
        f"{len(report.unreadable):,} unreadable"
    )
    sessions.tell_others(report)
    return Status.SOME_FAILED if report.unreadable else Status.DONE
