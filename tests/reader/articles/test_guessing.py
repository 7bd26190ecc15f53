"""What the first lines and the name of a file let one guess, and what they do not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.reader.articles.test_reading import MORE, PROSE

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read


def test_lines_under_the_title_name_author_date_and_address(article: Read) -> None:
    made = article(
        "A Bridge Too Far\n\nBy Ann Lee and Bo van der Ek\n\nMarch 5, 2024\n\n"
        f"https://post.example/bridge\n\n{PROSE}\n\n{MORE}"
    ).metadata
    assert made.title == "A Bridge Too Far"
    assert made.authors == ("Ann Lee", "Bo van der Ek")
    assert made.date == datetime(2024, 3, 5, tzinfo=UTC)
    assert made.url == "https://post.example/bridge"
    assert made.guessed == {"title", "authors", "date", "url", "language"}


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Von Anna Müller", ("Anna Müller",)),
        ("By Ann Lee, Bo Ek and Cy Ö. Dahl | March 5, 2024", ("Ann Lee", "Bo Ek", "Cy Ö. Dahl")),
        ("Par Zoé d'Arc", ("Zoé d'Arc",)),
        ("By the numbers", ()),
        ("Von nun an", ()),
        ("By Tuesday evening", ()),
    ],
)
def test_only_names_make_a_byline(article: Read, line: str, authors: tuple[str, ...]) -> None:
    assert article(f"A Bridge Too Far\n\n{line}\n\n{PROSE}\n\n{MORE}").metadata.authors == authors


def test_a_report_names_its_agency_and_its_day(article: Read) -> None:
    made = article(f"OSTRAND, March 5, 2024 (Reuters) - {PROSE}\n\n{MORE}").metadata
    assert made.source == "Reuters"
    assert made.date == datetime(2024, 3, 5, tzinfo=UTC)


def test_a_date_in_the_running_text_is_not_the_articles(article: Read) -> None:
    made = article(f"A Bridge Too Far\n\nOn March 5, 1974, it was opened. {PROSE}\n\n{MORE}")
    assert made.metadata.date is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-03-05-bridge.txt", 5),
        ("bridge_20240305.txt", 5),
        ("bridge 2024.03.05.txt", 5),
        ("120240305.txt", None),
        ("bridge-2024-13-05.txt", None),
    ],
)
def test_a_files_name_may_hold_its_date(article: Read, name: str, day: int | None) -> None:
    made = article(PROSE, name).metadata
    assert made.date == (datetime(2024, 3, day, tzinfo=UTC) if day else None)


def test_a_language_that_the_text_is_clearly_not_in_is_not_believed(article: Read) -> None:
    german = (
        "Der Ausschuss hat am Donnerstag über die Brücke beraten, die seit dem Frühjahr für"
        " schwere Wagen gesperrt ist, und niemand konnte sagen, wann sie wieder offen sein wird. "
    )
    wrong = article(f"---\nlang: en\n---\n{german * 4}", "a.md").metadata
    assert wrong.language == "de"
    assert wrong.guessed == {"title", "language"}
    short = article("---\nlang: en\n---\nNicht so lang.", "b.md").metadata
    assert short.language == "en"
    assert short.guessed == {"title"}
    both = article(f"---\nlang: en\n---\n{PROSE}\n\n{german * 2}", "c.md").metadata
    assert both.language == "en"
