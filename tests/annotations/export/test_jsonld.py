from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given

from annotations.export.jsonld import export_jsonld
from annotations.model import ArticleNotes, Correction
from tests.annotations.export import w3c
from tests.annotations.export.samples import TEXT, article, at, libraries

if TYPE_CHECKING:
    from annotations.export.articles import AnnotatedArticle


def exported(*articles: AnnotatedArticle) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(export_jsonld(articles))
    return found


@given(libraries())
def test_every_annotation_keeps_the_rules_of_the_model(articles: list[AnnotatedArticle]) -> None:
    text = export_jsonld(articles)
    text.encode()
    assert "\x9b" not in text
    found = json.loads(text)
    for annotation in found:
        w3c.check(annotation)
    assert len({annotation["id"] for annotation in found}) == len(found)
    assert len(found) >= sum(len(one.sidecar.annotations) for one in articles)


def test_words_are_quoted_and_counted_in_the_text_of_today() -> None:
    (annotation,) = exported(article(at("a", "river", note="When?"), places={"a": (73, 78)}))
    quoted, placed = annotation["target"]["selector"]
    assert (placed["start"], placed["end"]) == (73, 78)
    assert quoted["exact"] == TEXT[73:78] == "river"
    assert quoted["prefix"].endswith("left.” The ")
    assert quoted["suffix"] == " fell."
    assert annotation["target"]["source"] == "https://example.org/flood"
    assert annotation["motivation"] == ["commenting"]
    assert annotation["creator"] == {"type": "Person", "name": "ann"}


def test_an_orphan_has_its_saved_words_and_no_position() -> None:
    (annotation,) = exported(article(at("a", "It rained", tags=("weather",)), url=""))
    (selector,) = annotation["target"]["selector"]
    assert selector["exact"] == "It rained"
    assert annotation["target"]["source"] == "urn:florilegium:article:news/flood.md"
    assert annotation["motivation"] == ["tagging"]
    assert [(body["value"], body["purpose"]) for body in annotation["body"]] == [
        ("weather", "tagging")
    ]


def test_what_is_said_of_a_whole_article_has_no_selector() -> None:
    (annotation,) = exported(article(whole=ArticleNotes(("geo",), "Compare.", {"mine": 1})))
    assert "selector" not in annotation["target"]
    assert [body["value"] for body in annotation["body"]] == ["Compare.", "geo"]
    assert json.loads(annotation["florilegium:extra"]) == {"mine": 1}


def test_a_correction_is_told_to_those_who_do_not_know_our_keys() -> None:
    correction = Correction("confirmed", "Ada King", "person")
    (annotation,) = exported(article(at("a", "Ada Lovelace", kind="entity", correction=correction)))
    assert annotation["motivation"] == ["identifying"]
    assert [(body["value"], body["purpose"]) for body in annotation["body"]] == [
        ("Ada King", "identifying"),
        ("person", "classifying"),
    ]
    assert annotation["florilegium:verdict"] == "confirmed"


def test_a_highlight_without_a_word_is_a_highlight() -> None:
    (annotation,) = exported(article(at("a", "river")))
    assert annotation["motivation"] == ["highlighting"]
    assert "body" not in annotation
