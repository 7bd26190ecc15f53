from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from annotations.importing.jsonld import read_jsonld
from annotations.importing.reading import Target
from annotations.importing.recognise import read_any
from annotations.model import Anchor, Annotation

if TYPE_CHECKING:
    from annotations.importing.reading import Imported

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
URL = "https://example.org/flood"
QUOTE = {"type": "TextQuoteSelector", "exact": "river", "prefix": "The ", "suffix": " rose"}
POSITION = {"type": "TextPositionSelector", "start": 4, "end": 9}


def written(**fields: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "http://example.org/anno1",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "When?", "purpose": "commenting"},
        "target": {"source": URL, "selector": QUOTE},
        **fields,
    }


def read_one(**fields: Any) -> tuple[Imported, Annotation]:
    reading = read_any(json.dumps(written(**fields)))
    assert reading.problems == ()
    (imported,) = reading.articles
    (annotation,) = imported.sidecar.annotations.values()
    return imported, annotation


def test_an_annotation_of_another_program_is_read() -> None:
    imported, annotation = read_one(
        created="2026-03-01T10:00:00+01:00",
        modified="2026-03-02",
        creator={"id": "http://example.org/ann", "type": "Person", "name": "Ann Lee"},
    )
    assert imported.target.url == URL
    assert annotation.anchor == Anchor(0, 5, "river", "The ", " rose")
    assert (annotation.note, annotation.creator) == ("When?", "Ann Lee")
    assert annotation.created == "2026-03-01T09:00:00Z"
    assert annotation.modified == "2026-03-02T00:00:00Z"
    assert annotation.extra == {"via": "http://example.org/anno1"}


@pytest.mark.parametrize(
    ("body", "note", "tags"),
    [
        ("http://example.org/comment", "http://example.org/comment", ()),
        ({"type": "TextualBody", "value": "When?"}, "When?", ()),
        ([{"value": "a", "purpose": "tagging"}, {"value": "b"}], "b", ("a",)),
        ([{"value": "a", "purpose": ["tagging"]}, {"value": "a "}], "a", ("a",)),
        ({"value": "place", "purpose": "oa:classifying"}, "", ("place",)),
        ({"type": "Choice", "items": [{"value": "one"}, {"value": "two"}]}, "one\n\ntwo", ()),
        ({"id": "http://example.org/video", "type": "Video"}, "http://example.org/video", ()),
        ({"purpose": "tagging", "source": "http://example.org/C"}, "http://example.org/C", ()),
        ({"type": "cnt:ContentAsText", "chars": "old"}, "old", ()),
        (None, "", ()),
        ([], "", ()),
        ([3, None, {"value": 4}, [[]]], "3\n\n4", ()),
    ],
)
def test_bodies_in_every_form_are_notes_and_tags(
    body: Any, note: str, tags: tuple[str, ...]
) -> None:
    _, annotation = read_one(body=body)
    assert (annotation.note, annotation.tags) == (note, tags)


def test_a_body_without_a_purpose_has_the_motivation_of_the_annotation() -> None:
    assert read_one(motivation="tagging", body={"value": "a"})[1].tags == ("a",)
    assert read_one(motivation=["tagging", "commenting"], body={"value": "a"})[1].note == "a"
    assert read_one(body=None, bodyValue="a")[1].note == "a"


@pytest.mark.parametrize(
    "selector",
    [
        [QUOTE, POSITION],
        [POSITION, {"type": "FragmentSelector", "value": "x"}, QUOTE],
        {"type": "FragmentSelector", "value": "p1", "refinedBy": [QUOTE, POSITION]},
        {"type": "XPathSelector", "refinedBy": {**QUOTE, "refinedBy": POSITION}},
        {"type": "Choice", "items": [QUOTE, POSITION]},
        [{**QUOTE, "type": ["oa:TextQuoteSelector"]}, {**POSITION, "@type": "x"}],
        [7, None, "text", QUOTE, {**POSITION, "start": "4"}, POSITION],
    ],
)
def test_selectors_in_every_form_are_anchors(selector: Any) -> None:
    _, annotation = read_one(target={"source": URL, "selector": selector})
    assert annotation.anchor == Anchor(4, 9, "river", "The ", " rose")


@pytest.mark.parametrize(
    "target",
    [
        {"source": {"id": URL, "type": "Text"}, "selector": QUOTE},
        {"source": [URL], "selector": QUOTE},
        {"id": URL, "selector": QUOTE},
        [{"source": URL, "selector": QUOTE}],
    ],
)
def test_targets_in_every_form_are_found(target: Any) -> None:
    assert read_one(target=target)[0].target.url == URL


def test_a_target_without_a_selector_is_the_whole_article() -> None:
    for target in (URL, {"source": URL}, {"id": URL, "format": "text/html"}):
        (imported,) = read_jsonld(json.dumps(written(target=target))).articles
        assert imported.target.url == URL
        assert imported.sidecar.article.note == "When?"
        assert imported.sidecar.annotations == {}


def test_a_target_without_a_source_is_an_article_of_which_nothing_is_known() -> None:
    imported, annotation = read_one(id="#1", target={"selector": [QUOTE, POSITION]})
    assert imported.target == Target()
    assert annotation.anchor.exact == "river"


def test_each_target_gets_an_annotation() -> None:
    other = {"source": "https://example.org/other", "selector": QUOTE}
    reading = read_jsonld(json.dumps(written(target=[{"source": URL, "selector": QUOTE}, other])))
    assert [one.target.url for one in reading.articles] == [URL, "https://example.org/other"]
    assert all(len(one.sidecar.annotations) == 1 for one in reading.articles)


def test_lists_pages_and_collections_give_the_same() -> None:
    said = written()
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": [said]}
    collection = {"@context": CONTEXT, "type": "AnnotationCollection", "total": 1, "first": page}
    wrappings: list[Any] = [said, [said], page, collection, {"@graph": [said]}, [page]]
    readings = [read_any(json.dumps(wrapped)) for wrapped in wrappings]
    assert all(reading == readings[0] for reading in readings)
    assert len(readings[0].articles) == 1


def test_a_page_that_lies_elsewhere_is_a_problem() -> None:
    collection = {"@context": CONTEXT, "type": "AnnotationCollection", "first": "http://x/p1"}
    reading = read_any(json.dumps(collection))
    assert reading.articles == ()
    assert reading.problems == ("A page lies elsewhere and was passed over: http://x/p1.",)


def test_a_reply_stands_below_the_note_it_answers() -> None:
    reply = written(
        id="http://example.org/anno2",
        motivation="replying",
        body={"value": "At night."},
        target="http://example.org/anno1",
        creator="acct:bo@example.org",
        created="2026-03-04T00:00:00Z",
    )
    (imported,) = read_jsonld(json.dumps([reply, written()])).articles
    (annotation,) = imported.sidecar.annotations.values()
    assert annotation.note == "When?\n\nAt night.\n— bo, 2026-03-04"


def test_two_that_are_called_the_same_are_both_kept() -> None:
    other = written(body={"value": "Where?"})
    (imported,) = read_jsonld(json.dumps([written(), other, written()])).articles
    assert sorted(one.note for one in imported.sidecar.annotations.values()) == ["When?", "Where?"]


def test_one_without_a_name_has_the_same_identifier_every_time() -> None:
    said = written()
    del said["id"]
    first, second = (read_jsonld(json.dumps(value)) for value in (said, [said]))
    assert first == second
    assert len(first.articles[0].sidecar.annotations) == 1


def test_a_place_told_by_pixels_is_a_note_on_the_article_and_a_problem() -> None:
    pixels = {"type": "FragmentSelector", "value": "xywh=1,2,3,4"}
    reading = read_jsonld(json.dumps(written(target={"source": URL, "selector": pixels})))
    assert reading.articles[0].sidecar.article.note == "When?"
    (problem,) = reading.problems
    assert problem.startswith("Annotation http://example.org/anno1 does not quote its words")


def test_a_record_that_is_broken_costs_itself_alone() -> None:
    broken: list[Any] = [
        written(),
        None,
        7,
        {},
        {"type": "Annotation"},
        written(target=[]),
        written(target=[3, None, {"source": 5}]),
        {**written(id="x"), "florilegium:kind": "highlight", "florilegium:extra": "{"},
    ]
    reading = read_jsonld(json.dumps(broken))
    assert sum(len(one.sidecar.annotations) for one in reading.articles) == 2
    assert len(reading.problems) == 9
