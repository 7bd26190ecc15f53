"""Dates: months, days of the week, and years where a year is meant.

A date is named by what it states in ISO 8601 ("September 2023" is ``2023-09``) when it has a year,
else by its own words: an article's "Tuesday" is not resolved, since its own date may be a guess.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.articles.dates import month_numbers
from reader.marks.grammar import grammar
from reader.marks.model import Kind, Mark

if TYPE_CHECKING:
    from reader.articles.model import Block
    from reader.articles.tokens import Tokens

YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
DAY_BEFORE = re.compile(r"\b(3[01]|[12]\d|0?[1-9])(?:\.|st|nd|rd|th)?(?:\s+of)?\s+\Z")
DAY_AFTER = re.compile(r"\.?\s+(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?!\s*[%:.]?\d)")
YEAR_AFTER = re.compile(r"\.?,?\s+(?:of\s+)?((?:1[5-9]|20)\d\d)\b")
ISO = re.compile(r"((?:1[5-9]|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
NUMERIC = re.compile(r"(3[01]|[12]\d|0?[1-9])\.\s?(1[0-2]|0?[1-9])\.\s?((?:1[5-9]|20)\d\d)\b")
AMBIGUOUS = frozenset({"May", "March", "Mar", "Jan", "Mai", "Sep", "Dec", "Nov", "Jun", "August"})
"""Month names that are also something else: they need a day or a year."""
LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _months() -> dict[str, int]:
    return month_numbers("en", "de")


@cache
def _calendar() -> frozenset[str]:
    """Months and days of the week."""
    return frozenset(_months()) | grammar().weekdays


def dates(text: str, tokens: Tokens, block: Block, number: int) -> list[Mark]:
    """The dates in ``block``, which is block ``number`` of the article, in order and disjoint."""
    months, calendar = _months(), _calendar()
    found: list[Mark] = []
    free = block.start
    forms = tokens.forms
    for index in range(tokens.firsts[number], tokens.firsts[number + 1]):
        form = forms[index]
        if form not in calendar and not form[0].isdigit():
            continue
        start = tokens.starts[index]
        if start < free:
            continue
        mark: Mark | None = None
        if form in months:
            mark = _around_month(text, block, start, form, free)
        elif form in calendar:
            mark = Mark(Kind.DATE, start, start + len(form), form, 0.9)
        elif form.isdigit() and form.isascii():
            before = forms[index - 1] if index > tokens.firsts[number] else ""
            mark = _numeric(text, block, start, form, before)
        if mark is not None:
            found.append(mark)
            free = mark.end
    return found


def _around_month(text: str, block: Block, start: int, form: str, free: int) -> Mark | None:
    month = _months()[form]
    begin, end = start, start + len(form)
    day = 0
    before = DAY_BEFORE.search(text, max(free, start - 10), start)
    if before and text[before.start() - 1 : before.start()] not in (":", ".", ",", "-"):
        begin, day = before.start(), int(before[1])
    elif after := DAY_AFTER.match(text, end, block.end):
        day, end = int(after[1]), after.end()
    year = YEAR_AFTER.match(text, end, block.end)
    if year:
        end = year.end()
    if day > LAST_DAY[month - 1] or (not day and not year and form in AMBIGUOUS):
        return None
    if year:
        name = f"{year[1]}-{month:02}" + (f"-{day:02}" if day else "")
    else:
        name = " ".join(text[begin:end].split())
    return Mark(Kind.DATE, begin, end, name, 0.95 if day or year else 0.8)


def _numeric(text: str, block: Block, start: int, form: str, before: str) -> Mark | None:
    if match := ISO.match(text, start, block.end):
        return Mark(Kind.DATE, start, match.end(), match[0], 0.95)
    if match := NUMERIC.match(text, start, block.end):
        name = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
        return Mark(Kind.DATE, start, match.end(), name, 0.95)
    end = start + len(form)
    if (
        before in grammar().before_year
        and YEAR.fullmatch(form)
        and text[end : end + 1] not in ("-", "%")
    ):
        return Mark(Kind.DATE, start, end, form, 0.8)
    return None
