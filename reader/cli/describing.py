"""``reader describe``: what is known about an article, and what the reader states instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.articles.dates import parse_date
from reader.articles.metadata import own_fields
from reader.articles.values import LANGUAGES, language_code
from reader.cli import output, sessions
from reader.cli.json_shapes import metadata_as_json
from reader.cli.status import Status
from reader.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.model import Value
    from reader.open_article import OpenArticle

_FIELDS = ("title", "authors", "date", "source", "url", "language", "keywords")


@click.command()
@click.argument("article")
@sessions.library_option
@click.option("--title", help="What it is called.")
@click.option("--author", "authors", multiple=True, help="Who wrote it; may be repeated.")
@click.option(
    "--date", metavar="DATE", help="When it was published: 2025-09-03, with a time or not."
)
@click.option("--source", help="The publication or site.")
@click.option("--url", help="Its address.")
@click.option("--language", metavar="CODE", help="Its language, such as en or de.")
@click.option("--keyword", "keywords", multiple=True, help="May be repeated.")
@click.option(
    "--forget",
    type=click.Choice(_FIELDS),
    multiple=True,
    help="Go back to what the file states; may be repeated.",
)
@sessions.json_option
def describe(
    *,
    article: str,
    folder: Path | None,
    date: str | None,
    language: str | None,
    authors: tuple[str, ...],
    keywords: tuple[str, ...],
    forget: tuple[str, ...],
    as_json: bool,
    **texts: str | None,
) -> int:
    """Show what is known about an article, or state it better.

    What you state is kept in the article's sidecar and counts for more than what the file says;
    the file is not touched. In a pipe each field is a line: name, value, and where it comes from
    (file, guess or you), separated by tabs.
    """
    if date is not None and parse_date(date) is None:
        raise click.UsageError(f"“{date}” is no date. Write it as 2025-09-03.")
    if language is not None and language_code(language) not in LANGUAGES:
        raise click.UsageError(f"“{language}” is no code of a language. Write it as en or de.")
    stated: dict[str, Value] = {**texts, "date": date, "language": language}
    own: dict[str, Value] = {name: value for name, value in stated.items() if value is not None}
    own |= {"authors": list(authors)} if authors else {}
    own |= {"keywords": list(keywords)} if keywords else {}
    for name, value in own.items():
        if not any(str(text).strip() for text in (value if isinstance(value, list) else [value])):
            raise click.UsageError(f"Say what its {name} is; --forget {name} takes yours back.")
        if name in forget:
            raise click.UsageError(f"Say what its {name} is, or forget it, but not both.")
    own |= dict.fromkeys(forget)
    with sessions.opened(folder, wait=True) as library:
        opened = library.open(library.resolve(article))
        if opened.problem:
            raise LibraryError(opened.problem)
        if own:
            opened = library.acts.annotate_article(opened, own=own)
    _show(opened, as_json=as_json)
    return Status.DONE


def _show(opened: OpenArticle, *, as_json: bool) -> None:
    known = metadata_as_json(opened.article.metadata)
    if as_json:
        output.write_json([{"path": opened.path, **known}])
        return
    own = own_fields(opened.sidecar.article.extra) if opened.sidecar else frozenset()
    for name in _FIELDS:
        value = known[name]
        words = ", ".join(value) if isinstance(value, list) else str(value or "")
        origin = (
            "you" if name in own else "guess" if name in opened.article.metadata.guessed else ""
        )
        if output.is_terminal():
            remark = {"you": "  (yours)", "guess": "  (guessed)"}.get(origin, "")
            output.write(
                f"{click.style(f'{name:>9}', dim=True)}  {output.safe(words)}"
                f"{click.style(remark, dim=True)}"
            )
        else:
            output.record([name, words, origin or ("file" if words else "")])
