"""``reader search``: ranked hits with snippets, or paths, or counts, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, sessions
from reader.cli.groups import QueryCommand
from reader.index.query import parse
from reader.index.searching import Sort

if TYPE_CHECKING:
    from pathlib import Path

    from reader.index.query import Node
    from reader.index.searching import Hit
    from reader.library import Library

_ON_A_SCREEN = 20
"""Hits shown on a terminal unless told otherwise; a pipe gets all."""


@click.command(cls=QueryCommand)
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@sessions.library_option
@click.option("-l", "--paths", is_flag=True, help="Only the paths of the articles.")
@click.option("-c", "--count", is_flag=True, help="Only the paths, and how often each matches.")
@click.option("-0", "--null", is_flag=True, help="With -l: end each path with a NUL.")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option(
    "--sort", type=click.Choice([s.value for s in Sort]), default="relevance", show_default=True
)
@sessions.json_option
def search(
    *,
    words: tuple[str, ...],
    folder: Path | None,
    paths: bool,
    count: bool,
    null: bool,
    limit: int | None,
    sort: str,
    as_json: bool,
) -> int:
    """Search the articles; ranked hits with snippets.

    \b
    kim parade             articles with both words
    '"world order"'        the very phrase
    kim OR putin           either
    kim -trump             one without the other (also: NOT trump)
    sanct*  sanction~      a beginning; words spelt nearly so
    '"kim putin"~5'        near each other
    person:"Kim Jong Un"   in a field: title text author source tag note
                           person place organisation entity speaker quote
                           language folder format path
    date:2025-08-30..2025-09-03   has:annotations   (parentheses)

    The query is the rest of the line; quote it for the shell. In a pipe each hit is a line:
    path, date, title, snippet, separated by tabs. The status is 1 when nothing is found.
    """
    node = parse(" ".join(words))
    if limit is None and output.is_terminal() and not (paths or count or as_json):
        limit = _ON_A_SCREEN
    with sessions.opened(folder) as library:
        found = library.search(node, limit=limit, sort=Sort(sort))
        if as_json:
            output.write_json([_as_json(library, node, hit) for hit in found.hits])
        elif paths:
            for hit in found.hits:
                output.write(hit.entry.path, end="\0" if null else "\n")
        else:
            for number, hit in enumerate(found.hits, 1):
                if count:
                    matches = library.matches(node, library.open(hit.entry.path))
                    output.record([hit.entry.path, len(matches)])
                elif output.is_terminal():
                    _write_hit(library, node, hit, number)
                else:
                    _write_record(library, node, hit)
        if not found.total:
            output.talk(f"Nothing found for {' '.join(words)}.")
            return 1
        if output.is_terminal() and not (paths or count or as_json):
            _summarise(len(found.hits), found.total)
    return 0


def _write_hit(library: Library, node: Node, hit: Hit, number: int) -> None:
    entry = hit.entry
    about = [f"{entry.date:%Y-%m-%d}" if entry.date else "", entry.source, entry.path]
    output.write(click.style(f"{number:>3}  {entry.title}", bold=True))
    output.write(click.style("     " + " · ".join(part for part in about if part), dim=True))
    for snippet in library.snippets(node, entry.path, width=2 * output.width() - 16):
        text = output.emphasise(snippet.text, snippet.start, snippet.matches)
        output.write(
            click.wrap_text(
                text, output.width() - 1, initial_indent="     ", subsequent_indent="     "
            )
        )
    output.write("")


def _write_record(library: Library, node: Node, hit: Hit) -> None:
    entry = hit.entry
    date = f"{entry.date:%Y-%m-%d}" if entry.date else ""
    passages = library.snippets(node, entry.path)
    output.record([entry.path, date, entry.title, passages[0].text if passages else ""])


def _summarise(shown: int, total: int) -> None:
    articles = f"{total:,} article{'s' if total != 1 else ''}"
    output.talk(articles if shown == total else f"{shown} of {articles}; -n shows more.")


def _as_json(library: Library, node: Node, hit: Hit) -> dict[str, object]:
    entry = hit.entry
    return {
        "path": entry.path,
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "source": entry.source,
        "language": entry.language,
        "score": round(hit.score, 4),
        "tags": list(entry.tags),
        "annotations": entry.annotations,
        "snippets": [
            {"start": s.start, "text": s.text, "matches": [list(m) for m in s.matches]}
            for s in library.snippets(node, entry.path, count=3)
        ],
    }
