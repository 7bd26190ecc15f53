"""Books: reading order, chapters, notes, printed pages, metadata, and books that harm."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from reader.articles import Role
from reader.errors import UnreadableArticleError
from tests.reader.articles.formats.archives import epub, zipped
from tests.reader.articles.looks import bodies, check_blocks, outline

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read


def test_a_book_is_read_in_the_order_of_its_spine(article: Read) -> None:
    made = article(
        epub(
            {
                "b": "<h1>Second</h1><p>Two &amp; a half&nbsp;loaves.</p>",
                "a": "<h1>First</h1><p>One<br/>line.</p>",
            },
            spine=["a", "b"],
        ),
        "book.epub",
    )
    check_blocks(made)
    assert made.format == "EPUB"
    assert outline(made) == [
        "heading2: First",
        "paragraph: One",
        "paragraph: line.",
        "heading2: Second",
        "paragraph: Two & a half loaves.",
    ]


def test_a_chapter_without_a_heading_has_that_of_the_table_of_contents(article: Read) -> None:
    nav = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol>'
        '<li><a href="a.xhtml">The Bridge</a></li><li><a href="b.xhtml#x">Not this</a></li>'
        "</ol></nav></body></html>"
    )
    made = article(
        epub(
            {"a": "<p>It was closed.</p>", "b": "<h2>Own</h2><p>It was open.</p>", "c": "<img/>"},
            extra={"OPS/nav.xhtml": nav},
            manifest='<item id="n" href="nav.xhtml" properties="nav"'
            ' media-type="application/xhtml+xml"/>',
            spine=["n", "a", "b", "c"],
        ),
        "book.epub",
    )
    assert outline(made) == [
        "heading1: The Bridge",
        "paragraph: It was closed.",
        "heading2: Own",
        "paragraph: It was open.",
    ]


def test_notes_and_their_numbers_are_kept_and_links_back_are_not(article: Read) -> None:
    made = article(
        epub(
            {
                "a": '<p>It was closed.<a epub:type="noteref" href="#n">1</a> Then'
                ' <sup><a href="#m">2</a></sup> open; x<sup>2</sup>.</p>'
                '<aside epub:type="footnote" id="n"><p>In May. <a href="#r">↩</a></p></aside>'
            }
        ),
        "book.epub",
    )
    assert bodies(made) == ["It was closed.[1] Then [2] open; x2.", "In May."]


def test_printed_pages_are_known(article: Read) -> None:
    made = article(
        epub(
            {
                "a": "<p>Before.</p>"
                '<span epub:type="pagebreak" title="xii"/><p>On twelve, '
                '<span role="doc-pagebreak" aria-label="13">13</span>and on thirteen.</p>',
                "b": "<p>Still there.</p>",
            }
        ),
        "book.epub",
    )
    assert bodies(made) == ["Before.", "On twelve, and on thirteen.", "Still there."]
    pages = [made.page_at(made.text.index(word)) for word in ("Before", "twelve", "thirteen", "St")]
    assert pages == ["", "xii", "13", "13"]


def test_what_a_book_states(article: Read) -> None:
    made = article(
        epub(
            {"a": "<p>Text of the book.</p>"},
            metadata="<dc:title>The Long\n Way</dc:title><dc:creator>Ann Lee</dc:creator>"
            "<dc:creator>Bo Ek</dc:creator><dc:date>2005</dc:date><dc:language>ger</dc:language>"
            "<dc:publisher>House</dc:publisher><dc:subject>rivers; bridges</dc:subject>"
            "<dc:identifier>https://example.org/1</dc:identifier>",
        ),
        "book.epub",
    ).metadata
    assert (made.title, made.authors, made.source) == (
        "The Long Way",
        ("Ann Lee", "Bo Ek"),
        "House",
    )
    assert made.date == datetime(2005, 1, 1, tzinfo=UTC)
    assert (made.language, made.keywords) == ("de", ("rivers", "bridges"))
    assert (made.url, made.guessed) == ("https://example.org/1", frozenset())


def test_a_chapter_that_is_no_xml_is_read_as_browsers_do(article: Read) -> None:
    made = article(epub({"a": "<p>One<p>Two &eacute;<br>&unknown; x < y"}), "book.epub")
    assert bodies(made) == ["One", "Two é", "&unknown; x < y"]


def test_paths_that_lead_out_of_a_book_lead_nowhere(article: Read) -> None:
    made = article(
        epub(
            {"a": "<p>Inside.</p>"},
            manifest='<item id="p" href="../../../../etc/passwd"'
            ' media-type="application/xhtml+xml"/>',
            spine=["p", "a"],
            extra={"../outside.xhtml": "<p>Outside.</p>"},
        ),
        "book.epub",
    )
    assert bodies(made) == ["Inside."]


BOMB = (
    '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_never_expanded(article: Read) -> None:
    chapter = f"{BOMB}<html><body><p>Safe &c;&f; text.</p></body></html>"
    made = article(epub({"a": ""}, extra={"OPS/a.xhtml": chapter}), "book.epub")
    assert "ha" not in made.text
    assert "root" not in made.text
    assert made.text.startswith("Safe")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 and nothing else", "damaged EPUB"),
        (zipped({"a.txt": "x"}, "application/epub+zip"), "nothing in it describes the book"),
        (epub({"a": "<p/>"}), "no text"),
        (
            epub(
                {"a": "<p>x</p>"},
                extra={
                    "META-INF/encryption.xml": "<e><EncryptedData>"
                    '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
                    '<CipherReference URI="OPS/a.xhtml"/></EncryptedData></e>'
                },
            ),
            "locked by its seller",
        ),
    ],
    ids=["cut off", "no package", "no text", "locked"],
)
def test_books_that_cannot_be_read_are_refused(article: Read, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        article(content, "book.epub")


SIDE_PARTS = {
    "META-INF/container.xml": "<broken",
    "META-INF/encryption.xml": "& broken",
    "OPS/toc.ncx": "<navMap><navPoint>",
    "OPS/b.xhtml": "<!-- nothing -->",
}


def test_damage_to_side_parts_costs_only_them(article: Read) -> None:
    made = article(
        epub(
            {"a": "<p>Inside.</p>", "b": ""},
            metadata="<dc:title>Bread & Butter</dc:title><dc:description>a<br>b</dc:description>",
            manifest='<item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
            extra=dict(SIDE_PARTS),
        ),
        "book.epub",
    )
    assert bodies(made) == ["Inside."]


def test_parts_are_found_as_their_makers_meant_them(article: Read) -> None:
    items = [
        ("/OPS/one.xhtml", "text/x-oeb1-document"),
        ("Text\\two.xhtml", "application/xml"),
        ("Text/Three%20of%20it.XHTML", ""),
        ("four.xhtml", "APPLICATION/XHTML+XML"),
        ("cover.png", "image/png"),
    ]
    manifest = "".join(
        f'<item id="i{n}" href="{href}" media-type="{kind}"/>'
        for n, (href, kind) in enumerate(items)
    )
    made = article(
        epub(
            {},
            manifest=manifest,
            spine=[f"i{n}" for n in range(len(items))],
            extra={
                "OPS/one.xhtml": "<p>One.</p>",
                "OPS/Text/two.xhtml": "<p>Two.</p>",
                "OPS/text/three of it.xhtml": "<p>Three.</p>",
                "OPS/four.xhtml": "<p>Four.</p>",
                "OPS/cover.png": b"\x89PNG",
            },
        ),
        "book.epub",
    )
    assert bodies(made) == ["One.", "Two.", "Three.", "Four."]


@pytest.mark.parametrize("depth", [300, 5_000])
def test_chapters_nested_too_deeply_lose_nothing(article: Read, depth: int) -> None:
    deep = f"<p>before</p>{'<div>' * depth}<p>within</p>{'</div>' * depth}<p>after</p>"
    assert bodies(article(epub({"a": deep}), "book.epub")) == ["before", "within", "after"]


def test_a_chapter_is_in_the_encoding_that_it_declares(article: Read) -> None:
    chapter = (
        '<?xml version="1.0" encoding="iso-8859-1"?>'
        "<html><body><p>Gr\xfc\xdfe&nbsp;aus K\xf6ln.</p></body></html>"
    )
    made = article(epub({"a": ""}, extra={"OPS/a.xhtml": chapter.encode("latin-1")}), "book.epub")
    assert bodies(made) == ["Grüße aus Köln."]


def test_translators_are_no_authors_and_changes_no_publication(article: Read) -> None:
    made = article(
        epub(
            {"a": '<p>Text<span epub:type="pagebreak" id="p13">13</span> of it.</p>'},
            metadata='<dc:creator role="trl">Cy Dahl</dc:creator><dc:creator role="aut">Ann Lee'
            '</dc:creator><dc:date event="modification">2020-01-01</dc:date>'
            '<dc:date event="publication">2005-02-03</dc:date>',
        ),
        "book.epub",
    )
    assert made.metadata.authors == ("Ann Lee",)
    assert made.metadata.date == datetime(2005, 2, 3, tzinfo=UTC)
    assert [page.label for page in made.pages] == ["", "13"]


def test_hidden_fonts_do_not_lock_a_book(article: Read) -> None:
    hidden = (
        "<e><EncryptedData>"
        '<EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
        '<CipherReference URI="OPS/font.otf"/></EncryptedData></e>'
    )
    made = article(epub({"a": "<p>x</p>"}, extra={"META-INF/encryption.xml": hidden}), "book.epub")
    assert bodies(made, Role.PARAGRAPH) == ["x"]


def test_what_is_no_mere_number_is_kept(article: Read) -> None:
    made = article(
        epub(
            {
                "a": '<p epub:type="pagebreak" title="12">He left.</p>'
                '<p><a epub:type="backlink" href="#r">1.</a> Note words.</p>'
                '<p><a role="doc-backlink" href="#r">2. See Smith 1999</a></p>',
                "b": "",
            },
            extra={"OPS/b.xhtml": '<?xml version="'},
        ),
        "book.epub",
    )
    assert bodies(made) == ["He left.", "1. Note words.", "2. See Smith 1999"]


def test_entities_that_stand_for_signs_of_markup_are_text(article: Read) -> None:
    made = article(epub({"a": "<p>a &LT;b&GT; c&nbsp;d</p>"}), "book.epub")
    assert bodies(made) == ["a <b> c d"]
