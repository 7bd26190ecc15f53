"""Bytes become characters, whatever a file was saved as and whether it says so or not."""

from reader.articles.encodings.decoding import decode

__all__ = ["decode"]
