"""The one door through which strangers' text enters, where it loses its power over a terminal.

Invariant: what leaves :func:`sanitise` is NFC, has no line end but ``\\n``, no byte-order mark,
and no character that hides (see :mod:`annotations.characters`): those become visible placeholders,
one character for one, so that nothing is hidden and no offset moves.
"""

from __future__ import annotations

import re
import unicodedata

from annotations.characters import REPLACEMENT, is_visible, visible

_ENDING = "\r\v\f\x85\u2028\u2029"
_LINE_ENDS = re.compile(f"\r\n?|[{_ENDING}]")
_WIDTHLESS = "\u200b\u2060\ufeff"
_AT_BLANKS = re.compile(rf"(?<!\S)[{_WIDTHLESS}\xad]+|[{_WIDTHLESS}]+(?!\S)")
"""Left over from typesetting, in pages as in books: nothing is divided or joined there."""
_MOST_MARKS = 30
"""Combining marks in a row; what follows is no text, and putting it in order takes the square of
its length. The number is that of the stream-safe format (Unicode Standard Annex 15)."""
_SIGNS = re.compile(rf"[^\w\s!-~]{{{_MOST_MARKS + 1},}}")
"""Where there may be more: marks are neither letters nor white space nor ASCII."""
_SPACE = re.compile(r"\s+")


def sanitise(raw: str) -> str:
    """``raw`` as text that can be kept, counted in code points, and shown anywhere."""
    text = raw.lstrip("\ufeff")
    if _has_any(text, _ENDING):
        text = _LINE_ENDS.sub("\n", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SIGNS.sub(_bounded, text))
        if _has_any(text, f"{_WIDTHLESS}\xad"):
            text = _AT_BLANKS.sub(lambda match: " " * len(match.group()), text)
    return visible(text).replace("\t", " ")


def _bounded(signs: re.Match[str]) -> str:
    """The ``signs`` with placeholders for marks of which there are too many in a row."""
    kept, marks = [], 0
    for sign in signs.group():
        marks = marks + 1 if unicodedata.combining(sign) else 0
        kept.append(sign if marks <= _MOST_MARKS else REPLACEMENT)
    return "".join(kept)


def _has_any(text: str, characters: str) -> bool:
    """Whether ``text`` has one of ``characters``; for few, quicker than a pattern."""
    return any(character in text for character in characters)


def sanitise_line(raw: str) -> str:
    """``raw`` sanitised and on one line, as titles, names and tags are kept."""
    return _SPACE.sub(" ", sanitise(raw)).strip()


def is_harmless(name: str) -> bool:
    """Whether ``name``, of a file, can be shown on one line just as it is."""
    if name.isascii() and name.isprintable():
        return True
    return is_visible(name) and "\n" not in name and "\t" not in name


def is_unicode(text: str) -> bool:
    """Whether ``text`` has no half characters, which stand for bytes that are no UTF-8."""
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)
