"""What the reader states of an article in its sidecar counts for more than what the file states."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.index import query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library

SIDECAR = """\
version: 1
article:
  title: "The Bridge over the Vessa"
  author: Ann Lee
  date: 2024-03-05
  source: "The Post \\e[31m"
  keywords: [rivers, bridges]
  tags: ["strike"]
...
"""


def test_own_values_win_everywhere(
    make_library: Callable[[dict[str, str | bytes]], Library],
) -> None:
    library = make_library(
        {
            "a.md": "---\ntitle: wrong\nauthor: Nobody\nlanguage: de\n---\nThe text of it.",
            "a.md.annotations.yaml": SIDECAR,
        }
    )
    metadata = library.open("a.md").article.metadata
    assert metadata.title == "The Bridge over the Vessa"
    assert metadata.authors == ("Ann Lee",)
    assert metadata.date == datetime(2024, 3, 5, tzinfo=UTC)
    assert metadata.source == "The Post ␛[31m"
    assert (metadata.language, metadata.keywords) == ("de", ("rivers", "bridges"))
    assert metadata.guessed == frozenset()
    [entry] = library.entries()
    assert (entry.title, entry.date, entry.problem) == (metadata.title, metadata.date, "")
    for asked in ("title:vessa", "author:lee", "date:2024-03", "source:post", "tag:strike"):
        assert [hit.entry.path for hit in library.search(query.parse(asked)).hits] == ["a.md"]
    assert not library.search(query.parse("title:wrong")).hits


def test_own_values_survive_an_act_and_can_be_taken_back(
    make_library: Callable[[dict[str, str | bytes]], Library], articles: Path
) -> None:
    library = make_library({"a.txt": "The text of it.", "a.txt.annotations.yaml": SIDECAR})
    opened = library.open("a.txt")
    opened, _ = library.acts.annotate(opened, 4, 8, note="a note")
    assert opened.article.metadata.title == "The Bridge over the Vessa"
    sidecar = articles / "a.txt.annotations.yaml"
    assert "Ann Lee" in sidecar.read_text()
    sidecar.unlink()
    library.refresh()
    assert library.open("a.txt").article.metadata.title == "The text of it."


def test_a_date_that_is_none_is_told_and_leaves_the_files_own(
    make_library: Callable[[dict[str, str | bytes]], Library],
) -> None:
    library = make_library(
        {
            "2024-01-01.txt": "The text of it.",
            "2024-01-01.txt.annotations.yaml": SIDECAR.replace("2024-03-05", "last spring"),
        }
    )
    assert library.open("2024-01-01.txt").article.metadata.date == datetime(2024, 1, 1, tzinfo=UTC)
    [problem] = library.problems()
    assert problem.problem == (
        "“date: last spring” in its sidecar cannot be used; write it as 2025-09-03."
    )
