"""``reader search``: ranked hits with snippets, or paths, or counts, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, sessions
from reader.cli.groups import QueryCommand
from reader.cli.json_shapes import hit_as_json
from reader.cli.status import Status
from reader.index.query import parse
from reader.index.searching import Sort

if TYPE_CHECKING:
    from pathlib import Path

    from reader.index.query import Node
    from reader.index.searching import Hit, Hits
    from reader.library import Library

_ON_A_SCREEN = 20
"""Hits shown on a terminal unless told otherwise; a pipe gets all."""


@click.command(cls=QueryCommand)
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@sessions.library_option
@click.option("-l", "--paths", is_flag=True, help="Only the paths of the articles.")
@click.option("-c", "--count", is_flag=True, help="Only the paths, and how often each matches.")
@click.option("-0", "--null", is_flag=True, help="Only the paths, each ended by a NUL.")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many articles.")
@click.option(
    "--sort",
    type=click.Choice([s.value for s in Sort]),
    default="relevance",
    show_default=True,
    help="In what order.",
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

    The query is the rest of the line; quote it for the shell. Options stand alone (-l -n 5), and
    after -- everything is the query. In a pipe each hit is a line:
    path, date, title, snippet, separated by tabs. The status is 1 when nothing is found.
    """
    if sum((paths or null, count, as_json)) > 1:
        raise click.UsageError("Say one of -l, -c and --json.")
    node = parse(" ".join(words))
    on_screen = output.is_terminal() and not (paths or null or count or as_json)
    if limit is None and on_screen:
        limit = _ON_A_SCREEN
    with sessions.opened(folder) as library:
        found = library.search(node, limit=limit, sort=Sort(sort))
        if as_json:
            _write_json(library, node, found)
        elif on_screen:
            _write_screen(library, node, found)
        elif paths or null:
            for hit in found.hits:
                output.write(hit.entry.path, end="\0" if null else "\n")
        else:
            fields = _count if count else _fields
            for hit in found.hits:
                output.record(fields(library, node, hit))
    if not found.total:
        output.talk(f"Nothing found for {' '.join(words)}.")
        return Status.NOTHING
    return Status.DONE


def _write_json(library: Library, node: Node, found: Hits) -> None:
    output.write_json(
        [hit_as_json(hit, library.snippets(node, hit.entry.path, count=3)) for hit in found.hits]
    )


def _write_screen(library: Library, node: Node, found: Hits) -> None:
    for number, hit in enumerate(found.hits, 1):
        _write_hit(library, node, hit, number)
    articles = output.counted(found.total, "article")
    if len(found.hits) < found.total:
        output.talk(f"{len(found.hits)} of {articles}; -n shows more.")
    elif found.total:
        output.talk(articles)


def _write_hit(library: Library, node: Node, hit: Hit, number: int) -> None:
    entry = hit.entry
    about = " · ".join(part for part in (_day(hit), entry.source, entry.path) if part)
    output.write(click.style(f"{number:>3}  {entry.title}", bold=True))
    output.write(click.style(f"     {about}", dim=True))
    for snippet in library.snippets(node, entry.path, width=2 * output.width() - 16):
        text = output.emphasise(snippet.text, snippet.start, snippet.matches)
        first = f"     p. {snippet.page}: " if snippet.page else "     "
        output.write(
            click.wrap_text(
                text, output.width() - 1, initial_indent=first, subsequent_indent="     "
            )
        )
    output.write("")


def _fields(library: Library, node: Node, hit: Hit) -> list[object]:
    passages = library.snippets(node, hit.entry.path)
    return [hit.entry.path, _day(hit), hit.entry.title, passages[0].text if passages else ""]


def _count(library: Library, node: Node, hit: Hit) -> list[object]:
    return [hit.entry.path, len(library.matches(node, library.open(hit.entry.path)))]


def _day(hit: Hit) -> str:
    return f"{hit.entry.date:%Y-%m-%d}" if hit.entry.date else ""
