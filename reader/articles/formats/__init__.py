"""The formats of articles: a module each, with a ``parse(data) -> Draft``, and what they share."""

from reader.articles.formats.known import format_in, format_named, format_of

__all__ = ["format_in", "format_named", "format_of"]
