"""The demo library has something to show for each thing a reader must cope with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.articles import Article, Role
from reader.articles.reading import read
from reader.demo import articles_dir

PATHS = sorted(articles_dir().iterdir())


def texts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in PATHS}


def blocks_of(article: Article, role: Role) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.role is role]


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {path.name: read(path) for path in PATHS}


def test_there_are_at_least_six_articles_of_a_readable_length(
    articles: dict[str, Article],
) -> None:
    assert len(articles) >= 6
    for article in articles.values():
        assert 250 <= len(article.text.split()) <= 800
        assert article.metadata.title


def test_there_are_english_and_german_articles(articles: dict[str, Article]) -> None:
    languages = [article.metadata.language for article in articles.values()]
    assert languages.count("en") == 5
    assert languages.count("de") == 3


def test_straight_and_curly_and_german_and_pointed_quotation_marks_occur() -> None:
    everything = "\n".join(texts().values())
    assert re.search(r'"[^"\n]+"', everything)
    assert re.search(r"“[^“”\n]+”", everything)
    assert re.search(r"„[^„“\n]+“", everything)
    assert re.search(r"»[^«»\n]+«", everything)


def test_every_quotation_mark_that_opens_in_a_paragraph_closes_in_it() -> None:
    for name, text in texts().items():
        for paragraph in text.split("\n\n" if name.startswith("tarrow") else "\n"):
            assert paragraph.count('"') % 2 == 0, (name, paragraph)
            assert paragraph.count("»") == paragraph.count("«"), (name, paragraph)
            opened = paragraph.count("„") or paragraph.count("“")
            closed = paragraph.count("“" if "„" in paragraph else "”")
            assert opened == closed, (name, paragraph)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("the-slow-wire-svolvaer", "The Staircase"),
        ("2025-02-11-kartenfund-zittau.txt", "Eine Lüge im Maßstab"),
        ("the-slow-wire-svolvaer", "What was not bought"),
    ],
)
def test_bare_text_has_headings(articles: dict[str, Article], name: str, heading: str) -> None:
    assert heading in blocks_of(articles[name], Role.HEADING)


@pytest.mark.parametrize(
    ("name", "appeal"),
    [
        ("the-slow-wire-svolvaer", "please consider a donation"),
        ("2025-02-11-kartenfund-zittau.txt", "helfen Sie uns mit einer Spende"),
    ],
)
def test_an_appeal_for_money_follows_an_article(
    articles: dict[str, Article], name: str, appeal: str
) -> None:
    assert appeal in articles[name].text
    assert any(appeal in block for block in blocks_of(articles[name], Role.BOILERPLATE))


@pytest.mark.parametrize(
    ("name", "language"),
    [("the-slow-wire-svolvaer", "de"), ("2025-02-11-kartenfund-zittau.txt", "en")],
)
def test_readers_comments_in_another_language_end_an_article(
    articles: dict[str, Article], name: str, language: str
) -> None:
    comments = [block for block in articles[name].blocks if block.role is Role.COMMENT]
    assert len(comments) == 5
    assert {block.language for block in comments} == {language}


def test_hard_wrapped_text_and_a_transcript_are_there(articles: dict[str, Article]) -> None:
    article = articles["tarrow-sound-ferry-inquiry.txt"]
    assert max(map(len, article.text.splitlines())) <= 72
    assert any(block.wrapped for block in article.blocks)
    assert "\nMS. ARDEN:  " in article.text
    assert "\nQ  " in article.text


def test_front_matter_is_there(articles: dict[str, Article]) -> None:
    metadata = articles["2022-05-30-vessa-river-treaty.md"].metadata
    assert metadata.title == "The River That Kept the Minutes"
    assert metadata.authors == ("Leonie Marchetta", "Tomas Brekowitz")
    assert metadata.date is not None
    assert metadata.date.year == 2022


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("2024-03-06-svolvaer-cable-summit.txt", "the-slow-wire-svolvaer", "Pekka Torvila"),
        ("2023-10-17-kollmarsund-strike.txt", "hafenstreik-kollmarsund", "Jannik Reuss"),
    ],
)
def test_two_pairs_tell_of_the_same_event(first: str, second: str, shared: str) -> None:
    assert shared in texts()[first]
    assert shared in texts()[second]


def test_the_folder_is_inside_the_package() -> None:
    assert articles_dir().is_dir()
    assert articles_dir().parent.name == "demo"
    assert all(path.parent == articles_dir() for path in PATHS)
    assert isinstance(articles_dir(), Path)
