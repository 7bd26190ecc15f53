"""YAML front matter at the head of a Markdown file, read with the strictness strangers deserve."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.yaml_format import YamlError, parse
from reader.articles.dates import parse_date
from reader.articles.drafts import Stated

if TYPE_CHECKING:
    from annotations.model import Value

_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)


def split_front_matter(raw: str) -> tuple[Stated | None, str]:
    """What the front matter of ``raw`` states, and the rest of it.

    Front matter that is not strict YAML is left in the text, where the reader sees it.
    """
    match = _FRONT.match(raw)
    if match is None:
        return None, raw
    try:
        value = parse(match.group(1), require_end=False)
    except YamlError:
        return None, raw
    if not isinstance(value, dict):
        return None, raw
    return _stated(value), raw[match.end() :]


def _stated(front: dict[str, Value]) -> Stated:
    return Stated(
        title=_first(front, "title"),
        authors=_many(front, "authors", "author"),
        date=parse_date(_first(front, "date", "published", "published_time")),
        source=_first(front, "source", "site", "sitename", "publication", "publisher"),
        url=_first(front, "url", "source_url", "link", "canonical"),
        language=_language(_first(front, "language", "lang")),
        keywords=_many(front, "keywords", "tags", "categories"),
    )


def _first(front: dict[str, Value], *names: str) -> str:
    for name in names:
        value = front.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
    return ""


def _many(front: dict[str, Value], *names: str) -> tuple[str, ...]:
    for name in names:
        value = front.get(name)
        if isinstance(value, list):
            texts = (str(item) for item in value if isinstance(item, str | int))
            return tuple(text for text in texts if text.strip())
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
    return ()


def _language(stated: str) -> str:
    """The ISO 639-1 code in ``de`` or ``de-AT``; empty for a language stated otherwise."""
    match = _LANGUAGE.fullmatch(stated.strip())
    return match.group(1).lower() if match else ""
