"""``reader annotations edit``, ``delete``, ``undo``…: the acts on annotations, from the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotations.model import ArticleNotes, clean_tag
from reader.annotating import suggestions
from reader.cli import notes, output, sessions
from reader.cli.annotation_views import annotation_lines, find_annotation, on_article
from reader.cli.completing import complete_tags
from reader.cli.places import place_options, span_of
from reader.cli.status import Status
from reader.errors import LibraryError
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from annotations.anchoring import Placement
    from reader.annotating import Placed
    from reader.library import Library
    from reader.open_article import OpenArticle

_identifier = click.argument("identifier", metavar="ID")
_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would be done.")
_article = click.option("--article", default="", help="The last act on this article.")


@click.command()
@click.argument("identifier", metavar="ID", required=False, default="")
@sessions.library_option
@click.option("--article", default="", help="Without an ID: what is said of the whole article.")
@click.option(
    "--tag",
    "added",
    multiple=True,
    shell_complete=complete_tags,
    help="Add a tag; may be repeated.",
)
@click.option("--untag", "dropped", multiple=True, help="Take a tag away; may be repeated.")
@click.option("--note", help="Replace the note; - reads it from standard input, '' removes it.")
@notes.edit_option
def edit(
    *,
    identifier: str,
    folder: Path | None,
    article: str,
    added: tuple[str, ...],
    dropped: tuple[str, ...],
    note: str | None,
    edit: bool,
) -> int:
    """Change an annotation's tags or note, or those of a whole article."""
    notes.said_once(note, edit=edit)
    if not added and not dropped and note is None and not edit:
        raise click.UsageError("Say what to change: --tag, --untag, --note or --edit.")
    if not identifier and not article:
        raise click.UsageError("Say of what: the ID of an annotation, or --article.")
    with sessions.opened(folder, wait=True) as library:
        for remark in library.acts.doubts(added):
            output.talk(remark)
        opened, placed = _meant(library, identifier, article)
        said = opened.sidecar.article if opened.sidecar else ArticleNotes()
        held = placed.annotation if placed else said
        of_what = placed.annotation.id if placed else opened.path
        tags = _revised(held.tags, added, dropped, of_what)
        written = notes.edited(library.root, of_what, held.note) if edit else None
        if edit and written is None:
            return Status.NOTHING
        text = notes.spoken(note) if note is not None else written
        with notes.kept_if_refused(library.root, of_what, written):
            if placed:
                library.acts.revise(opened, placed.annotation, tags=tags, note=text)
                output.talk(f"Changed {of_what} on {opened.path}.")
            else:
                kept = said.note if text is None else text
                library.acts.revise_article(opened, tags=tags, note=kept)
                output.talk(f"Changed what is said of {opened.path}.")
    return Status.DONE


def _meant(library: Library, identifier: str, article: str) -> tuple[OpenArticle, Placed | None]:
    """The annotation of that ``identifier``, or else none and the whole ``article``."""
    if identifier:
        return find_annotation(library, identifier, article)
    opened = library.open(library.resolve(article))
    if opened.problem:
        raise LibraryError(opened.problem)
    return opened, None


def _revised(
    held: Sequence[str], added: Iterable[str], dropped: Iterable[str], of_what: str
) -> list[str]:
    """The tags ``held`` without those ``dropped``, and with those ``added``."""
    unwanted = {clean_tag(tag) for tag in dropped}
    if missing := unwanted.difference(held):
        raise LibraryError(
            f"{of_what} has no tag “{min(missing)}”. It has: {', '.join(held) or 'none'}."
        )
    return [*(tag for tag in held if tag not in unwanted), *added]


@click.command()
@_identifier
@sessions.library_option
@on_article
@_dry_run
def delete(*, identifier: str, folder: Path | None, article: str, dry_run: bool) -> int:
    """Delete an annotation."""
    with sessions.opened(folder, wait=True) as library:
        opened, placed = find_annotation(library, identifier, article)
        if not dry_run:
            library.acts.remove(opened, placed.annotation)
        what = "Would delete" if dry_run else "Deleted"
        output.talk(f"{what} {placed.annotation.id} on {opened.path}:")
        output.talk("\n".join(annotation_lines(placed)), styled=True)
    return Status.DONE


@click.command()
@sessions.library_option
@_article
def undo(*, folder: Path | None, article: str) -> int:
    """Take back the last act: an annotation, a renamed tag, a moved article…

    Also one of yesterday, or one that was done in the terminal interface. What somebody else
    changed meanwhile is kept. The status is 1 when there is nothing to take back.
    """
    return _turn(folder, article, back=True)


@click.command()
@sessions.library_option
@_article
def redo(*, folder: Path | None, article: str) -> int:
    """Do again what was taken back last."""
    return _turn(folder, article, back=False)


def _turn(folder: Path | None, article: str, *, back: bool) -> int:
    with sessions.opened(folder, wait=True) as library:
        path = library.resolve(article) if article else ""
        act = library.acts.undo(path) if back else library.acts.redo(path)
    if act is None:
        output.talk(f"There is nothing to {'undo' if back else 'redo'}.")
        return Status.NOTHING
    output.talk(f"{'Undid' if back else 'Redid'}: {act.title}.")
    return Status.DONE


@click.command()
@sessions.library_option
@sessions.json_option
def orphans(*, folder: Path | None, as_json: bool) -> int:
    """List annotations whose place is lost, with the likeliest places.

    “reader annotations attach ID --suggestion 1” takes the first. In a pipe: article, id, words,
    and start, end, likeness and words of each suggestion, separated by tabs.
    """
    records: list[dict[str, object]] = []
    with sessions.opened(folder, wait=True) as library:
        for opened in library.annotated():
            lost = [placed for placed in opened.placed if placed.is_orphan]
            places = suggestions(opened.article, [placed.annotation for placed in lost])
            for placed in lost:
                records.append(_orphan(opened, placed, places[placed.annotation.id]))
                if not as_json:
                    _write_orphan(opened, placed, places[placed.annotation.id])
    if as_json:
        output.write_json(records)
    return Status.DONE if records else Status.NOTHING


def _orphan(opened: OpenArticle, placed: Placed, places: Sequence[Placement]) -> dict[str, object]:
    return {
        "article": opened.path,
        "id": placed.annotation.id,
        "exact": placed.annotation.anchor.exact,
        "suggestions": [
            {
                "start": place.start,
                "end": place.end,
                "likeness": round(place.score, 2),
                "text": opened.article.text[place.start : place.end],
            }
            for place in places
        ],
    }


def _write_orphan(opened: OpenArticle, placed: Placed, places: Sequence[Placement]) -> None:
    text = opened.article.text
    if not output.is_terminal():
        fields: list[object] = [opened.path, placed.annotation.id, placed.annotation.anchor.exact]
        for place in places:
            fields += [place.start, place.end, f"{place.score:.2f}", text[place.start : place.end]]
        output.record(fields)
        return
    output.write(click.style(opened.path, bold=True))
    output.write("\n".join(annotation_lines(placed)))
    for number, place in enumerate(places, 1):
        words = output.safe(" ".join(text[place.start : place.end].split()))
        line = f"{number}  {place.score:.0%}  at {place.start}: “{words}”"
        output.write(click.wrap_text(line, output.width() - 1, " " * 14, " " * 17))
    output.write("")


@click.command()
@_identifier
@sessions.library_option
@on_article
@place_options
@click.option("--suggestion", type=click.IntRange(min=1), help="The place that “orphans” lists so.")
def attach(
    *,
    identifier: str,
    folder: Path | None,
    article: str,
    suggestion: int | None,
    exact: str | None,
    nth: int | None,
    lines: str | None,
    offsets: str | None,
) -> int:
    """Give an annotation another place, such as one whose place is lost."""
    with sessions.opened(folder, wait=True) as library:
        opened, placed = find_annotation(library, identifier, article)
        span = span_of(opened, exact=exact, nth=nth, lines=lines, offsets=offsets)
        if suggestion is not None:
            if span:
                raise click.UsageError("Say the place once: --suggestion, or where it is.")
            offered = suggestions(opened.article, [placed.annotation])[placed.annotation.id]
            if suggestion > len(offered):
                raise LibraryError(
                    f"There are {len(offered)} suggestions for {placed.annotation.id}. "
                    "“reader annotations orphans” lists them."
                )
            span = offered[suggestion - 1].start, offered[suggestion - 1].end
        if span is None:
            raise click.UsageError("Say where: --suggestion, --exact, --lines or --at.")
        fresh = library.acts.attach(opened, placed.annotation, *span)
        there = next(p for p in fresh.placed if p.annotation.id == placed.annotation.id)
        output.talk(f"Attached {there.annotation.id} on {opened.path}:")
        output.talk("\n".join(annotation_lines(there)), styled=True)
    return Status.DONE


@click.command()
@click.argument("article", required=False, default="")
@sessions.library_option
@_dry_run
def reanchor(*, article: str, folder: Path | None, dry_run: bool) -> int:
    """Write the places of annotations down anew where the text has changed.

    They are found again whenever an article is opened; this puts it into the sidecars. The status
    is 3 when the place of some is lost, or a sidecar cannot be read.
    """
    lost = done = 0
    failed = False
    with sessions.opened(folder, wait=True) as library:
        for opened in library.annotated(library.resolve(article) if article else ""):
            said = opened.sidecar
            if said is None:
                failed = True
                output.talk(f"reader: {opened.problem}")
            elif opened.placed and said.source.text_sha256 != opened.article.text_sha256:
                orphaned = sum(placed.is_orphan for placed in opened.placed)
                lost += orphaned
                done += 1
                if not dry_run:
                    library.acts.place_anew(opened)
                output.record([opened.path, len(opened.placed) - orphaned, orphaned])
    what = "would be written anew" if dry_run else "written anew"
    output.talk(f"{counted(done, 'sidecar')} {what}, {lost} places lost.")
    if failed or lost:
        return Status.SOME_FAILED
    return Status.DONE
