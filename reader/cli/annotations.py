"""``reader annotations``: what was said, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

from reader.annotating import Selection
from reader.cli import output, sessions
from reader.cli.annotation_views import (
    annotation_as_json,
    annotation_lines,
    chosen,
    select,
    selecting,
)
from reader.cli.groups import LazyGroup
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
        if not {"-h", "--help"} & set(args[:1]) and (not args or args[0] not in self.verbs):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def means_default(self, word: str) -> bool:  # noqa: ARG002
        """A word that is no verb is a mistake here."""
        return False


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
    separated by tabs.
    """
    found: list[dict[str, object]] = []
    count = 0
    with sessions.opened(folder) as library:
        selection = select(
            library, tags=tags, creator=creator, words=words, article=article, orphans=orphans
        )
        for opened, placed in chosen(library, selection):
            count += len(placed)
            if as_json:
                found += [annotation_as_json(opened.path, one) for one in placed]
            elif output.is_terminal():
                _write_article(opened, placed, whole=selection.admits_all)
            else:
                for one in placed:
                    output.record(_fields(opened, one))
    if as_json:
        output.write_json(found)
    return 0 if count else 1


def _write_article(opened: OpenArticle, placed: list[Placed], *, whole: bool) -> None:
    said = opened.sidecar.article if opened.sidecar and whole else None
    about = bool(said and (said.tags or said.note))
    if not placed and not about:
        return
    output.write(click.style(opened.path, bold=True))
    if said and about:
        tags = "".join(f"#{tag}  " for tag in said.tags)
        output.write(f"  {click.style(tags, fg='yellow')}{said.note}")
    for one in placed:
        for line in annotation_lines(one):
            output.write(line)
    output.write("")


def _fields(opened: OpenArticle, placed: Placed) -> list[object]:
    annotation = placed.annotation
    return [
        opened.path,
        annotation.id,
        "" if placed.is_orphan else placed.start,
        "" if placed.is_orphan else placed.end,
        ", ".join(annotation.tags),
        annotation.anchor.exact,
        annotation.note,
    ]


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
    else:
        output.write(click.style(opened.path, bold=True))
        for line in annotation_lines(placed):
            output.write(line)
    return 0


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
        tags = [tag for tag in held.tags if tag not in dropped]
        library.revise(opened, held.id, tags=[*tags, *added], note=note)
        output.talk(f"Changed {held.id} on {opened.path}.")
    return 0


@click.command()
@click.argument("identifier", metavar="ID")
@sessions.library_option
@click.option("-n", "--dry-run", is_flag=True, help="Only say what would be deleted.")
def delete(*, identifier: str, folder: Path | None, dry_run: bool) -> int:
    """Delete an annotation."""
    with sessions.opened(folder) as library:
        opened, placed = _find(library, identifier)
        if not dry_run:
            library.remove(opened, placed.annotation.id)
        what = "Would delete" if dry_run else "Deleted"
        output.talk(f"{what} {placed.annotation.id} on {opened.path}:")
        for line in annotation_lines(placed):
            output.talk(line)
    return 0


def _find(library: Library, identifier: str) -> tuple[OpenArticle, Placed]:
    """The one annotation whose id begins with ``identifier``."""
    found = [
        (opened, one)
        for opened, placed in chosen(library, Selection())
        for one in placed
        if one.annotation.id.startswith(identifier)
    ]
    exact = [pair for pair in found if pair[1].annotation.id == identifier]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise LibraryError(
            f"There is no annotation {identifier}. “reader annotations” shows what there is."
        )
    ids = ", ".join(one.annotation.id for _, one in found[:8])
    raise LibraryError(f"{identifier} may be any of {ids}. Type more of it.")
