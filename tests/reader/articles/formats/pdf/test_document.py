"""What a PDF says of itself, and what of that is believed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.articles.formats.pdf import parse
from reader.articles.formats.pdf.document import read_date
from tests.reader.articles.formats.pdf.writing import Text, column, pdf

PAGE = [Text(60, 740, "The Nine Articles", 20), *column(["All of them signed the treaty."] * 3)]


def test_the_file_states_title_authors_date_keywords_and_language() -> None:
    info = {
        "Title": "On the Treaty",
        "Author": "Ana Roth; Ben Wu and Cy Orr",
        "Keywords": "treaty, peace; war",
        "CreationDate": "D:20240102030405+01'00'",
    }
    stated = parse(pdf([PAGE], info=info, catalog="/Lang (de-AT)")).stated
    assert stated.title == "On the Treaty"
    assert stated.authors == ("Ana Roth", "Ben Wu", "Cy Orr")
    assert stated.keywords == ("treaty", "peace", "war")
    assert stated.language == "de"
    assert stated.date == datetime(2024, 1, 2, 2, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "untitled",
        "Document1",
        "Microsoft Word - treaty final.doc",
        "PowerPoint Presentation",
        "treaty_v3.indd",
        "  -- ",
        "https://example.org/treaty",
    ],
)
def test_titles_that_programs_make_up_are_not_believed(title: str) -> None:
    draft = parse(pdf([PAGE], info={"Title": title}))
    assert draft.stated.title == ""
    assert draft.guessed.title == "The Nine Articles"


@pytest.mark.parametrize(
    "title", ["Nineteen 84", "U.S. Policy", "Node.js in Practice", "Documents of Vertu"]
)
def test_titles_that_only_look_like_it_are(title: str) -> None:
    assert parse(pdf([PAGE], info={"Title": title})).stated.title == title


def test_where_nothing_stands_out_no_title_is_guessed() -> None:
    assert parse(pdf([column(["All of them signed it."] * 4)])).guessed.title == ""


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("D:20240102030405Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("D:20240102030405-05'30'", datetime(2024, 1, 2, 8, 34, 5, tzinfo=UTC)),
        ("D:20240102", datetime(2024, 1, 2, tzinfo=UTC)),
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("D:20241399", None),
        ("D:00010101000000+14'00'", None),
        ("D:20240102030405+99'99'", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(stated: str, moment: datetime | None) -> None:
    assert read_date(stated) == moment
