"""Which language a paragraph is in, and what is known of each language to tell."""

from reader.articles.languages.guess import guess_language

__all__ = ["guess_language"]
