"""Which kinds of file are articles, and what a file is whatever its name says.

A name is believed unless the first bytes say otherwise beyond doubt: downloads are misnamed often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles.drafts import Draft


class FormatModule(Protocol):
    """What a format's module offers."""

    def parse(self, data: bytes) -> Draft:
        """The draft of a file's content.

        Raises :class:`~reader.errors.UnreadableArticleError`, its text the reason alone.
        """
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be read."""

    name: str
    module: str
    """The name, in this package, of the module that is imported when a file of it comes by."""
    suffixes: tuple[str, ...]
    """Lower case, with the dot; ``""`` for names without one."""


PLAIN_TEXT = Format("plain text", "plain_text", ("", ".txt", ".text", ".log", ".asc"))
MARKDOWN = Format("Markdown", "markdown", (".md", ".markdown", ".mkd"))
RST = Format("reStructuredText", "rst", (".rst", ".rest"))
ORG = Format("Org", "org", (".org",))
HTML = Format("HTML", "html", (".html", ".htm", ".xhtml", ".xht"))
MHTML = Format("MHTML", "mhtml", (".mhtml", ".mht"))
MAIL = Format("e-mail", "mail", (".eml",))
PDF = Format("PDF", "pdf", (".pdf",))
EPUB = Format("EPUB", "epub", (".epub",))
DOCX = Format("DOCX", "docx", (".docx", ".docm"))
ODT = Format("ODT", "odt", (".odt", ".ott", ".fodt"))

FORMATS = (PLAIN_TEXT, MARKDOWN, RST, ORG, HTML, MHTML, MAIL, PDF, EPUB, DOCX, ODT)

_BY_SUFFIX = {suffix: known for known in reversed(FORMATS) for suffix in known.suffixes}
_HEAD = 4096
"""Bytes in which a file says what it is."""
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--.{0,1000}?-->)*(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*content-type:\s*multipart/related", re.IGNORECASE
)
_REFUSED = {
    b"{\\rtf": "an RTF file, which is not supported; save it as .docx, .odt or .txt",
    b"\xd0\xcf\x11\xe0": "an old or password-protected Office file, which is not supported; "
    "save it as .docx or .odt, without a password",
    b"AT&TFORM": "a DjVu file, which is not supported; convert it to PDF",
    b"\x1f\x8b": "compressed with gzip; unpack it",
    b"\xfd7zXZ\0": "compressed with xz; unpack it",
    b"Rar!\x1a": "a RAR archive; unpack it",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it",
}


def format_of(path: Path) -> Format | None:
    """The format that ``path`` would be read as, by its name; None when it is not one of ours."""
    return format_named(path.name)


def format_named(name: str) -> Format | None:
    """The format that a file called ``name`` would be read as; None when it is not one of ours.

    What follows the full stop in "Dr. Smith on tariffs" or "draft 1.2" is no suffix.
    """
    stem, stop, suffix = name.rpartition(".")
    if not stem or not suffix or " " in suffix or suffix.isdigit():
        return _BY_SUFFIX.get("")
    return _BY_SUFFIX.get((stop + suffix).lower())


def format_in(data: bytes, named: Format) -> Format:
    """The format that ``data`` is in, where its name says ``named``.

    Raises :class:`~reader.errors.UnreadableArticleError` for what is known and not supported.
    """
    head = data[:_HEAD]
    for beginning, what in _REFUSED.items():
        if head.startswith(beginning):
            raise UnreadableArticleError(f"it is {what}")
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, data, named)
    if named in (PLAIN_TEXT, HTML, PDF, MHTML) and _MHTML.match(head):
        return MHTML
    if named is not HTML and named is not MARKDOWN and _HTML.match(head):
        return HTML
    return named


def _zipped(head: bytes, data: bytes, named: Format) -> Format:
    """The format of a zip archive, which is told by what is in it."""
    if b"mimetypeapplication/epub+zip" in head:
        return EPUB
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
        return ODT
    if named in (EPUB, ODT, DOCX):
        return named
    if b"word/document.xml" in data:
        return DOCX
    raise UnreadableArticleError("it is a zip archive; unpack it")
