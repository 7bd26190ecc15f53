"""``reader show``: one article with its marks and annotations."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

import click

from annotations.model import CORRECTIONS
from reader.articles import Role
from reader.cli import output, sessions
from reader.cli.json_shapes import article_as_json
from reader.cli.status import Status

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console
    from rich.text import Text

    from reader.annotating import Placed
    from reader.articles import Block
    from reader.open_article import OpenArticle

_WIDEST = 80
_PADDING = re.compile(r"(?:[ ]|\x1b\[[0-9;]*m)+$", re.MULTILINE)
"""Blanks up to the edge of the page, and the styles that end among them."""
_STYLES = {
    "person": "bold cyan",
    "organisation": "bold magenta",
    "place": "underline green",
    "other": "underline blue",
    "date": "",
    "quotation": "italic yellow",
    "term": "italic",
    "annotation": "reverse",
}


@click.command()
@click.argument("article")
@sessions.library_option
@sessions.json_option
def show(*, article: str, folder: Path | None, as_json: bool) -> int:
    """Print an article with its marks and annotations.

    ARTICLE is a path, or a part of one that only one article has. In a pipe: the bare text, one
    paragraph a line. The status is 3 when its annotations cannot be read.
    """
    with sessions.opened(folder) as library:
        opened = library.open(library.resolve(article))
    if opened.problem:
        output.talk(f"reader: {opened.problem}")
    if as_json:
        output.write_json([article_as_json(opened)])
    elif output.is_terminal() or output.coloured():
        output.paged(_page(opened))
    else:
        output.write("\n\n".join(_line(opened, block) for block in opened.article.blocks))
    return Status.SOME_FAILED if opened.problem else Status.DONE


def _line(opened: OpenArticle, block: Block) -> str:
    return opened.article.text[block.start : block.end].replace("\n", " ")


def _page(opened: OpenArticle) -> str:
    """The article for a terminal: paragraphs reflowed, marks in style, notes at the end."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    page = StringIO()
    console = Console(
        file=page,
        width=min(output.width(), _WIDEST),
        force_terminal=output.coloured(),
        no_color=not output.coloured(),
        highlight=False,
    )
    meta = opened.article.metadata
    if not any(block.level for block in opened.article.blocks[:1]):
        console.print(Text(meta.title, style="bold underline"))
    about = [", ".join(meta.authors), f"{meta.date:%Y-%m-%d}" if meta.date else "", meta.source]
    facts = " · ".join(part for part in (*about, meta.url, opened.path) if part)
    console.print(Text(facts, style="dim"))
    console.print()
    for block in opened.article.blocks:
        console.print(Padding(_styled(opened, block), (0, 0, 1, 0)))
    _print_notes(console, opened)
    return _PADDING.sub(lambda end: end.group().replace(" ", ""), page.getvalue())


def _styled(opened: OpenArticle, block: Block) -> Text:
    from rich.text import Text

    body = Text(_line(opened, block))
    if block.role is Role.HEADING:
        body.stylize("bold underline" if block.level == 1 else "bold")
    elif block.role in (Role.BOILERPLATE, Role.COMMENT):
        body.stylize("dim")
    spans = [(mark.start, mark.end, _STYLES[mark.kind]) for mark in opened.marks]
    spans += [
        (p.start, p.end, _STYLES["annotation"])
        for p in opened.placed
        if not p.is_orphan and p.annotation.kind not in CORRECTIONS
    ]
    for start, end, style in spans:
        if style and start < block.end and end > block.start:
            body.stylize(style, max(0, start - block.start), min(end, block.end) - block.start)
    return body


def _print_notes(console: Console, opened: OpenArticle) -> None:
    from rich.text import Text

    said = opened.sidecar.article if opened.sidecar else None
    if said and (said.tags or said.note):
        tags = " ".join(f"#{tag}" for tag in said.tags)
        lines = [Text(output.safe(tags), style="yellow"), Text(output.safe(said.note))]
        console.print(Text("\n").join(line for line in lines if line))
        console.print()
    for placed in opened.placed:
        console.print(_note(placed))
        console.print()


def _note(placed: Placed) -> Text:
    from rich.text import Text

    annotation = placed.annotation
    exact = output.safe(" ".join(annotation.anchor.exact.split()))
    head = Text()
    head.append(f"{annotation.id}  ", style="dim")
    if placed.is_orphan:
        head.append("place lost  ", style="bold red")
    head.append(f"“{exact}”", style="italic")
    for tag in annotation.tags:
        head.append(f"  #{output.safe(tag)}", style="yellow")
    if annotation.note:
        head.append(f"\n{output.safe(annotation.note)}")
    return head
