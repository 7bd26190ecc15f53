"""Building articles from a few words, and looking at their marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from reader.articles.model import Article, Block, Metadata, Role
from reader.articles.tokens import tokenise
from reader.marks import ENTITY_KINDS, Kind, Mark
from reader.marks.finding import find

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Found:
    article: Article
    marks: tuple[Mark, ...]

    def words(self, mark: Mark) -> str:
        return self.article.text[mark.start : mark.end]

    def entities(self) -> list[tuple[str, str, str]]:
        """Words, kind and canonical name of each entity that is no date."""
        return [
            (self.words(mark), str(mark.kind), mark.name)
            for mark in self.marks
            if mark.kind in ENTITY_KINDS and mark.kind is not Kind.DATE
        ]

    def dates(self) -> list[tuple[str, str]]:
        return [(self.words(mark), mark.name) for mark in self.marks if mark.kind is Kind.DATE]

    def quotations(self) -> list[tuple[str, str]]:
        """What is quoted and the name of who says it."""
        return [
            (mark.name, mark.speaker.name if mark.speaker else "")
            for mark in self.marks
            if mark.kind is Kind.QUOTATION
        ]

    def terms(self) -> list[str]:
        return [mark.name for mark in self.marks if mark.kind is Kind.TERM]


def build(
    text: str, *, language: str = "en", roles: tuple[Role, ...] = (), wrapped: bool = False
) -> Article:
    """An article with a block a line, or one wrapped block."""
    blocks: list[Block] = []
    at = 0
    for number, line in enumerate([text] if wrapped else text.split("\n")):
        words = line.strip()
        if words:
            start = at + line.index(words)
            role = roles[number] if number < len(roles) else Role.PARAGRAPH
            end = start + len(words)
            blocks.append(Block(start, end, role, language, wrapped=wrapped))
        at += len(line) + 1
    return Article(text, tuple(blocks), Metadata("", language=language), "plain text", "", "")


def marked(article: Article) -> Found:
    return Found(article, find(article, tokenise(article.text, article.blocks)))


@pytest.fixture
def english() -> Callable[..., Found]:
    def found(text: str, *roles: Role, wrapped: bool = False) -> Found:
        return marked(build(text, roles=roles, wrapped=wrapped))

    return found


@pytest.fixture
def german() -> Callable[..., Found]:
    def found(text: str, *roles: Role) -> Found:
        return marked(build(text, language="de", roles=roles))

    return found
