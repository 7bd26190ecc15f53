"""The passages of an article that show best why it was found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles import Article, Block

_LINE_END = str.maketrans("\n", " ")
_WORD_START = re.compile(r"\b\w")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage on one line; ``text[i]`` stands for ``Article.text[start + i]``."""

    start: int
    """Code-point offset into ``Article.text``."""
    text: str
    matches: tuple[tuple[int, int], ...]
    """Ranges of ``Article.text`` that match, all within the passage."""
    page: str = ""
    """The printed number of the page of its first match, or its beginning; empty without pages."""


def snippets(
    article: Article, matches: Sequence[tuple[int, int]], *, width: int = 160, count: int = 1
) -> tuple[Snippet, ...]:
    """Up to ``count`` passages of about ``width`` code points, those with most different matches.

    The title is passed over where the text has as much to show: it stands above the passage.

    Without matches: the beginning of the article.
    """
    if not matches:
        return (_cut(article, article.blocks[0].start, width, ()),) if article.blocks else ()
    starts = [start for start, _ in matches]
    worth: list[tuple[int, int]] = []
    for number, (start, _) in enumerate(matches):
        within = matches[number : bisect_right(starts, start + width * 3 // 4)]
        different = len({article.text[a:b].lower() for a, b in within})
        in_title = _block_at(article, start).level == 1
        worth.append((-different + in_title, number))
    chosen: list[Snippet] = []
    for _, number in sorted(worth):
        start = matches[number][0]
        if any(s.start - width // 4 <= start < s.start + len(s.text) for s in chosen):
            continue
        chosen.append(_cut(article, start, width, matches))
        if len(chosen) == count:
            break
    return tuple(sorted(chosen, key=lambda snippet: snippet.start))


def _block_at(article: Article, place: int) -> Block:
    return article.blocks[max(0, bisect_right(article.blocks, place, key=lambda b: b.start) - 1)]


def _cut(article: Article, place: int, width: int, matches: Sequence[tuple[int, int]]) -> Snippet:
    """The passage around ``place``, within its block, whole words only."""
    block = _block_at(article, place)
    start = max(block.start, place - width // 4)
    end = min(block.end, start + width)
    start = max(block.start, min(start, end - width))
    if start > block.start:
        word = _WORD_START.search(article.text, start, place + 1)
        start = word.start() if word else place
    if end < block.end:
        space = article.text.rfind(" ", place + 1, end)
        end = space if space > place else end
    first = bisect_left(matches, (start, 0))
    shown = []
    for a, b in matches[first:]:
        if a >= end:
            break
        shown.append((a, min(b, end)))
    page = article.page_at(shown[0][0] if shown else start)
    return Snippet(start, article.text[start:end].translate(_LINE_END), tuple(shown), page)
