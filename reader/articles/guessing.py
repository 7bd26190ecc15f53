"""What a file does not say of itself, guessed from its first lines and its name.

Saved articles often begin with a line of title, one of author, one of date; news reports with
place, date and agency. Whatever comes from here is named as guessed in the metadata.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.articles.dates import find_date, parse_date
from reader.articles.drafts import Stated
from reader.articles.model import Role
from reader.articles.sanitising import sanitise_line
from reader.articles.sentences import stops
from reader.articles.values import people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reader.articles.drafts import Draft

_DATED_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)"
)
_TITLE_LENGTH = 80
_FIRST_BLOCKS = 8
"""Among so many a byline or a line of date is looked for."""
_SHORT = 120
"""Code points of a line that may be one."""
_BYLINE = re.compile(
    r"(?:(?:written |reported |posted |published )?by|authors?:|von|autor(?:in|en)?:|par"
    r"|auteurs?:|por|di|door|av|af|autore:|text:)\s+(.+)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W\d_][\w.'’-]*(?:\s+(?:(?:van|von|de|der|den|del|della|di|da|dos|bin|al|el|la|le|zu)\s+)*+"
    r"[^\W\d_][\w.'’-]*){1,3}"
)
_ARTICLES = frozenset({"the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "los"})
_AFTER_NAMES = re.compile(
    r"\s?(?:[|•·–—]|\(|,\s*(?:and\s+)?(?=\d)|\s-\s|\bon\b|\bupdated\b|\bam\b).*", re.I
)
_AGENCY = re.compile(
    r"[A-ZÄÖÜ][\w .,/’'-]{2,60}?\((?P<agency>[A-Z][\w .&-]{1,30})\)\s*(?:[-–—]|\.\s)\s*\S"
)
_CLEARLY, _HARDLY = 400, 0.1
"""Code points in one language from which on another that is stated is doubted, and the share of
them that the other must have to be believed."""
_ADDRESS = re.compile(r"(?:source:|url:|link:|quelle:)?\s*(https?://\S+)\s*", re.IGNORECASE)


def guess(draft: Draft, name: str) -> Stated:
    """What the text of ``draft``, and the ``name`` of its file, let one guess."""
    lines = [
        (" ".join(draft.text[block.start : block.end].split()), block.role)
        for block in draft.blocks[:_FIRST_BLOCKS]
    ]
    short = [line for line, role in lines if len(line) <= _SHORT and role is not Role.LIST_ITEM]
    return Stated(
        title=_title(draft) or sanitise_line(name),
        authors=next((names for line in short if (names := _authors(line))), ()),
        date=_date(name, lines, short),
        source=next((m["agency"] for line, _ in lines if (m := _AGENCY.match(line))), ""),
        url=next((m[1] for line in short if (m := _ADDRESS.fullmatch(line))), ""),
        language=_language(draft),
    )


def believable(draft: Draft) -> Stated:
    """What the file states, but for a language that its text is clearly not in.

    Templates of sites and of office programs state their own language, whatever is written in them.
    """
    weights = _weights(draft)
    stated, most = draft.stated.language, max(weights.values(), default=0)
    wrong = stated and most >= _CLEARLY and weights.get(stated, 0) < _HARDLY * most
    return replace(draft.stated, language="") if wrong else draft.stated


def _title(draft: Draft) -> str:
    """The title line, or the first sentence cut at a word."""
    for block in draft.blocks:
        body = sanitise_line(draft.text[block.start : block.end])
        if block.role is Role.HEADING:
            return body
        if block.role in (Role.BOILERPLATE, Role.COMMENT):
            continue
        stop = next(stops(body, 0, len(body), block.language), None)
        return _cut(body[: stop.end] if stop else body)
    return ""


def _cut(sentence: str) -> str:
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    return sentence[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _authors(line: str) -> tuple[str, ...]:
    """The names in a byline; empty for any other line."""
    match = _BYLINE.fullmatch(line)
    if match is None:
        return ()
    named = people(_AFTER_NAMES.sub("", match[1]).rstrip(" ."))
    return named if named and all(_is_name(name) for name in named) else ()


def _is_name(words: str) -> bool:
    """Whether this looks like a person's full name, in any style of capitals."""
    capitals = sum(word != word.lower() for word in words.split())
    first = words.partition(" ")[0].lower()
    return bool(_NAME.fullmatch(words)) and capitals >= 2 and first not in _ARTICLES


def _date(name: str, lines: Sequence[tuple[str, Role]], short: Sequence[str]) -> datetime | None:
    """The date in the file's name; else that of a line of date, or of a report's first words."""
    if (dated := _DATED_NAME.search(name)) and (date := parse_date("-".join(dated.group(1, 3, 4)))):
        return date
    for line in short:
        if (date := find_date(line)) and len(line) <= _SHORT // 2:
            return date
    for line, role in lines:
        if role is Role.PARAGRAPH and len(line) > _SHORT:
            opening = re.split(r"\s[-–—]+\s", line[: _SHORT // 2])
            return find_date(opening[0]) if len(opening) > 1 else None
    return None


def _language(draft: Draft) -> str:
    """The language of most of the text, comments aside."""
    weights = _weights(draft)
    return max(weights, key=weights.__getitem__, default="")


def _weights(draft: Draft) -> dict[str, int]:
    """Code points of the text in each language, comments aside."""
    weights: dict[str, int] = {}
    for block in draft.blocks:
        if block.language and block.role is not Role.COMMENT:
            weights[block.language] = weights.get(block.language, 0) + block.end - block.start
    return weights
