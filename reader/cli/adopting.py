"""``reader annotations adopt``: sidecars that have lost their article, and conflict copies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output, sessions
from reader.cli.status import Status
from reader.errors import LibraryError

if TYPE_CHECKING:
    from reader.acts.strays import Stray
    from reader.library import Library


@click.command()
@click.argument("file", required=False, default="")
@sessions.library_option
@click.option("--article", default="", help="The article to which FILE belongs.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def adopt(*, file: str, folder: Path | None, article: str, dry_run: bool) -> int:
    """Fold conflict copies, and sidecars whose article moved, into their article's.

    Without FILE, all that “reader check” lists and of which only one article can be meant. Nothing
    in either file is lost; “reader annotations undo” takes it back. The status is 1 when there is
    nothing to fold in, and 3 when some are left.
    """
    if article and not file:
        raise click.UsageError("Say which sidecar --article is to have.")
    with sessions.opened(folder, wait=True) as library:
        strays = library.acts.strays()
        if file:
            strays = [_named(library, strays, file)]
        left = [stray for stray in strays if not article and len(stray.articles) != 1]
        left += [stray for stray in strays if stray.problem and stray not in left]
        for stray in strays:
            if stray in left:
                output.talk(f"reader: {stray.path}: {stray.remark}.")
                continue
            path = library.resolve(article) if article else stray.articles[0]
            act = library.acts.adopt(stray, path, dry_run=dry_run)
            output.talk(f"{'Would ' if dry_run else 'Did '}{act.title}.")
    if left:
        return Status.SOME_FAILED
    return Status.DONE if strays else Status.NOTHING


def _named(library: Library, strays: list[Stray], name: str) -> Stray:
    """The stray that is meant by a path, from here or from the library."""
    here = Path(os.path.realpath(name))
    for stray in strays:
        if stray.path == name or library.root / stray.path == here:
            return stray
    raise LibraryError(
        f"{name} is no stray sidecar of this library. “reader check” lists those there are."
    )
