"""Bytes become characters: what the file says of itself first, then UTF-8, then a guess.

The guess is Windows-1252, which takes in Latin-1, when the text then reads as a language that is
written with it; detectors that count characters take such files for Central European ones.

charset-normalizer is imported only when a file is not UTF-8, because most are.
"""

from __future__ import annotations

import codecs

from reader.articles.languages import guess_language
from reader.errors import UnreadableArticleError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEED_A_MARK = ["utf_7", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be"]
"""Never guessed: without a byte-order mark, and without a zero byte, they are something else."""
_MOST_ACCENTED = 0.2
"""Share of letters beyond ASCII above which a text is not in a Western European language."""


def decode(data: bytes) -> str:
    """The characters of ``data``.

    Raises :class:`UnreadableArticleError` when it holds no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableArticleError(
                    f"it begins like {encoding.upper()} text but is damaged at byte {error.start}"
                ) from error
    if b"\0" in data:
        raise UnreadableArticleError("it is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> str:
    western = _western(data)
    if western:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_exclusion=_NEED_A_MARK).best()
    if best is None:
        raise UnreadableArticleError("its character encoding is not known; save it as UTF-8")
    return str(best)


def _western(data: bytes) -> str:
    """``data`` read as Windows-1252 when that makes sense, else nothing."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    letters = sum(character.isalpha() for character in text)
    accented = sum(character.isalpha() and not character.isascii() for character in text)
    return text if accented <= _MOST_ACCENTED * letters and guess_language(text) else ""
