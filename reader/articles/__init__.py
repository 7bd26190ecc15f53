"""A file becomes an :class:`Article`: one text, its blocks, and what is known about it."""

from reader.articles.formats import format_of
from reader.articles.model import Article, Block, Metadata, Page, Role
from reader.articles.reading import DEFAULT_SIZE_LIMIT, read
from reader.articles.tokens import Tokens, tokenise

__all__ = [
    "DEFAULT_SIZE_LIMIT",
    "Article",
    "Block",
    "Metadata",
    "Page",
    "Role",
    "Tokens",
    "format_of",
    "read",
    "tokenise",
]
