"""A file becomes an :class:`Article`: one text, its blocks, and what is known about it.

``reading`` does that; it is not imported by whoever only looks at articles.
"""

from reader.articles.formats import format_of
from reader.articles.limits import Limits
from reader.articles.model import Article, Block, Metadata, Page, Role
from reader.articles.tokens import Tokens, tokenise

__all__ = [
    "Article",
    "Block",
    "Limits",
    "Metadata",
    "Page",
    "Role",
    "Tokens",
    "format_of",
    "tokenise",
]
