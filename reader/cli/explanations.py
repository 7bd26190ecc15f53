"""``reader search --explain``: how a query was understood, as an outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.json_shapes import explained_as_json
from reader.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.cli.search_views import Question
    from reader.index.explaining import Explained, Way

_STEP = "  "


def write_explanation(question: Question, *, as_json: bool) -> int:
    """Write how ``question`` was understood; the number of articles that it finds."""
    queries = question.library.queries
    saved, explained = queries.saved_in(question.text), queries.explain(question.node)
    if as_json:
        whole = explained_as_json(explained)
        output.write_json_object({"query": question.text, "saved": saved, **whole})
        return explained.articles
    for name, text in saved.items():
        output.write(f"@{name} is {output.field(text)}")
    for line in _lines(explained, ""):
        output.write(line)
    return explained.articles


def _lines(part: Explained, indent: str) -> Iterator[str]:
    number = click.style(f"({counted(part.articles, 'article')})", dim=True)
    yield f"{indent}{output.field(part.said)}  {number}"
    for way in part.ways:
        yield f"{indent}{_STEP * 2}{output.field(_way(way))}"
    for one in part.parts:
        yield from _lines(one, indent + _STEP)


def _way(way: Way) -> str:
    stem = f", a stem in {', '.join(way.languages)}," if way.languages else ""
    return f"{' '.join(way.terms)}{stem} in {', '.join(way.fields)}"
