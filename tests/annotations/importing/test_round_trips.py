from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given

from annotations.export.json_document import export_json
from annotations.export.jsonld import export_jsonld
from annotations.export.yaml import export_yaml
from annotations.importing.recognise import read_any
from annotations.model import ArticleNotes, Sidecar, Source
from tests.annotations.export.samples import libraries

if TYPE_CHECKING:
    from annotations.export.articles import AnnotatedArticle
    from annotations.model import Anchor, Annotation


def path_of(article: AnnotatedArticle) -> str:
    return article.path.encode(errors="replace").decode()


def expected(articles: list[AnnotatedArticle]) -> dict[str, Sidecar]:
    return {path_of(one): replace(one.sidecar, deleted={}, comments={}) for one in articles}


def anchor_today(article: AnnotatedArticle, annotation: Annotation) -> Anchor:
    """Of an orphan the words are known, and no place."""
    anchor = article.anchor(annotation)
    if article.place(annotation) is None:
        return replace(anchor, start=0, end=len(anchor.exact))
    return anchor


@given(libraries())
def test_json_gives_the_same_sidecars(articles: list[AnnotatedArticle]) -> None:
    reading = read_any(export_json(articles))
    assert reading.problems == ()
    assert {one.target.path: one.sidecar for one in reading.articles} == expected(articles)


@given(libraries())
def test_yaml_gives_the_same_sidecars(articles: list[AnnotatedArticle]) -> None:
    reading = read_any(export_yaml((one.path, one.sidecar) for one in articles))
    assert reading.problems == ()
    assert {one.target.path: one.sidecar for one in reading.articles} == expected(articles)


@given(libraries())
def test_json_ld_gives_the_same_annotations_on_the_anchors_of_today(
    articles: list[AnnotatedArticle],
) -> None:
    reading = read_any(export_jsonld(articles))
    assert reading.problems == ()
    found = {one.target.path: one.sidecar for one in reading.articles}
    for article in articles:
        sidecar = article.sidecar
        moved = Sidecar(Source())
        for one in sidecar.annotations.values():
            moved = moved.put(replace(one, anchor=anchor_today(article, one)))
        said = moved.annotations
        if not said and sidecar.article == ArticleNotes() and path_of(article) not in found:
            continue
        imported = found[path_of(article)]
        assert imported.annotations == said
        assert imported.article == sidecar.article
        assert imported.extra == sidecar.extra
        assert imported.source.extra == sidecar.source.extra


@given(libraries())
def test_reading_twice_gives_the_same(articles: list[AnnotatedArticle]) -> None:
    text = export_jsonld(articles)
    assert read_any(text) == read_any(text)
