"""Dates as files state them and as first lines write them, kept as aware UTC.

What has no time zone is taken as UTC; what names only a month or a year, as its first day.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

MONTHS = {
    "en": "January Jan|February Feb|March Mar|April Apr|May|June Jun|July Jul|August Aug"
    "|September Sept Sep|October Oct|November Nov|December Dec",
    "de": "Januar Jänner Jan|Februar Feb|März|April Apr|Mai|Juni Jun|Juli Jul|August Aug"
    "|September Sept Sep|Oktober Okt|November Nov|Dezember Dez",
    "fr": "janvier janv|février févr|mars|avril avr|mai|juin|juillet juil|août|septembre sept"
    "|octobre oct|novembre nov|décembre déc",
    "es": "enero ene|febrero feb|marzo mar|abril abr|mayo|junio jun|julio jul|agosto ago"
    "|septiembre setiembre sept|octubre oct|noviembre nov|diciembre dic",
    "it": "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug"
    "|agosto ago|settembre set|ottobre ott|novembre nov|dicembre dic",
    "pt": "janeiro jan|fevereiro fev|março mar|abril abr|maio|junho jun|julho jul|agosto ago"
    "|setembro set|outubro out|novembro nov|dezembro dez",
    "nl": "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug"
    "|september sep|oktober okt|november nov|december dec",
    "sv": "januari jan|februari feb|mars|april apr|maj|juni jun|juli jul|augusti aug"
    "|september sep|oktober okt|november nov|december dec",
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "pl": "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października"
    "|listopada|grudnia",
    "cs": "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
    "ru": "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    "uk": "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "tr": "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
}
"""The names of the months by language (ISO 639-1), the shorter ones after the full ones."""

_ISO_BEGINS = re.compile(r"\d{4}-\d\d?-\d\d?")
_PARTIAL = re.compile(r"(\d{4})(?:[-/](\d\d?))?(?:[-/](\d\d?))?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_ISO_SPACED = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?\s*(UTC|GMT|Z|[+-]\d\d:?\d\d)?"
)
_NUMERIC = re.compile(
    r"(?<![\d.])(3[01]|[12]\d|0?[1-9])\.\s?(1[0-2]|0?[1-9])\.\s?((?:19|20)\d\d)(?!\d)"
)
_EAST_ASIAN = re.compile(
    r"((?:19|20)\d\d)\s?[年년]\s?(1[0-2]|0?[1-9])\s?[月월]\s?(3[01]|[12]\d|0?[1-9])\s?[日일]"
)
_ISO_IN_TEXT = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")


def parse_date(text: str) -> datetime | None:
    """The moment that ``text``, a stated value, names, as aware UTC; None when it names none.

    ISO 8601 and what is nearly so, RFC 2822, ``20240305``, a year or a month alone, and a date in
    words.
    """
    text = text.strip()
    return _iso(text) or _partial(text) or _rfc_2822(text) or (find_date(text) if text else None)


def find_date(text: str) -> datetime | None:
    """The first full date in ``text`` (day, month and year), in words or in figures, as UTC."""
    found: list[tuple[int, tuple[int, int, int]]] = []
    if match := _ISO_IN_TEXT.search(text):
        year, month, day = map(int, match[0].split("-"))
        found.append((match.start(), (year, month, day)))
    if match := _NUMERIC.search(text):
        found.append((match.start(), (int(match[3]), int(match[2]), int(match[1]))))
    if match := _EAST_ASIAN.search(text):
        found.append((match.start(), (int(match[1]), int(match[2]), int(match[3]))))
    if match := _in_words().search(text):
        month = _month_numbers()[(match["month"] or match["month_first"]).lower()]
        day = int(match["day"] or match["day_after"])
        found.append((match.start(), (int(match["year"]), month, day)))
    return next((date for _, named in sorted(found) if (date := _utc(*named))), None)


def month_numbers(*languages: str) -> dict[str, int]:
    """Number of the month, from 1, by each of its names in ``languages``."""
    return {
        name: number
        for language in languages
        for number, names in enumerate(MONTHS[language].split("|"), 1)
        for name in names.split()
    }


@cache
def _month_numbers() -> dict[str, int]:
    return {name.lower(): number for name, number in month_numbers(*MONTHS).items()}


@cache
def _in_words() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _month_numbers()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.-])(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:\.|st|nd|rd|th|er|º|°)?\s++(?:of\s++|de\s++)?"
        rf"(?P<month>{months})\b\.?,?"
        rf"|(?P<month_first>{months})\b\.?\s++(?P<day_after>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?)"
        rf"\s++(?:de\s++|del\s++)?(?P<year>(?:1[5-9]|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


def _iso(text: str) -> datetime | None:
    if match := _ISO_SPACED.match(text):
        zone = {"UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", None: ""}.get(match[3], match[3])
        time = match[2] if match[2].find(":") == 2 else f"0{match[2]}"
        text = f"{match[1]}T{time}{zone}"
    elif not _ISO_BEGINS.match(text):
        return None
    try:
        return _as_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _partial(text: str) -> datetime | None:
    match = _COMPACT.fullmatch(text) or _PARTIAL.fullmatch(text)
    return _utc(*(int(part or 1) for part in match.groups())) if match else None


def _rfc_2822(text: str) -> datetime | None:
    # The package takes long to import, and few dates are those of messages.
    from email.utils import parsedate_to_datetime

    try:
        return _as_utc(parsedate_to_datetime(text))
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _utc(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _as_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
