"""What a PDF says of itself: its metadata, and the labels of its pages.

Much of what programs write there is no statement of anybody, such as the name of the file it was
made from; that is left out.
"""

from __future__ import annotations

import ctypes
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from reader.articles.drafts import Stated
from reader.articles.values import keywords, language_code, people, telling_title

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_DATE = re.compile(
    r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?)?"
)
_LONGEST_LABEL = 64
_LONGEST_TAG = 64


def read_stated(document: PdfDocument) -> Stated:
    """What the information dictionary and the catalogue state (ISO 32000-1, 14.3.3 and 14.9.2)."""
    return Stated(
        title=telling_title(_value(document, "Title")),
        authors=people(_value(document, "Author")),
        date=read_date(_value(document, "CreationDate")),
        language=language_code(_language_tag(document)),
        keywords=keywords([_value(document, "Keywords")]),
    )


def read_labels(document: PdfDocument, pages: int) -> list[str]:
    """The printed number of each of ``pages``: the file's own, or else counted from 1."""
    labels = [_label(document, number) for number in range(pages)]
    return labels if any(labels) else [str(number + 1) for number in range(pages)]


def read_date(stated: str) -> datetime | None:
    """The moment that a PDF date such as ``D:20240102030405+01'00'`` names, in UTC, or None."""
    match = _DATE.match(stated)
    if match is None:
        return None
    year, month, day, hour, minute, second = (
        int(part or least)
        for part, least in zip(match.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)
    )
    offset = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
    try:
        zone = timezone(-offset if match[8] == "-" else offset)
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(
            UTC
        )
    except (ValueError, OverflowError):
        return None


def _value(document: PdfDocument, key: str) -> str:
    name = key.encode() + b"\0"
    length = pdfium.FPDF_GetMetaText(document, name, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(document, name, buffer, length)
    return _decoded(buffer.raw)


def _label(document: PdfDocument, number: int) -> str:
    length = pdfium.FPDF_GetPageLabel(document, number, None, 0)
    if not 2 < length <= 2 * _LONGEST_LABEL:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetPageLabel(document, number, buffer, length)
    return _decoded(buffer.raw)


def _language_tag(document: PdfDocument) -> str:
    """The language tag of the catalogue (BCP 47), or empty."""
    buffer = (pdfium.FPDF_WCHAR * _LONGEST_TAG)()
    length = pdfium.FPDFCatalog_GetLanguage(document, buffer, ctypes.sizeof(buffer))
    return _decoded(bytes(buffer)[:length]) if length <= ctypes.sizeof(buffer) else ""


def _decoded(utf16: bytes) -> str:
    return utf16.decode("utf-16-le", "replace").split("\0", 1)[0].strip()
