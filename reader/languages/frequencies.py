"""How frequent a character beyond ASCII is in a language, as far as telling encodings needs it.

Estimates, not measurements: the order of a language's letters is known, their shares follow from
the order. What the lists do not name is rated by its kind.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache

from reader.languages.known import language
from reader.languages.scripts import (
    ARABIC,
    CYRILLIC,
    GREEK,
    HAN,
    HANGUL,
    HEBREW,
    KANA,
    LATIN,
    THAI,
    script_of,
)

EAST_ASIAN = {HAN: ("zh-Hans", "zh-Hant", "ja"), KANA: ("ja",), HANGUL: ("ko",)}
"""The tags of the lists of frequent characters, by script."""

IMPOSSIBLE = -16.0
"""Of what no text holds: undecodable, unassigned, private, a control code."""

_CAPITALS = 0.08
"""Share of capitals among a letter's uses."""
_FREQUENT, _ZIPF_OFFSET = 0.65, 30
"""Share of the listed characters in an East Asian text, and how flat their shares begin."""
_LONG_ALPHABET = 24
"""Letters from which on an alphabet is a whole one, whose shares fall slowly."""
_BORROWERS = frozenset(("en", "id", "sw"))
_BORROWED_SHARE = 0.15
"""Of what is beyond ASCII in languages whose own words are all within it, the share of letters."""
_TYPOGRAPHY = "“”’–…«»„‘—\u00a0"
_SIGNS = "€§°·•©®™£×¿¡"
_MARKS = "ºª½‹›±−\u00ad"
_BETWEEN_IDEOGRAPHS = "、。，：；？！「」『』（）《》・ー〜～　【】"
_WELL_TRAVELLED = "éüöäáèíóñçøåàæãšžčłřêâôîïëúıćß"
"""Latin letters that names carry into other languages."""
_KINDS = {"L": -11.0, "M": -11.0, "N": -11.0, "P": -10.0, "S": -11.0, "Z": -11.0, "C": IMPOSSIBLE}
"""Nats by the first letter of the general category, for what is not rated otherwise."""
_SCRIPTS = {
    LATIN: -10.0,
    CYRILLIC: -10.0,
    GREEK: -10.0,
    HEBREW: -9.0,
    ARABIC: -9.0,
    THAI: -9.0,
    KANA: -10.0,
    HAN: -13.0,
    HANGUL: -12.0,
}
"""Nats by script, for letters that are not in the list of the language."""


@cache
def frequency(tag: str, character: str) -> float:
    """The logarithm (nats) of the share of ``character`` among those beyond ASCII.

    ``tag`` is the code of a language, with the script for Chinese: ``zh-Hans``.
    """
    return _listed(tag).get(character) or _rated(character)


@cache
def _listed(tag: str) -> dict[str, float]:
    known = language(tag.partition("-")[0])
    if known.characters:
        return _east_asian(tag, known.characters[tag])
    alphabet = known.letters
    flat = len(alphabet) > _LONG_ALPHABET
    weights = [
        math.exp(-4 * rank / len(alphabet)) if flat else 1 / (rank + 1)
        for rank in range(len(alphabet))
    ]
    shares: dict[str, float] = {}
    whole = sum(weights) / (_BORROWED_SHARE if tag in _BORROWERS else 1)
    for letter, weight in zip(alphabet, weights, strict=True):
        share = weight / whole
        shares.setdefault(letter, math.log(share))
        if len(letter.upper()) == 1 and letter.upper() != letter:
            shares.setdefault(letter.upper(), math.log(share * _CAPITALS))
    return shares


def _east_asian(tag: str, listed: str) -> dict[str, float]:
    weights = [1 / (rank + _ZIPF_OFFSET) for rank in range(len(listed))]
    shares = dict.fromkeys(_BETWEEN_IDEOGRAPHS, -4.5)
    shares |= dict.fromkeys(_standard(tag), -9.5 if tag != "ko" else -8.5)
    if tag == "ja":
        kana = {chr(code): -5.0 for code in (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7))}
        shares |= {**kana, "ー": -4.5, "々": -7.0}
    for character, weight in zip(listed, weights, strict=True):
        shares[character] = math.log(_FREQUENT * weight / sum(weights))
    return shares


@cache
def _standard(tag: str) -> frozenset[str]:
    """The characters that the standard of the language ranks as common: its first level."""
    codec, first, last, lowest = {
        "zh-Hans": ("gb2312", 0xB0, 0xD7, 0xA1),
        "zh-Hant": ("big5", 0xA4, 0xC6, 0x40),
        "ja": ("euc_jp", 0xB0, 0xCF, 0xA1),
        "ko": ("euc_kr", 0xB0, 0xC8, 0xA1),
    }[tag]
    rows = range(first, last + 1)
    data = b"".join(bytes((row, cell)) for row in rows for cell in range(lowest, 0xFF))
    return frozenset(data.decode(codec, "ignore")) - frozenset(map(chr, range(0x80)))


def is_common(character: str) -> bool:
    """Whether an East Asian character is among the common ones of any language."""
    return any(character in _listed(tag) for tags in EAST_ASIAN.values() for tag in tags)


def _rated(character: str) -> float:
    if character in _TYPOGRAPHY:
        return -3.5
    if character in _SIGNS:
        return -5.0
    if character in _MARKS:
        return -6.0
    category = unicodedata.category(character)
    if character == "\N{REPLACEMENT CHARACTER}" or category in ("Cc", "Cn", "Co", "Cs"):
        return IMPOSSIBLE
    if "\u2500" <= character <= "\u259f":
        return -6.0
    if category == "Ll" and character in _WELL_TRAVELLED:
        return -7.5
    if category == "Lu" and character.lower() in _WELL_TRAVELLED:
        return -9.0
    script = script_of(character)
    if script and category[0] in "LM":
        return _SCRIPTS.get(script, -12.0)
    return -9.0 if character < "\u0100" and category[0] in "PS" else _KINDS[category[0]]
