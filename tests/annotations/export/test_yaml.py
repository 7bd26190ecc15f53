from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import ExportError, NewerVersionError, YamlError
from annotations.export.yaml import export_yaml, import_yaml
from annotations.model import Anchor, Annotation, ArticleNotes, Sidecar, Source

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
nested = st.recursive(
    st.none() | st.integers() | texts, lambda inner: st.dictionaries(texts, inner, max_size=2)
)


@st.composite
def sidecars(draw: st.DrawFn) -> Sidecar:
    extra = {f"x-{key}": value for key, value in draw(st.dictionaries(texts, nested)).items()}
    sidecar = Sidecar(Source(draw(texts), extra=extra), extra=extra).with_article(
        ArticleNotes(("a",), draw(texts), extra)
    )
    for identifier in draw(st.lists(texts, max_size=3)):
        anchor = Anchor(3, 9, draw(texts), draw(texts))
        sidecar = sidecar.put(Annotation(identifier, "note", anchor, note=draw(texts), extra=extra))
    return replace(sidecar.with_source(Source("a.md")), comments={(): ("# mine",)})


paths = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.just("d/" * 800 + "a")


@given(st.dictionaries(paths, sidecars(), max_size=3))
def test_importing_an_export_gives_the_same_annotations(articles: dict[str, Sidecar]) -> None:
    document = export_yaml(articles.items())
    assert document.endswith("\n...\n")
    expected = {path: replace(sidecar, comments={}) for path, sidecar in articles.items()}
    assert import_yaml(document) == expected


def test_tombstones_are_not_exported() -> None:
    sidecar = Sidecar(Source("a"), deleted={"x": "2026-01-01T00:00:00Z"})
    assert import_yaml(export_yaml([("a", sidecar)])) == {"a": Sidecar(Source("a"))}


def test_an_export_of_nothing_is_a_document_of_nothing() -> None:
    assert import_yaml(export_yaml([])) == {}


def test_two_articles_under_one_path_are_refused() -> None:
    with pytest.raises(ExportError, match="both called a"):
        export_yaml([("a", Sidecar(Source())), ("a", Sidecar(Source()))])


def test_an_export_of_a_newer_program_or_cut_short_is_refused() -> None:
    with pytest.raises(NewerVersionError):
        import_yaml("version: 2\narticles: {}\n...\n")
    with pytest.raises(YamlError, match="cut short"):
        import_yaml("version: 1\narticles: {}\n")


def test_an_error_deep_in_an_export_names_its_line() -> None:
    text = "articles:\n  a.md:\n    annotations:\n      k:\n        start: 1\n        end: x\n...\n"
    with pytest.raises(YamlError) as caught:
        import_yaml(text)
    assert caught.value.line == 6
