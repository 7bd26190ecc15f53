"""Dates as files state them and as first lines write them, kept as aware UTC.

What has no time zone is taken as UTC; what names only a month or a year, as its first day.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache

from reader.languages.known import language, languages

_ISO_BEGINS = re.compile(r"\d{4}-\d\d?-\d\d?")
_PARTIAL = re.compile(r"(\d{4})(?:[-/](\d\d?))?(?:[-/](\d\d?))?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_ISO_SPACED = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d?:\d\d(?::\d\d)?)(?:\.\d+)?\s*(UTC|GMT|Z|[+-]\d\d:?\d\d)?"
)
_NUMERIC = re.compile(
    r"(?<![\d.])(3[01]|[12]\d|0?[1-9])\.\s?(1[0-2]|0?[1-9])\.\s?((?:19|20)\d\d)(?!\d)"
)
_NAME = r"[^\W\d_]{3,20}"
_IN_WORDS = re.compile(
    rf"(?<![\w.-])(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:\.|st|nd|rd|th|er|º|°)?\s++(?:of\s++|de\s++)?"
    rf"(?P<month>{_NAME})\b\.?,?"
    rf"|(?P<month_first>{_NAME})\b\.?\s++(?P<day_after>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?)"
    r"\s++(?:de\s++|del\s++)?(?P<year>(?:1[5-9]|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
"""A date in words, if its word is a month."""
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
    for match in _IN_WORDS.finditer(text):
        name = match["month"] or match["month_first"]
        if number := _month_numbers().get(name.lower()):
            day = int(match["day"] or match["day_after"])
            found.append((match.start(), (int(match["year"]), number, day)))
            break
    return next((date for _, named in sorted(found) if (date := _utc(*named))), None)


def month_numbers(*codes: str) -> dict[str, int]:
    """Number of the month, from 1, by each of its names in the languages of those codes."""
    return {
        name: number
        for code in codes
        for number, names in enumerate(language(code).months, 1)
        for name in names
    }


@cache
def _month_numbers() -> dict[str, int]:
    """The same by names in lower case, in all languages.

    Where they disagree (``listopad`` is October or November) most of them are right.
    """
    votes: dict[str, Counter[int]] = {}
    for code in languages():
        for name, number in month_numbers(code).items():
            votes.setdefault(name.lower(), Counter())[number] += 1
    clear = {name: own for name, own in votes.items() if len(set(own.values())) == len(own)}
    return {name: own.most_common(1)[0][0] for name, own in clear.items()}


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
