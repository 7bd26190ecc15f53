from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given

from annotations.export.json_document import export_json
from tests.annotations.export.samples import article, at, libraries

if TYPE_CHECKING:
    from annotations.export.articles import AnnotatedArticle


@given(libraries())
def test_the_document_is_json_that_no_terminal_obeys(articles: list[AnnotatedArticle]) -> None:
    text = export_json(articles)
    assert all(letter.isprintable() or letter in "\n \xa0" or ord(letter) > 0x9F for letter in text)
    text.encode()
    assert [entry["path"] for entry in json.loads(text)["articles"]] == [
        one.path.encode(errors="replace").decode() for one in articles
    ]


def test_an_article_says_where_each_annotation_stands_today() -> None:
    moved = article(
        at("a", "river", tags=("water",)), at("b", "gone", note="?"), places={"a": (73, 78)}
    )
    (entry,) = json.loads(export_json([moved]))["articles"]
    placed, orphan = entry["annotations"]
    assert (placed["id"], placed["start"], placed["end"], placed["orphan"]) == ("a", 73, 78, False)
    assert placed["anchor"]["start"] == 4
    assert (orphan["id"], orphan["start"], orphan["end"], orphan["orphan"]) == (
        "b",
        None,
        None,
        True,
    )
    assert (entry["title"], entry["date"]) == ("The flood", "2026-11-20T00:00:00Z")
    assert entry["authors"] == ["Bo Li", "Cy Ek"]


def test_a_place_outside_the_text_is_none() -> None:
    (entry,) = json.loads(export_json([article(at("a", "river"), places={"a": (80, 999)})]))[
        "articles"
    ]
    assert entry["annotations"][0]["orphan"] is True
