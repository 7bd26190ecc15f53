"""Saved web pages: the main text, its structure, what the page states, and pages that harm."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trafilatura import extract

from reader.articles import Role
from reader.articles.formats.html import from_page
from reader.errors import UnreadableArticleError
from tests.reader.articles.looks import bodies, check_blocks

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read

PARAGRAPHS = [
    "The committee met on Thursday to discuss the bridge over the river, which has been closed to"
    " heavy lorries since the spring, and nobody could say when it would be opened again.",
    "Its chairman said that nobody had expected the repairs to take this long, and that the money"
    " set aside for them would not be enough to pay the workmen until the end of the year.",
    "Shopkeepers on the other bank complain that fewer people come to them, and one of them, a"
    " baker, said she had sold half as much bread as in the year before the bridge was closed.",
]
HEAD = """
<title>A bridge too far – The Harbour Post</title>
<meta property="og:title" content="A bridge too far">
<meta property="og:site_name" content="The Harbour Post">
<meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-03-05T23:30:00-05:00">
<meta name="keywords" content="rivers, bridges">
<link rel="canonical" href="https://post.example/bridge">
"""
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head>{HEAD}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News of the whole world</a></li></ul>
</nav>
<article><h1>A bridge too far</h1><p>{PARAGRAPHS[0]}</p><h2>The other bank</h2>
<p>{PARAGRAPHS[1]}</p><blockquote>
<p>It is all we have, she said, and we must keep it.</p></blockquote>
<ul><li>The first reason is money.</li><li>The second is time.</li></ul>
<p>{PARAGRAPHS[2]}</p></article>
<footer><p>All rights reserved, and so on.</p></footer></body></html>"""


def test_the_article_of_a_page_is_read_with_its_structure(article: Read) -> None:
    made = article(PAGE, "bridge.html")
    check_blocks(made)
    assert made.format == "HTML"
    assert [b for b in bodies(made, Role.PARAGRAPH) if b in PARAGRAPHS] == PARAGRAPHS
    assert "The other bank" in bodies(made, Role.HEADING)
    assert bodies(made, Role.QUOTATION) == ["It is all we have, she said, and we must keep it."]
    assert bodies(made, Role.LIST_ITEM) == [
        "• The first reason is money.",
        "• The second is time.",
    ]
    assert "News of the whole world" not in made.text


def test_no_word_of_the_extraction_is_lost_or_added(article: Read) -> None:
    extracted = extract(PAGE) or ""
    made = article(PAGE, "bridge.html")
    words = [word for word in made.text.split() if word != "•"]
    assert words == [word for word in extracted.split() if word != "-"]


def test_what_a_page_states(article: Read) -> None:
    made = article(PAGE, "bridge.html").metadata
    assert (made.title, made.authors) == ("A bridge too far", ("Ann Lee",))
    assert made.date == datetime(2024, 3, 6, 4, 30, tzinfo=UTC)
    assert (made.source, made.url) == ("The Harbour Post", "https://post.example/bridge")
    assert (made.language, made.keywords) == ("en", ("rivers", "bridges"))
    assert made.guessed == frozenset()


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"],'
         '"datePublished": "2024-03-05T10:00:00+0100"}]}</script>', "2024-03-05T09:00:00+00:00"),
        ('<meta name="DC.date.issued" content="2024-03-05">', "2024-03-05T00:00:00+00:00"),
        ('<meta itemprop="datePublished" content="Tue, 05 Mar 2024 10:00:00 GMT">',
         "2024-03-05T10:00:00+00:00"),
        ('<script type="application/ld+json">{broken</script>'
         '<meta property="article:modified_time" content="2024-03-05T10:00Z">',
         "2024-03-05T10:00:00+00:00"),
    ],
    ids=["JSON-LD", "Dublin Core", "RFC 2822", "modified"],
)  # fmt: skip
def test_dates_stand_in_many_places(article: Read, head: str, date: str) -> None:
    page = PAGE.replace(HEAD, f"<title>x</title>{head}")
    made = article(page, "bridge.html").metadata
    assert made.date == datetime.fromisoformat(date)
    assert "date" not in made.guessed


@pytest.mark.parametrize(
    "remark",
    [
        "<!-- saved from url=(0026)https://post.example/saved -->",
        "<!--\n Page saved with SingleFile \n url: https://post.example/saved \n date: x\n-->",
    ],
)
def test_a_browsers_remark_says_where_a_page_was_saved_from(article: Read, remark: str) -> None:
    page = PAGE.replace('<link rel="canonical" href="https://post.example/bridge">', "")
    made = article(page.replace("<html", f"{remark}<html"), "bridge.html").metadata
    assert made.url == "https://post.example/saved"


def test_a_page_in_which_no_article_is_found_is_taken_whole(article: Read) -> None:
    made = article(
        "<html><body><table><tr><td><p>Left of it.</p><p>More.</p></td><td>Right</td></tr></table>"
        "<table><tr><th>Year</th><td>2022</td></tr></table><pre>code\n  here</pre>"
        "<script>no()</script></body></html>",
        "odd.html",
    )
    check_blocks(made)
    assert "no()" not in made.text
    assert {"Left of it.", "More."} <= set(bodies(made)) or "Left of it." in made.text


def test_paragraphs_that_the_extraction_runs_together_are_parted_again(article: Read) -> None:
    made = article(
        "<article><h1>Pilots strike</h1><noscript><p>Turn scripts on.</p></noscript>"
        "<p>The pilots of <ruby>Ostrand<rt>o-s-t</rt></ruby> went on strike.</p>"
        "<p>Nobody knows for how long it will last.</p></article>",
        "short.html",
    )
    assert "Nobody knows for how long it will last." in bodies(made, Role.PARAGRAPH)


def test_text_set_by_typewriter_keeps_its_paragraphs(article: Read) -> None:
    wrapped = [textwrap.fill(paragraph, 60) for paragraph in PARAGRAPHS]
    text = "\n\n".join([*wrapped, *wrapped[::-1]])
    made = article(f"<html><body><pre>{text}</pre></body></html>", "mail.html")
    assert [" ".join(body.split()) for body in bodies(made)] == [*PARAGRAPHS, *PARAGRAPHS[::-1]]


def test_a_document_type_with_entities_is_no_text(article: Read) -> None:
    page = PAGE.replace("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "aa">]>')
    made = article(page, "bridge.html")
    assert made.metadata.title == "A bridge too far"
    assert "]>" not in made.text


def test_items_of_lists_keep_their_numbers(article: Read) -> None:
    made = article(
        "<html><body><ol><li>One.<p>More of it.</p></li><li>Two.<ul><li>Within.</li></ul></li></ol>"
        "</body></html>",
        "list.html",
    )
    assert [body for body in bodies(made) if body] == [
        "1. One.", "More of it.", "2. Two.", "• Within."
    ]  # fmt: skip


def test_text_without_a_tag_is_plain_text(article: Read) -> None:
    made = article("\n".join(PARAGRAPHS), "bare.html")
    assert bodies(made) == PARAGRAPHS


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "b"])
def test_pages_nested_too_deeply_lose_nothing(article: Read, tag: str) -> None:
    deep = f"<{tag}>" * 30_000 + "<p>within the deep</p>" + f"</{tag}>" * 30_000
    before, after = (f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>", f"<p>{PARAGRAPHS[2]}</p>")
    made = article(f"<html><body>{before}{deep}{after}</body></html>", "deep.html")
    check_blocks(made)
    assert bodies(made) == [*PARAGRAPHS[:2], "within the deep", PARAGRAPHS[2]]


def test_a_picture_inside_the_page_costs_nothing(article: Read) -> None:
    picture = '<img src="data:image/png;base64,' + "QUJD" * 3_000_000 + '">'
    made = article(PAGE.replace("<h2>", f"{picture}<h2>"), "bridge.html")
    assert [b for b in bodies(made, Role.PARAGRAPH) if b in PARAGRAPHS] == PARAGRAPHS


def test_escapes_in_a_page_never_get_out(article: Read) -> None:
    title = "A &#27;]0;bad&#7; \u202e title"
    made = article(
        PAGE.replace("A bridge too far", title).replace("money", "mo\x1b[31m\u2066ney"),
        "bridge.html",
    )
    everything = made.text + made.metadata.title
    assert not set(everything) & set("\x1b\x07\u202e\u2066")


WORDS = {
    "koi8-r": "Мост закрыт с весны",
    "gb18030": "这座桥从春天起就关闭了",
    "cp932": "橋は春から閉鎖されている",
}


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", '<meta charset="iso-8859-1">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("koi8-r", "<meta charset='koi8-r'>"),
        ("cp932", '<meta charset="shift_jis">'),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-16", ""),
    ],
)
def test_a_page_is_in_the_encoding_that_it_declares(
    article: Read, encoding: str, declared: str
) -> None:
    words = WORDS.get(encoding, "Die Brücke ist „zu“ seit Mai")
    text = f"<p>{' '.join([words] * 8)}.</p>"
    page = f"<html><head>{declared}<title>x</title></head><body>{text}{text}</body></html>"
    assert words in article(page.encode(encoding), "page.html").text


SOUP = st.sampled_from(
    ["<p>", "</p>", "<div>", "<table>", "<tr>", "<td>", "<br>", "<pre>", "<li>", "<h2>", "<!--",
     "-->", "<script>", "</script>", "&nbsp;", "<blockquote>", "<q>", "<sup><a>1</a></sup>", "a",
     "b ", "<", ">", "&", ";", '"', "'", "=", "\n"]
)  # fmt: skip


@given(st.lists(SOUP, max_size=60).map("".join))
def test_any_tag_soup_is_read_or_refused(soup: str) -> None:
    try:
        draft = from_page(soup)
    except UnreadableArticleError:
        return
    blocks = [draft.text[block.start : block.end] for block in draft.blocks]
    assert "".join("".join(blocks).split()) == "".join(draft.text.split())


def test_words_are_never_cut_where_the_page_has_their_beginnings(article: Read) -> None:
    body = "Introduction to this matter of bridges. " + " ".join(PARAGRAPHS)
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "'
        f'{body}"}}</script></head><body><ul><li>Intro</li></ul></body></html>'
    )
    assert "Introduction to this matter" in article(page, "a.html").text


@pytest.mark.parametrize("soup", ["<" + "a" * 200_000, "<!DOCTYPE[" * 50_000, '<a "' * 50_000])
def test_tags_that_never_close_cost_no_time(article: Read, soup: str) -> None:
    made = article(f"<html><body><p>Before it, a text.</p>{soup}</body></html>", "a.html")
    assert "Before it" in made.text


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff", "&shy;", "<wbr>"])
def test_what_a_page_puts_inside_words_for_line_ends_is_not_part_of_them(
    article: Read, sign: str
) -> None:
    page = f"<html><body><article><p>{PARAGRAPHS[0]}</p></article></body></html>"
    page = page.replace("committee", f"commit{sign}tee")
    assert "The committee met" in article(page, "a.html").text
