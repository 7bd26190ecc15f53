"""What one term of a query means: a word with its wildcards or tilde, or a phrase, in a field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.index.query.bounds import LONGEST_PATTERN, shortened
from reader.index.query.dates import read_date_range
from reader.index.query.fields import WHOLE, canonical_possession
from reader.index.query.nodes import (
    EXACTLY,
    Everything,
    Fuzzy,
    Has,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from reader.index.query.tokens import ADDRESS, TokenKind

if TYPE_CHECKING:
    from reader.index.query.nodes import Leaf
    from reader.index.query.tokens import Token

_STARS = re.compile(r"\*+")
_ADDRESS = re.compile(f"{EXACTLY}?{ADDRESS}")
"""A web address, whose signs are its own."""
_FUZZY = re.compile(r"([^~]+)~([0-9]*)")
_DISTANCES = ("1", "2")


def read_term(token: Token, field: str, query: str) -> Leaf:
    """The leaf that ``token``, a word or a phrase, stands for in ``field`` (empty for none).

    Raises QueryError when the field does not take such a value.
    """
    phrase = token.kind is TokenKind.PHRASE
    words = tuple(token.text.split())
    place = token.position
    if field == "has":
        return Has(canonical_possession(" ".join(words), query, place), place)
    if field == "date" and (phrase or token.text != "*"):
        value_place = place + (1 + _indent(token.text) if phrase else 0)
        return read_date_range(" ".join(words), query, value_place)
    if phrase:
        if token.exact and field not in WHOLE:
            words = tuple(f"{EXACTLY}{word.removeprefix(EXACTLY)}" for word in words)
        return Phrase(words, field, token.slop, place)
    return _read_word(token.text, field, query, place)


def _read_word(text: str, field: str, query: str, place: int) -> Leaf:
    if field in WHOLE and text.startswith(EXACTLY) and text != EXACTLY:
        return _read_word(text[1:], field, query, place + 1)
    if _ADDRESS.match(text):
        return Word(text, field, place)
    if text == EXACTLY:
        raise QueryError(
            "An equals sign must stand directly before a word or a quotation mark. "
            "Close the gap, or remove the sign.",
            query,
            place,
        )
    if text.startswith(EXACTLY) and (_FUZZY.fullmatch(text) or "*" in text or "?" in text):
        # What is looked for by its letters is spelt so anyhow.
        return _read_word(text[1:], field, query, place + 1)
    match = _FUZZY.fullmatch(text)
    if match is not None:
        return _read_fuzzy(match, field, query, place)
    if "*" not in text and "?" not in text:
        return Word(text, field, place)
    if len(text) > LONGEST_PATTERN:
        raise QueryError(
            f"A pattern has at most {LONGEST_PATTERN} characters. Shorten it, "
            "or put the words in quotation marks.",
            query,
            place,
        )
    pattern = _STARS.sub("*", text)
    if pattern == "*":
        return Wildcard(pattern, field, place) if field else Everything(place)
    beginning = pattern[:-1]
    if pattern.endswith("*") and "*" not in beginning and "?" not in beginning:
        return Prefix(beginning, field, place)
    return Wildcard(pattern, field, place)


def _read_fuzzy(match: re.Match[str], field: str, query: str, place: int) -> Fuzzy:
    text, digits = match.groups()
    if "*" in text or "?" in text:
        raise QueryError(
            "A word cannot have both a wildcard and a tilde. Keep one of them.", query, place
        )
    distance = digits or "1"
    if distance not in _DISTANCES:
        raise QueryError(
            f"A near spelling may differ by 1 or 2 letters. "
            f"Write {shortened(text)}~ or {shortened(text)}~2, "
            "or put the word in quotation marks.",
            query,
            place + match.end(1),
        )
    return Fuzzy(text, field, int(distance), place)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
