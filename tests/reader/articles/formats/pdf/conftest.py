"""Reading what a test has written, through the front door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from reader.articles.reading import read
from tests.reader.articles.formats.pdf.writing import pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.articles.model import Article
    from tests.reader.articles.formats.pdf.writing import Text


class ReadPages(Protocol):
    """How tests read pages."""

    def __call__(
        self, *pages: Sequence[Text] | bytes, catalog: str = "", page: str = ""
    ) -> Article:
        """The article that a PDF of ``pages`` is."""
        ...


@pytest.fixture
def read_pages(tmp_path: Path) -> ReadPages:
    """Write pages as a PDF and read it."""

    def read_them(*pages: Sequence[Text] | bytes, catalog: str = "", page: str = "") -> Article:
        path = tmp_path / "article.pdf"
        path.write_bytes(pdf(pages, catalog=catalog, page=page))
        return read(path)

    return read_them
