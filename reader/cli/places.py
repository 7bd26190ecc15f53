"""Saying on the command line where in an article something is: words, lines or offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import click

from reader.annotating import find_exact, quoted, shortened
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.open_article import OpenArticle

F = TypeVar("F", bound="Callable[..., object]")

_RANGE = re.compile(r"([0-9]{1,12})(?:-([0-9]{1,12}))?")
_SHOWN = 120
"""Characters of one of several places that may be meant."""


def place_options(command: F) -> F:
    """Add the options that say where; :func:`span_of` reads them."""
    for option in reversed(
        (
            click.option("--exact", help="The words, as they stand in the article."),
            click.option("--nth", type=click.IntRange(min=1), help="Which occurrence of --exact."),
            click.option("--lines", metavar="A[-B]", help="Lines of the text, counted from 1."),
            click.option(
                "--at", "offsets", metavar="A-B", help="Offsets in code points, end exclusive."
            ),
        )
    ):
        command = option(command)
    return command


def span_of(
    opened: OpenArticle,
    *,
    exact: str | None,
    nth: int | None,
    lines: str | None,
    offsets: str | None,
) -> tuple[int, int] | None:
    """The span (code points, end exclusive) that the options of ``place_options`` say; or None."""
    if sum(place is not None for place in (exact, lines, offsets)) > 1:
        raise click.UsageError("Say the place once: --exact, --lines or --at.")
    if nth is not None and exact is None:
        raise click.UsageError("--nth counts occurrences of --exact; say which words.")
    if exact is not None:
        return _occurrence(opened, exact, nth)
    if lines is not None:
        return _span_of_lines(opened, lines)
    return _span_of_offsets(opened, offsets) if offsets is not None else None


def _occurrence(opened: OpenArticle, exact: str, nth: int | None) -> tuple[int, int]:
    text = opened.article.text
    found = find_exact(opened.article, exact)
    if not found:
        raise LibraryError(
            f"{quoted(exact)} does not stand in {opened.path}. Copy the words from “reader show”."
        )
    if nth is None and len(found) > 1:
        places = "".join(
            f"\n  {number}  …{shortened(text[max(0, a - 30) : b + 30], _SHOWN)}…"
            for number, (a, b) in enumerate(found[:9], 1)
        )
        more = f"\n  and {len(found) - 9} more" if len(found) > 9 else ""
        raise LibraryError(
            f"{quoted(exact)} stands {len(found)} times in {opened.path}; "
            f"say which with --nth:{places}{more}"
        )
    if nth is not None and nth > len(found):
        times = "once" if len(found) == 1 else f"{len(found)} times"
        raise LibraryError(
            f"{quoted(exact)} stands only {times} in {opened.path}. Give --nth a smaller number."
        )
    return found[(nth or 1) - 1]


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
