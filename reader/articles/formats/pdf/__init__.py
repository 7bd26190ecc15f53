"""PDF: text in reading order, paragraphs and headings made out from where the lines stand.

A PDF knows places, not paragraphs. PDFium gives words and where they stand (``probe``,
``characters``, ``lines``); from there on all is geometry on plain values: the order of the lines
(``order``), what wavers in scans (``scans``), heads and feet (``furniture``), columns, paragraphs
and footnotes (``flow``). A page that cannot be read costs only itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from reader.articles.drafts import Stated
from reader.articles.formats.pdf.document import read_labels, read_stated
from reader.articles.formats.pdf.flow import flow
from reader.articles.formats.pdf.furniture import drop_furniture
from reader.articles.formats.pdf.layout import PageLines
from reader.articles.formats.pdf.lines import read_page
from reader.articles.formats.pdf.order import in_reading_order
from reader.articles.formats.pdf.scans import level
from reader.articles.pieces import compose
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from reader.articles.drafts import Draft

_MOST_PAGES = 50_000
_MOST_FAILURES = 1_000
"""Pages on end that cannot be read, after which the rest is given up: the count was a lie."""


def parse(data: bytes) -> Draft:
    """Read ``data`` as PDF.

    Raises :class:`~reader.errors.UnreadableArticleError` when it is damaged, protected by a
    password, or holds no text.
    """
    with _open(data) as document:
        pages = _read_pages(document)
        if not any(page.lines for page in pages):
            raise UnreadableArticleError(
                "its pages are pictures without text; run OCR on it (ocrmypdf, for example)"
            )
        labels = read_labels(document, len(pages))
        stated = read_stated(document)
    text = flow(drop_furniture(level(pages)))
    return compose(text.pieces, stated, labels, Stated(title=text.title))


def _open(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        match error.err_code:
            case pdfium.FPDF_ERR_PASSWORD:
                reason = "it is protected by a password"
            case pdfium.FPDF_ERR_SECURITY:
                reason = "it is encrypted in a way that is not supported"
            case _:
                reason = "it is a damaged PDF"
        raise UnreadableArticleError(reason) from error


def _read_pages(document: PdfDocument) -> list[PageLines]:
    pages: list[PageLines] = []
    failures = 0
    for number in range(min(len(document), _MOST_PAGES)):
        try:
            page = document[number]
        except PdfiumError:
            failures += 1
            pages.append(PageLines())
            if failures == _MOST_FAILURES:
                return pages[:-failures]
            continue
        failures = 0
        try:
            laid_out = read_page(page)
        except PdfiumError:
            pages.append(PageLines())
        else:
            lines = in_reading_order(laid_out.lines)
            pages.append(replace(laid_out, lines=tuple(lines)))
        finally:
            page.close()
    return pages
