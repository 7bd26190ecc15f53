"""Markdown: the text without its markup, the roles from its structure, front matter as metadata.

Indented code is switched off: in saved prose four spaces are an indent. Line ends inside a
paragraph become spaces, so every block is one line of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from reader.articles.drafts import Draft, Stated
from reader.articles.front_matter import split_front_matter
from reader.articles.languages import guess_language
from reader.articles.model import Block, Role
from reader.articles.roles import assign_roles
from reader.articles.sanitising import sanitise, sanitise_line
from reader.articles.wrapping import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 80
"""Quotations and lists inside one another; the parser drops what stands deeper."""
_DEEPER = re.compile(
    rf"^((?:[ \t]*(?:>|[-+*]|\d+[.)])(?=[ \t>])){{{_DEEPEST // 4}}})[ \t>+*-]+", re.MULTILINE
)


def parse(raw: str) -> Draft:
    """Read ``raw`` as Markdown with optional YAML front matter."""
    stated, body = split_front_matter(raw)
    pieces = [(content, role, level) for content, role, level in _pieces(body) if content]
    text = "\n\n".join(content for content, _, _ in pieces)
    shapes: list[Paragraph] = []
    start = 0
    for content, _, _ in pieces:
        shapes.append(Paragraph(start, start + len(content), wrapped=False))
        start += len(content) + 2
    return Draft(text, _settle(text, shapes, pieces), stated or Stated())


def _settle(
    text: str, shapes: Sequence[Paragraph], pieces: Sequence[tuple[str, Role, int]]
) -> tuple[Block, ...]:
    """Markup decides a role where it speaks; the shape of a plain paragraph decides the rest."""
    return tuple(
        guess
        if role is Role.PARAGRAPH and guess.role in (Role.BOILERPLATE, Role.COMMENT)
        else Block(
            guess.start,
            guess.end,
            role,
            guess_language(content) or guess.language,
            level,
        )
        for guess, (content, role, level) in zip(assign_roles(text, shapes), pieces, strict=True)
    )


def _pieces(body: str) -> Iterator[tuple[str, Role, int]]:
    """Content on one line, role and heading level of each block of Markdown."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).disable("code")
    lists = quotes = level = 0
    for token in parser.parse(_DEEPER.sub(r"\1 ", sanitise(body))):
        match token.type:
            case "list_item_open":
                lists += 1
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
                yield sanitise_line(_plain(token.children or ())), role, level
            case "fence" | "code_block":
                for line in token.content.splitlines():
                    yield sanitise_line(line), Role.PARAGRAPH, 0
            case "html_block":
                yield sanitise_line(_TAG.sub(" ", token.content)), Role.PARAGRAPH, 0


def _plain(children: Sequence[Token]) -> str:
    """The words of an inline run, its markup gone."""
    words = []
    for child in children:
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif child.type == "image":
            words.append(child.content)
    return "".join(words)
