"""Files become articles: text, blocks, roles, titles, and what is stated or guessed."""

from __future__ import annotations

import os
import tarfile
import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles import Role
from reader.articles.formats.plain_text import from_text
from reader.articles.reading import read
from reader.articles.wrapping import paragraphs
from reader.errors import UnreadableArticleError
from tests.reader.articles.looks import bodies, check_blocks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.articles.conftest import Read


PROSE = (
    "The committee met on Thursday to discuss the bridge over the river, which has been closed to"
    " heavy lorries since the spring. Its chairman said that nobody had expected the repairs to"
    " take this long, and that the money set aside for them would not be enough."
)
MORE = (
    "Shopkeepers on the other bank complain that fewer people come to them. One of them, a baker,"
    " told us that she had sold half as much bread as in the year before, and that she would"
    " close her shop if the bridge stayed closed for another winter."
)


@given(st.text(st.sampled_from("ab A.:,-*>#1\n\t\u00a0“”Q"), max_size=300))
def test_blocks_hold_all_text_but_space(raw: str) -> None:
    draft = from_text(raw)
    at = 0
    for block in draft.blocks:
        assert not draft.text[at : block.start].strip()
        assert block.start < block.end
        assert not draft.text[block.start].isspace()
        assert not draft.text[block.end - 1].isspace()
        at = block.end
    assert not draft.text[at:].strip()


@given(
    st.lists(st.text(st.sampled_from("abcde"), min_size=1, max_size=9), min_size=60, max_size=120)
)
def test_prose_wrapped_at_a_column_is_one_paragraph(words: list[str]) -> None:
    wrapped = textwrap.fill(" ".join(words), 72)
    (only,) = paragraphs(wrapped)
    assert (only.start, only.end, only.wrapped) == (0, len(wrapped), True)


def test_hard_wrapped_text_is_read_in_paragraphs_whose_offsets_are_those_of_the_text(
    article: Read,
) -> None:
    raw = "\n\n".join(textwrap.fill(part, 72) for part in (PROSE, MORE, PROSE))
    made = article(raw)
    assert made.text == raw
    assert [" ".join(body.split()) for body in bodies(made)] == [PROSE, MORE, PROSE]
    assert all(block.wrapped for block in made.blocks)
    check_blocks(made)


def test_list_items_and_turns_of_speakers_stay_apart(article: Read) -> None:
    items = ["- " + PROSE[:150], "- " + MORE[:140], "- nothing else"]
    filled = "\n".join(textwrap.fill(item, 72, subsequent_indent="  ") for item in items)
    made = article(textwrap.fill(PROSE, 72) + "\n\n" + filled)
    assert [" ".join(body.split()) for body in bodies(made, Role.LIST_ITEM)] == items
    turns = [
        "MR. SMITH:  " + PROSE,
        "Q    Why is that so, and for how long?",
        "MS. JONES:  " + MORE,
    ]
    talk = article("\n".join(textwrap.fill(turn, 72) for turn in turns), "talk.txt")
    assert [" ".join(body.split()) for body in bodies(talk)] == [" ".join(t.split()) for t in turns]


def test_a_poem_is_not_reflowed(article: Read) -> None:
    lines = [
        "The river goes where it has always gone,",
        "Below the bridge that nobody may cross;",
        "The baker lights her oven before dawn,",
        "And counts her loaves, and writes them down as loss.",
    ]
    assert bodies(article("\n".join(lines))) == lines


def test_headings_stand_between_long_paragraphs(article: Read) -> None:
    made = article(
        f"A Bridge Too Far\n\n{PROSE}\n\nThe Other Bank\n\n{MORE}\n\nhe said so.\n\n{PROSE}"
    )
    assert bodies(made, Role.HEADING) == ["A Bridge Too Far", "The Other Bank"]
    assert [block.level for block in made.blocks if block.role is Role.HEADING] == [1, 2]
    assert made.metadata.title == "A Bridge Too Far"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mr. Smith went to the U.S. Senate on May 3. He spoke there for an hour, and then left.",
         "Mr. Smith went to the U.S. Senate on May 3."),
        ("“We won.” Nobody believed the man who said so on that day in June, or ever after it.",
         "“We won.”"),
        ("Am 11. Februar traf er den Kanzler, z. B. in Wien. Danach fuhr er nach Haus zurück.",
         "Am 11. Februar traf er den Kanzler, z. B. in Wien."),
        (PROSE, "The committee met on Thursday to discuss the bridge over the river, which has…"),
    ],
)  # fmt: skip
def test_without_a_title_line_the_first_sentence_is_the_title(
    article: Read, text: str, title: str
) -> None:
    metadata = article(text).metadata
    assert metadata.title == title
    assert "title" in metadata.guessed


def test_markdown_keeps_its_roles_and_loses_its_marks(article: Read) -> None:
    made = article(
        "# The *Bridge*\n\nSome **bold** text, a [link](http://x) and `code`.\nOn a second line.\n"
        "\n"
        "> Quoted words.\n\n- one\n- two\n\n```\nverbatim\n```\n\nAn entity &#x1b;[31m.\n",
        "a.md",
    )
    check_blocks(made)
    assert [(block.role, body) for block, body in zip(made.blocks, bodies(made), strict=True)] == [
        (Role.HEADING, "The Bridge"),
        (Role.PARAGRAPH, "Some bold text, a link and code. On a second line."),
        (Role.QUOTATION, "Quoted words."),
        (Role.LIST_ITEM, "• one"),
        (Role.LIST_ITEM, "• two"),
        (Role.PARAGRAPH, "verbatim"),
        (Role.PARAGRAPH, "An entity \ufffd[31m."),
    ]


def test_deep_nesting_does_not_break_the_reader(article: Read) -> None:
    for number, deep in enumerate(
        ("> " * 5_000, "- " * 3_000, ">" * 999, "[" * 9_000, "> - " * 99)
    ):
        made = article(f"Before.\n\n{deep}within\n\nAfter.", f"{number}.md")
        assert made.text.startswith("Before.")
        assert "within" in made.text
        assert made.text.endswith("After.")


def test_front_matter_states_what_need_not_be_guessed(article: Read) -> None:
    made = article(
        '---\r\ntitle: "The \\x1b Bridge"\r\nauthors: [Ann, " ", Bob]\r\n'
        "date: 2025-09-03T10:00:00+02:00\r\n"
        "site: The Post\r\nurl: http://x/y\r\nlang: de-AT\r\ntags: [roads, 2025]\r\n---\r\nText.",
        "2020-01-01.md",
    )
    data = made.metadata
    assert made.text == "Text."
    assert data.title == "The ␛ Bridge"
    assert (data.authors, data.source, data.url) == (("Ann", "Bob"), "The Post", "http://x/y")
    assert data.date == datetime(2025, 9, 3, 8, tzinfo=UTC)
    assert (data.language, data.keywords, data.guessed) == ("de", ("roads", "2025"), frozenset())


@pytest.mark.parametrize(
    "front",
    ["title: [", "a: &x b", "- just\n- a list", "title: a\ntitle: b", "!!python/object:os x"],
)
def test_front_matter_that_is_not_plain_stays_in_the_text(article: Read, front: str) -> None:
    made = article(f"---\n{front}\n---\n\nThe text itself.", "a.md")
    assert "The text itself." in bodies(made)
    assert front.splitlines()[0][2:6] in made.text


def test_what_nobody_stated_is_named_as_guessed(article: Read) -> None:
    data = article(PROSE, "2025-09-03 bridge.txt").metadata
    assert data.date == datetime(2025, 9, 3, tzinfo=UTC)
    assert data.language == "en"
    assert data.guessed == {"title", "date", "language"}
    bare = article(
        "---\nlanguage: German\ndate: 0001-01-01T00:00:00+14:00\n---\nXyz", "2025-99-99.md"
    )
    assert (bare.metadata.date, bare.metadata.language) == (None, "")
    assert bare.metadata.guessed == {"title"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b" \n\t", "empty"), (b"\xef\xbb\xbf \n", "no text"), (b"a\0b", "binary")],
)
def test_files_without_text_are_refused(article: Read, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        article(content)


def test_files_that_cannot_be_had_are_refused_with_a_reason(article: Read, articles: Path) -> None:
    with pytest.raises(UnreadableArticleError, match="2 MB, above the limit of 1 MB"):
        article(b"x" * 2_000_000, size_limit=1_000_000)
    os.mkfifo(articles / "pipe")
    (articles / "folder").mkdir()
    for name, reason in (
        ("pipe", "not a regular file"),
        ("folder", "not a regular file"),
        ("gone", "no such file"),
        ("x.exe", "not supported"),
    ):
        with pytest.raises(UnreadableArticleError, match=reason):
            read(articles / name)


def test_the_saved_web_article_shows_its_parts(shared: Path) -> None:
    made = read(shared / "articles" / "beijing-parade-substack.txt")
    check_blocks(made)
    roles = [block.role for block in made.blocks]
    assert roles.count(Role.HEADING) == 2
    assert roles.count(Role.BOILERPLATE) == 2
    comments = [block for block in made.blocks if block.role is Role.COMMENT]
    assert comments
    assert {block.language for block in comments} == {"de"}
    assert made.metadata.language == "en"
    assert made.metadata.title


def test_the_wire_report_has_a_title_though_it_states_none(shared: Path) -> None:
    made = read(shared / "articles" / "beijing-parade-wire.txt")
    check_blocks(made)
    assert {block.role for block in made.blocks} == {Role.PARAGRAPH}
    assert made.metadata.title.startswith("In a powerful and orchestrated show of defiance")
    assert made.metadata.guessed == {"title", "language"}


def test_a_handful_of_briefings_is_read_in_paragraphs(shared: Path) -> None:
    with tarfile.open(shared / "corpus" / "briefings.tar.xz") as archive:
        names: list[str] = []
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is None:
                continue
            draft = from_text(content.read().decode())
            names.append(member.name)
            lines = sum(bool(line.strip()) for line in draft.text.split("\n"))
            if not member.name.endswith(".md") and lines > 30:
                assert len(draft.blocks) < 0.75 * lines, member.name
                assert any(block.wrapped for block in draft.blocks), member.name
            if len(names) == 12:
                break
    assert len(names) == 12


def test_a_long_text_without_empty_lines_is_read(article: Read) -> None:
    line = "2026-01-02 10:11:12 host daemon[123]: “something” happened with code 5\n"
    assert article(line * 20_000, "a.log").text.count("daemon") == 20_000
