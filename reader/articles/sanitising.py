"""The one door through which strangers' text enters, where it loses its power over a terminal.

Invariant: what leaves :func:`sanitise` is NFC, has no line end but ``\\n``, no byte-order mark,
and no control character or bidirectional override: those become visible placeholders, one
character for one, so that nothing is hidden and no offset moves.
"""

from __future__ import annotations

import re
import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _placeholders() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    table |= dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    table |= dict.fromkeys(range(0x202A, 0x202F), _REPLACEMENT)
    table |= dict.fromkeys(range(0x2066, 0x206A), _REPLACEMENT)
    table |= dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
    table[0x7F] = "\N{SYMBOL FOR DELETE}"
    table[ord("\t")] = " "
    del table[ord("\n")]
    return table


_PLACEHOLDERS = _placeholders()
_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def sanitise(raw: str) -> str:
    """``raw`` as text that can be kept, counted in code points, and shown anywhere."""
    text = _LINE_ENDS.sub("\n", raw.lstrip("\ufeff"))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.translate(_PLACEHOLDERS) if _HARMFUL.search(text) else text


def sanitise_line(raw: str) -> str:
    """``raw`` sanitised and on one line, as titles, names and tags are kept."""
    return _SPACE.sub(" ", sanitise(raw)).strip()


def is_harmless(name: str) -> bool:
    """Whether ``name``, of a file, can be shown on one line just as it is."""
    if name.isascii() and name.isprintable():
        return True
    return not (_HARMFUL.search(name) or "\n" in name or _LINE_ENDS.search(name))


def is_unicode(text: str) -> bool:
    """Whether ``text`` has no half characters, which stand for bytes that are no UTF-8."""
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)
