"""UTF-16 and UTF-32 without the mark that should begin them, told from binary data.

A wide encoding read rightly is nearly all common characters; read wrongly, or made of a program's
bytes, it is full of rare, unassigned and private ones.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from reader.languages.frequencies import is_common
from reader.languages.scripts import HAN, HANGUL, LATIN, script_of

WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_WIDTH = 4
_PART = 4_096
"""Bytes looked at in each of three places; a multiple of the width."""
_SHARE = 0.9
"""Of the characters, how many must be common."""
_MOST_ACCENTED = 0.75
"""Latin letters beyond the first 256 characters for each of ASCII: Vietnamese has the most."""
_FEWEST = 2
"""Characters."""


def find_wide(data: bytes) -> str:
    """The name of the wide encoding that ``data`` is in without a mark, or empty."""
    ranked = sorted(((_common(data, encoding), -at) for at, encoding in enumerate(WIDE)))
    share, at = ranked[-1]
    return WIDE[-at] if share >= _SHARE else ""


def _common(data: bytes, encoding: str) -> float:
    """Share of common characters in samples of ``data`` read in ``encoding``."""
    middle = len(data) // 2 // _WIDTH * _WIDTH
    end = max(0, (len(data) - _PART) // _WIDTH * _WIDTH)
    starts = sorted({0, middle, end}) if len(data) > _PART else [0]
    parts = [data[start : start + _PART].decode(encoding, "replace") for start in starts]
    counts = Counter("".join(parts).removesuffix("\N{REPLACEMENT CHARACTER}"))
    total = counts.total()
    if total < _FEWEST:
        return 0.0
    scripts: Counter[str] = Counter()
    plain = good = signs = 0
    for character, count in counts.items():
        script = script_of(character)
        if character < "\x80":
            good += count * (character.isprintable() or character in "\t\n\r\f\x1a")
            plain += count * character.isalpha()
        elif script == LATIN and character < "\u0100":
            good += count
        elif script in (HAN, HANGUL):
            good += count * is_common(character)
        elif script:
            scripts[script] += count
        elif character != "\N{REPLACEMENT CHARACTER}":
            signs += count * (unicodedata.category(character)[0] in "PSZN")
    # Accented letters stand among plain ones, and signs among whatever is written.
    scripts[LATIN] = min(scripts[LATIN], int(_MOST_ACCENTED * plain))
    # A text has a script or two beside the common ones, a program's bytes have all.
    good += sum(count for _, count in scripts.most_common(2))
    return (good + min(signs, good)) / total
