"""Twice the text costs at most two and a half times as much in all that is done with it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.anchoring import TextChange, TextView, locate, suggest
from annotations.model import Anchor
from reader.articles.find import find_all
from reader.articles.formats.plain_text import from_text
from reader.articles.model import Article, Metadata
from reader.articles.sanitising import sanitise
from reader.articles.tokens import tokenise
from reader.comparing import shared_passages
from reader.index.matching import find_matches
from reader.index.query import parse
from reader.index.snippets import snippets
from reader.tui.text.layout import Layout
from tests.attacks.growth import excess

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 8_000
"""Code points of the smallest text."""
UNITS = (
    "a b ",
    "a",
    "ab",
    "a\n\n",
    " ",
    "The man walked home. ",
    "漢",
    "a\u0301",
    "😀",
    "— ",
    "A",
    "a-",
    ".",
    "aab",
    "ไทย",
    "a \n",
    "the the ",
    "«a »b ",
    "\u0301\u0323",
    "\u200d\u200b",
)


def _article(text: str) -> Article:
    draft = from_text(text)
    return Article(draft.text, draft.blocks, Metadata("T"), "plain text", "", "", ())


def _placed(text: str, anchor: Anchor) -> None:
    view = TextView(text)
    locate(anchor, view)
    suggest(anchor, view)


def _found(text: str, query: str) -> None:
    article = _article(text)
    tokens = tokenise(article.text, article.blocks)
    matches = find_matches(parse(query), article, tokens)
    snippets(article, matches, count=20)


def _changed(text: str) -> None:
    change = TextChange(text, "b" + text[::2] + text[1:])
    anchor = Anchor.at(text, len(text) // 3, len(text) // 3 + 30)
    locate(anchor, change.new, change=change)


def _laid_out(text: str) -> None:
    article = _article(text)
    Layout(article.text, article.blocks, 40)


def _anchor(words: str, around: str) -> Anchor:
    return Anchor(5, 5 + len(words), words, around, around)


USES: dict[str, Callable[[str], object]] = {
    "found in the article": lambda text: [find_all(text, needle) for needle in ("a b", "aab", "e")],
    "found by words": lambda text: _found(text, "a b the"),
    "found by a phrase": lambda text: _found(text, '"a b a b" OR "the the"'),
    "compared with itself": lambda text: shared_passages(_article(text), _article(text + text)),
    "an anchor of what is everywhere": lambda text: _placed(
        text, _anchor(text[:40].strip() or "a", text[:32])
    ),
    "an anchor of what is nearly there": lambda text: _placed(
        text, _anchor((text[:60] + "xyz" + text[:60]).strip(), "abc")
    ),
    "an anchor of all": lambda text: _placed(text, _anchor("x" + text[1:-2] + "x", "")),
    "a text that has changed": _changed,
    "laid out": _laid_out,
    "shown": sanitise,
}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("use", USES)
def test_a_use_costs_what_its_text_is_long(use: str, unit: str) -> None:
    def of(size: int) -> str:
        return unit * (size // len(unit)) + "end"

    assert not excess(of, USES[use], SIZE)
