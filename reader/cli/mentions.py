"""``reader entities mentions``: one name wherever it stands, as keyword in context."""

from __future__ import annotations

from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from reader.cli import output, sessions
from reader.cli.json_shapes import mention_as_json
from reader.cli.status import Status
from reader.concordance import left_context
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.concordance import Mention
    from reader.library import Library

_NEAR = 3
"""Names that are proposed when there is none of that name."""


@click.command()
@click.argument("name")
@click.option("-k", "--kind", default="", help="Only where it is of this kind.")
@click.option("--in", "article", metavar="ARTICLE", default="", help="In one article only.")
@sessions.library_option
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many mentions.")
@sessions.json_option
def mentions(
    *, name: str, kind: str, article: str, folder: Path | None, limit: int | None, as_json: bool
) -> int:
    """Show a name wherever it is mentioned.

    NAME is a name as it is listed, in whatever capitals; it is found under all its forms. The
    newest articles come first. In a pipe each mention is a line: article, start, end, the words
    that name it, what stands before and after them, separated by tabs.
    """
    with sessions.opened(folder, wait=True) as library:
        path = library.resolve(article) if article else ""
        name = library.marks.as_listed(name, path=path)
        paths = [path] if path else library.marks.paths_naming(name)
        found = list(islice(_mentions(library, paths, name, kind), limit))
        if not found:
            _tell_nothing(library, name, path)
    if as_json:
        output.write_json([mention_as_json(one) for one in found])
    elif output.is_terminal():
        _show(found)
    else:
        for one in found:
            mark = one.mark
            output.record([one.path, mark.start, mark.end, one.words, one.before, one.after])
    return Status.DONE if found else Status.NOTHING


def _mentions(library: Library, paths: Sequence[str], name: str, kind: str) -> Iterator[Mention]:
    for path in paths:
        yield from library.marks.mentions(path, name, kind)


def _tell_nothing(library: Library, name: str, path: str) -> None:
    """Say that there is no such name, and which ones hold its words."""
    near = library.marks.resembling(name, path=path)[:_NEAR]
    named = ", ".join(f"“{one.name}” ({one.label})" for one in near)
    hint = f" Did you mean: {named}?" if near else ""
    output.talk(f"No mention of “{name}”.{hint}")


def _show(found: Sequence[Mention]) -> None:
    """The mentions grouped by article, the name always in the same column."""
    lines: list[str] = []
    articles = 0
    for path, group in groupby(found, attrgetter("path")):
        articles += 1
        ones = list(group)
        lines += ["", click.style(output.safe(ones[0].title), bold=True)]
        lines.append(click.style(output.safe(path), dim=True))
        pages = max(len(one.page) for one in ones)
        lines += [_in_context(one, pages) for one in ones]
    if found:
        output.paged("\n".join(lines[1:]))
        total = counted(len(found), "mention")
        output.talk(f"{total} in {counted(articles, 'article')}")


def _in_context(one: Mention, pages: int) -> str:
    """One line as wide as the terminal; its first column is the page, ``pages`` wide."""
    from rich.cells import cell_len, set_cell_size

    page = f"{output.safe(one.page):>{pages}}" if pages else ""
    room = output.width() - 3 - cell_len(page)
    left = 2 * room // 5
    before = left_context(output.safe(one.before), left)
    words = output.safe(one.words)
    rest = set_cell_size(words + output.safe(one.after), room - left).rstrip()
    keyword = click.style(rest[: len(words)], bold=True, fg="yellow")
    return f"{page}  {before}{keyword}{rest[len(words) :]}"
