"""``reader annotations``: what was said, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Unpack

import click

from reader.cli import output, sessions
from reader.cli.annotation_views import (
    Filters,
    annotation_fields,
    annotation_lines,
    chosen,
    find_annotation,
    on_article,
    select,
    selecting,
)
from reader.cli.groups import ListingGroup
from reader.cli.json_shapes import annotation_as_json
from reader.cli.status import Status

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotating import Placed
    from reader.open_article import OpenArticle


class AnnotationVerbs(ListingGroup):
    """``reader annotations [FILTER]`` lists; the other verbs are said."""

    verbs: ClassVar = {
        "list": ("reader.cli.annotations:list_", "List annotations (the default)."),
        "show": ("reader.cli.annotations:show", "Print one annotation."),
        "edit": (
            "reader.cli.annotation_acts:edit",
            "Change an annotation's tags or note, or those of a whole article.",
        ),
        "delete": ("reader.cli.annotation_acts:delete", "Delete an annotation."),
        "undo": (
            "reader.cli.annotation_acts:undo",
            "Take back the last act: an annotation, a renamed tag, a moved article…",
        ),
        "redo": ("reader.cli.annotation_acts:redo", "Do again what was taken back last."),
        "orphans": (
            "reader.cli.annotation_acts:orphans",
            "List annotations whose place is lost, with the likeliest places.",
        ),
        "attach": (
            "reader.cli.annotation_acts:attach",
            "Give an annotation another place, such as one whose place is lost.",
        ),
        "reanchor": (
            "reader.cli.annotation_acts:reanchor",
            "Write the places of annotations down anew where the text has changed.",
        ),
        "adopt": (
            "reader.cli.adopting:adopt",
            "Fold conflict copies, and sidecars whose article moved, into their article's.",
        ),
        "install-merge-driver": (
            "reader.cli.git:install_merge_driver",
            "Let git merge sidecars by annotation and field.",
        ),
        "merge-driver": (
            "reader.cli.git:merge_driver",
            "Merge three versions of a sidecar, for git.",
        ),
    }


@click.group("annotations", cls=AnnotationVerbs)
def annotations_() -> None:
    """List, show, change and delete annotations."""


@click.command("list")
@sessions.library_option
@selecting
@sessions.json_option
def list_(*, folder: Path | None, as_json: bool, **filters: Unpack[Filters]) -> int:
    """List annotations (the default).

    In a pipe each annotation is a line: article, id, start, end, tags, annotated words, note,
    separated by tabs. What is said of a whole article has no id and no place. The status is 3
    when some cannot be read.
    """
    records: list[dict[str, object]] = []
    found = failed = False
    with sessions.opened(folder, wait=True) as library:
        for opened, placed in chosen(library, select(library, filters)):
            failed = failed or bool(opened.problem)
            found = found or bool(placed)
            if as_json:
                records += [annotation_as_json(opened, one) for one in placed]
            elif output.is_terminal():
                _write_article(opened, placed)
            else:
                for one in placed:
                    output.record(annotation_fields(opened.path, one))
    if as_json:
        output.write_json(records)
    if failed:
        return Status.SOME_FAILED
    return Status.DONE if found else Status.NOTHING


def _write_article(opened: OpenArticle, placed: list[Placed]) -> None:
    if not placed:
        return
    output.write(click.style(opened.path, bold=True))
    for one in placed:
        output.write("\n".join(annotation_lines(one, opened.page_of(one))))
    output.write("")


@click.command()
@click.argument("identifier", metavar="ID")
@sessions.library_option
@on_article
@sessions.json_option
def show(*, identifier: str, folder: Path | None, article: str, as_json: bool) -> int:
    """Print one annotation."""
    with sessions.opened(folder, wait=True) as library:
        opened, placed = find_annotation(library, identifier, article)
    if as_json:
        output.write_json([annotation_as_json(opened, placed)])
    elif output.is_terminal():
        _write_article(opened, [placed])
    else:
        output.record(annotation_fields(opened.path, placed))
    return Status.DONE
