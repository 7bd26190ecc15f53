"""``reader compare``: what two articles have in common, word for word and by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output, sessions
from reader.cli.json_shapes import comparison_as_json
from reader.cli.status import Status
from reader.comparing import compare as common_to
from reader.concordance import words_at
from reader.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from reader.comparing import Comparison
    from reader.open_article import OpenArticle


@click.command()
@click.argument("one", metavar="ARTICLE")
@click.argument("other", metavar="OTHER")
@sessions.library_option
@sessions.json_option
def compare(*, one: str, other: str, folder: Path | None, as_json: bool) -> int:
    """Show what two articles have in common, word for word.

    Passages of six words or more that stand in both, and the names that both mention. In a pipe
    each passage is a line: start and end in the first article, start and end in the second, the
    words, separated by tabs.
    """
    with sessions.opened(folder, wait=True) as library:
        ours, theirs = (library.open(library.resolve(name)) for name in (one, other))
    common = common_to(ours, theirs)
    if as_json:
        output.write_json([comparison_as_json(ours, theirs, common)])
    elif output.is_terminal():
        _show(ours, theirs, common)
    else:
        for passage in common.passages:
            output.record([*passage.ours, *passage.theirs, words_at(ours.article, *passage.ours)])
    return Status.DONE if common.passages or common.names else Status.NOTHING


def _show(ours: OpenArticle, theirs: OpenArticle, common: Comparison) -> None:
    titles = (click.style(output.safe(o.article.metadata.title), bold=True) for o in (ours, theirs))
    lines = [*titles, ""]
    passages = (words_at(ours.article, *passage.ours) for passage in common.passages)
    lines += [f"  “{output.safe(words)}”" for words in passages]
    if common.names:
        lines += ["", "Named in both: " + output.safe(", ".join(common.names))]
    output.paged("\n".join(lines))
    said = counted(len(common.passages), "passage")
    output.talk(f"{said} word for word in both, {counted(len(common.names), 'name')}")
