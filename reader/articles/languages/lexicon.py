"""What is known of each language: its small words, its endings, its letters.

Kept as plain tables under ``data`` that a speaker can correct without reading code. A language is
named by its ISO 639-1 code everywhere, and its line runs from the most frequent to the least.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def small_words() -> dict[str, tuple[str, ...]]:
    """The most frequent words of each language, in lower case."""
    return {language: tuple(rest) for language, *rest in _lines("small_words.txt")}


@cache
def endings() -> dict[str, tuple[str, ...]]:
    """Endings of longer words that are frequent in each language, in lower case."""
    return {language: tuple(rest) for language, *rest in _lines("endings.txt")}


@cache
def letters() -> dict[str, str]:
    """The lower-case letters beyond a to z that each language is written with, in NFC."""
    return {language: rest[0] for language, *rest in _lines("letters.txt")}


@cache
def frequent_characters() -> dict[str, str]:
    """The most frequent Han characters or Hangul, by BCP 47 tag: zh-Hans, zh-Hant, ja, ko."""
    return {
        tag: "".join(dict.fromkeys(rest[0])) for tag, *rest in _lines("frequent_characters.txt")
    }


def _lines(name: str) -> list[list[str]]:
    table = files("reader.articles.languages").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split() for line in table.splitlines() if line and line[0] != "#"]
