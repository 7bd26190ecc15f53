"""Word and OpenDocument files: headings, lists, quotations, notes, and what is no text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from reader.errors import UnreadableArticleError
from tests.reader.articles.formats.archives import OPEN, docx, odt, paragraph, zipped
from tests.reader.articles.looks import bodies, check_blocks, outline

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Kopf"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="My heading"/>'
    '<w:basedOn w:val="Kopf"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="Loop"/>'
    '<w:basedOn w:val="Kreis"/></w:style>'
)


def test_a_word_document_has_headings_and_quotations_by_its_own_styles(article: Read) -> None:
    made = article(
        docx(
            paragraph("The Bridge", "Titel")
            + paragraph("Winter", "Eigen")
            + paragraph("It was closed.")
            + paragraph("It is all we have.", "Zitat")
            + paragraph("Round and round.", "Kreis")
            + "<w:tbl><w:tr>"
            + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("2022", "1200"))
            + "</w:tr></w:tbl>",
            styles=STYLES,
        ),
        "a.docx",
    )
    check_blocks(made)
    assert outline(made) == [
        "heading2: The Bridge",
        "heading2: Winter",
        "paragraph: It was closed.",
        "quotation: It is all we have.",
        "paragraph: Round and round.",
        "paragraph: 2022 | 1200",
    ]


def test_the_title_that_a_document_states_is_the_only_heading_of_its_level(article: Read) -> None:
    made = article(
        docx(
            paragraph("The Bridge", "Titel") + paragraph("Winter", "Kopf") + paragraph("Closed."),
            styles=STYLES,
            core="<dc:title>The Bridge</dc:title>",
        ),
        "a.docx",
    )
    assert outline(made)[:2] == ["heading1: The Bridge", "heading2: Winter"]


def test_changes_in_a_word_document_are_read_as_they_are_accepted(article: Read) -> None:
    made = article(
        docx(
            paragraph(
                "<w:r><w:t>It was </w:t></w:r><w:ins><w:r><w:t>open</w:t></w:r></w:ins>"
                "<w:del><w:r><w:delText>closed</w:delText></w:r></w:del>"
            )
        ),
        "a.docx",
    )
    assert bodies(made) == ["It was open"]


def test_notes_of_a_word_document_follow_the_text(article: Read) -> None:
    note = f'<w:footnote w:id="7">{paragraph("In May.")}</w:footnote>'
    made = article(
        docx(
            paragraph('<w:r><w:t>Closed.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'),
            footnotes=note,
        ),
        "a.docx",
    )
    assert bodies(made) == ["Closed.[1]", "[1] In May."]


CORE = (
    "<dc:title>The Bridge</dc:title><dc:creator>Ann Lee; Bo Ek</dc:creator>"
    "<dcterms:created>2024-03-05T10:00:00Z</dcterms:created>"
    "<cp:keywords>rivers, bridges</cp:keywords><dc:language>de-DE</dc:language>"
)
META = (
    "<dc:title>The Bridge</dc:title><meta:initial-creator>Ann Lee; Bo Ek</meta:initial-creator>"
    "<meta:creation-date>2024-03-05T10:00:00Z</meta:creation-date>"
    "<meta:keyword>rivers</meta:keyword><meta:keyword>bridges</meta:keyword>"
    "<dc:language>de-DE</dc:language>"
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (docx(paragraph("Text."), core=CORE), "a.docx"),
        (odt("<text:p>Text.</text:p>", meta=META), "a.odt"),
    ],
    ids=["docx", "odt"],
)
def test_what_documents_state(article: Read, content: bytes, name: str) -> None:
    made = article(content, name).metadata
    assert (made.title, made.authors) == ("The Bridge", ("Ann Lee", "Bo Ek"))
    assert made.date == datetime(2024, 3, 5, 10, tzinfo=UTC)
    assert (made.language, made.keywords) == ("de", ("rivers", "bridges"))
    assert made.guessed == frozenset()


@pytest.mark.parametrize(
    "title", ["Microsoft Word - draft.doc", "Untitled", "Dokument1", "x.indd", " "]
)
def test_what_programs_put_for_a_title_is_none(article: Read, title: str) -> None:
    made = article(
        docx(
            paragraph("Closed for the winter", "Titel"),
            styles=STYLES,
            core=f"<dc:title>{title}</dc:title><dc:creator>Microsoft Office User</dc:creator>",
        ),
        "a.docx",
    ).metadata
    assert (made.title, made.authors) == ("Closed for the winter", ())
    assert "title" in made.guessed


OPEN_BODY = (
    '<text:p text:style-name="P1">The Bridge</text:p>'
    '<text:h text:outline-level="2">Winter</text:h>'
    "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
    '<text:p>It was<text:s text:c="3"/>clo<text:span>sed</text:span>.'
    "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
    "<text:p>In May.</text:p><text:p>Or June.</text:p></text:note-body></text:note> Then open."
    "<office:annotation><text:p>Really?</text:p></office:annotation></text:p>"
    '<text:p text:style-name="Quotations">It is all we have.</text:p>'
    "<text:list><text:list-item><text:p>One.</text:p></text:list-item></text:list>"
    "<text:p>A line<text:line-break/>and one more</text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>2022</text:p></table:table-cell>"
    "<table:table-cell><text:p>1200</text:p></table:table-cell></table:table-row></table:table>"
)
OPEN_STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
)
OPEN_OUTLINE = [
    "heading1: The Bridge",
    "heading2: Winter",
    "paragraph: It was closed.[1] Then open.",
    "quotation: It is all we have.",
    "list item: • One.",
    "paragraph: A line",
    "paragraph: and one more",
    "paragraph: 2022 | 1200",
    "paragraph: [1] In May.",
    "paragraph: Or June.",
]


def test_an_opendocument_text_is_read_with_its_structure(article: Read) -> None:
    made = article(odt(OPEN_BODY, styles=OPEN_STYLES), "a.odt")
    check_blocks(made)
    assert outline(made) == OPEN_OUTLINE


def test_a_flat_opendocument_text_is_read_alike(article: Read) -> None:
    made = article(
        f"<office:document {OPEN}><office:automatic-styles>{OPEN_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{OPEN_BODY}</office:text></office:body></office:document>",
        "a.fodt",
    )
    assert outline(made) == OPEN_OUTLINE


WORD_BOMB = docx("<w:p/>" + " " * 120_000_000)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (zipped({"a": "b"}), "a.docx", "damaged DOCX"),
        (docx("<w:p>"), "a.docx", "damaged DOCX"),
        (docx("<w:p/>"), "a.docx", "no text"),
        (WORD_BOMB, "a.docx", "unpacks to more than 100 MB"),
        (docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "a.docx", "nested too deeply|damaged"),
        (zipped({"a": "b"}), "a.odt", "damaged ODT"),
        (odt("<text:p>x"), "a.odt", "damaged ODT"),
        (odt("<text:p/>", manifest="<encryption-data/>"), "a.odt", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "password-protected"),
        (b"{\\rtf1 text}", "a.docx", "RTF file"),
    ],
    ids=[
        "no document", "cut off", "no text", "bomb", "deep",
        "no content", "cut off text", "password", "old Word", "RTF",
    ],
)  # fmt: skip
def test_documents_that_cannot_be_read_are_refused(
    article: Read, content: bytes, name: str, reason: str
) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        article(content, name)


def test_entities_in_a_document_are_never_expanded(article: Read) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    flat = (
        f"{bomb}<office:document {OPEN}><office:body><office:text>"
        "<text:p>Safe &b;&f;.</text:p></office:text></office:body></office:document>"
    )
    made = article(flat, "a.fodt")
    assert "ha" not in made.text
    assert "root" not in made.text


def test_what_a_word_document_wraps_is_read(article: Read) -> None:
    made = article(
        docx(
            paragraph(
                "<w:r><w:t>one</w:t><w:cr/><w:t>two</w:t>"
                "<w:br w:type='page'/><w:t>three</w:t></w:r>"
            )
            + paragraph('<w:dir w:val="rtl"><w:r><w:t>شهر </w:t></w:r></w:dir>')
            + paragraph(
                "<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt>"
                "<w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            )
            + paragraph(
                '<w:r><w:t>Let</w:t></w:r><m:oMath xmlns:m="urn:m"><m:t>x=1</m:t></m:oMath>'
            )
            + '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Heading</w:t></w:r></w:p>'
        ),
        "a.docx",
    )
    assert outline(made) == [
        "paragraph: one",
        "paragraph: two",
        "paragraph: three",
        "paragraph: شهر",
        "paragraph: 漢字",
        "paragraph: Let x=1",
        "heading1: Heading",
    ]


@pytest.mark.parametrize(
    "content",
    [
        docx(paragraph("Text."), core="<broken"),
        docx(paragraph('<w:r><w:t>Text.</w:t><w:footnoteReference w:id="3"/></w:r>')),
        docx(
            paragraph('<w:r><w:t>Text.</w:t><w:footnoteReference w:id="3"/></w:r>'),
            footnotes="<broken",
        ),
        odt("<text:p>Text.</text:p>", meta="<broken"),
    ],
    ids=["properties", "no notes", "damaged notes", "meta"],
)
def test_damage_to_side_parts_of_a_document_costs_only_them(article: Read, content: bytes) -> None:
    name = "a.odt" if b"opendocument" in content else "a.docx"
    assert bodies(article(content, name)) == ["Text."]


def test_sources_of_indexes_are_no_text(article: Read) -> None:
    made = article(
        odt(
            "<text:table-of-content><text:table-of-content-source><text:index-title-template>"
            "TEMPLATE</text:index-title-template></text:table-of-content-source>"
            "</text:table-of-content>"
            "<text:p>On <text:title>The Bridge</text:title>.</text:p>"
        ),
        "a.odt",
    )
    assert bodies(made) == ["On The Bridge."]


def test_notes_of_a_glossary_are_not_those_of_the_text(article: Read) -> None:
    note = f'<w:footnote w:id="7">{paragraph("In May.")}</w:footnote>'
    content = docx(
        paragraph('<w:r><w:t>Closed.</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'),
        footnotes=note,
        extra={"word/glossary/footnotes.xml": "<f/>", "word/glossary/document.xml": "<broken"},
    )
    assert bodies(article(content, "a.docx")) == ["Closed.[1]", "[1] In May."]


def test_a_text_box_without_an_older_twin_is_read(article: Read) -> None:
    box = (
        '<w:drawing><wps:txbx xmlns:wps="urn:w"><w:txbxContent>'
        f"{paragraph('In the box.')}</w:txbxContent></wps:txbx></w:drawing>"
    )
    made = article(docx(paragraph(f"<w:r><w:t>Beside it.</w:t>{box}</w:r>")), "a.docx")
    assert bodies(made) == ["Beside it.", "In the box."]


def test_a_note_that_was_deleted_is_no_text(article: Read) -> None:
    deleted = (
        "<text:tracked-changes><text:p>Gone<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Gone, too.</text:p></text:note-body></text:note></text:p>"
        "</text:tracked-changes>"
    )
    assert bodies(article(odt(f"{deleted}<text:p>Kept.</text:p>"), "a.odt")) == ["Kept."]
