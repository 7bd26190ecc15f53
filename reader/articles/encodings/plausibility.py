"""How much some characters look like writing: what ranks the readings of undeclared bytes.

A naive Bayes estimate over pairs of reading and language. Each character beyond ASCII costs the
logarithm of its frequency in the language, each break of the habits of writing (a capital after a
small letter, a symbol or another script within a word) costs a fixed sum, and the small words
that a reading yields are a gain. Characters of ASCII are the same in every reading, and cost
nothing; their words only tell which languages to expect.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.languages.frequencies import EAST_ASIAN, frequency
from reader.languages.scripts import (
    ARABIC,
    CYRILLIC,
    GREEK,
    HEBREW,
    LATIN,
    THAI,
    languages_in,
    script_of,
)
from reader.languages.votes import WORD, vote

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNEXPECTED, _UNEXPECTED_EACH = -8.0, -3.0
"""The most (nats) that the words in ASCII can speak against a language: in all, and besides for
each character beyond ASCII, for a text may be in two languages."""
_CLEARLY_LATIN = 8.0
"""Nats of the words in ASCII from which on they are a text of their own."""
_SHARE_OF_SCRIPT = 0.15
"""Share of the letters beyond ASCII that makes a script's languages worth trying."""
_LETTER_OF_SCRIPT = {LATIN: "a", CYRILLIC: "c", GREEK: "g", HEBREW: "h", ARABIC: "r", THAI: "t"}
_OPENING, _CLOSING, _WITHIN_WORDS = "“„‘‚‹", "”’›", "–—…·\u00ad«»"


@dataclass(frozen=True, slots=True)
class Plausibility:
    """What the rating of a reading found."""

    score: float
    """Nats, to be compared with other readings of the same bytes."""
    language: str
    """The language the reading is most plausible in, or empty."""
    characters: int
    """How many characters beyond ASCII were rated."""


def plausibility(text: str) -> Plausibility:
    """How plausible ``text`` is as one reading of some bytes."""
    if max(text, default="") >= "\u0300" and re.search("[\u0300-\u036f]", text):
        text = unicodedata.normalize("NFC", text)
    counts = {c: n for c, n in Counter(text).items() if c >= "\x80"}
    within, beyond = _words(text)
    expected = vote(within).scores
    top = max(expected.values(), default=0.0)
    gained = vote(beyond).scores
    least = _UNEXPECTED + _UNEXPECTED_EACH * sum(counts.values())
    best, language = float("-inf"), ""
    for candidate in _candidates(counts):
        cost = sum(count * frequency(candidate, c) for c, count in counts.items())
        if candidate in languages_in(LATIN):
            cost += max(least, expected.get(candidate, 0.0) - top)
        elif candidate and top > _CLEARLY_LATIN:
            cost += _UNEXPECTED
        cost += gained.get(candidate, 0.0)
        if cost > best:
            best, language = cost, candidate
    shape = text.translate({ord(c): _shape(c) for c in set(text)})
    best += sum(worth * len(pattern.findall(shape)) for pattern, worth in _habits())
    return Plausibility(best, language, sum(counts.values()))


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words in ASCII, and the others."""
    within: list[str] = []
    beyond: list[str] = []
    for word in WORD.findall(text.lower()):
        (within if word.isascii() else beyond).append(word)
    return within, beyond


def _candidates(counts: dict[str, int]) -> Iterable[str]:
    scripts: Counter[str] = Counter()
    for character, count in counts.items():
        scripts[script_of(character)] += count
    del scripts[""]
    enough = _SHARE_OF_SCRIPT * scripts.total()
    yield ""
    if scripts[LATIN] >= enough:
        yield from languages_in(LATIN)
    tried: set[str] = set()
    for script, count in scripts.items():
        if count >= enough and script != LATIN:
            tried.update(EAST_ASIAN.get(script) or languages_in(script))
    yield from sorted(tried)


@cache
def _habits() -> tuple[tuple[re.Pattern[str], float], ...]:
    """What careful writing does not do, over shapes, and what it costs each time (nats)."""
    letter = "[aAcCgGhrtk]"
    return (
        (re.compile("(?<=[acg])[ACG]"), -3.0),  # a capital after a small letter
        (re.compile(f"(?<={letter})s(?={letter})"), -5.0),  # a symbol within a word
        (re.compile("[aA](?=[cCgGhrt])|[cC](?=[aAgGhrt])|[gG](?=[aAcChrt])"), -5.0),
        (re.compile("[hrt](?=[aAcCgG])|h(?=[rt])|r(?=[ht])|t(?=[hr])"), -5.0),
        (re.compile("(?<=[aAcCgG])o(?=[aAcCgG])"), -6.0),  # a quotation begins within a word
        (re.compile("(?<=[acg])n(?=[acg])"), -1.5),  # a space within a word, if it is no word
        (re.compile("(?<![^ ])q(?=[aAcCgG])"), -2.5),  # or ends before one
        (re.compile("(?<![^ ])A(?![^ ])"), -3.0),  # a capital stands alone
        (re.compile("(?<![aAcCgGhr])m"), -4.0),  # an accent over nothing
        (re.compile(f"b(?={letter})|(?<={letter})b"), -4.0),  # a table's rule touches a letter
    )


@cache
def _shape(character: str) -> str:
    """One letter for what matters of a character: its script, its case, its place in a word."""
    script = script_of(character)
    if script:
        letter = _LETTER_OF_SCRIPT.get(script, "k")
        return letter.upper() if character.isupper() else letter
    if character < "\x80":
        return "0" if character.isdigit() else " " if character.isspace() else "p"
    if character == "\u00a0":
        return "n"
    if character in _OPENING:
        return "o"
    if character in _CLOSING:
        return "q"
    if character in _WITHIN_WORDS:
        return "d"
    if "\u2500" <= character <= "\u259f":
        return "b"
    category = unicodedata.category(character)
    return {"Z": " ", "M": "m", "L": "a"}.get(category[0], "s")
