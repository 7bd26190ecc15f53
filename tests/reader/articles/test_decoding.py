"""Characters from bytes, whatever the file was saved as."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.decoding import decode
from reader.errors import UnreadableArticleError

GERMAN = (
    "Die Straße nach Köln ist schön, und die Bäume blühen über dem Fluß. Der Präsident erklärte,"
    " daß er es für möglich hält."
)
FRENCH = (
    "Le ministre a déclaré que la réunion était très utile, et qu’elle ne sera pas la dernière."
)
SPANISH = "El niño y la señora, según el ministro, no están en España, pero sí en Perú."
RUSSIAN = "Президент заявил, что встреча состоится в Москве на следующей неделе, и что он рад."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ministr, a všichni se smáli nahlas."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_its_mark_is_read_exactly(encoding: str) -> None:
    assert decode((GERMAN + "🦀").encode(encoding)) == GERMAN + "🦀"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_either_byte_order_is_read(mark: bytes, encoding: str) -> None:
    assert decode(mark + GERMAN.encode(encoding)) == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "latin-1"),
        ("Grüße aus München", "latin-1"),
        ("„Schöne Grüße“ – das kostet 5 €, und mehr nicht.", "cp1252"),
        (FRENCH, "cp1252"),
        (SPANISH, "latin-1"),
        (RUSSIAN, "cp1251"),
        (CZECH, "cp1250"),
    ],
)
def test_older_encodings_are_told_by_the_language(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\n\0\1\2", "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "damaged at byte"),
        (codecs.BOM_UTF8 + b"abc\xff", "damaged at byte"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableArticleError):
        assert isinstance(decode(data), str)
