from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotations.export.articles import AnnotatedArticle, TagLook, one_line
from annotations.export.markdown import export_markdown
from annotations.export.markdown_text import line, paragraphs, quoted
from annotations.model import ArticleNotes, Correction
from tests.annotations.export.samples import HOSTILE, article, at, libraries, words

if TYPE_CHECKING:
    from markdown_it.token import Token

GROUPINGS: list[Literal["article", "tag"]] = ["article", "tag"]


def tokens(text: str) -> list[Token]:
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [inner for token in found for inner in [token, *(token.children or [])]]


def shown(text: str) -> str:
    """The words a reader sees, line by line."""
    seen = [
        "\n" if token.type in ("softbreak", "hardbreak", "paragraph_close") else token.content
        for token in tokens(text)
        if token.type != "inline"
    ]
    return "".join(seen)


def headings(text: str) -> list[tuple[str, str]]:
    found = MarkdownIt("commonmark").parse(text)
    return [
        (token.tag, "".join(child.content for child in following.children or []))
        for token, following in itertools.pairwise(found)
        if token.type == "heading_open"
    ]


@given(words)
def test_text_of_strangers_stays_text(text: str) -> None:
    for escaped in ("\n".join(paragraphs(text)), "before\n" + line(text)):
        kinds = {token.type for token in tokens(escaped)}
        allowed = {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
        assert kinds <= allowed | {"softbreak", "hardbreak"}
    lines = [one_line(each) for each in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    assert shown("\n".join(paragraphs(text))).split() == " ".join(lines).split()


@given(words)
def test_a_quotation_is_one_block_quote(text: str) -> None:
    escaped = "\n".join(quoted(text)) + "\n\nafter"
    assert [token.level for token in tokens(escaped) if token.type == "blockquote_open"] in (
        [0],
        [],
    )
    assert shown(escaped).endswith("after\n")


@given(libraries(), st.sampled_from(GROUPINGS))
def test_only_articles_and_tags_are_headings(
    articles: list[AnnotatedArticle], by: Literal["article", "tag"]
) -> None:
    text = export_markdown(articles, by=by)
    text.encode()
    found = [words for _, words in headings(text)]
    kinds = {token.type for token in tokens(text)}
    assert not kinds & {"html_block", "html_inline", "fence", "code_block", "code_inline", "image"}
    assert not kinds & {"bullet_list_open", "ordered_list_open", "table_open", "hr", "s_open"}
    if by == "article":
        assert [each.split() for each in found[1:]] == [one.name.split() for one in articles]


def test_an_article_is_cited_and_its_annotations_follow_in_order() -> None:
    correction = at("c", "Ada Lovelace", kind="entity", correction=Correction(name="Ada King"))
    said = article(
        at("b", "The river fell", tags=("water/low",)),
        at("a", "The river rose", note="When?\nWhere?"),
        correction,
        at("d", "It rained"),
        whole=ArticleNotes(("geo",), "Compare."),
    )
    assert export_markdown([said]) == (
        "# Annotations\n\n"
        "## The flood\n\n"
        "Bo Li, Cy Ek, *The flood*, The Daily, 2026-11-20, <https://example.org/flood>, "
        "(news/flood.md)\n\n"
        "Compare.\n\n"
        "Tags: geo\n\n"
        "> The river rose\n\n"
        "When?\\\nWhere?\n\n"
        "— ann · 2026-11-21\n\n"
        "> Ada Lovelace\n\n"
        "— entity · Ada King · ann · 2026-11-21\n\n"
        "> The river fell\n\n"
        "— Tags: water/low · ann · 2026-11-21\n\n"
        "> It rained\n\n"
        "— ann · 2026-11-21 · these words are not in the article any more\n"
    )


def test_tags_are_headings_as_deep_as_they_are() -> None:
    deep = "a/b/c/d/e/f/g"
    said = article(
        at("a", "river", tags=("method/sampling", deep)),
        at("b", "night"),
        whole=ArticleNotes(("method",)),
    )
    looks = {"method": TagLook("#ff0000", "How it was done.")}
    text = export_markdown([said], by="tag", tags=looks)
    assert headings(text) == [
        ("h1", "Annotations"),
        *(("h2", "a"), ("h3", "b"), ("h4", "c"), ("h5", "d"), ("h6", "e"), ("h6", deep)),
        *(("h2", "method"), ("h3", "sampling"), ("h2", "Without a tag")),
    ]
    assert "## method\n\nHow it was done.\n\nThe whole article: Bo Li" in text
    assert text.count("> river") == 2


def test_only_addresses_of_the_web_become_links() -> None:
    for url in ("javascript:alert(1)", "https://a b", "https://a>b", "file:///etc", *HOSTILE):
        text = export_markdown([article(url=url)])
        assert "link_open" not in {token.type for token in tokens(text)}
    assert "link_open" in {token.type for token in tokens(export_markdown([article()]))}
