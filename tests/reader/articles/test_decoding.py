"""Characters from bytes, whatever the file was saved as."""

from __future__ import annotations

import codecs
import random
import unicodedata
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.encodings.decoding import decode
from reader.errors import UnreadableArticleError

TESTS = Path(__file__).parents[1]
PARAGRAPHS = {
    line[:2]: line[3:]
    for line in (Path(__file__).parents[1] / "languages" / "paragraphs.txt")
    .read_text("utf-8")
    .splitlines()
}
GERMAN, FRENCH, RUSSIAN, CZECH = (PARAGRAPHS[code] for code in ("de", "fr", "ru", "cs"))
ENGLISH = PARAGRAPHS["en"]
TRADITIONAL = (
    "部長星期二表示，會談將繼續進行，但是雙方還沒有達成協議。城裡的居民已經很累，"
    "因為這條路關閉了三個月，大橋也不再安全，政府正在研究新的辦法。"
)
ENCODINGS = {
    "de fr es it pt nl sv da no fi ca gl": "cp1252 latin-1 iso8859_15 mac_roman cp850",
    "is": "cp1252 latin-1 iso8859_15 mac_iceland cp850 cp861",
    "da no": "cp865",
    "pt": "cp860",
    "fr": "cp863",
    "de": "cp437 cp273 iso8859_2",
    "pl cs sk sl hr hu ro": "cp1250 iso8859_2 cp852 mac_latin2",
    "tr": "cp1254 iso8859_9 cp857 mac_turkish",
    "et lv lt": "cp1257 iso8859_13 iso8859_4 cp775",
    "eo": "iso8859_3",
    "el": "cp1253 iso8859_7 cp737 mac_greek",
    "ru uk bg sr mk be": "cp1251 iso8859_5 cp855",
    "ru bg": "koi8_r cp866 mac_cyrillic",
    "uk": "koi8_u cp1125 mac_cyrillic",
    "kk": "kz1048 ptcp154",
    "he": "cp1255 iso8859_8 cp862",
    "ar": "cp1256 iso8859_6 cp720",
    "th": "cp874 tis_620 iso8859_11",
    "zh": "gb2312 gbk gb18030 hz",
    "ja": "shift_jis cp932 euc_jp iso2022_jp",
    "ko": "euc_kr cp949 johab iso2022_kr",
}
CASES = [
    (code, encoding)
    for codes, encodings in ENCODINGS.items()
    for code in codes.split()
    for encoding in encodings.split()
]
UNICODE = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
MARKED = ["utf-8-sig", "utf-16", "utf-32"]


@pytest.mark.parametrize(("code", "encoding"), CASES)
def test_older_encodings_are_told_by_the_language(code: str, encoding: str) -> None:
    text = PARAGRAPHS[code]
    # What an encoding lacks was not written in it: the accent of one letter, a joiner, a dash.
    data = text.encode(encoding, "ignore")
    assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs", "gb18030"])
def test_traditional_characters_are_told_from_simplified(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_vietnamese_with_loose_accents_is_read() -> None:
    loose = unicodedata.normalize("NFD", PARAGRAPHS["vi"])
    for mark in "\u0302\u0306\u031b":
        for letter in "aeouAEOU":
            for dot in ("", "\u0323"):
                whole = unicodedata.normalize("NFC", letter + mark)
                loose = loose.replace(letter + dot + mark, whole + dot)
    loose = loose.replace("đ", "đ")
    data = loose.encode("cp1258", "ignore")
    assert decode(data) == data.decode("cp1258")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Grüße aus München", "latin-1"),
        ("„Schöne Grüße“ – das kostet 5 €, und mehr nicht.", "cp1252"),
        ("He said “no” – and didn’t mean it.", "cp1252"),
        ("He said “no” – and didn’t mean it.", "mac_roman"),
        ("El niño y la señora, según el ministro, no están en España.", "cp850"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("Ο καιρός είναι καλός.", "cp1253"),
        ("Завтра будет дождь.", "koi8_r"),
    ],
)
def test_a_line_is_enough_when_it_is_typical(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", [*UNICODE, *MARKED])
@pytest.mark.parametrize("code", ["en", "de", "ru", "he", "th", "zh", "ja", "ko"])
def test_unicode_is_read_with_and_without_its_mark(code: str, encoding: str) -> None:
    assert decode((PARAGRAPHS[code] + "\n").encode(encoding)) == PARAGRAPHS[code] + "\n"


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
    assert decode(mark + (GERMAN + "🦀").encode(encoding)) == GERMAN + "🦀"


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1), st.sampled_from(MARKED))
def test_marked_unicode_comes_back_whatever_it_says(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.text("abcdefghij äöüß,.\n", min_size=4), st.sampled_from(UNICODE))
def test_plain_words_come_back_from_any_unicode(text: str, encoding: str) -> None:
    assert decode(("Das " + text).encode(encoding)) == "Das " + text


@pytest.mark.parametrize("damage", [b"\xff", b"\x80", b"\xc3"])
@pytest.mark.parametrize("code", ["de", "cs", "ru", "ja"])
def test_a_damaged_byte_does_not_cost_a_text_its_encoding(code: str, damage: bytes) -> None:
    data = PARAGRAPHS[code].encode()
    at = data.index(b" ") if b" " in data else 30
    damaged = data[:at] + damage + data[at:]
    assert decode(damaged) == damaged.decode("utf-8", "replace")
    assert decode(codecs.BOM_UTF8 + damaged) == damaged.decode("utf-8", "replace")


@pytest.mark.parametrize("code", ["de", "ru", "zh"])
def test_a_text_cut_within_its_last_character_is_still_utf_8(code: str) -> None:
    whole = PARAGRAPHS[code]
    cut = (whole + "ü").encode()[:-1]
    assert decode(cut) == whole + "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Über 5 €".encode("cp1252"), "iso-8859-1", "Über 5 €"),
        ("Łódź".encode("iso8859_2"), "ISO-8859-2", "Łódź"),
        ("镕基—".encode("gb18030"), "gb2312", "镕基—"),
        ("①～".encode("cp932"), "shift_jis", "①～"),
        ("똠방각하".encode("cp949"), "euc-kr", "똠방각하"),
        ("똠방각하".encode("cp949"), "ks_c_5601-1987", "똠방각하"),
        ("“ğ”".encode("cp1254"), "iso-8859-9", "“ğ”"),
        ("“ก”".encode("cp874"), "tis-620", "“ก”"),
        ("這裡嘅".encode("big5hkscs"), "big5", "這裡嘅"),
        (RUSSIAN.encode("koi8_r"), "no-such-thing", RUSSIAN),
        (RUSSIAN.encode("koi8_r"), "hex", RUSSIAN),
        (RUSSIAN.encode("koi8_r"), "", RUSSIAN),
        (GERMAN.encode(), "iso-8859-1", GERMAN),
        (codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), "utf-8", GERMAN),
        (GERMAN.encode("cp1252"), "utf-8", GERMAN),
        (FRENCH.encode("cp1252"), "euc-jp", FRENCH),
    ],
)
def test_a_declared_encoding_is_taken_as_browsers_take_it(
    data: bytes, declared: str, text: str
) -> None:
    assert decode(data, declared) == text


def test_a_long_text_is_told_by_samples_of_it() -> None:
    text = f"{ENGLISH}\n" * 400 + f"{CZECH}\n" * 40 + f"{ENGLISH}\n" * 400
    assert decode(text.encode("iso8859_2")) == text


def test_one_letter_late_in_a_long_text_is_enough() -> None:
    text = f"{ENGLISH}\n" * 200 + "They met in a café near the station.\n"
    assert decode(text.encode("cp1252")) == text


def test_a_long_text_without_white_space_is_read() -> None:
    text = PARAGRAPHS["zh"] * 200
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4\n\0\1\2", "binary"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0", "binary"),
        (b"\x01\x02\x03\x04 abc", "binary"),
        (zlib.compress(ENGLISH.encode()), "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00" * 9, "damaged at byte"),
        (bytes(random.Random(1).choices(range(0x80, 0x100), k=500)), "not known"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        decode(data)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("lowest", [0, 1])
def test_random_bytes_are_refused_with_and_without_zeros(seed: int, lowest: int) -> None:
    with pytest.raises(UnreadableArticleError):
        decode(bytes(random.Random(seed).choices(range(lowest, 0x100), k=300)))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableArticleError):
        assert isinstance(decode(data), str)


def test_what_only_looks_like_an_announced_encoding_is_ascii() -> None:
    latex = "See~{\\it the bridge} over~{\\bf the Vessa}, and so on."
    assert decode(latex.encode()) == latex
