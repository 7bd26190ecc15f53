"""Looking at what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.articles import Article, Role


def bodies(article: Article, role: Role | None = None) -> list[str]:
    """The text of each block, or of those of one role."""
    return [
        article.text[block.start : block.end]
        for block in article.blocks
        if role in (None, block.role)
    ]


def outline(article: Article) -> list[str]:
    """Each block on a line: a word for its role, its level if it is a heading, its text."""
    return [
        f"{block.role.value}{block.level or ''}: {body}"
        for block, body in zip(article.blocks, bodies(article), strict=True)
    ]


def check_blocks(article: Article) -> None:
    """The blocks are in order, disjoint, begin and end with ink, and hold all of it.

    Pages are in order and inside the text.
    """
    at, covered = 0, 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(article.text)
        body = article.text[block.start : block.end]
        assert body == body.strip()
        covered += len("".join(body.split()))
        at = block.end
    assert covered == len("".join(article.text.split()))
    starts = [page.start for page in article.pages]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(article.text) for start in starts)
