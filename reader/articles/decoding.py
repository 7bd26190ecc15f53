"""Bytes become characters: what the file says of itself first, then UTF-8, then a guess.

charset-normalizer is imported only when a file is not UTF-8, because most are.
"""

from __future__ import annotations

import codecs

from reader.errors import UnreadableArticleError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableArticleError("its character encoding is not known; save it as UTF-8")
    return str(best)
