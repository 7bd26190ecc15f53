"""Web pages saved whole in one MHTML file: the page in it is read, the pictures are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.formats.html import from_page
from reader.articles.formats.messages import content, first_part, header, message_in
from reader.articles.formats.page_metadata import declared_encoding
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from reader.articles.drafts import Draft

_PAGES = ("text/html", "application/xhtml+xml")


def parse(data: bytes) -> Draft:
    """Read ``data`` as MHTML."""
    message = message_in(data)
    page = first_part(message, _PAGES)
    if page is None:
        raise UnreadableArticleError("it is an MHTML file without a page")
    address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    payload = page.get_payload(decode=True)
    declared = declared_encoding(payload) if isinstance(payload, bytes) else ""
    return from_page(content(page, declared), address if "://" in address else "")
