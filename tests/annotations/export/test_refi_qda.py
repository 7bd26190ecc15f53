from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from pyrefiqda import RefiProject  # type: ignore[import-untyped]

from annotations.errors import ExportError
from annotations.export.articles import TagLook
from annotations.export.refi_ids import xml_text
from annotations.export.refi_qda import NAMESPACE, export_refi_qda
from annotations.model import ArticleNotes, Correction
from tests.annotations.export.qda import assert_valid, local
from tests.annotations.export.samples import TEXT, article, at, libraries

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from annotations.export.articles import AnnotatedArticle

CONTAINERS = ("Users", "CodeBook", "Codes", "Sources", "Notes", "Sets")


def named(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def unpacked(content: bytes) -> tuple[Element, dict[str, str]]:
    """The project, checked against the schema's grammar, and the sources by file name."""
    with ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    project = files.pop("project.qde")
    root = ElementTree.fromstring(project)
    assert local(root, NAMESPACE) == "Project"
    assert_valid(root, NAMESPACE)
    return root, files


@given(libraries())
def test_every_project_keeps_the_rules_of_schema_and_importers(
    articles: list[AnnotatedArticle],
) -> None:
    content = export_refi_qda(articles)
    project, files = unpacked(content)
    assert all(name.startswith("sources/") for name in files)
    assert not any("\r" in text or text.startswith("\ufeff") for text in files.values())
    assert all(len(project.findall(f".//{named(name)}/*")) for name in present(project, CONTAINERS))
    codes = [code.get("name", "").casefold() for code in project.iter(named("Code"))]
    assert len(codes) == len(set(codes))
    guids = [each.get("guid") for each in project.iter() if each.get("guid")]
    assert len(guids) == len(set(guids))
    pointed = [value for each in project.iter() for value in pointers(each)]
    assert set(pointed) <= set(guids)
    for source in project.iter(named("TextSource")):
        spans = Counter(
            (each.get("startPosition"), each.get("endPosition"), each.get("creatingUser"))
            for each in source.findall(named("PlainTextSelection"))
        )
        assert all(count == 1 for count in spans.values())
    for name in ("TextSource", "PlainTextSelection", "Note"):
        assert all(
            each.get("creationDateTime", "").endswith("Z") for each in project.iter(named(name))
        )


def present(project: Element, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if project.find(f".//{named(name)}") is not None]


def pointers(element: Element) -> list[str]:
    found = [element.get(key) for key in ("targetGUID", "creatingUser", "modifyingUser")]
    return [each for each in found if each]


@given(libraries())
def test_every_selection_has_its_words_and_no_note_is_lost(
    articles: list[AnnotatedArticle],
) -> None:
    project, files = unpacked(export_refi_qda(articles))
    ordered = sorted(articles, key=lambda one: one.path.encode(errors="replace"))
    sources = project.findall(f".//{named('TextSource')}")
    notes = [each.text or "" for each in project.iter(named("PlainTextContent"))]
    for one, source in zip(ordered, sources, strict=True):
        text = files["sources/" + source.get("plainTextPath", "").removeprefix("internal://")]
        assert len(text) == len(one.text)
        spans = {
            (int(each.get("startPosition", "")), int(each.get("endPosition", "")))
            for each in source.findall(named("PlainTextSelection"))
        }
        places = [one.place(each) for each in one.in_order()]
        assert spans == {place for place in places if place and place[0] < place[1]}
        for each in one.in_order():
            assert not each.note or any(xml_text(each.note) in note for note in notes)


@given(libraries())
def test_the_same_annotations_give_the_same_bytes(articles: list[AnnotatedArticle]) -> None:
    assert export_refi_qda(articles) == export_refi_qda(articles[::-1])


SAID = article(
    at(
        "a",
        "We saw it",
        tags=("method/interview", "memory"),
        note="Who?",
        modified="2026-11-22T08:00:00Z",
    ),
    at("b", "We saw it", tags=("memory",), note="All of them."),
    at("c", "We saw it", creator="bo"),
    at(
        "d",
        "Ada Lovelace",
        kind="entity",
        correction=Correction("confirmed", "Ada King"),
        created="?",
    ),
    at("e", "It rained", tags=("weather",), note="Where?"),
    whole=ArticleNotes(("geo",), "Compare."),
)
LOOKS = {
    "memory": TagLook("#a1b2c3", "What is remembered."),
    "unused/interview": TagLook("red"),
}


def test_an_independent_reader_finds_sources_codes_users_and_selections(tmp_path: Path) -> None:
    file = tmp_path / "flood.qdpx"
    file.write_bytes(export_refi_qda([SAID], tags=LOOKS, name="Floods"))
    project = RefiProject.load(file, extract_dir=str(tmp_path / "out"))
    assert project.name == "Floods"
    users = {user.guid: user.name for user in project.users.user}
    assert sorted(users.values()) == ["ann", "bo"]
    top = {code.name: code for code in project.code_book.codes.code}
    assert sorted(top) == ["geo", "memory", "method", "unused", "weather"]
    assert (top["memory"].color, top["memory"].description) == ("#a1b2c3", "What is remembered.")
    assert (top["method"].is_codable, top["unused"].is_codable) == (False, False)
    assert [code.name for code in top["method"].code] == ["interview (method)"]
    assert [(code.name, code.color) for code in top["unused"].code] == [
        ("interview (unused)", None)
    ]
    (source,) = project.sources.text_source
    text = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "out").read_text()
    assert text == TEXT
    found = {
        (text[each.start_position : each.end_position], users[each.creating_user]): each
        for each in source.plain_text_selection
    }
    assert sorted(found) == [("Ada Lovelace", "ann"), ("We saw it", "ann"), ("We saw it", "bo")]
    first = found["We saw it", "ann"]
    assert first.description == "Who?\n\nAll of them."
    assert str(first.creation_date_time) == "2026-11-21T10:00:00Z"
    assert str(first.modified_date_time) == "2026-11-22T08:00:00Z"
    coded = [coding.code_ref.target_guid for coding in first.coding]
    assert coded == [top["method"].code[0].guid, top["memory"].guid]
    notes = {note.guid: note.plain_text_content for note in project.notes.note}
    assert [notes[each.target_guid] for each in first.note_ref] == ["Who?", "All of them."]
    assert found["Ada Lovelace", "ann"].description == "entity (verdict: confirmed, name: Ada King)"


def test_an_orphan_is_a_note_on_its_source_with_its_words() -> None:
    project, _ = unpacked(export_refi_qda([SAID]))
    source = project.find(f".//{named('TextSource')}")
    assert source is not None
    notes = {each.get("guid"): each for each in project.iter(named("Note"))}
    texts = [
        notes[each.get("targetGUID")].findtext(named("PlainTextContent"))
        for each in source.findall(named("NoteRef"))
    ]
    orphan = "No longer in the text: “It rained”\nTags: weather\nWhere?"
    assert texts == ["Compare.", orphan]
    assert orphan in source.findtext(named("Description"), "")


def test_a_tag_of_a_whole_article_is_a_coding_and_a_set_of_sources() -> None:
    project, _ = unpacked(export_refi_qda([SAID]))
    source = project.find(f".//{named('TextSource')}")
    assert source is not None
    assert len(source.findall(named("Coding"))) == 1
    (group,) = project.iter(named("Set"))
    members = [each.get("targetGUID") for each in group]
    assert (group.get("name"), members) == ("geo", [source.get("guid")])


def test_tags_too_deep_for_codes_within_codes_are_still_codes() -> None:
    deep = "/".join(["a"] * 3_000)
    project, _ = unpacked(export_refi_qda([article(at("a", "river", tags=(deep,)))]))
    assert sum(1 for _ in project.iter(named("Code"))) == 20


def test_articles_of_one_title_are_told_apart() -> None:
    same = [article(path="a.md", title="A/B?"), article(path="b.md", title="a/b?")]
    project, _ = unpacked(export_refi_qda(same))
    assert [each.get("name") for each in project.iter(named("TextSource"))] == ["A-B-", "a-b- 2"]


def test_nothing_at_all_is_a_project_with_an_empty_folder_of_sources() -> None:
    project, files = unpacked(export_refi_qda([]))
    assert (len(project), files) == (0, {"sources/": ""})


def test_two_articles_under_one_path_are_refused() -> None:
    with pytest.raises(ExportError, match=r"both called news/flood\.md"):
        export_refi_qda([article(), article()])


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<User ", "<Case "),
        (" guid=", " gui="),
        ('startPosition="', 'startPosition="x'),
        ("</CodeBook>", "</CodeBook><Users/>"),
        ('00Z"', '00"'),
        ("<Coding", "word<Coding"),
        ("<PlainTextSelection ", '<PlainTextSelection mine="1" '),
    ],
)
def test_the_grammar_knows_a_broken_project(right: str, wrong: str) -> None:
    said = article(at("a", TEXT.split()[0], tags=("x",), note="Note."))
    with ZipFile(io.BytesIO(export_refi_qda([said]))) as archive:
        project = archive.read("project.qde").decode()
    assert right in project
    assert_valid(ElementTree.fromstring(project), NAMESPACE)
    with pytest.raises(AssertionError):
        assert_valid(ElementTree.fromstring(project.replace(right, wrong, 1)), NAMESPACE)
