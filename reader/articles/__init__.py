"""A file becomes an :class:`Article`: one text, its blocks, and what is known about it."""

from reader.articles.formats import format_of
from reader.articles.limits import Limits
from reader.articles.model import Article, Block, Metadata, Page, Role
from reader.articles.reading import read
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
    "read",
    "tokenise",
]
