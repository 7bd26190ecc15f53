"""Saved e-mail: newsletters and letters, with subject, sender and date."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr
from typing import TYPE_CHECKING

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated
from reader.articles.formats.html import from_page
from reader.articles.formats.messages import content, first_part, header, message_in
from reader.articles.formats.plain_text import from_text
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from reader.articles.drafts import Draft


def parse(data: bytes) -> Draft:
    """Read ``data`` as a message."""
    message = message_in(data)
    body = first_part(message, ("text/plain", "text/html"))
    if body is None:
        raise UnreadableArticleError("it is a message without text")
    text = content(body)
    draft = from_page(text) if body.get_content_type() == "text/html" else from_text(text)
    name, address = parseaddr(header(message, "From"))
    return replace(
        draft,
        stated=Stated(
            title=header(message, "Subject"),
            authors=(name or address,),
            date=parse_date(header(message, "Date")),
        ),
    )
