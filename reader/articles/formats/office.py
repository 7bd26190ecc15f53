"""What office documents state about themselves; the two families use the same vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated
from reader.articles.values import keywords, language_code, people, telling_title

if TYPE_CHECKING:
    from lxml.etree import _Element


def stated_by_core(root: _Element) -> Stated:
    """What the core properties of a document say; ``root`` holds their elements."""
    return Stated(
        title=telling_title(_text(root, "title")),
        authors=people(_text(root, "initial-creator") or _text(root, "creator")),
        date=parse_date(_text(root, "creation-date") or _text(root, "created")),
        language=language_code(_text(root, "language")),
        keywords=keywords(
            [
                "".join(element.itertext())
                for name in ("keyword", "keywords")
                for element in root.iter(f"{{*}}{name}")
            ]
        ),
    )


def _text(root: _Element, name: str) -> str:
    element = next(root.iter(f"{{*}}{name}"), None)
    return "".join(element.itertext()).strip() if element is not None else ""
