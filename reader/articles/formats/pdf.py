"""PDF."""

from reader.articles.pdf import parse

__all__ = ["parse"]
