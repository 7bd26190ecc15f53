"""Web pages saved whole in one MHTML file: the page in it is read, the pictures are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.formats.html import from_page
from reader.articles.formats.messages import content, header, is_page, message_in, payload
from reader.articles.formats.page_metadata import declared_encoding
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from reader.articles.drafts import Draft


def parse(data: bytes) -> Draft:
    """Read ``data`` as MHTML."""
    message = message_in(data)
    page = next((part for part in message.walk() if is_page(part)), None)
    if page is None:
        raise UnreadableArticleError("it is an MHTML file without a page")
    address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    text = content(page, declared_encoding(payload(page)))
    return from_page(text, address if "://" in address else "")
