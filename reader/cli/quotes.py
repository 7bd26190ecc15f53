"""``reader quotes``: who said what, in the library or in one article."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar

import click

from annotations.model import Correction
from reader.articles.find import straighten
from reader.cli import output, sessions
from reader.cli.groups import ArticleGroup
from reader.cli.json_shapes import quoted_as_json
from reader.cli.status import Status
from reader.errors import LibraryError
from reader.marks import Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.library_marks import Quoted
    from reader.marks import Mark
    from reader.open_article import OpenArticle

_NAMED = 5
"""Quotations that are named when the words fit more than one."""
_article = click.argument("article")
_words = click.argument("words")


class QuoteVerbs(ArticleGroup):
    """``reader quotes [ARTICLE]`` lists; the other verbs are said."""

    verbs: ClassVar = {
        "list": ("reader.cli.quotes:list_", "List the quotations (the default)."),
        "speaker": ("reader.cli.quotes:speaker", "Say who speaks."),
        "confirm": ("reader.cli.quotes:confirm", "Say that a quotation is right."),
        "reject": ("reader.cli.quotes:reject", "Say that something is no quotation."),
        "term": ("reader.cli.quotes:term", "Say that nobody speaks: a title, a term."),
        "forget": ("reader.cli.quotes:forget", "Take back what was said of a quotation."),
    }


@click.group("quotes", cls=QuoteVerbs)
def quotes() -> None:
    """List who said what; correct the speakers.

    Corrections stand in the article's sidecar and win over the machine's guess at once;
    “reader annotations undo” takes them back. WORDS are some words of the quotation.
    """


@click.command("list")
@click.argument("article", required=False, default="")
@sessions.library_option
@click.option("-s", "--speaker", default="", help="Only what is said by somebody of this name.")
@click.option("-w", "--words", default="", help="Only quotations that hold all these words.")
@click.option(
    "--min",
    "least",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Least confidence, from 0 to 1.",
)
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many quotations.")
@sessions.json_option
def list_(
    *,
    article: str,
    folder: Path | None,
    speaker: str,
    words: str,
    least: float,
    limit: int | None,
    as_json: bool,
) -> int:
    """List the quotations (the default), of the library or of one article.

    In a pipe each quotation is a line: article, start, end, speaker, the words that say who
    speaks, how they lead to the speaker, rule, confidence, page, quotation, separated by tabs.
    """
    with sessions.opened(folder, wait=True) as library:
        path = library.resolve(article) if article else ""
        asked = library.marks.quoted(path=path, speaker=speaker, words=words)
        sure = (one for one in asked if one.mark.confidence >= least)
        found = list(islice(sure, limit))
    if as_json:
        output.write_json([quoted_as_json(one) for one in found])
    elif output.is_terminal():
        output.paged(_page(found))
    else:
        for one in found:
            output.record(_fields(one))
    return Status.DONE if found else Status.NOTHING


def _fields(one: Quoted) -> list[object]:
    mark, said = one.mark, one.mark.speaker
    return [
        *(one.path, mark.start, mark.end),
        *((said.name, one.words, said.reference.value, said.rule) if said else ("", "", "", "")),
        *(f"{mark.confidence:.2f}", one.page, mark.name),
    ]


def _page(found: Iterable[Quoted]) -> str:
    lines: list[str] = []
    path = ""
    for one in found:
        if one.path != path:
            path = one.path
            lines += ["", click.style(output.safe(path), bold=True)]
        lines += _lines(one)
    return "\n".join(lines).lstrip("\n") + "\n" if lines else ""


def _lines(one: Quoted) -> list[str]:
    """Who, how we know, and what was said."""
    said = one.mark.speaker
    who = click.style(output.safe(said.name), fg="cyan") if said else "somebody"
    how = how_known(one)
    page = f", p. {one.page}" if one.page else ""
    quoted = click.wrap_text(f"“{output.safe(one.mark.name)}”", output.width() - 1, "    ", "    ")
    return [f"  {who}  {click.style(output.safe(how) + page, dim=True)}", quoted]


def how_known(one: Quoted) -> str:
    """How the speaker is known: the words that were resolved, the rule, the confidence."""
    said = one.mark.speaker
    if said is None:
        return f"{one.mark.confidence:.0%}"
    resolved = said.reference in (Reference.PRONOUN, Reference.ROLE)
    words = f"“{one.words}”, " if resolved and one.words else ""
    return f"{words}{said.rule}, {one.mark.confidence:.0%}"


@click.command()
@_article
@_words
@click.argument("name")
@sessions.library_option
def speaker(*, article: str, words: str, name: str, folder: Path | None) -> int:
    """Say that the quotation in ARTICLE that holds WORDS is spoken by NAME."""
    return _say(folder, article, words, Correction(speaker=name), f"{name} says")


@click.command()
@_article
@_words
@sessions.library_option
def confirm(*, article: str, words: str, folder: Path | None) -> int:
    """Say that the quotation in ARTICLE that holds WORDS is right."""
    return _say(folder, article, words, Correction(verdict="confirmed"), "Confirmed")


@click.command()
@_article
@_words
@sessions.library_option
def reject(*, article: str, words: str, folder: Path | None) -> int:
    """Say that what holds WORDS in ARTICLE is no quotation."""
    return _say(folder, article, words, Correction(verdict="rejected"), "No quotation")


@click.command()
@_article
@_words
@sessions.library_option
def term(*, article: str, words: str, folder: Path | None) -> int:
    """Say that nobody speaks what holds WORDS in ARTICLE: a title, a term."""
    return _say(folder, article, words, Correction(type=Kind.TERM.value), "A term")


@click.command()
@_article
@_words
@sessions.library_option
def forget(*, article: str, words: str, folder: Path | None) -> int:
    """Take back what was said of the quotation in ARTICLE that holds WORDS."""
    return _say(folder, article, words, Correction(), "Forgotten what was said of")


def _say(folder: Path | None, article: str, words: str, correction: Correction, told: str) -> int:
    with sessions.opened(folder, wait=True) as library:
        opened = library.open(library.resolve(article))
        if not correction:
            start, end = _corrected_span(opened, words)
            library.marks.correct_span(opened, start, end, "quotation", correction)
        else:
            mark = _meant(opened, words)
            start, end = mark.start, mark.end
            library.marks.correct(opened, [mark], correction)
    exact = " ".join(opened.article.text[start:end].split())
    output.talk(f"{told}: {exact}")
    return Status.DONE


def _meant(opened: OpenArticle, words: str) -> Mark:
    """The one quotation, or term, that holds ``words``."""
    wanted = _plain(words)
    quoted = [mark for mark in opened.marks if mark.kind in (Kind.QUOTATION, Kind.TERM)]
    found = [mark for mark in quoted if wanted in _plain(mark.name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise LibraryError(
            f"No quotation in {opened.path} holds “{words}”. "
            f"“reader quotes {opened.path}” lists them."
        )
    some = "; ".join(f"“{mark.name[:60]}”" for mark in found[:_NAMED])
    raise LibraryError(f"“{words}” stands in {len(found)} quotations: {some}. Give more words.")


def _corrected_span(opened: OpenArticle, words: str) -> tuple[int, int]:
    wanted = _plain(words)
    for placed in opened.placed:
        said = placed.annotation
        if (
            said.kind == "quotation"
            and not placed.is_orphan
            and wanted in _plain(said.anchor.exact)
        ):
            return placed.start, placed.end
    raise LibraryError(f"Nothing was said of a quotation with “{words}” in {opened.path}.")


def _plain(words: str) -> str:
    return straighten(" ".join(words.split())).casefold()
