"""``reader annotations merge-driver`` and its installation: sidecars in git."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import output, sessions
from reader.cli.status import Status

_file = click.Path(path_type=Path)


@click.command("merge-driver")
@click.argument("base", type=_file)
@click.argument("ours", type=_file)
@click.argument("theirs", type=_file)
@click.argument("name", required=False, default="")
def merge_driver(*, base: Path, ours: Path, theirs: Path, name: str) -> int:
    """Merge three versions of a sidecar, for git.

    As git's configuration says %O %A %B %P. The result is put into OURS. When one of them cannot
    be read, git's own merge is made instead, and the status says that there is a conflict.
    """
    from reader.git import merge_or_leave_conflict

    problem = merge_or_leave_conflict(base, ours, theirs, name)
    if problem:
        output.talk(f"reader: {name or ours}: {problem}")
    return Status.ERROR if problem else Status.DONE


@click.command("install-merge-driver")
@sessions.library_option
def install_merge_driver(*, folder: Path | None) -> int:
    """Let git merge sidecars by annotation and field.

    For the clone that the library is in; its other clones each need it once.
    """
    from reader.git import install_merge_driver as install

    attributes = install((sessions.named_folder(folder) or Path()).resolve())
    output.talk(f"git merges annotations and tags.yaml from now on ({attributes} says so).")
    return Status.DONE
