"""``reader annotations``: what was said, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

from annotations import clean_tag
from reader.annotating import Selection
from reader.cli import output, sessions
from reader.cli.annotation_views import (
    annotation_fields,
    annotation_lines,
    chosen,
    is_whole,
    select,
    selecting,
)
from reader.cli.groups import LazyGroup
from reader.cli.json_shapes import annotation_as_json
from reader.cli.status import Status
from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotating import Placed
    from reader.library import Library, OpenArticle


class AnnotationVerbs(LazyGroup):
    """``reader annotations [FILTER]`` lists; the other verbs are said."""

    default = "list"
    verbs: ClassVar = {
        "list": ("reader.cli.annotations:list_", "List annotations (the default)."),
        "show": ("reader.cli.annotations:show", "Print one annotation."),
        "edit": ("reader.cli.annotations:edit", "Change an annotation's tags or note."),
        "delete": ("reader.cli.annotations:delete", "Delete an annotation."),
    }

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before any verb belong to ``list``."""
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help")):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


@click.group("annotations", cls=AnnotationVerbs)
def annotations_() -> None:
    """List, show, change and delete annotations."""


@click.command("list")
@sessions.library_option
@selecting
@sessions.json_option
def list_(
    *,
    folder: Path | None,
    tags: tuple[str, ...],
    creator: str,
    words: str,
    article: str,
    orphans: bool,
    as_json: bool,
) -> int:
    """List annotations (the default).

    In a pipe each annotation is a line: article, id, start, end, tags, annotated words, note,
    separated by tabs. What is said of a whole article has no id and no place. The status is 3
    when some cannot be read.
    """
    records: list[dict[str, object]] = []
    found = failed = False
    with sessions.opened(folder) as library:
        selection = select(
            library, tags=tags, creator=creator, words=words, article=article, orphans=orphans
        )
        for opened, placed in chosen(library, selection):
            failed = failed or bool(opened.problem)
            found = found or bool(placed)
            if as_json:
                records += [annotation_as_json(opened.path, one) for one in placed]
            elif output.is_terminal():
                _write_article(opened.path, placed)
            else:
                for one in placed:
                    output.record(annotation_fields(opened.path, one))
    if as_json:
        output.write_json(records)
    if failed:
        return Status.SOME_FAILED
    return Status.DONE if found else Status.NOTHING


def _write_article(path: str, placed: list[Placed]) -> None:
    if not placed:
        return
    output.write(click.style(path, bold=True))
    for one in placed:
        output.write("\n".join(annotation_lines(one)))
    output.write("")


@click.command()
@click.argument("identifier", metavar="ID")
@sessions.library_option
@sessions.json_option
def show(*, identifier: str, folder: Path | None, as_json: bool) -> int:
    """Print one annotation."""
    with sessions.opened(folder) as library:
        opened, placed = _find(library, identifier)
    if as_json:
        output.write_json([annotation_as_json(opened.path, placed)])
    elif output.is_terminal():
        _write_article(opened.path, [placed])
    else:
        output.record(annotation_fields(opened.path, placed))
    return Status.DONE


@click.command()
@click.argument("identifier", metavar="ID")
@sessions.library_option
@click.option("--tag", "added", multiple=True, help="Add a tag; may be repeated.")
@click.option("--untag", "dropped", multiple=True, help="Take a tag away; may be repeated.")
@click.option("--note", help="Replace the note; empty removes it.")
def edit(
    *,
    identifier: str,
    folder: Path | None,
    added: tuple[str, ...],
    dropped: tuple[str, ...],
    note: str | None,
) -> int:
    """Change an annotation's tags or note."""
    if not added and not dropped and note is None:
        raise click.UsageError("Say what to change: --tag, --untag or --note.")
    with sessions.opened(folder) as library:
        opened, placed = _find(library, identifier)
        held = placed.annotation
        unwanted = {clean_tag(tag) for tag in dropped}
        if missing := unwanted.difference(held.tags):
            raise LibraryError(
                f"{held.id} has no tag “{min(missing)}”. It has: {', '.join(held.tags) or 'none'}."
            )
        tags = [tag for tag in held.tags if tag not in unwanted]
        library.revise(opened, held, tags=[*tags, *added], note=note)
        output.talk(f"Changed {held.id} on {opened.path}.")
    return Status.DONE


@click.command()
@click.argument("identifier", metavar="ID")
@sessions.library_option
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
def delete(*, identifier: str, folder: Path | None, dry_run: bool) -> int:
    """Delete an annotation."""
    with sessions.opened(folder) as library:
        opened, placed = _find(library, identifier)
        if not dry_run:
            library.remove(opened, placed.annotation)
        what = "Would delete" if dry_run else "Deleted"
        output.talk(f"{what} {placed.annotation.id} on {opened.path}:")
        output.talk("\n".join(annotation_lines(placed)), styled=True)
    return Status.DONE


def _find(library: Library, identifier: str) -> tuple[OpenArticle, Placed]:
    """The one annotation whose id begins with ``identifier``."""
    found = [
        (opened, one)
        for opened, placed in chosen(library, Selection())
        for one in placed
        if identifier and not is_whole(one) and one.annotation.id.startswith(identifier)
    ]
    exact = [pair for pair in found if pair[1].annotation.id == identifier]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise LibraryError(
            f"There is no annotation “{identifier}”. “reader annotations” shows what there is."
        )
    ids = ", ".join(one.annotation.id for _, one in found[:8])
    raise LibraryError(f"“{identifier}” may be any of {ids}. Type more of it.")
