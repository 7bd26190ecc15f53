"""``reader tags``: the codebook of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import click

from annotations.codebook import retagging
from reader.cli import output, sessions
from reader.cli.groups import ListingGroup
from reader.cli.json_shapes import tag_as_json
from reader.cli.status import Status
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from annotations.codebook import Codebook
    from annotations.codebook.retagging import Retagging

_tag = click.argument("tag")
_dry_run = click.option("--dry-run", is_flag=True, help="Only say what would be done.")


class TagVerbs(ListingGroup):
    """``reader tags`` lists; the other verbs are said."""

    verbs: ClassVar = {
        "list": ("reader.cli.tags:list_", "List the tags (the default)."),
        "add": ("reader.cli.tags:add", "Put a tag into the codebook."),
        "rename": ("reader.cli.tags:rename", "Rename a tag, and all below it, everywhere."),
        "merge": ("reader.cli.tags:merge", "Make several tags one, everywhere."),
        "move": ("reader.cli.tags:move", "Move a tag below another, everywhere."),
        "remove": ("reader.cli.tags:remove", "Take a tag from the codebook."),
        "describe": ("reader.cli.tags:describe", "Say what a tag is for."),
        "colour": ("reader.cli.tags:colour", "Give a tag, and all below it, a colour."),
        "alias": ("reader.cli.tags:alias", "Give a tag other names, or take them away."),
    }


@click.group("tags", cls=TagVerbs)
def tags_() -> None:
    """List, rename, merge and describe tags.

    What is said of tags stands in tags.yaml at the library's root. Renaming, merging and moving
    rewrites all sidecars, or none; “reader annotations undo” takes it back.
    """


@click.command("list")
@sessions.library_option
@sessions.json_option
def list_(*, folder: Path | None, as_json: bool) -> int:
    """List the tags (the default).

    Those in use and those in the codebook. In a pipe: tag, number of articles, colour, aliases,
    description, separated by tabs.
    """
    with sessions.opened(folder, wait=True) as library:
        book, counts = library.acts.codebook(), library.tags()
    names = sorted({*book.tags, *counts})
    if as_json:
        output.write_json([tag_as_json(name, book, counts.get(name, 0)) for name in names])
        return Status.DONE if names else Status.NOTHING
    width = max((len(name) for name in names), default=0)
    for name in names:
        record = tag_as_json(name, book, counts.get(name, 0))
        aliases = ", ".join(book.tags[name].aliases) if name in book.tags else ""
        if not output.is_terminal():
            output.record(
                [name, record["articles"], record["colour"], aliases, record["description"]]
            )
            continue
        rgb = bytes.fromhex(str(record["rgb"]).removeprefix("#"))
        look = (rgb[0], rgb[1], rgb[2]) if rgb else "yellow"
        said = [click.style(f"#{output.safe(name):{width}}", fg=look), f"{record['articles']:>6,}"]
        said += [output.safe(str(record["description"])).split("\n")[0]]
        said += [click.style(f"also {output.safe(aliases)}", dim=True)] if aliases else []
        output.write("  ".join(part for part in said if part))
    return Status.DONE if names else Status.NOTHING


@click.command()
@_tag
@sessions.library_option
@click.option("--colour", default="", help="Its colour: red, blue…, or such as #cc3333.")
@click.option("--description", default="", help="What it is for.")
@click.option("--alias", "aliases", multiple=True, help="Another name of it; may be repeated.")
@_dry_run
def add(
    *,
    tag: str,
    folder: Path | None,
    colour: str,
    description: str,
    aliases: tuple[str, ...],
    dry_run: bool,
) -> int:
    """Put a tag into the codebook."""

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        return retagging.add(
            book, used, tag, colour=colour, description=description, aliases=aliases
        )

    return _carry_out(folder, f"add the tag {tag}", change, dry_run=dry_run)


@click.command()
@click.argument("old")
@click.argument("new")
@sessions.library_option
@_dry_run
def rename(*, old: str, new: str, folder: Path | None, dry_run: bool) -> int:
    """Rename a tag, and all below it, everywhere."""

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        return retagging.rename(book, used, book.resolve(old, used), new)

    return _carry_out(folder, f"rename the tag {old} to {new}", change, dry_run=dry_run)


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--into", required=True, help="The tag that is left.")
@sessions.library_option
@_dry_run
def merge(*, sources: tuple[str, ...], into: str, folder: Path | None, dry_run: bool) -> int:
    """Make several tags one, everywhere.

    The old names become aliases of the tag that is left.
    """

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        known = [book.resolve(source, used) for source in sources]
        return retagging.merge(book, used, known, book.resolve(into, used))

    return _carry_out(folder, f"merge {', '.join(sources)} into {into}", change, dry_run=dry_run)


@click.command()
@_tag
@click.option("--under", required=True, help="The tag above; empty for none.")
@sessions.library_option
@_dry_run
def move(*, tag: str, under: str, folder: Path | None, dry_run: bool) -> int:
    """Move a tag below another, everywhere."""

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        parent = book.resolve(under, used) if under.strip() else ""
        return retagging.move(book, used, book.resolve(tag, used), parent)

    where = f"below {under}" if under.strip() else "to the top"
    return _carry_out(folder, f"move the tag {tag} {where}", change, dry_run=dry_run)


@click.command()
@_tag
@click.option("--from-annotations", is_flag=True, help="Take it from all annotations, too.")
@sessions.library_option
@_dry_run
def remove(*, tag: str, from_annotations: bool, folder: Path | None, dry_run: bool) -> int:
    """Take a tag from the codebook."""

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        name = book.resolve(tag, used)
        return retagging.remove(book, used, name, from_annotations=from_annotations)

    return _carry_out(folder, f"remove the tag {tag}", change, dry_run=dry_run)


@click.command()
@_tag
@click.argument("description")
@sessions.library_option
@_dry_run
def describe(*, tag: str, description: str, folder: Path | None, dry_run: bool) -> int:
    """Say what a tag is for."""

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        return retagging.describe(book, used, book.resolve(tag, used), description)

    return _carry_out(folder, f"describe the tag {tag}", change, dry_run=dry_run)


@click.command()
@_tag
@click.argument("colour")
@sessions.library_option
@_dry_run
def colour(*, tag: str, colour: str, folder: Path | None, dry_run: bool) -> int:
    """Give a tag, and all below it, a colour.

    A name such as red or blue, or a value such as #cc3333; empty takes it away.
    """

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        return retagging.recolour(book, used, book.resolve(tag, used), colour)

    return _carry_out(folder, f"colour the tag {tag}", change, dry_run=dry_run)


@click.command()
@_tag
@click.argument("names", nargs=-1, required=True)
@click.option("--remove", "taken", is_flag=True, help="Take these names away.")
@sessions.library_option
@_dry_run
def alias(
    *, tag: str, names: tuple[str, ...], taken: bool, folder: Path | None, dry_run: bool
) -> int:
    """Give a tag other names, or take them away.

    Who types one of them gets the tag.
    """

    def change(book: Codebook, used: Collection[str]) -> Retagging:
        turn = retagging.unalias if taken else retagging.alias
        return turn(book, used, book.resolve(tag, used), names)

    return _carry_out(folder, f"change the aliases of {tag}", change, dry_run=dry_run)


def _carry_out(
    folder: Path | None,
    title: str,
    change: Callable[[Codebook, Collection[str]], Retagging],
    *,
    dry_run: bool,
) -> int:
    with sessions.opened(folder, wait=True) as library:
        act = library.acts.retag(title, change, dry_run=dry_run)
    if not act.changes and not act.codebook:
        output.talk("Nothing to change.")
        return Status.NOTHING
    if dry_run:
        for made in act.changes:
            output.record([made.path])
    where = counted(len(act.changes), "sidecar")
    told = f"{where} and tags.yaml" if act.codebook else where
    output.talk(f"{'Would ' if dry_run else 'Did '}{title}: {told}.")
    return Status.DONE
