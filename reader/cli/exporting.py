"""``reader export``: annotations as one document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations import ArticleNotes
from annotations.export.yaml import export_yaml
from reader.cli import output, sessions
from reader.cli.annotation_views import chosen, select, selecting

if TYPE_CHECKING:
    from annotations import Sidecar


@click.command()
@sessions.library_option
@selecting
@click.option(
    "-f", "--format", "kind", type=click.Choice(["yaml"]), default="yaml", show_default=True
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
    tags: tuple[str, ...],
    creator: str,
    words: str,
    article: str,
    orphans: bool,
    kind: str,  # noqa: ARG001 - the first of the formats to come
    file: Path | None,
    force: bool,
) -> int:
    """Write annotations to one YAML document.

    Lossless: it holds all that the sidecars hold, with each article's path.
    """
    found: list[tuple[str, Sidecar]] = []
    count = 0
    with sessions.opened(folder) as library:
        selection = select(
            library, tags=tags, creator=creator, words=words, article=article, orphans=orphans
        )
        for opened, placed in chosen(library, selection):
            if opened.sidecar is None:
                continue
            kept = {one.annotation.id: one.annotation for one in placed}
            said = opened.sidecar
            if not selection.admits_all:
                said = replace(said, annotations=kept, article=ArticleNotes())
            if said.annotations or said.article != ArticleNotes():
                found.append((opened.path, said))
                count += len(kept)
    output.write_file(export_yaml(found), file, force=force)
    output.talk(f"{count} annotations on {len(found)} articles.")
    return 0 if found else 1
