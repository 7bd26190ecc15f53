from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import AnnotationsError, ImportFormatError, NewerVersionError
from annotations.export.json_document import export_json
from annotations.export.yaml import export_yaml
from annotations.importing.reading import stable_id
from annotations.importing.recognise import READERS, read_any
from annotations.model import Sidecar, Source
from annotations.yaml_format import read_sidecar, write_sidecar
from tests.annotations.export.samples import article, at
from tests.annotations.strategies import texts

KEYS = [
    *("@context", "id", "type", "target", "body", "source", "selector", "exact", "start", "end"),
    *("items", "first", "value", "purpose", "refinedBy", "creator", "created", "motivation"),
    *("rows", "annotations", "uri", "user", "tags", "text", "references", "document", "title"),
    *("format", "version", "articles", "path", "anchor", "kind", "extra", "note", "correction"),
    *("florilegium:kind", "florilegium:extra", "florilegium:path", "florilegium:created"),
]
NAMES = [
    *("Annotation", "AnnotationPage", "TextQuoteSelector", "TextPositionSelector", "tagging"),
    *("florilegium annotations", "entity", "urn:florilegium:annotation:a:b", "2026-01-01T00:00Z"),
    *("urn:florilegium:notes:a", "urn:florilegium:article:a", "1e999", "\ud800", "\x9b", '{"a":'),
]
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts | st.sampled_from(NAMES)
json_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | texts, inner, max_size=6)
    ),
    max_leaves=25,
)


@given(json_values, st.sampled_from(["", *READERS]))
def test_whatever_json_says_the_answer_is_a_reading_or_an_error_of_ours(
    value: object, kind: str
) -> None:
    try:
        reading = read_any(json.dumps(value), kind)
    except AnnotationsError:
        return
    for imported in reading.articles:
        written = write_sidecar(imported.sidecar, "a")
        assert read_sidecar(written) == imported.sidecar
    for problem in reading.problems:
        assert problem.isprintable()
        assert problem.endswith(".")


@given(texts, st.sampled_from(["", *READERS]))
def test_whatever_the_text_says_the_answer_is_a_reading_or_an_error_of_ours(
    text: str, kind: str
) -> None:
    with pytest.raises(AnnotationsError):
        read_any(f"?{text}", kind)


@pytest.mark.parametrize("kind", ["", "json", "jsonld", "hypothesis"])
def test_brackets_without_end_are_an_error_and_no_crash(kind: str) -> None:
    for text in ("[" * 200_000, '{"a":' * 200_000, "[" * 5_000 + "]" * 5_000):
        with pytest.raises(ImportFormatError):
            read_any(text, kind)


def test_values_nested_beyond_what_a_sidecar_holds_are_left_out() -> None:
    limit = sys.getrecursionlimit()
    deep = "[" * (limit // 2) + "]" * (limit // 2)
    document = json.loads(export_json([article(at("a", "river"))]))
    document["articles"][0]["annotations"][0]["extra"] = {"deep": "@", "kind": 1, "mine": 2.5}
    reading = read_any(json.dumps(document).replace('"@"', deep))
    (imported,) = reading.articles
    assert imported.sidecar.annotations["a"].extra == {"mine": "2.5"}
    assert len(reading.problems) == 2


def test_conversations_and_bodies_nested_without_end_are_read_in_no_time() -> None:
    chain = [
        {"id": f"u:{n}", "type": "Annotation", "target": f"u:{n - 1}", "bodyValue": str(n)}
        for n in range(1, 20_000)
    ]
    reading = read_any(json.dumps(chain[::-1]))
    (imported,) = reading.articles
    assert imported.target.url == "u:0"
    assert len(imported.sidecar.article.note.split()) == len(chain)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000, "1.5"])
def test_numbers_that_are_no_offsets_are_no_offsets(number: str) -> None:
    selector = f'{{"type": "TextPositionSelector", "start": 0, "end": {number}}}'
    text = f'[{{"@context": "x", "target": {{"source": "u:1", "selector": {selector}}}}}]'
    (imported,) = read_any(text).articles
    assert imported.sidecar.annotations == {}


def test_one_sidecar_is_a_document_too() -> None:
    sidecar = Sidecar(Source("a.md", "s", "t")).put(at("a", "river"))
    (imported,) = read_any(write_sidecar(sidecar, "a.md")).articles
    assert imported.sidecar == sidecar
    assert (imported.target.sha256, imported.target.text_sha256) == ("s", "t")


def test_a_broken_record_in_json_of_ours_costs_itself_alone() -> None:
    document = json.loads(export_json([article(at("a", "river"), at("b", "night"), at("c", "x"))]))
    first, second, _ = document["articles"][0]["annotations"]
    first["anchor"]["end"] = -1
    second["tags"] = ["", "ok", 3, None]
    document["articles"][0]["annotations"] += [second, 7, None]
    document["articles"].append("no article")
    reading = read_any(json.dumps(document))
    (imported,) = reading.articles
    assert sorted(imported.sidecar.annotations) == ["b", "c"]
    assert imported.sidecar.annotations["b"].tags == ("ok",)
    assert len(reading.problems) == 5


def test_what_a_newer_program_wrote_is_refused() -> None:
    newer = json.dumps({"format": "florilegium annotations", "version": 2, "articles": []})
    with pytest.raises(ImportFormatError, match="Update the program"):
        read_any(newer)
    with pytest.raises(NewerVersionError):
        read_any(export_yaml([]).replace("version: 1", "version: 2"))


@pytest.mark.parametrize(
    "text", ["", "hello", "{}", "3", "<html></html>", '{"a": [1]}', "{'a': 1}"]
)
def test_what_is_no_export_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ImportFormatError) as caught:
        read_any(text)
    assert str(caught.value).count(".") >= 2


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ImportFormatError, match="yaml, json, jsonld, hypothesis"):
        read_any("{}", "docx")


def test_identifiers_are_ten_characters_with_a_letter_first() -> None:
    assert stable_id("a") == stable_id("a") != stable_id("b")
    assert all(len(stable_id(name)) == 10 for name in ("", "a", "\ud800"))
