"""A file becomes an :class:`Article`: one text, its blocks, and what is known about it."""

from reader.articles.model import Article, Block, Metadata, Role
from reader.articles.reading import DEFAULT_SIZE_LIMIT, format_of, read
from reader.articles.tokens import Tokens, tokenise

__all__ = [
    "DEFAULT_SIZE_LIMIT",
    "Article",
    "Block",
    "Metadata",
    "Role",
    "Tokens",
    "format_of",
    "read",
    "tokenise",
]
