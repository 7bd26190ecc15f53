"""Plain text: no markup at all, so the structure is read from the shape of the lines."""

from __future__ import annotations

from reader.articles.drafts import Draft
from reader.articles.roles import assign_roles
from reader.articles.sanitising import sanitise
from reader.articles.wrapping import paragraphs


def parse(raw: str) -> Draft:
    """Read ``raw`` as plain text."""
    text = sanitise(raw)
    return Draft(text, assign_roles(text, paragraphs(text)))
