"""All marks of an article, from one tokenisation.

The search runs in four steps: guesses about each block, agreement among all of them, canonical
names, and quotations given to the people found. Invariant: a mark lies within one block, and no
person, place, organisation or date overlaps another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.marks.agreement import agree
from reader.marks.casing import cased_forms
from reader.marks.dates import dates
from reader.marks.entities import mentions
from reader.marks.gazetteer import gazetteer
from reader.marks.model import Kind, Mark
from reader.marks.names import settle
from reader.marks.quotations import quoted_spans
from reader.marks.scenes import scene
from reader.marks.speakers import attribute
from reader.marks.tagging import document
from reader.marks.teams import with_teams

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.articles.model import Article, Block
    from reader.articles.tokens import Tokens
    from reader.marks.mentions import Mention

INITIALS = re.compile(r"(?:^|\W)[^\W\d_](?:\.[^\W\d_])+$")
ENDING = re.compile(r"\b(?:Corp|Inc|Co|Ltd|Bros|Jr|Sr)$")
"""Abbreviations that end a name; their full stop may end a sentence, too."""


def find(article: Article, tokens: Tokens, model: str = "") -> tuple[Mark, ...]:
    """The marks of ``article``, sorted by start, the longer first.

    ``tokens`` are those of :func:`reader.articles.tokens.tokenise` for this article.
    ``model`` names an installed spaCy model that finds the names in its language.
    """
    lists = gazetteer()
    blocks = article.blocks
    article = replace(article, text=_flat(article.text, blocks))
    searched = [n for n, block in enumerate(blocks) if block.role is not Role.BOILERPLATE]
    forms = cased_forms(article.text, tokens, blocks)
    known = document(article.text, tokens, forms, blocks, searched)
    scenes = {number: scene(article, known, number, lists) for number in searched}
    guessed = {number: mentions(place, model) for number, place in scenes.items()}
    settled = settle(scenes, with_teams(scenes, agree(scenes, guessed)), lists)
    entities: list[Mark] = []
    for number, block in enumerate(blocks):
        named = [_entity(article.text, tokens, one) for one in settled.get(number, ())]
        entities.extend(_disjoint(named, dates(article.text, tokens, block, number)))
    quotations = attribute(article, quoted_spans(article.text, blocks), entities)
    return tuple(sorted([*entities, *quotations], key=lambda mark: (mark.start, -mark.end)))


def _flat(text: str, blocks: Sequence[Block]) -> str:
    """``text`` with spaces for the line ends inside wrapped blocks, and for no-break spaces."""
    parts: list[str] = []
    at = 0
    for block in blocks:
        if block.wrapped:
            parts += (text[at : block.start], text[block.start : block.end].replace("\n", " "))
            at = block.end
    return "".join([*parts, text[at:]]).replace("\xa0", " ")


def _entity(text: str, tokens: Tokens, mention: Mention) -> Mark:
    start, end = tokens.span(mention.first, mention.last)
    if text[end : end + 1] == "." and _is_abbreviated(text, start, end):
        end += 1
    kind = mention.kind or Kind.PERSON
    return Mark(kind, start, end, mention.name, mention.confidence)


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the full stop after ``text[start:end]`` belongs to it: "U.S.", "Lear Corp."."""
    if INITIALS.search(text[start:end]):
        return True
    ends_sentence = not text[end + 1 : end + 3].strip() or text[end + 2 : end + 3].isupper()
    return not ends_sentence and ENDING.search(text[start:end]) is not None


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
