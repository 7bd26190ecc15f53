"""``reader check``: what is wrong in the library, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, sessions
from reader.cli.indexing import SOME_FAILED

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@sessions.library_option
@sessions.json_option
def check(*, folder: Path | None, as_json: bool) -> int:
    """List what cannot be read in the library.

    Files that are no articles, sidecars that are damaged, annotations whose place is not to be
    found. The status is 3 when there are any.
    """
    with sessions.opened(folder) as library:
        problems = [(entry.path, entry.problem) for entry in library.problems()]
        for opened in library.annotated():
            lost = sum(placed.is_orphan for placed in opened.placed)
            if lost:
                problems.append((opened.path, f"the place of {lost} annotations is lost"))
    if as_json:
        output.write_json([{"path": path, "problem": problem} for path, problem in problems])
    else:
        for path, problem in problems:
            output.record([path, problem])
    return SOME_FAILED if problems else 0
