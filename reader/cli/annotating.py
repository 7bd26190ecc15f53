"""``reader annotate``: a passage, or the whole article, from the shell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from reader.annotating import find_exact
from reader.cli import output, sessions
from reader.cli.status import Status
from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import OpenArticle

_RANGE = re.compile(r"([0-9]{1,12})(?:-([0-9]{1,12}))?")
_SHOWN = 60
"""Characters of each end of a long quotation in a message."""


@click.command()
@click.argument("article")
@sessions.library_option
@click.option("--exact", help="The words to annotate, as they stand in the article.")
@click.option("--nth", type=click.IntRange(min=1), help="Which occurrence of --exact.")
@click.option("--lines", metavar="A[-B]", help="Lines of the article's text, counted from 1.")
@click.option("--at", "offsets", metavar="A-B", help="Offsets in code points, end exclusive.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be repeated.")
@click.option("--note", default="", help="A note.")
def annotate(
    *,
    article: str,
    folder: Path | None,
    exact: str | None,
    nth: int | None,
    lines: str | None,
    offsets: str | None,
    tags: tuple[str, ...],
    note: str,
) -> int:
    """Annotate a passage, or the whole article.

    ARTICLE is a path, or a part of one that only one article has. Without --exact, --lines or
    --at the tags and the note are about the whole article. Prints the annotation's id.
    """
    if sum(place is not None for place in (exact, lines, offsets)) > 1:
        raise click.UsageError("Say the place once: --exact, --lines or --at.")
    if nth is not None and exact is None:
        raise click.UsageError("--nth counts occurrences of --exact; say which words.")
    with sessions.opened(folder) as library:
        opened = library.open(library.resolve(article))
        if opened.problem:
            raise LibraryError(opened.problem)
        if exact is not None:
            span = _occurrence(opened, exact, nth)
        elif lines is not None:
            span = _span_of_lines(opened, lines)
        elif offsets is not None:
            span = _span_of_offsets(opened, offsets)
        elif tags or note:
            library.annotate_article(opened, tags=tags, note=note)
            output.talk(f"Noted on {opened.path}.")
            return Status.DONE
        else:
            raise click.UsageError("Say what to annotate (--exact, --lines, --at), or give a note.")
        _, annotation = library.annotate(opened, *span, tags=tags, note=note)
        output.write(annotation.id)
        output.talk(f"Annotated “{_shown(annotation.anchor.exact)}” in {opened.path}.")
    return Status.DONE


def _occurrence(opened: OpenArticle, exact: str, nth: int | None) -> tuple[int, int]:
    text = opened.article.text
    found = find_exact(opened.article, exact)
    if not found:
        raise LibraryError(
            f"“{_shown(exact)}” does not stand in {opened.path}. Copy the words from “reader show”."
        )
    if nth is None and len(found) > 1:
        places = "".join(
            f"\n  {number}  …{_shown(text[max(0, a - 30) : b + 30])}…"
            for number, (a, b) in enumerate(found[:9], 1)
        )
        more = f"\n  and {len(found) - 9} more" if len(found) > 9 else ""
        raise LibraryError(
            f"“{_shown(exact)}” stands {len(found)} times in {opened.path}; "
            f"say which with --nth:{places}{more}"
        )
    if nth is not None and nth > len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise LibraryError(
            f"“{_shown(exact)}” stands only {times} in {opened.path}. Give --nth a smaller number."
        )
    return found[(nth or 1) - 1]


def _shown(words: str) -> str:
    """``words`` on one line, the middle left out when they are many."""
    line = " ".join(words.split())
    return line if len(line) <= 2 * _SHOWN else f"{line[:_SHOWN]} … {line[-_SHOWN:]}"


def _span_of_lines(opened: OpenArticle, lines: str) -> tuple[int, int]:
    first, last = _numbers(lines, "--lines")
    text = opened.article.text
    starts = [0, *(m.end() for m in re.finditer("\n", text.removesuffix("\n")))]
    if not 1 <= first <= last <= len(starts):
        raise click.UsageError(f"{opened.path} has the lines 1 to {len(starts)}, not {lines}.")
    return starts[first - 1], starts[last] if last < len(starts) else len(text)


def _span_of_offsets(opened: OpenArticle, offsets: str) -> tuple[int, int]:
    first, last = _numbers(offsets, "--at")
    end = len(opened.article.text)
    if not first < last <= end:
        raise click.UsageError(f"{opened.path} has the offsets 0-{end}, not {offsets}.")
    return first, last


def _numbers(text: str, option: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        raise click.UsageError(f"{option} takes a range such as 3-5, not “{text}”.")
    first = int(match.group(1))
    return first, int(match.group(2) or first)
