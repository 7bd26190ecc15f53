"""``reader mv``: an article goes to another place, and what was said of it goes along."""

from __future__ import annotations

import os
from pathlib import Path

import click

from reader.cli import output, sessions
from reader.cli.status import Status
from reader.errors import LibraryError


@click.command()
@click.argument("article")
@click.argument("target")
@sessions.library_option
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def mv(*, article: str, target: str, folder: Path | None, dry_run: bool) -> int:
    """Move or rename an article with its annotations.

    TARGET is a path in the library, from here or from its root, or a folder there. Nothing is ever
    overwritten. “reader annotations undo” takes it back.
    """
    with sessions.opened(folder, wait=True) as library:
        old = library.resolve(article)
        new = _target(library.root, Path(old).name, target)
        if not dry_run:
            library.acts.move(old, new)
            sessions.bring_up_to_date(library)
    output.talk(f"{'Would move' if dry_run else 'Moved'} {old} to {new}.")
    return Status.DONE


def _target(root: Path, name: str, target: str) -> str:
    """The path below ``root`` that is meant by ``target``."""
    place = Path(os.path.realpath(target))
    if not place.is_relative_to(root):
        place = Path(os.path.realpath(root / target))
    if not place.is_relative_to(root):
        raise LibraryError(f"{target} is not in the library {root}. Name a place in it.")
    if place.is_dir():
        place /= name
    return place.relative_to(root).as_posix()
