"""``reader searches``: queries with a name, for ``@name`` in others."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

from reader import searches
from reader.cli import output, sessions
from reader.cli.groups import ListingGroup, QueryCommand
from reader.cli.json_shapes import search_as_json
from reader.cli.status import Status
from reader.errors import LibraryError
from reader.searches import Origin

if TYPE_CHECKING:
    from pathlib import Path

_user = click.option("--user", is_flag=True, help="In your own configuration, for all libraries.")


class SearchVerbs(ListingGroup):
    """``reader searches`` lists; the other verbs are said."""

    verbs: ClassVar = {
        "list": ("reader.cli.saved_searches:list_", "List the saved searches (the default)."),
        "save": ("reader.cli.saved_searches:save", "Give a query a name."),
        "remove": ("reader.cli.saved_searches:remove", "Forget a saved search."),
    }


@click.group("searches", cls=SearchVerbs)
def searches_() -> None:
    """List, save and remove searches with a name.

    “@name” in a query stands for the saved one, as if it were in parentheses. They stand in a
    table [searches] of the library's .reader.toml, or of your own configuration with --user; the
    library's go first.
    """


@click.command("list")
@sessions.library_option
@sessions.json_option
def list_(*, folder: Path | None, as_json: bool) -> int:
    """List the saved searches (the default).

    In a pipe: name, query, and library or user, separated by tabs.
    """
    known = list(searches.saved(_root(folder)).values())
    if as_json:
        output.write_json([search_as_json(one) for one in known])
    elif output.is_terminal():
        widest = max((len(one.name) for one in known), default=0)
        for one in known:
            name = click.style(f"@{one.name:<{widest}}", bold=True)
            whose = click.style("  (yours)", dim=True) if one.origin is Origin.USER else ""
            output.write(f"{name}  {output.field(one.query)}{whose}")
    else:
        for one in known:
            output.record((one.name, one.query, one.origin))
    if not known:
        output.talk("There are no saved searches. “reader searches save NAME QUERY…” makes one.")
        return Status.NOTHING
    return Status.DONE


@click.command(cls=QueryCommand)
@click.argument("name")
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@sessions.library_option
@_user
def save(*, name: str, words: tuple[str, ...], folder: Path | None, user: bool) -> int:
    """Give a query a name.

    The query is the rest of the line, as in “reader search”. A search that has the name already
    is replaced, and told.
    """
    root, name = _root(folder), name.removeprefix("@")
    origin = Origin.USER if user else Origin.LIBRARY
    before = searches.save(root, name, " ".join(words), origin)
    if before is not None:
        output.talk(f"In the place of: {before.query}")
    in_force = searches.saved(root)[name]
    if in_force.origin is not origin:
        output.talk(f"In this library @{name} is its own: {in_force.query}")
    return Status.DONE


@click.command()
@click.argument("name")
@sessions.library_option
@_user
def remove(*, name: str, folder: Path | None, user: bool) -> int:
    """Forget a saved search.

    The library's goes first; with --user, or when the library has none of that name, it is yours.
    """
    gone = searches.remove(_root(folder), name.removeprefix("@"), Origin.USER if user else None)
    output.talk(f"It was: {gone.query}")
    return Status.DONE


def _root(folder: Path | None) -> Path:
    root = sessions.root_of(folder)
    if not root.is_dir():
        raise LibraryError(f"{root} is no folder. Name a folder of articles.")
    return root
