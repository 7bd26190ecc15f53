"""``reader export``: annotations as one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from reader.cli import output, sessions
from reader.cli.annotation_views import Filters, chosen, is_whole, select, selecting
from reader.cli.status import Status
from reader.errors import LibraryError
from reader.wording import counted

if TYPE_CHECKING:
    from annotations.codebook import Codebook
    from annotations.export.articles import AnnotatedArticle

_FORMATS = {
    "yaml": (".yaml", ".yml"),
    "json": (".json",),
    "markdown": (".md", ".markdown"),
    "csv": (".csv",),
    "jsonld": (".jsonld",),
    "refi": (".qdpx",),
}
"""The endings by which a format is known when none is said."""


@click.command()
@sessions.library_option
@selecting
@click.option(
    "-f",
    "--format",
    "kind",
    type=click.Choice(list(_FORMATS)),
    help="In what format.  [default: by the file's ending, else yaml]",
)
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; - is standard output.  [default: -]",
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option(
    "--by",
    type=click.Choice(["article", "tag"]),
    default="article",
    show_default=True,
    help="The headings of a Markdown document.",
)
@click.option("--bom", is_flag=True, help="Let a spreadsheet know that the CSV is UTF-8.")
def export(
    *,
    folder: Path | None,
    kind: str | None,
    file: Path | None,
    force: bool,
    by: str,
    bom: bool,
    **filters: Unpack[Filters],
) -> int:
    """Write annotations to one document.

    YAML is lossless: “reader import” gives the same annotations. JSON, Markdown and CSV are for
    scripts, texts and spreadsheets, jsonld is W3C Web Annotation, and refi is REFI-QDA, a project
    for ATLAS.ti, MAXQDA, NVivo, QualCoder. The status is 3 when some sidecars cannot be read; the
    others are written.
    """
    found: list[AnnotatedArticle] = []
    failed = False
    with sessions.opened(folder, wait=True) as library:
        from reader.exporting import annotated

        for opened, placed in chosen(library, select(library, filters)):
            failed = failed or bool(opened.problem)
            passages = [one for one in placed if not is_whole(one)]
            article = annotated(opened, passages, whole=len(passages) < len(placed))
            found += [article] if article else []
        book = library.acts.codebook()
        root = library.root
        if file and library.holds(file):
            raise LibraryError(
                f"{file} is an article of the library, or says something of it. Name another."
            )
    document = _document(kind or _kind_of(file), found, book, by=by, bom=bom)
    output.write_file(document, file, force=force, library=root)
    count = sum(len(article.sidecar.annotations) for article in found)
    where = counted(len(found), "article")
    output.talk(f"{counted(count, 'annotation')} on {where}.")
    if failed:
        return Status.SOME_FAILED
    return Status.DONE if found else Status.NOTHING


def _kind_of(file: Path | None) -> str:
    ending = file.suffix.lower() if file else ""
    return next((kind for kind, endings in _FORMATS.items() if ending in endings), "yaml")


def _document(
    kind: str, articles: list[AnnotatedArticle], book: Codebook, *, by: str, bom: bool
) -> str | bytes:
    """``articles`` in the format ``kind``; each format is imported when it is asked for."""
    from reader.exporting import looks

    match kind:
        case "json":
            from annotations.export.json_document import export_json

            return export_json(articles)
        case "markdown":
            from annotations.export.markdown import export_markdown

            return export_markdown(
                articles, by="tag" if by == "tag" else "article", tags=looks(book)
            )
        case "csv":
            from annotations.export.table import export_csv

            return export_csv(articles, bom=bom)
        case "jsonld":
            from annotations.export.jsonld import export_jsonld

            return export_jsonld(articles)
        case "refi":
            from annotations.export.refi_qda import export_refi_qda

            return export_refi_qda(articles, tags=looks(book))
    from annotations.export.yaml import export_yaml

    return export_yaml((article.path, article.sidecar) for article in articles)
