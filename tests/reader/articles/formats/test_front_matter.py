"""Front matter as programs write it, as people write it, and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.reader.articles.looks import bodies

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read


@pytest.mark.parametrize(
    "authors",
    [
        "authors: [Ann Lee, Bo Ek]",
        "author: Ann Lee and Bo Ek",
        "author: Ann Lee; Bo Ek",
        "Author:\n  - name: Ann Lee\n  - Bo Ek",
        'author: ["[[Ann Lee]]", "[[people/bo|Bo Ek]]"]',
    ],
)
def test_authors_are_people_however_they_are_written(article: Read, authors: str) -> None:
    made = article(f"---\ntitle: x\n{authors}\n---\n\nText.", "a.md").metadata
    assert made.authors == ("Ann Lee", "Bo Ek")


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Pilots: a strike\ntags:\n  - a\n  - b\ndate: 2024-03-05\n---\n",
        "---\r\ntitle: 'Pilots: a strike'\r\nmood: @home\r\ndate: 2024-03-05\r\n---\r\n",
        '+++\ntitle = "Pilots: a strike"\ntags = ["a", "b"]\ndate = 2024-03-05\n+++\n',
        "---\rTitle: 'Pilots: a strike'\rkeywords: a, b\rdate: 2024-03-05\r---\r",
    ],
    ids=["colon", "sign", "TOML", "old Mac"],
)
def test_what_is_nearly_front_matter_is_read(article: Read, front: str) -> None:
    made = article(f"{front}\nText.", "a.md")
    assert bodies(made) == ["Text."]
    assert made.metadata.title == "Pilots: a strike"
    assert made.metadata.date == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\ntitle: the minister said it.\n\n---\n\nSecond part.\n",
        "---\nKollmarsund: the pilots refused.\n---\n\nSecond part.\n",
        "---\nThe minister said it.\n---\n\nSecond part.\n",
    ],
)
def test_text_between_rules_is_text(article: Read, text: str) -> None:
    made = article(text, "a.md")
    assert len(bodies(made)) == 2
    assert bodies(made)[-1] == "Second part."


def test_an_address_for_a_source_is_an_address(article: Read) -> None:
    made = article("---\nsource: https://x.example/a\n---\nText.", "a.md").metadata
    assert (made.source, made.url) == ("", "https://x.example/a")


def test_breaks_in_markdown_part_words(article: Read) -> None:
    assert bodies(article("one<br>two and <b>bold</b><br/>three", "a.md")) == [
        "one two and bold three"
    ]


@pytest.mark.parametrize(
    ("front", "title", "authors"),
    [
        ("title: @home: a story\nauthor: Ann Lee", "@home: a story", ("Ann Lee",)),
        ("title: Foo: bar\n  goes on\nauthor: Ann Lee", "Foo: bar goes on", ("Ann Lee",)),
        ("title: a: b\nauthors:\n  - name: Ann Lee\n  - Bo Ek", "a: b", ("Ann Lee", "Bo Ek")),
        ("title: x\nauthors: [Food and Rural Affairs]", "x", ("Food and Rural Affairs",)),
    ],
)
def test_hand_written_front_matter_keeps_its_values(
    article: Read, front: str, title: str, authors: tuple[str, ...]
) -> None:
    made = article(f"---\n{front}\n---\n\nText.", "a.md")
    assert bodies(made) == ["Text."]
    assert (made.metadata.title, made.metadata.authors) == (title, authors)
