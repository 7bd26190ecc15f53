from __future__ import annotations

import json
import re
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.export.jsonld import export_jsonld
from annotations.importing.recognise import read_any
from annotations.model import Correction
from tests.annotations.export.samples import article as exported
from tests.annotations.export.samples import at
from tests.annotations.importing.test_jsonld import QUOTE, URL, read_one, written

TEXT, NUMBER = "@text", "@number"
PURPOSES = ["commenting", "tagging", "oa:classifying", "identifying", "?", "", ["tagging"], 5]
NO_WORDS = {"type": "TextPositionSelector", "start": -1, "end": 2}

leaves: st.SearchStrategy[Any] = st.sampled_from([TEXT, NUMBER, True, None, "", [], {}])


def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    within = dict.fromkeys(("chars", "label", "@value", "source", "items", "item"), inner)
    maps = st.fixed_dictionaries({"en": inner}, optional={"@language": st.just("en")})
    about = {
        "type": st.sampled_from(["TextualBody", "SpecificResource", "Choice", "List", 3]),
        "id": st.sampled_from(["http://example.org/b", "_:b0", 7]),
        "purpose": st.sampled_from(PURPOSES),
        "language": st.just("en"),
        "comment": st.sampled_from([TEXT, [TEXT], {"x": TEXT}]),
        "selector": st.sampled_from([{"type": "TextQuoteSelector", "exact": TEXT}, TEXT, NO_WORDS]),
    }
    return st.fixed_dictionaries({}, optional={**within, "value": inner | maps, **about})


bodies = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | objects(inner), max_leaves=12
)


def found_in(document: str) -> str:
    """All that an import makes of ``document``, in one text."""
    reading = read_any(document)
    said = [str(reading.problems)]
    for imported in reading.articles:
        article = imported.sidecar.article
        said += [article.note, *article.tags]
        for one in imported.sidecar.annotations.values():
            said += [one.note, *one.tags, str(one.extra)]
    return "\n".join(said)


@given(
    bodies,
    st.sampled_from(["body", "bodies", "bodyValue"]),
    st.sampled_from([*PURPOSES, None]),
    st.sampled_from([{"selector": QUOTE}, {"selector": NO_WORDS}, {}]),
    st.booleans(),
)
def test_no_text_of_a_body_is_dropped_silently(
    body: Any, key: str, motivation: Any, place: dict[str, Any], is_ours: bool
) -> None:
    numbers = count(100)
    record = written(target={"source": URL, **place}, motivation=motivation, **{key: body})
    ours = {"florilegium:kind": "entity", "florilegium:name": "x"} if is_ours else {}
    document = re.sub(
        f'"({TEXT}|{NUMBER})"',
        lambda hit: f'"w{next(numbers)}w"' if hit[1] == TEXT else f"7777{next(numbers)}",
        json.dumps({**record, **ours}),
    )
    found = found_in(document)
    markers = re.findall(r"w\d+w|7777\d+", document)
    assert [marker for marker in markers if marker not in found] == []


@pytest.mark.parametrize(
    ("body", "note", "tags"),
    [
        ({"purpose": "commenting", "source": {"value": "inner words"}}, "inner words", ()),
        ({"purpose": "tagging", "source": {"value": "a", "purpose": "commenting"}}, "", ("a",)),
        ({"source": {"value": "a", "purpose": "tagging"}}, "", ("a",)),
        ({"source": {"source": [{"value": "a"}, {"value": "b"}]}}, "a\n\nb", ()),
        ({"source": {"id": "http://x.org/C"}}, "http://x.org/C", ()),
        (
            {"purpose": "tagging", "source": {"id": "http://x.org/C", "label": "Bonn"}},
            "http://x.org/C",
            ("Bonn",),
        ),
        ({"id": "_:b", "value": "a", "source": "http://x.org"}, "a\n\nhttp://x.org", ()),
        ({"source": "http://x.org", "selector": QUOTE}, "http://x.org\n\nriver", ()),
        ({"value": ["list", "of"]}, "list\n\nof", ()),
        ({"value": ["list", "of"], "purpose": "tagging"}, "", ("list", "of")),
        ({"value": 5}, "5", ()),
        ({"value": 0.5, "purpose": "tagging"}, "", ("0.5",)),
        ({"value": [True, None, False]}, "true\n\nfalse", ()),
        ({"value": {"@value": "x", "@language": "en", "@type": "xsd:string"}}, "x", ()),
        ({"value": {"en": "x"}}, "x", ()),
        ({"value": {"en": ["x", "y"], "de": {"@value": "z"}}}, "x\n\ny\n\nz", ()),
        ({"value": {"type": "TextualBody", "value": "x"}, "purpose": "tagging"}, "", ("x",)),
        ({"value": "x", "chars": "x", "label": "y"}, "x\n\ny", ()),
        ({"value": "first", "items": [{"value": "second"}]}, "first\n\nsecond", ()),
        (
            {"type": "List", "purpose": "tagging", "items": ["u:1", {"value": "a"}]},
            "u:1",
            ("a",),
        ),
        ({"type": "Choice", "purpose": "tagging", "items": [{"value": "a"}]}, "", ("a",)),
        ([["nested"], [[{"value": "more"}]]], "nested\n\nmore", ()),
        ({"value": "/", "purpose": "tagging"}, "/", ()),
    ],
)
def test_texts_are_found_wherever_they_are(body: Any, note: str, tags: tuple[str, ...]) -> None:
    _, annotation = read_one(body=body)
    assert (annotation.note, annotation.tags) == (note, tags)


def test_text_under_an_unknown_key_is_a_problem() -> None:
    reading = read_any(json.dumps(written(body={"value": "a", "comment": {"x": "lost"}})))
    assert reading.problems == (
        "Annotation http://example.org/anno1: comment in a body means nothing here"
        " and was left out: lost.",
    )


def test_bodies_nested_without_end_are_read() -> None:
    for before, after in (
        ('{"source":', "}"),
        ('{"value":[', "]}"),
        ('{"x":', "}"),
        ('{"items":', "}"),
    ):
        body = before * 400 + '"deep"' + after * 400
        text = json.dumps(written(body="@")).replace('"@"', body)
        assert "deep" in found_in(text)


def test_only_what_repeats_a_correction_is_passed_over() -> None:
    named = at("a", "river", kind="entity", correction=Correction(name="Rhine", type="place"))
    document = json.loads(export_jsonld([exported(named)]))
    document[0]["body"] += [{"value": "stream", "purpose": "classifying"}]
    (imported,) = read_any(json.dumps(document)).articles
    assert imported.sidecar.annotations["a"].tags == ("stream",)
    document[0]["target"]["selector"] = [NO_WORDS]
    (imported,) = read_any(json.dumps(document)).articles
    assert imported.sidecar.article.tags == ("place", "stream")
    assert imported.sidecar.article.note.startswith("Rhine\n")


@pytest.mark.parametrize("selector", [NO_WORDS, {**NO_WORDS, "start": "x"}, {"quote": 5}, [3]])
@pytest.mark.parametrize(("body", "is_note"), [({"value": "When?"}, True), (None, False)])
def test_what_is_left_out_is_not_said_to_be_kept(selector: Any, body: Any, is_note: bool) -> None:
    target = {"source": URL, "selector": selector}
    row = {"uri": URL, "target": [target], "text": "When?" if is_note else ""}
    for document in (written(target=target, body=body), [row]):
        reading = read_any(json.dumps(document))
        (problem,) = reading.problems
        assert problem.endswith(
            "was kept as a note on the article."
            if is_note
            else "does not quote its words and says nothing, so it was left out."
        )
        assert reading.articles[0].sidecar.article.note == ("When?" if is_note else "")
