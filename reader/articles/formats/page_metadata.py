"""What a saved web page says of itself, in its head, in its JSON-LD, and in the saver's remark."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated
from reader.articles.values import keywords, language_code, people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*+(?:[\"']\s*+)?([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_HEAD = 4096
"""Bytes in which a page must say its encoding."""
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]+)"
)
_BY = re.compile(r"(?:by|von|par|por|di)\s+", re.IGNORECASE)
_ONE_AUTHOR_EACH = frozenset({"citation_author", "dc.creator", "dcterms.creator"})
_SHORTEST_TITLE = 8
"""Code points."""
_SITE_NAME = re.compile(r"\s*[-–—|•:·»]\s.+|.+\s[-–—|•:·«]\s*")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date",
    "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "citation_publication_date", "citation_date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_ARTICLES = re.compile(r"(?:Article|Posting|Report|WebPage|Review)$")


def declared_encoding(data: bytes) -> str:
    """The encoding that a page, or an XML document, says it is in; empty when it is silent."""
    head = data[:_HEAD]
    found = _XML_ENCODING.match(head) or _CHARSET.search(head)
    return found[1].decode("ascii", "replace") if found else ""


def saved_from(page: str) -> str:
    """The address that a browser noted when it saved the page; empty when it did not."""
    found = _SAVED_FROM.search(page, 0, _HEAD)
    return found[1] if found else ""


def stated_in(tree: HtmlElement, found: Document | None, url: str) -> Stated:
    """What the page states; ``found`` is what trafilatura made out of it, ``url`` its address."""
    meta = _meta(tree)
    spoken = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    names = (found.author if found else "") or ""
    return Stated(
        title=_title((found.title if found else "") or "", tree),
        authors=_authors(tree, tuple(_BY.sub("", name.strip()) for name in names.split(";"))),
        date=next(_dates(tree, meta), None),
        source=(found.sitename if found else "") or "",
        url=(found.url if found else "") or url,
        language=language_code(spoken or meta.get("content-language", "")),
        keywords=keywords((found.tags or found.categories or ()) if found else ()),
    )


def guessed_by(found: Document) -> Stated:
    """What trafilatura made out by rules of thumb."""
    date = parse_date(found.date) if found.date else None
    # Of the first of January often no more is known than the year, and that from anywhere.
    sure = date is not None and (date.month, date.day) != (1, 1)
    return Stated(date=date if sure else None, source=found.hostname or "")


def _title(title: str, tree: HtmlElement) -> str:
    """``title`` without the name of the site, where a heading of the page shows what that is."""
    words = " ".join(title.split())
    for heading in tree.iter("h1", "h2"):
        head = " ".join("".join(heading.itertext()).split())
        if len(head) > _SHORTEST_TITLE and head in words:
            rest = words.replace(head, "", 1)
            if _SITE_NAME.fullmatch(rest):
                return head
    return words


def _authors(tree: HtmlElement, found: tuple[str, ...]) -> tuple[str, ...]:
    """The authors as libraries write them, one an element, where a page has that; else ``found``.

    "Lee, Ann" is one person, of whom trafilatura makes two.
    """
    named = [
        (element.get("name", "").lower(), element.get("content", "").strip())
        for element in tree.iter("meta")
    ]
    listed = [who for name, who in named if name in _ONE_AUTHOR_EACH and who]
    if listed:
        return tuple(dict.fromkeys(listed))
    written = next((who for name, who in named if name == "author"), "")
    parted = len(found) > 1 and not any(" " in name for name in found)
    return people(written) if written and parted else found


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The content of the page's ``meta`` elements by name, in lower case, the first of each."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        name = name or element.get("http-equiv")
        if name and (content := element.get("content")):
            meta.setdefault(name.strip().lower(), content.strip())
    return meta


def _dates(tree: HtmlElement, meta: dict[str, str]) -> Iterator[datetime]:
    """The dates of publication that the page states, the surest first."""
    texts: list[str] = [meta[name] for name in _PUBLISHED[:3] if name in meta]
    items = list(_json_ld(tree))
    texts += [str(item.get("datePublished", "")) for item in items]
    texts += [meta[name] for name in _PUBLISHED[3:] if name in meta]
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or element.get("itemprop") == "datePublished":
            texts.append(element.get("datetime", ""))
    texts += [meta[name] for name in _MODIFIED if name in meta]
    texts += [str(item.get("dateModified", "")) for item in items]
    for text in texts:
        if moment := parse_date(text):
            yield moment


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """The articles that the page describes in JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            pending = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending:
            value = pending.pop(0)
            if isinstance(value, list):
                pending += value
            elif isinstance(value, dict):
                pending += [value["@graph"]] if "@graph" in value else []
                kinds = value.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(_ARTICLES.search(str(name)) for name in names):
                    yield value
