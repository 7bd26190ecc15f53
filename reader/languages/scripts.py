"""Which script a letter is of, and which languages are written in it.

Only the scripts that matter to the guessing of languages and encodings have a name here; every
other letter is of the script ``""``. The ranges are the blocks of the Unicode Standard.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from reader.languages.known import languages

LATIN, CYRILLIC, ARABIC, HEBREW, DEVANAGARI = "Latn", "Cyrl", "Arab", "Hebr", "Deva"
GREEK, THAI, HAN, KANA, HANGUL = "Grek", "Thai", "Hani", "Kana", "Hang"
"""Codes of ISO 15924; ``Kana`` stands for both Hiragana and Katakana."""

_BLOCKS = (
    (0x41, 0x5A, LATIN),
    (0x61, 0x7A, LATIN),
    (0xC0, 0x24F, LATIN),
    (0x370, 0x3FF, GREEK),
    (0x400, 0x52F, CYRILLIC),
    (0x531, 0x58F, "Armn"),
    (0x590, 0x5FF, HEBREW),
    (0x600, 0x6FF, ARABIC),
    (0x750, 0x77F, ARABIC),
    (0x900, 0x97F, DEVANAGARI),
    (0x980, 0x9FF, "Beng"),
    (0xA00, 0xA7F, "Guru"),
    (0xA80, 0xAFF, "Gujr"),
    (0xB00, 0xB7F, "Orya"),
    (0xB80, 0xBFF, "Taml"),
    (0xC00, 0xC7F, "Telu"),
    (0xC80, 0xCFF, "Knda"),
    (0xD00, 0xD7F, "Mlym"),
    (0xD80, 0xDFF, "Sinh"),
    (0xE00, 0xE7F, THAI),
    (0xE80, 0xEFF, "Laoo"),
    (0xF00, 0xFFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, HANGUL),
    (0x1200, 0x137F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1E00, 0x1EFF, LATIN),
    (0x1F00, 0x1FFF, GREEK),
    (0x3005, 0x3007, HAN),
    (0x3041, 0x30FF, KANA),
    (0x3400, 0x9FFF, HAN),
    (0xAC00, 0xD7A3, HANGUL),
    (0xF900, 0xFAFF, HAN),
    (0xFB1D, 0xFB4F, HEBREW),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE70, 0xFEFC, ARABIC),
    (0xFF66, 0xFF9F, KANA),
    (0x20000, 0x3FFFF, HAN),
)


@cache
def _starts() -> list[int]:
    return [first for first, _, _ in _BLOCKS]


def script_of(character: str) -> str:
    """The ISO 15924 code of the script of a letter or vowel sign, or empty."""
    code = ord(character)
    number = bisect_right(_starts(), code) - 1
    if number < 0 or code > _BLOCKS[number][1]:
        return ""
    return _BLOCKS[number][2] if character not in "×÷・·\u060c\u061b\u061f" else ""


@cache
def languages_in(script: str) -> tuple[str, ...]:
    """The codes of the languages that are written in a script."""
    return tuple(code for code, known in languages().items() if known.script == script)
