"""The encodings a file may be in, and what the names that files declare stand for.

An invariant of the list: where one encoding is read exactly as another that holds more, only the
larger one is tried, as browsers do; the first of several that read a file alike is the one named.
"""

from __future__ import annotations

import codecs
from functools import cache

UTF_8 = ("utf_8",)
"""Tried again when the strict reading failed, for it may be damaged."""

COMMON = (
    "cp1252", "cp1251", "cp1250", "gb18030", "cp932", "euc_jis_2004", "euc_kr", "cp949",
    "cp950", "koi8_u", "iso8859_2", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp874",
)  # fmt: skip
"""Found everywhere: the code pages of Windows and the East Asian standards."""

LESS_COMMON = (
    "iso8859_15", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_8", "iso8859_6", "iso8859_13",
    "iso8859_4", "big5hkscs", "shift_jis_2004", "mac_roman", "cp850", "cp866", "cp852", "koi8_r",
    "cp1258", "iso8859_1",
)  # fmt: skip

RARE = (
    "cp437", "cp858", "mac_cyrillic", "iso8859_3", "iso8859_10", "iso8859_14", "iso8859_16",
    "cp855", "cp857", "cp862", "cp737", "cp869", "cp775", "cp860", "cp861", "cp863", "cp865",
    "mac_latin2", "mac_greek", "mac_turkish", "mac_iceland", "mac_croatian", "mac_romanian",
    "mac_arabic", "mac_farsi", "cp864", "cp720", "cp1125", "ptcp154", "kz1048", "koi8_t", "johab",
    "hp_roman8", "cp856", "cp1006", "iso8859_11", "big5",
)  # fmt: skip

EBCDIC = ("cp037", "cp500", "cp273", "cp1140", "cp1026", "cp424", "cp875")
"""Tried only when the data has the spaces of EBCDIC and none of ASCII."""

SEVEN_BIT = {
    b"\x1b$)C": ("iso2022_kr",),
    b"\x1b$": ("iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_2"),
    b"\x1b(": ("iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_2"),
    b"~{": ("hz",),
}
"""Bytes of ASCII that announce an encoding within ASCII, and what may follow them."""

_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "cp950",
    "iso2022_jp": "iso2022_jp_ext",
}
_ELSEWHERE = {
    "ks_c_5601-1989": "cp949",
    "ksc_5601": "cp949",
    "windows-949": "cp949",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jis_2004",
    "x-x-big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "windows-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ukrainian": "mac_cyrillic",
    "iso-8859-8-i": "iso8859_8",
    "logical": "iso8859_8",
    "visual": "iso8859_8",
    "koi": "koi8_r",
    "koi8-ru": "koi8_u",
    "hz-gb-2312": "hz",
    "dos-874": "cp874",
}
"""Labels of the Encoding Standard that Python does not know."""


_STILL_LARGER = {"cp950": ("big5hkscs",), "cp932": ("shift_jis_2004",)}


@cache
def _known() -> frozenset[str]:
    seven_bit = {encoding for encodings in SEVEN_BIT.values() for encoding in encodings}
    names = {*COMMON, *LESS_COMMON, *RARE, *EBCDIC, *seven_bit, *_READ_AS}
    return frozenset(codecs.lookup(name).name for name in names)


def resolve(label: str) -> tuple[str, ...]:
    """The Python codecs to try for a declared encoding; none when the name is unknown.

    Follows the Encoding Standard of the WHATWG: a declared subset is read as the larger encoding
    that files so declared are really in.
    """
    name = label.strip().strip("\"'").lower()
    name = _ELSEWHERE.get(name, name)
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ()
    if codec.name not in _known():
        return ()
    larger = _READ_AS.get(codec.name, codec.name)
    return (larger, *_STILL_LARGER.get(larger, ()))
