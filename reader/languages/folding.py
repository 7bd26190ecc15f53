"""Words in one plain spelling, whatever their case, accents and signs, and whatever their language.

A search looks for words folded, and an index holds them so. Folding may lengthen a word (ß becomes
ss): nothing keeps an offset through it.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from reader.languages.known import languages

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffd"
"""What stands within words unseen: soft hyphens, joiners, and places where a line may end; or what
was put in the place of such."""
_TATWEEL = "\u0640"
"""Lengthens an Arabic word on the line, and says nothing."""
_APOSTROPHES = "\u02bb\u02bc\u02be\u02bf"
"""Letters that look like signs, and are typed as such or left out: Hawaiʻi, пʼять, Kaʿba."""
_NOTHING = INVISIBLE + _TATWEEL + _APOSTROPHES
_WITHOUT = dict.fromkeys(map(ord, _NOTHING))
_KEPT = frozenset((0, 8, 9))
"""Combining classes of what is no mark, or part of a letter: か is not が, nor क क्."""


def plain(form: str) -> str:
    """``form`` as its letters are: of ordinary width, without what is not seen."""
    return form if form.isascii() else unicodedata.normalize("NFKC", form.translate(_WITHOUT))


def fold(form: str) -> str:
    """``form`` in lower case, without accents and points, in plain letters where there are such."""
    if form.isascii():
        return form.lower()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", form).casefold())
    letters = "".join(
        c for c in decomposed if unicodedata.combining(c) in _KEPT and c not in _NOTHING
    )
    if letters.isascii():
        return letters
    return unicodedata.normalize("NFC", letters.translate(_table()))


@cache
def _table() -> dict[int, str]:
    """What all languages fold, and the digits of all scripts."""
    table = {
        ord(letter): plainly
        for known in languages().values()
        for letter, plainly in known.folding.items()
    }
    return _Digits(table)


class _Digits(dict[int, str]):
    """A table that finds the digits of other scripts when they are asked for."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        digit = unicodedata.decimal(character, None)
        self[code] = found = character if digit is None else str(digit)
        return found
