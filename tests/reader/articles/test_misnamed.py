"""A file is what its first bytes say, whatever it is called; and what is not supported says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.articles import format_of
from reader.errors import UnreadableArticleError
from tests.reader.articles.formats.archives import docx, epub, odt, paragraph, zipped
from tests.reader.articles.formats.test_html import PAGE
from tests.reader.articles.formats.test_messages import web_archive
from tests.reader.articles.looks import bodies

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.articles.conftest import Read


@pytest.mark.parametrize(
    ("content", "name", "format_name"),
    [
        (PAGE, "saved", "HTML"),
        ("\ufeff<!-- a remark -->\n" + PAGE, "saved.txt", "HTML"),
        (PAGE, "report.pdf", "HTML"),
        (web_archive(PAGE), "saved.html", "MHTML"),
        (docx(paragraph("Text.")), "letter.txt", "DOCX"),
        (odt("<text:p>Text.</text:p>"), "letter.docx", "ODT"),
        (epub({"a": "<p>Text.</p>"}), "book", "EPUB"),
        ("<html> is how a page begins, as a rule.", "notes.md", "Markdown"),
        ("PDF is a format; %PDF- is how it begins.", "notes.txt", "plain text"),
    ],
    ids=["page", "page with a mark", "page for PDF", "archive", "Word", "ODT", "book", "Markdown",
         "text"],
)  # fmt: skip
def test_what_is_inside_counts(
    article: Read, content: str | bytes, name: str, format_name: str
) -> None:
    made = article(content, name)
    assert made.format == format_name
    assert bodies(made)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({"a.txt": "text"}), "zip archive; unpack it"),
        (b"\x1f\x8b\x08\0rest", "compressed with gzip; unpack it"),
        (b"AT&TFORM\0\0rest", "DjVu"),
        (b"{\\rtf1 text}", "RTF"),
    ],
)
def test_what_is_known_and_not_supported_is_named(
    article: Read, content: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        article(content, "a.txt")


def test_kinds_are_told_by_the_suffix(articles: Path) -> None:
    kinds = {
        "a.HTM": "HTML", "a.mht": "MHTML", "a.pdf": "PDF", "a.epub": "EPUB", "a.docx": "DOCX",
        "a.odt": "ODT", "a.rst": "reStructuredText", "a.org": "Org", "a.eml": "e-mail",
        "Dr. Smith on tariffs": "plain text", "draft 1.2": "plain text",
    }  # fmt: skip
    found = {name: getattr(format_of(articles / name), "name", None) for name in kinds}
    assert found == kinds
    assert format_of(articles / "a.exe") is None
