"""``reader export``: annotations as one document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from annotations import ArticleNotes
from annotations.export.yaml import export_yaml
from reader.cli import output, sessions
from reader.cli.annotation_views import Filters, chosen, is_whole, select, selecting
from reader.cli.status import Status

if TYPE_CHECKING:
    from annotations import Sidecar
    from reader.annotating import Placed


@click.command()
@sessions.library_option
@selecting
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(["yaml"]),
    default="yaml",
    show_default=True,
    help="In what format.",
)
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; - is standard output.  [default: -]",
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def export(
    *,
    folder: Path | None,
    kind: str,  # noqa: ARG001 - the first of the formats to come
    file: Path | None,
    force: bool,
    **filters: Unpack[Filters],
) -> int:
    """Write annotations to one YAML document.

    Lossless: it holds all that the sidecars hold, with each article's path. The status is 3 when
    some cannot be read; the others are written.
    """
    found: list[tuple[str, Sidecar]] = []
    count = 0
    failed = False
    with sessions.opened(folder) as library:
        selection = select(library, filters)
        for opened, placed in chosen(library, selection):
            failed = failed or bool(opened.problem)
            if opened.sidecar is None:
                continue
            kept = opened.sidecar if selection.admits_all else _only(opened.sidecar, placed)
            if kept.annotations or kept.article != ArticleNotes():
                found.append((opened.path, kept))
                count += len(kept.annotations)
    output.write_file(export_yaml(found), file, force=force)
    where = output.counted(len(found), "article")
    output.talk(f"{output.counted(count, 'annotation')} on {where}.")
    if failed:
        return Status.SOME_FAILED
    return Status.DONE if found else Status.NOTHING


def _only(said: Sidecar, placed: list[Placed]) -> Sidecar:
    """``said`` with nothing but what is ``placed``."""
    return replace(
        said,
        annotations={one.annotation.id: one.annotation for one in placed if not is_whole(one)},
        article=said.article if any(map(is_whole, placed)) else ArticleNotes(),
    )
