"""All marks of an article, from one tokenisation.

The search runs block by block in three steps: guesses about each block, names settled by the whole
article, quotations given to the people found. Invariant: a mark lies within one block, and no
person, place, organisation or date overlaps another.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.marks.dates import dates
from reader.marks.entities import mentions
from reader.marks.gazetteer import gazetteer
from reader.marks.model import Kind, Mark
from reader.marks.names import register, settle
from reader.marks.quotations import quoted_spans
from reader.marks.scenes import scene
from reader.marks.speakers import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.articles.model import Article
    from reader.articles.tokens import Tokens
    from reader.marks.mentions import Mention


def find(article: Article, tokens: Tokens) -> tuple[Mark, ...]:
    """The marks of ``article``, sorted by start, the longer first.

    ``tokens`` are those of :func:`reader.articles.tokens.tokenise` for this article.
    """
    lists = gazetteer()
    lower = frozenset(form for form in set(tokens.forms) if form[0].islower())
    guessed: dict[int, list[Mention]] = {}
    entities: list[Mark] = []
    for number, block in enumerate(article.blocks):
        if block.role is not Role.BOILERPLATE:
            guessed[number] = mentions(scene(article, tokens, number, lists, lower))
    proper = (
        mention
        for number, found in guessed.items()
        if article.blocks[number].role is not Role.COMMENT
        for mention in found
    )
    known = register(tokens, proper, lists)
    for number, block in enumerate(article.blocks):
        comment = block.role is Role.COMMENT
        settled = settle(tokens, guessed.get(number, []), known, comment=comment)
        named = [_entity(article.text, tokens, mention) for mention in settled]
        entities.extend(_disjoint(named, dates(article.text, tokens, block, number)))
    quotations = attribute(article, quoted_spans(article.text, article.blocks), entities, lists)
    return tuple(sorted([*entities, *quotations], key=lambda mark: (mark.start, -mark.end)))


def _entity(text: str, tokens: Tokens, mention: Mention) -> Mark:
    start, end = tokens.span(mention.first, mention.last)
    if text[end : end + 1] == "." and text[start + 1 : start + 2] == "." and mention.known:
        end += 1
    kind = mention.kind or Kind.PERSON
    return Mark(kind, start, end, mention.name, mention.confidence)


def _disjoint(named: Iterable[Mark], dated: Iterable[Mark]) -> list[Mark]:
    """Both lists in order, the dates that touch a name left out."""
    taken = sorted(named, key=lambda mark: mark.start)
    starts = [mark.start for mark in taken]
    free: list[Mark] = []
    for date in dated:
        at = bisect_left(starts, date.end)
        if at == 0 or taken[at - 1].end <= date.start:
            free.append(date)
    return sorted([*taken, *free], key=lambda mark: mark.start)
