"""Bytes become characters: what the file says of itself first, then UTF-8, then a guess.

Nearly every file is UTF-8, and one strict decoding settles it; guessing is done in
:mod:`reader.articles.encodings.undeclared`. Invariant: what is not text is refused, never shown
as litter.
"""

from __future__ import annotations

import codecs

from reader.articles.encodings.known import SEVEN_BIT, resolve
from reader.articles.encodings.sampling import sample
from reader.articles.encodings.undeclared import count_beyond_ascii, guess, has_controls
from reader.articles.encodings.unmarked import find_wide
from reader.errors import UnreadableArticleError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = "it is a binary file, not text"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_AROUND = 4_096
"""Bytes looked at on either side of the first damage."""
_MOST_DAMAGE = 0.01
"""Share of a text, or of the bytes beyond ASCII, that may be damaged and become U+FFFD."""
_FEWEST_WHOLE = 2
_MOST_DAMAGE_OF_UTF8 = 0.34
"""Damaged characters for each whole one beyond ASCII: its pattern does not come by chance."""


def decode(data: bytes, declared: str = "") -> str:
    """The characters of ``data``.

    ``declared`` is the name of an encoding as a header or the markup states it; a byte-order mark
    and well-formed UTF-8 are believed before it, and it is dropped when the data is not in it.
    Bytes that are damaged in a text whose encoding is clear become U+FFFD.

    Raises :class:`UnreadableArticleError` when ``data`` holds no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data, encoding)
    if b"\0" in data:
        return _wide(data)
    if data.isascii() and (text := _seven_bit(data)):
        return text
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _damaged_utf8(data, error.start) or _declared(data, declared)
        return text or guess(data)
    if has_controls(data):
        raise UnreadableArticleError(_BINARY)
    return text


def _marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        if text.count(_REPLACEMENT) > max(1, _MOST_DAMAGE * len(text)):
            raise UnreadableArticleError(
                f"it begins like {encoding.upper()} text but is damaged at byte {error.start}"
            ) from error
        return text


def _wide(data: bytes) -> str:
    encoding = find_wide(data)
    if not encoding:
        raise UnreadableArticleError(_BINARY)
    return data.decode(encoding, "replace")


def _seven_bit(data: bytes) -> str:
    """``data`` in the encoding that its escapes announce, or nothing."""
    if b"\x1b" not in data and b"~{" not in data:
        return ""
    for announced, encodings in SEVEN_BIT.items():
        if announced == b"~{" and data.count(b"~{") != data.count(b"~}"):
            # What opens is closed again in HZ, and seldom in what only looks like it.
            continue
        for encoding in encodings if announced in data else ():
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not text.isascii():
                return text
    return ""


def _damaged_utf8(data: bytes, at: int) -> str:
    """``data`` as UTF-8 when that is clear in spite of the damage ``at`` a byte, or nothing."""
    around = data[max(0, at - _AROUND) : at + _AROUND].decode("utf-8", "replace")
    text = (sample(data) + b"\n").decode("utf-8", "replace") + around
    damaged = text.count(_REPLACEMENT)
    whole = sum(character >= "\x80" for character in text) - damaged
    clear = whole >= _FEWEST_WHOLE and damaged <= _MOST_DAMAGE_OF_UTF8 * whole
    return data.decode("utf-8", "replace") if clear else ""


def _declared(data: bytes, label: str) -> str:
    for encoding in resolve(label):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            text = data.decode(encoding, "replace")
            if text.count(_REPLACEMENT) <= _MOST_DAMAGE * count_beyond_ascii(data):
                return text
    return ""
