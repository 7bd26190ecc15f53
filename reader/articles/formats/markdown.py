"""Markdown: the text without its markup, the roles from its structure, front matter as metadata.

Indented code is switched off: in saved prose four spaces are an indent. Line ends inside a
paragraph become spaces, so every block is one line of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from reader.articles.encodings import decode
from reader.articles.formats.front_matter import split_front_matter
from reader.articles.model import Role
from reader.articles.pieces import BULLET, Piece, compose
from reader.articles.sanitising import sanitise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from reader.articles.drafts import Draft

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 80
"""Quotations and lists inside one another; the parser drops what stands deeper."""
_DEEPER = re.compile(
    rf"^((?:[ \t]*(?:>|[-+*]|\d+[.)])(?=[ \t>])){{{_DEEPEST // 4}}})[ \t>+*-]+", re.MULTILINE
)


def parse(data: bytes) -> Draft:
    """Read ``data`` as Markdown with optional YAML front matter."""
    stated, body = split_front_matter(decode(data))
    return compose(_pieces(body), stated)


def _pieces(body: str) -> Iterator[Piece]:
    """Each block of Markdown."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable("code")
    lists = quotes = level = 0
    marker = ""
    for token in parser.parse(_DEEPER.sub(r"\1 ", sanitise(body))):
        match token.type:
            case "list_item_open":
                lists += 1
                marker = f"{token.info}." if token.info else BULLET
            case "list_item_close":
                lists -= 1
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "inline":
                role = (
                    Role.HEADING
                    if level
                    else Role.LIST_ITEM
                    if lists
                    else Role.QUOTATION
                    if quotes
                    else Role.PARAGRAPH
                )
                yield Piece(_plain(token.children or ()), role, level, marker)
                marker = ""
            case "fence" | "code_block":
                for line in token.content.splitlines():
                    yield Piece(line)
            case "html_block":
                yield Piece(_TAG.sub(" ", token.content))


def _plain(children: Sequence[Token]) -> str:
    """The words of an inline run, its markup gone."""
    words = []
    for child in children:
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or _BREAK.match(child.content):
            words.append(" ")
        elif child.type == "image":
            words.append(child.content)
    return "".join(words)
