"""``reader entities reject`` and its kin: the reader's word on names, in one article or in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotations.entities import deciding
from annotations.model import Correction
from reader.annotating import find_exact
from reader.cli import output, sessions
from reader.cli.status import Status
from reader.errors import LibraryError
from reader.marks import ENTITY_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.entities import EntityBook
    from reader.library import Library
    from reader.open_article import OpenArticle

_name = click.argument("name")
_in = click.option("--in", "article", metavar="ARTICLE", default="", help="In one article only.")
_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would be done.")
_kind = click.option("--kind", default="", help="Its kind: person, place, or a word of your own.")


@click.command()
@_name
@_in
@sessions.library_option
@_dry_run
def reject(*, name: str, article: str, folder: Path | None, dry_run: bool) -> int:
    """Say that NAME is no name."""
    said = Correction(verdict="rejected")
    return _say(
        folder,
        article,
        name,
        said,
        lambda book: deciding.ignore(book, name),
        f"take “{name}” for no name",
        dry_run=dry_run,
    )


@click.command()
@click.argument("old")
@click.argument("new")
@_in
@_kind
@sessions.library_option
@_dry_run
def rename(
    *, old: str, new: str, article: str, kind: str, folder: Path | None, dry_run: bool
) -> int:
    """Give what is called OLD the canonical name NEW.

    OLD is a name as it is listed, or the words as they stand in the text.
    """
    return _say(
        folder,
        article,
        old,
        Correction(name=new, type=kind),
        lambda book: deciding.rename(book, old, new, kind),
        f"call “{old}” {new}",
        dry_run=dry_run,
    )


@click.command()
@_name
@click.argument("kind")
@_in
@sessions.library_option
@_dry_run
def retype(*, name: str, kind: str, article: str, folder: Path | None, dry_run: bool) -> int:
    """Say that NAME is of KIND: person, organisation, place, or a word of your own."""
    return _say(
        folder,
        article,
        name,
        Correction(type=kind),
        lambda book: deciding.retype(book, name, kind),
        f"take “{name}” for {kind}",
        dry_run=dry_run,
    )


@click.command()
@_name
@_in
@_kind
@sessions.library_option
@_dry_run
def confirm(*, name: str, article: str, kind: str, folder: Path | None, dry_run: bool) -> int:
    """Say that NAME is right; with a kind, also where the machine saw none."""
    return _say(
        folder,
        article,
        name,
        Correction(verdict="confirmed", type=kind),
        lambda book: deciding.confirm(book, name, kind),
        f"confirm “{name}”",
        dry_run=dry_run,
    )


@click.command()
@_name
@click.argument("others", nargs=-1, required=True)
@sessions.library_option
@_dry_run
def join(*, name: str, others: tuple[str, ...], folder: Path | None, dry_run: bool) -> int:
    """Say that OTHERS are other names of NAME, in the whole library."""
    with sessions.opened(folder, wait=True) as library:
        return _decide(
            library,
            f"join {', '.join(f'“{other}”' for other in others)} with {name}",
            lambda book: deciding.join(book, name, others),
            dry_run=dry_run,
        )


@click.command()
@_name
@_in
@sessions.library_option
@_dry_run
def forget(*, name: str, article: str, folder: Path | None, dry_run: bool) -> int:
    """Take back what was said of NAME; the machine's guess counts again."""
    return _say(
        folder,
        article,
        name,
        Correction(),
        lambda book: deciding.forget(book, name),
        f"forget what was said of “{name}”",
        dry_run=dry_run,
    )


def _say(
    folder: Path | None,
    article: str,
    name: str,
    correction: Correction,
    change: Callable[[EntityBook], EntityBook],
    title: str,
    *,
    dry_run: bool,
) -> int:
    """Correct ``name`` in ``article``, or decide for the library when that is empty."""
    if article and dry_run:
        raise click.UsageError("--dry-run is for what concerns the whole library.")
    with sessions.opened(folder, wait=True) as library:
        if not article:
            return _decide(library, title, change, dry_run=dry_run)
        opened = library.open(library.resolve(article))
        _correct(library, opened, name, correction)
    output.talk(f"Did {title} in {opened.path}.")
    return Status.DONE


def _correct(library: Library, opened: OpenArticle, name: str, correction: Correction) -> None:
    text = opened.article.text
    if not correction:
        places = [
            (placed.start, placed.end)
            for placed in opened.placed
            if placed.annotation.kind == "entity"
            and not placed.is_orphan
            and name in (text[placed.start : placed.end], placed.annotation.correction.name)
        ]
        if not places:
            raise LibraryError(f"Nothing was said of “{name}” in {opened.path}.")
        for start, end in places:
            opened = library.marks.correct_span(opened, start, end, "entity", correction)
        return
    first: dict[str, int] = {}
    for number, mark in enumerate(opened.marks):
        words = " ".join(text[mark.start : mark.end].split())
        if mark.kind in ENTITY_KINDS and name in (mark.name, words):
            first.setdefault(words, number)
    if first:
        library.marks.correct(opened, [opened.marks[n] for n in first.values()], correction)
        return
    found = find_exact(opened.article, name)
    if not found or correction.verdict == "rejected":
        raise LibraryError(
            f"There is no name “{name}” in {opened.path}. "
            f"“reader entities {opened.path}” lists them."
        )
    start, end = found[0]
    library.marks.correct_span(opened, start, end, "entity", correction)


def _decide(
    library: Library,
    title: str,
    change: Callable[[EntityBook], EntityBook],
    *,
    dry_run: bool,
) -> int:
    act = library.acts.decide(title, change, dry_run=dry_run)
    if act.entities is None:
        output.talk("Nothing to change.")
        return Status.NOTHING
    output.talk(f"{'Would ' if dry_run else 'Did '}{title}, in the whole library.")
    if not dry_run:
        sessions.bring_up_to_date(library, wait=True)
    return Status.DONE
