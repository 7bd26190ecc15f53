"""``reader import``: annotations from other programs, or from another library."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from annotations.importing.recognise import read_any
from reader.cli import output, sessions
from reader.cli.status import Status
from reader.errors import LibraryError
from reader.wording import counted

_LARGEST = 512 << 20
"""Bytes."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@sessions.library_option
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(["yaml", "json", "jsonld", "hypothesis"]),
    help="In what format.  [default: what it looks like]",
)
@click.option("--article", default="", help="The article that all of it is about.")
@click.option("--restore", is_flag=True, help="Bring back what was deleted here.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken in.")
def import_(
    *,
    file: Path,
    folder: Path | None,
    kind: str | None,
    article: str,
    restore: bool,
    dry_run: bool,
) -> int:
    """Take annotations in from another program.

    FILE is a document that “reader export” wrote, W3C Web Annotations in JSON-LD, or what
    Hypothesis exports; - is standard input. To which article each belongs is told by path, hash,
    address or title. What cannot be placed in the text is kept as an orphan. Taking the same file
    in again changes nothing; “reader annotations undo” takes it back. Prints the articles; the
    status is 3 when something was passed over.
    """
    document = read_any(_text(file), kind or "")
    with sessions.opened(folder, wait=True) as library:
        report = library.acts.take_in(
            f"import {file.name}",
            document,
            article=library.resolve(article) if article else "",
            restore=restore,
            dry_run=dry_run,
        )
    for problem in report.problems:
        output.talk(f"reader: {problem}")
    for path in report.articles:
        output.record([path])
    would = "Would take in" if dry_run else "Took in"
    lost = f", {report.orphans} of them without a place" if report.orphans else ""
    output.talk(
        f"{would} {counted(report.added, 'annotation')} on "
        f"{counted(len(report.articles), 'article')}, changed {report.changed}{lost}."
    )
    if report.problems:
        return Status.SOME_FAILED
    return Status.DONE if report.articles else Status.NOTHING


def _text(file: Path) -> str:
    with nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise LibraryError(f"{file} is larger than {_LARGEST >> 20} MB. Split it.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LibraryError(f"{file}, line {line}: this is not UTF-8. Save it as UTF-8.") from error
