"""Articles read from files made on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from reader.articles.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles import Article


class Read(Protocol):
    """Reads an article from a file of this content and name."""

    def __call__(self, content: str | bytes, name: str = "a.txt", **options: int) -> Article: ...


@pytest.fixture
def article(articles: Path) -> Read:
    def made(content: str | bytes, name: str = "a.txt", **options: int) -> Article:
        file = articles / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read(file, **options)

    return made
