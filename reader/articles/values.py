"""Values as files, and readers by hand, state them: languages, people, keywords, a whole mapping.

Front matter and the ``article:`` of a sidecar use the same names, so they are read in one place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from annotations.model import Value

_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_THREE_LETTERS = {
    "ara": "ar", "bul": "bg", "cat": "ca", "ces": "cs", "cze": "cs", "chi": "zh", "zho": "zh",
    "dan": "da", "deu": "de", "ger": "de", "dut": "nl", "nld": "nl", "ell": "el", "gre": "el",
    "eng": "en", "est": "et", "fas": "fa", "per": "fa", "fin": "fi", "fra": "fr", "fre": "fr",
    "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ind": "id", "isl": "is", "ita": "it",
    "jpn": "ja", "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "nor": "no", "nob": "no",
    "nno": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk",
    "slo": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk",
    "vie": "vi",
}  # fmt: skip
"""ISO 639-2 and 639-3 codes, as books state them."""
LANGUAGES = frozenset(
    re.findall(
        "[a-z]{2}",
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu
        cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi
        ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks
        ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nd ne ng nl no
        nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm
        sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi
        vo wa wo xh yi yo za zh zu
        """,
    )
)
"""The codes of ISO 639-1."""
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|excel)\b.*|(?:powerpoint|pdf) presentation"
    r"|(?:untitled|unbenannt|ohne titel|sans titre|document|dokument|word document|presentation"
    r"|präsentation|slide|page|layout|title|titel|print)[\s\d_.-]*|title of .*"
    r"|about:blank|(?:https?|file)://\S*"
    r"|.*\.(?:docx?|odt|rtf|indd|qx[dp]|p65|fm|tex|dvi|e?ps|pptx?|xlsx?|html?|pdf|txt|tmp|pages"
    r"|md|wpd)|[\W\d_]*",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:microsoft office|windows|office)?[ -]?(?:user|benutzer|anwender|utilisateur)|admin\w*"
    r"|unknown|author|owner|python-docx|\S+@\S+|[\W\d_]*|.*\.(?:docx?|pdf|indd|tex|com)",
    re.IGNORECASE,
)
_LONGEST_NAMES = 4_000
"""Code points of names that are looked at."""
_MAIL_ADDRESS = re.compile(r"(?<=\w)\s*<[^<>]{0,200}@[^<>]{0,200}>")
_BETWEEN_NAMES = re.compile(r"\s*[;\n]\s*|\s+(?:and|und|et|&)\s+")
_NAMES = {
    "title": ("title",),
    "authors": ("authors", "author"),
    "date": ("date", "published", "published_time", "created"),
    "source": ("source", "site", "sitename", "publication", "publisher"),
    "url": ("url", "source_url", "link", "canonical"),
    "language": ("language", "lang"),
    "keywords": ("keywords", "tags", "categories"),
}
"""The names in use for each field."""
NAMES = frozenset(name for names in _NAMES.values() for name in names)
"""All names that state something about an article."""
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]")
"""A link to another note, as the notes of some programs have them."""
_MANY_DAYS = 2 * 86_400
"""Seconds beyond which two dates are not the same day told twice."""


def language_code(stated: str) -> str:
    """The ISO 639-1 code in ``de``, ``de-AT`` or ``ger``; empty for a language stated otherwise."""
    match = _TAG.fullmatch(stated.strip())
    code = match[1].lower() if match else ""
    return _THREE_LETTERS.get(code, "") if len(code) == 3 else _SAME.get(code, code)


def keywords(given: Iterable[str]) -> tuple[str, ...]:
    """Each keyword once; commas and semicolons stand between several in one text."""
    words = (word.strip() for text in given for word in re.split("[,;]", text))
    return tuple(dict.fromkeys(word for word in words if word))


def people(given: str) -> tuple[str, ...]:
    """The names in ``given``: semicolons, or "and" between two, stand between them.

    Commas do so only where each part is a name of its own: "Lee, Ann" is one person. What programs
    put where nobody wrote a name is left out.
    """
    names: list[str] = []
    for part in _BETWEEN_NAMES.split(_MAIL_ADDRESS.sub("", given[:_LONGEST_NAMES])):
        by_commas = [name.strip() for name in part.split(",")]
        several = len(by_commas) > 1 and all(" " in name for name in by_commas)
        names += by_commas if several else [part.strip()]
    return tuple(dict.fromkeys(name for name in names if not _NOBODY.fullmatch(name)))


def telling_title(given: str) -> str:
    """``given`` unless it is what programs put where nobody wrote a title."""
    return "" if _NO_TITLE.fullmatch(given.strip()) else given


def stated_by(mapping: Mapping[str, Value]) -> Stated:
    """What ``mapping`` states about an article, under the names in use for it, in any case."""
    named = {name.lower(): value for name, value in mapping.items()}
    source, url = _first(named, *_NAMES["source"]), _first(named, *_NAMES["url"])
    if "://" in source and not url:
        source, url = "", source
    return Stated(
        title=_first(named, *_NAMES["title"]),
        authors=_authors(named),
        date=_date(named),
        source=source,
        url=url,
        language=language_code(_first(named, *_NAMES["language"])),
        keywords=keywords(_many(named, *_NAMES["keywords"])),
    )


def _authors(named: Mapping[str, Value]) -> tuple[str, ...]:
    """The authors: one an entry where there is a list, told apart where they are in one text."""
    value = next((named[name] for name in _NAMES["authors"] if _texts(named.get(name))), None)
    texts = _texts(value)
    return tuple(texts) if isinstance(value, list) else tuple(n for t in texts for n in people(t))


def _date(named: Mapping[str, Value]) -> datetime | None:
    """The date; of a day and a moment on it, the moment."""
    dates = [date for name in _NAMES["date"] if (date := parse_date(_first(named, name)))]
    near = (
        date
        for date in dates
        if abs((date - dates[0]).total_seconds()) < _MANY_DAYS and f"{date:%H%M%S}" != "000000"
    )
    return next(near, dates[0]) if dates else None


def _first(named: Mapping[str, Value], *names: str) -> str:
    """The first text or number that one of ``names`` has."""
    return next((text for name in names for text in _texts(named.get(name))), "")


def _many(named: Mapping[str, Value], *names: str) -> list[str]:
    """All texts of the first of ``names`` that has any."""
    return next((texts for name in names if (texts := _texts(named.get(name)))), [])


def _texts(value: Value) -> list[str]:
    """The texts in ``value``, be it one, several, or mappings with a name."""
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, dict):
        return _texts(value.get("name"))
    if value is None or isinstance(value, bool):
        return []
    text = str(value).strip()
    linked = _LINK.fullmatch(text)
    return [linked[1] if linked else text] if text else []
