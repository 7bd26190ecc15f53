from __future__ import annotations

import json
from typing import Any

import pytest

from annotations.importing.reading import Target
from annotations.importing.recognise import read_any
from annotations.model import Anchor

PLACE = {"quote": "words", "start": 3, "end": 8}


def kept(*selectors: Any, **fields: Any) -> dict[str, Any]:
    return {
        "id": "r1",
        "bodies": [{"value": "v3 note", "purpose": "commenting"}],
        "target": {"annotation": "r1", "selector": list(selectors)},
        **fields,
    }


@pytest.mark.parametrize("kind", ["", "jsonld"])
def test_bodies_and_selectors_without_a_type_are_read(kind: str) -> None:
    reading = read_any(json.dumps([kept(PLACE), kept(PLACE, id="r2")]), kind)
    assert reading.problems == ()
    (imported,) = reading.articles
    assert imported.target == Target()
    assert len(imported.sidecar.annotations) == 2
    for annotation in imported.sidecar.annotations.values():
        assert (annotation.anchor, annotation.note) == (Anchor(3, 8, "words"), "v3 note")


@pytest.mark.parametrize(
    "selector",
    [
        {**PLACE, "quote": {"exact": "words", "prefix": "a ", "suffix": " b"}},
        {**PLACE, "quotePrefix": "a ", "quoteSuffix": " b"},
        {**PLACE, "prefix": "a ", "suffix": " b"},
    ],
)
def test_what_stands_around_the_words_is_read(selector: Any) -> None:
    document = kept(target={"annotation": "r1", "selector": selector})
    (imported,) = read_any(json.dumps(document)).articles
    (annotation,) = imported.sidecar.annotations.values()
    assert annotation.anchor == Anchor(3, 8, "words", "a ", " b")


def test_each_place_gets_an_annotation() -> None:
    other = {"quote": "more", "start": 20, "end": "?"}
    reading = read_any(json.dumps([kept(PLACE, other)]))
    assert reading.problems == ()
    (imported,) = reading.articles
    anchors = sorted(one.anchor.exact for one in imported.sidecar.annotations.values())
    assert anchors == ["more", "words"]


def test_author_and_times_are_found_in_the_target_or_a_body() -> None:
    document = kept(
        bodies=[{"value": "a", "creator": {"id": "u1", "name": "Ann"}, "updated": "2026-03-02"}],
        target={"annotation": "r1", "created": "2026-03-01", "selector": [PLACE]},
    )
    reading = read_any(json.dumps([document]))
    assert reading.problems == ()
    (annotation,) = reading.articles[0].sidecar.annotations.values()
    assert annotation.creator == "Ann"
    assert annotation.created == "2026-03-01T00:00:00Z"
    assert annotation.modified == "2026-03-02T00:00:00Z"
