"""Scans with a recognised layer of text, whose sizes, baselines and edges waver."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import pytest

from reader.articles.model import Role
from tests.reader.articles.formats.pdf.test_pdf import ONE, THREE, TWO, set_in
from tests.reader.articles.formats.pdf.writing import (
    PITCH,
    Text,
    column,
    in_two_objects,
    recognised,
)
from tests.reader.articles.looks import bodies

if TYPE_CHECKING:
    from tests.reader.articles.formats.pdf.conftest import ReadPages

SIZES = (1.0, 0.9, 1.15, 1.0, 1.25, 0.85, 1.1)
BASELINES = (0.0, 0.6, -0.5, 0.3, -0.7)
PICTURE = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"


@pytest.mark.parametrize("spacing", [0.0, 0.6, 2.0])
def test_a_letter_that_is_an_object_of_its_own_belongs_to_its_word(
    read_pages: ReadPages, spacing: float
) -> None:
    lines = [text for line in column(wrap(ONE, 45)) for text in in_two_objects(line, spacing)]
    assert read_pages(lines).text.split() == ONE.split()


def test_a_space_that_is_moved_back_over_is_none(read_pages: ReadPages) -> None:
    page = [Text(60, 700, "they signed the tre "), Text(60 + 19 * 6, 700, "aty of peace")]
    assert read_pages(page).text == "they signed the treaty of peace"


def test_words_with_narrow_spaces_stay_apart(read_pages: ReadPages) -> None:
    page, x = [], 60.0
    for word in ONE.split()[:12]:
        page.append(Text(x, 700, word))
        x += len(word) * PITCH * 10 + 1.8
    assert read_pages(page).text.split() == ONE.split()[:12]


def test_words_whose_boxes_touch_stay_apart(read_pages: ReadPages) -> None:
    words = [
        Text(60, 700, "shown", mode=3, width=1.1),
        Text(60 + 5 * 6.6, 700, "again ", mode=3, width=0.9),
        Text(60 + 5 * 6.6 + 40, 700, "today", mode=3),
    ]
    assert read_pages(words).text == "shown again today"


@pytest.mark.parametrize("slope", [0.0, 0.012, -0.02])
def test_wavering_sizes_and_baselines_make_no_headings_and_split_nothing(
    read_pages: ReadPages, slope: float
) -> None:
    page = recognised(column(set_in([ONE, TWO, THREE], 60)), SIZES, BASELINES, slope)
    article = read_pages(page)
    assert bodies(article) == [ONE, TWO, THREE]
    assert bodies(article, Role.HEADING) == []


def test_text_that_a_picture_covers_is_levelled_too(read_pages: ReadPages) -> None:
    page = recognised(column(set_in([ONE, TWO, THREE], 60)), SIZES, BASELINES, mode=0)
    drawn = b"".join(text.drawn() for text in page)
    assert bodies(read_pages(drawn + PICTURE)) == [ONE, TWO, THREE]


def test_scanned_columns_are_read_one_after_the_other(read_pages: ReadPages) -> None:
    lines = set_in([ONE, TWO, THREE, ONE, TWO], 36)
    half = len(lines) // 2
    page = column(lines[:half]) + column(lines[half:], x=310)
    assert bodies(read_pages(recognised(page, SIZES, BASELINES, 0.01))) == [
        ONE, TWO, THREE, ONE, TWO,
    ]  # fmt: skip


def test_headings_of_scans_are_told_by_how_wide_their_words_are(read_pages: ReadPages) -> None:
    title = Text(60, 740, "The Treaty of the Nine Articles", 16)
    page = recognised([title, *column(set_in([ONE, TWO, THREE], 60))], SIZES, BASELINES)
    article = read_pages(page)
    assert bodies(article, Role.HEADING) == [title.text]
    assert article.metadata.title == title.text


def test_running_heads_of_scans_are_dropped_though_misread_and_moved(
    read_pages: ReadPages,
) -> None:
    heads = ["History of the Treaty", "Hist0ry of the Treaty", "History of thc Trealy"]
    feet = ["31", "32", "3B", "34", "35", "36"]
    lines = set_in([ONE, TWO, THREE] * 6, 60)
    pages = []
    for number, foot in enumerate(feet):
        moved = 7.0 * (number % 3)
        page = [
            Text(200, 765 + moved, heads[number % 3], 9),
            *column(lines[number * 10 : number * 10 + 10], y=700 + moved),
            Text(300, 20 + moved, foot, 9),
        ]
        pages.append(recognised(page, SIZES, BASELINES))
    assert bodies(read_pages(*pages, recognised(column(lines[60:])))) == [ONE, TWO, THREE] * 6


def test_a_note_at_the_foot_bears_its_mark_as_the_text_does(read_pages: ReadPages) -> None:
    page = [
        *column(wrap(ONE, 60)),
        Text(60, 600, "All of them signed the treaty."), Text(240, 603.5, "3", 6),
        *column(["3 See the minutes of the meeting."], y=60, size=8),
    ]  # fmt: skip
    text = read_pages(page).text
    assert "signed the treaty.[3]" in text
    assert "\n[3] See the minutes of the meeting." in text
