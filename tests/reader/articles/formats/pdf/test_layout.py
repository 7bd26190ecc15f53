"""Layout on plain values: no word is lost or told twice, whatever stands where."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.formats.pdf.flow import flow
from reader.articles.formats.pdf.furniture import drop_furniture
from reader.articles.formats.pdf.joining import join, read_vocabulary
from reader.articles.formats.pdf.layout import Line, PageLines, Place, Word, line_of
from reader.articles.formats.pdf.lines import lay_out
from reader.articles.formats.pdf.order import in_reading_order
from reader.articles.pieces import PAGE_END

BOX = (0.0, 0.0, 600.0, 800.0)
WORDS = st.text("abcdefgh", min_size=1, max_size=9)
SIZES = st.sampled_from([6.0, 8.0, 10.0, 10.5, 14.0, 30.0])


def line(text: str, left: float, base: float, size: float = 10) -> Line:
    """A line in a font all of whose characters are half as wide as its size."""
    words, at = [], left
    for word in text.split(" "):
        words.append(Word(word, at, at + len(word) * size / 2))
        at += (len(word) + 1) * size / 2
    return line_of(words, base, size)


def page_of(lines: list[Line]) -> PageLines:
    return PageLines(tuple(lines), BOX[1], BOX[3])


@st.composite
def scattered(draw: st.DrawFn) -> list[Line]:
    """Lines anywhere on a page, in any order and size."""
    count = draw(st.integers(0, 30))
    return [
        line(
            " ".join(draw(st.lists(WORDS, min_size=1, max_size=8))),
            draw(st.integers(-20, 60)) * 10.0,
            draw(st.integers(-5, 80)) * 10.0,
            draw(SIZES),
        )
        for _ in range(count)
    ]


@st.composite
def columns(draw: st.DrawFn) -> list[PageLines]:
    """Pages of one column, each line a distinct word at least."""
    pages, number = [], 0
    for _ in range(draw(st.integers(1, 4))):
        lines, base = [], 700.0
        for _ in range(draw(st.integers(0, 12))):
            number += 1
            text = " ".join([*draw(st.lists(WORDS, max_size=6)), f"{number}x"])
            lines.append(line(text, 60 + draw(st.sampled_from([0, 0, 0, 12, 40])), base))
            base -= draw(st.sampled_from([12, 12, 12, 20, 40]))
        pages.append(page_of(lines))
    return pages


def words_of(lines: list[Line]) -> list[str]:
    return [word.text for one in lines for word in one.words]


@given(scattered())
def test_ordering_keeps_every_word(lines: list[Line]) -> None:
    assert Counter(words_of(in_reading_order(lines))) == Counter(words_of(lines))


@given(columns())
def test_one_column_stays_as_it_is_drawn(pages: list[PageLines]) -> None:
    for page in pages:
        assert in_reading_order(page.lines) == list(page.lines)


@given(columns())
def test_every_word_of_a_column_comes_out_once_and_in_order(pages: list[PageLines]) -> None:
    pieces = flow(pages).pieces
    read = [word for piece in pieces for word in piece.text.replace(PAGE_END, " ").split()]
    assert read == [word for page in pages for word in words_of(list(page.lines))]


@given(st.lists(scattered(), min_size=1, max_size=4))
def test_every_word_comes_out_once_and_every_page_ends_once(pages: list[list[Line]]) -> None:
    pieces = flow([page_of(lines) for lines in pages]).pieces
    letters = Counter("".join(piece.text for piece in pieces))
    expected = Counter("".join(word for lines in pages for word in words_of(lines)))
    assert letters.pop(PAGE_END, 0) == (len(pages) - 1 if pieces else 0)
    letters.pop(" ", None)
    assert letters == expected


@given(columns())
def test_words_stand_on_their_own_page(pages: list[PageLines]) -> None:
    text = " ".join(piece.text for piece in flow(pages).pieces)
    if text:
        parts = [part.split() for part in text.split(PAGE_END)]
        assert parts == [words_of(list(page.lines)) for page in pages]


@given(columns(), st.sampled_from([700.0, 790.0, 20.0]))
def test_what_stands_once_is_not_furniture(pages: list[PageLines], height: float) -> None:
    numerals = str.maketrans("0123456789", "ijklmnopqr")
    pages = [
        page_of([line(one.text.translate(numerals), one.left, one.base + height - 700)
                 for one in page.lines])
        for page in pages
    ]  # fmt: skip
    assert drop_furniture(pages) == pages


@given(st.lists(st.tuples(WORDS, st.integers(0, 90), st.integers(0, 120)), max_size=40))
def test_every_place_is_in_one_line(spots: list[tuple[str, int, int]]) -> None:
    distinct = {(x, y): text for text, x, y in spots}
    places = [
        Place(text, x * 6.0, x * 6.0 + 5 * len(text), y * 6.0, 10.0)
        for (x, y), text in distinct.items()
    ]
    lines = lay_out(places, BOX).lines
    assert Counter(words_of(list(lines))) == Counter(place.text for place in places)


def test_lines_from_right_to_left_are_told_by_their_right_edges() -> None:
    hebrew = "ראש הממשלה אמר היום כי המדינה תמשיך לפעול למען ביטחון האזרחים בכל מקום"
    lines = []
    for number, text in enumerate(wrap(f"{hebrew} {hebrew}", 40) + wrap(hebrew, 40)):
        words, at = [], 500.0
        for word in text.split():
            words.append(Word(word, at - 5 * len(word), at))
            at -= 5 * (len(word) + 1)
        lines.append(line_of(words, 700 - 12.0 * number, 10))
    assert [piece.text for piece in flow([page_of(lines)]).pieces] == [f"{hebrew} {hebrew}", hebrew]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("中华人民", "共和国", ("中华人民", False)),
        ("ました。", "首相は", ("ました。", False)),
        ("대통령은", "오늘", ("대통령은", True)),
        ("trea\xad", "ty", ("trea", False)),
        ("inf-", "— inflection", ("inf-", True)),
        ("twenty-", "nine", ("twenty-", False)),
        ("COVID-", "19", ("COVID-", False)),
        ("", "word", ("", False)),
    ],
)
def test_how_line_ends_are_joined(before: str, after: str, joined: tuple[str, bool]) -> None:
    hyphenating = read_vocabulary(
        [line("a new govern-", 0, 24), line("ment and no government", 0, 12)]
    )
    assert join(before, after, hyphenating) == joined


def test_where_nothing_is_hyphenated_a_hyphen_is_the_authors() -> None:
    plain = read_vocabulary([line("words without any", 0, 24), line("of them broken", 0, 12)])
    assert join("well-", "meant", plain) == ("well-", False)


def test_where_the_typesetter_has_a_hyphen_of_his_own_all_others_are_the_authors() -> None:
    marked = read_vocabulary([line("a new govern‐", 0, 24), line("ment and no government", 0, 12)])
    assert join("minis‐", "ters", marked) == ("minis", False)
    assert join("well-", "meant", marked) == ("well-", False)
