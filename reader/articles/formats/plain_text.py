"""Plain text: no markup at all, so the structure is read from the shape of the lines.

A form feed ends a page, as programs that turn PDF into text write it.
"""

from __future__ import annotations

from reader.articles.drafts import Draft
from reader.articles.encodings import decode
from reader.articles.model import Page
from reader.articles.pieces import PAGE_END
from reader.articles.roles import assign_roles
from reader.articles.sanitising import sanitise
from reader.articles.wrapping import paragraphs, unwrap_unspaced


def parse(data: bytes) -> Draft:
    """Read ``data`` as plain text."""
    return from_text(decode(data))


def from_text(raw: str) -> Draft:
    """The draft of the characters of a plain text."""
    parts = [unwrap_unspaced(sanitise(part)) for part in raw.removesuffix(PAGE_END).split(PAGE_END)]
    text = "\n".join(parts)
    pages: list[Page] = []
    start = 0
    for number, part in enumerate(parts, 1):
        pages.append(Page(start, str(number)))
        start += len(part) + 1
    return Draft(
        text,
        assign_roles(text, paragraphs(text)),
        pages=tuple(pages) if len(pages) > 1 else (),
    )
