"""What two articles have in common: passages word for word, and names.

Two reports of one event copy from one agency and quote the same speech; where they agree to the
letter, and where not, is what a reader wants to see first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles import tokenise
from reader.marks import NAMED_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles import Article
    from reader.articles.tokens import Tokens
    from reader.open_article import OpenArticle

LEAST = 6
"""Words in a row that are the same before they count as a passage."""
_MOST_COPIES = 16
"""Places of the other text that are tried for one run of words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in both articles, as half-open code-point spans."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two articles have in common."""

    passages: tuple[Passage, ...]
    """In the order of the first article; they do not overlap there."""
    names: tuple[str, ...]
    """Of people, organisations and places named in both, in the order of the first."""


def compare(ours: OpenArticle, theirs: OpenArticle) -> Comparison:
    """What ``ours`` and ``theirs`` have in common."""
    named = set(_names(theirs))
    both = (name for name in _names(ours) if name in named)
    passages = shared_passages(ours.article, theirs.article)
    return Comparison(tuple(passages), tuple(dict.fromkeys(both)))


def shared_passages(ours: Article, theirs: Article, least: int = LEAST) -> list[Passage]:
    """The passages of at least ``least`` words that stand in both, case aside.

    Runs of ``least`` words of one text are looked up in the other and followed as far as the
    words agree; of several copies the longest is taken. Linear in both texts but for copies.
    """
    first, second = _tokens(ours), _tokens(theirs)
    here, there = _folded(first), _folded(second)
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(there) - least + 1):
        copies = places.setdefault(tuple(there[at : at + least]), [])
        if len(copies) < _MOST_COPIES:
            copies.append(at)
    found: list[Passage] = []
    at = 0
    while at <= len(here) - least:
        copies = places.get(tuple(here[at : at + least]), [])
        if not copies:
            at += 1
            continue
        length, copy = max((_alike(here, at, there, copy), -copy) for copy in copies)
        span = first.span(at, at + length - 1)
        found.append(Passage(span, second.span(-copy, -copy + length - 1)))
        at += length
    return found


def _names(opened: OpenArticle) -> Iterator[str]:
    return (mark.name for mark in opened.marks if mark.kind in NAMED_KINDS)


def _tokens(article: Article) -> Tokens:
    return tokenise(article.text, article.blocks)


def _folded(tokens: Tokens) -> list[str]:
    return [form.casefold() for form in tokens.forms]


def _alike(here: Sequence[str], at: int, there: Sequence[str], copy: int) -> int:
    """How many words agree from ``at`` and ``copy`` on."""
    length = 0
    most = min(len(here) - at, len(there) - copy)
    while length < most and here[at + length] == there[copy + length]:
        length += 1
    return length
