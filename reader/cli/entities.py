"""``reader entities``: who and what is named, in the library or in one article."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

from reader.cli import output, sessions
from reader.cli.groups import ArticleGroup
from reader.cli.json_shapes import named_as_json
from reader.cli.status import Status
from reader.marks import Origin
from reader.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library_marks import Named

_COLOURS = {"person": "cyan", "organisation": "magenta", "place": "green", "date": "blue"}
_OWN_COLOUR = "yellow"


class EntityVerbs(ArticleGroup):
    """``reader entities [ARTICLE]`` lists; the other verbs are said."""

    verbs: ClassVar = {
        "list": ("reader.cli.entities:list_", "List the names (the default)."),
        "mentions": ("reader.cli.mentions:mentions", "Show a name wherever it is mentioned."),
        "reject": ("reader.cli.entity_acts:reject", "Say that something is no name."),
        "rename": ("reader.cli.entity_acts:rename", "Give a name its canonical form."),
        "retype": ("reader.cli.entity_acts:retype", "Say what kind of name it is."),
        "confirm": ("reader.cli.entity_acts:confirm", "Say that a name is right, or is one."),
        "join": ("reader.cli.entity_acts:join", "Say that several names are the same."),
        "forget": ("reader.cli.entity_acts:forget", "Take back what was said of a name."),
    }


@click.group("entities", cls=EntityVerbs)
def entities() -> None:
    """List the people, places and organisations; correct them.

    What is said of names counts for the whole library and stands in entities.yaml at its root,
    or for one article (--in) and stands in its sidecar. It wins over the machine's guess
    at once, everywhere; “reader annotations undo” takes it back.
    """


@click.command("list")
@click.argument("article", required=False, default="")
@sessions.library_option
@click.option("-k", "--kind", "kinds", multiple=True, help="Only this kind; may be repeated.")
@click.option("--min", "least", type=click.IntRange(min=1), default=1, help="Least mentions.")
@click.option("-n", "--limit", type=click.IntRange(min=1), help="At most so many names.")
@sessions.json_option
def list_(
    *,
    article: str,
    folder: Path | None,
    kinds: tuple[str, ...],
    least: int,
    limit: int | None,
    as_json: bool,
) -> int:
    """List the names (the default), of the library or of one article.

    Kinds are person, organisation, place, date, and those of entities.yaml. In a pipe each name is
    a line: kind, name, mentions, articles, forms, whose word it is, separated by tabs.
    """
    with sessions.opened(folder, wait=True) as library:
        path = library.resolve(article) if article else ""
        found = library.marks.named(kinds=kinds, path=path, least=least)[:limit]
    if as_json:
        output.write_json([named_as_json(one) for one in found])
    elif output.is_terminal():
        output.paged("\n".join(_rows(found)))
    else:
        for one in found:
            output.record(
                [
                    *(one.label, one.name, one.mentions, one.articles),
                    *(" | ".join(one.forms), one.origin.value),
                ]
            )
    return Status.DONE if found else Status.NOTHING


def _rows(found: list[Named]) -> list[str]:
    names = max((len(one.name) for one in found), default=0)
    wide = min(names, max(20, output.width() - 45))
    return [_row(one, wide) for one in found]


def _row(one: Named, wide: int) -> str:
    """Name, kind, mentions, and the other words it stands under or the articles it is in."""
    colour = _COLOURS.get(one.label, _OWN_COLOUR)
    name = click.style(f"{output.safe(one.name):{wide}}", fg=colour)
    mark = " " if one.origin is Origin.MACHINE else "✓"
    others = [form for form in one.forms if form != one.name]
    if others:
        rest = "also " + output.safe(", ".join(others))
    else:
        rest = "" if one.forms else counted(one.articles, "article")
    kind = click.style(f"{output.safe(one.label):12}", dim=True)
    return f"{name} {mark} {kind} {one.mentions:>6,}  {click.style(rest, dim=True)}".rstrip()
