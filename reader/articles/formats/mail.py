"""Saved e-mail: newsletters and letters, with subject, senders and date."""

from __future__ import annotations

from dataclasses import replace
from email.utils import getaddresses
from typing import TYPE_CHECKING

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated
from reader.articles.formats.html import from_page
from reader.articles.formats.messages import content, header, is_page, message_in, texts
from reader.articles.formats.plain_text import from_text
from reader.articles.pieces import Piece, compose
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.drafts import Draft


_MOST_PARTS = 200
"""Texts in one message; a digest of a mailing list has some dozens, and each page of them is
worth some 20 ms however short it is."""


def parse(data: bytes) -> Draft:
    """Read ``data`` as a message."""
    message = message_in(data)
    parts = list(texts(message))
    if len(parts) > _MOST_PARTS:
        raise UnreadableArticleError(f"it is a message in more than {_MOST_PARTS} parts")
    drafts = [
        from_page(text) if is_page(part) else from_text(text)
        for part in parts
        if (text := content(part)).strip()
    ]
    if not drafts:
        raise UnreadableArticleError("it is a message without text")
    draft = drafts[0] if len(drafts) == 1 else compose(_pieces(drafts))
    senders = _senders(header(message, "From"))
    return replace(
        draft,
        stated=Stated(
            title=header(message, "Subject"),
            authors=tuple(name or address for name, address in senders),
            date=parse_date(header(message, "Date")),
        ),
        guessed=Stated(),
    )


def _senders(stated: str) -> list[tuple[str, str]]:
    """The names and addresses in a header; nothing for what the standard parser cannot end."""
    try:
        return getaddresses([stated])
    except RecursionError:
        return []


def _pieces(drafts: Sequence[Draft]) -> Iterator[Piece]:
    """The blocks of several parts, one after the other."""
    for draft in drafts:
        for block in draft.blocks:
            yield Piece(draft.text[block.start : block.end], block.role, block.level)
