"""How much a query may be: long, deep, of many parts; and how much of one an error repeats.

Queries come from strangers, too. The bounds are far beyond what a person asks, and low enough
that whatever is done once for each letter, or each part, is soon done.
"""

from __future__ import annotations

from unicodedata import combining

from reader.errors import QueryError

LONGEST_QUERY = 50_000
"""Code points, of a query and of all that is put into it: 500 names with 100 for each."""
MOST_PARTS = 2_000
"""Words, phrases, dates and so on, with those of saved searches: four times 500 names."""
DEEPEST_NESTING = 50
"""Parentheses and negations inside one another."""
LONGEST_PATTERN = 500
"""Code points of a word with wildcards. The longest words that languages have are below 200; a
path may be asked for, too."""
_MOST_MARKS = 30
"""Combining marks in a row. Unicode's own bound for text that is read as it comes (UAX #15,
Stream-Safe Text Format), because putting them in order takes time with the square of their number.
"""
_MOST_SHOWN = 60
"""Code points of a word that an error repeats."""


def refuse_too_long(query: str) -> None:
    """Raise ``QueryError`` for a ``query`` that is too long, or has too many marks in a row."""
    if len(query) > LONGEST_QUERY:
        raise QueryError(
            f"The query is longer than {LONGEST_QUERY:,} characters. Shorten it.",
            query,
            LONGEST_QUERY,
        )
    if query.isascii():
        return
    marks = 0
    for place, sign in enumerate(query):
        marks = marks + 1 if combining(sign) else 0
        if marks > _MOST_MARKS:
            raise QueryError(
                f"More than {_MOST_MARKS} accents stand on one letter. Take some of them off.",
                query,
                place,
            )


def shortened(text: str) -> str:
    """``text`` as an error repeats it."""
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
