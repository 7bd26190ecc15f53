"""Files that are broken, locked or made to do harm cost only themselves."""

from __future__ import annotations

import pytest

from reader.articles.formats.pdf import parse
from reader.errors import UnreadableArticleError
from tests.reader.articles.formats.pdf.writing import IMAGE, PASSWORD, Text, column, pdf

PAGE = column(["All of them signed the treaty.", "It was then kept in a drawer."])
WHOLE = pdf([PAGE, PAGE])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n", "it is a damaged PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "it is a damaged PDF"),
        (WHOLE[: len(WHOLE) // 2], "it is a damaged PDF"),
        (pdf([]), "it is a damaged PDF"),
        (pdf([PAGE], trailer=PASSWORD), "it is protected by a password"),
        (
            pdf([PAGE], trailer=PASSWORD.replace("Standard", "Unknown")),
            "it is encrypted in a way that is not supported",
        ),
        (
            pdf([IMAGE, b""]),
            "its pages are pictures without text; run OCR on it (ocrmypdf, for example)",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableArticleError) as error:
        parse(data)
    assert str(error.value) == reason


def test_a_page_that_is_missing_costs_only_itself() -> None:
    draft = parse(pdf([PAGE, PAGE, PAGE], kids="4 0 R 99 0 R 8 0 R"))
    assert draft.text.count("signed") == 2
    assert [page.label for page in draft.pages] == ["1", "2", "3"]


def test_a_page_tree_in_a_circle_ends() -> None:
    assert "signed" in parse(pdf([PAGE], kids="2 0 R 4 0 R")).text


def test_a_page_count_that_lies_is_not_believed() -> None:
    data = WHOLE.replace(b"/Count 2", b"/Count 2000000000")
    draft = parse(data)
    assert draft.text.count("signed") == 2
    assert len(draft.pages) < 2000


def test_damaged_content_ends_where_it_is_damaged() -> None:
    broken = b"BT /F1 10 Tf 1 0 0 1 60 700 Tm (All is well.) Tj ET\nBT /F9 ( [ << Tj"
    assert parse(pdf([broken])).text == "All is well."


@pytest.mark.parametrize(
    "text",
    [
        Text(1e30, 1e30, "far"),
        Text(60, 600, "large", size=1e9),
        Text(60, 600, "flat", size=0),
        Text(60, 600, "turned", matrix="1e20 -1e20 1e20 1e20"),
        Text(60, 600, "nothing", matrix="0 0 0 0"),
        Text(60, 600, "mirrored", matrix="-1 0 0 1"),
    ],
)
def test_absurd_places_and_sizes_lose_nothing_else(text: Text) -> None:
    assert "All of them signed the treaty." in parse(pdf([[text, *PAGE]])).text


def test_very_many_lines_and_columns_on_one_page_are_read() -> None:
    many = [Text(50 + n % 7 * 80, 790 - n // 7 * 0.5, f"word{n}", size=4) for n in range(7000)]
    words = parse(pdf([many])).text.split()
    assert sorted(words) == sorted(text.text for text in many)
