"""PDFs through the front door: order, paragraphs, pages, furniture, headings, notes."""

from __future__ import annotations

from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

import pytest

from reader.articles.model import Role
from tests.reader.articles.formats.pdf.writing import BOLD, HEIGHT, WIDTH, Text, column
from tests.reader.articles.looks import bodies

if TYPE_CHECKING:
    from reader.articles.model import Article
    from tests.reader.articles.formats.pdf.conftest import ReadPages

ONE = (
    "The delegates met again on Tuesday, and for the first time in eleven years they signed what "
    "they had agreed: a treaty of nine articles, none of which any parliament had yet seen. "
    "It was read aloud in two languages and then it was locked away."
)
TWO = (
    "Nobody outside the hall knew of it until the spring. By then the ministers had changed, and "
    "those who came after them found the paper in a drawer, unsigned on one of its sides."
)
THREE = (
    "What followed is told in many ways. The newspapers of the capital wrote of a quarrel over "
    "words, while those of the coast spoke of money that had been promised and never arrived."
)


def on_pages(article: Article) -> list[tuple[str, str]]:
    starts = [page.start for page in article.pages] + [len(article.text)]
    texts = [article.text[start:end].strip() for start, end in pairwise(starts)]
    return list(zip([page.label for page in article.pages], texts, strict=True))


def set_in(paragraphs: list[str], characters: int, indent: int = 2) -> list[str]:
    """The lines of ``paragraphs``, first ones indented."""
    return [
        line
        for paragraph in paragraphs
        for line in wrap(paragraph, characters, initial_indent=" " * indent)
    ]


def test_paragraphs_are_told_by_their_indents(read_pages: ReadPages) -> None:
    assert bodies(read_pages(column(set_in([ONE, TWO, THREE], 60)))) == [ONE, TWO, THREE]


def test_paragraphs_are_told_by_the_white_between_them(read_pages: ReadPages) -> None:
    lines = [line for text in (ONE, TWO, THREE) for line in (*wrap(text, 60), "")]
    assert bodies(read_pages(column(lines))) == [ONE, TWO, THREE]


def test_columns_drawn_one_after_the_other_are_read_so(read_pages: ReadPages) -> None:
    lines = set_in([ONE, TWO, THREE], 36)
    half = len(lines) // 2
    page = column(lines[:half]) + column(lines[half:], x=310)
    assert bodies(read_pages(page)) == [ONE, TWO, THREE]


def test_columns_drawn_row_by_row_are_read_one_after_the_other(read_pages: ReadPages) -> None:
    lines = set_in([ONE, TWO, THREE, ONE, TWO], 36)
    half = len(lines) // 2
    page = column(lines[:half]) + column(lines[half:], x=310)
    rows = sorted(page, key=lambda text: (-text.y, text.x))
    title = Text(120, 740, "A title over both of the columns", 18)
    assert bodies(read_pages([title, *rows])) == [title.text, ONE, TWO, THREE, ONE, TWO]


def test_lines_drawn_in_no_order_are_read_from_the_top(read_pages: ReadPages) -> None:
    page = column(set_in([ONE, TWO, THREE], 60))
    assert bodies(read_pages(page[::-1])) == [ONE, TWO, THREE]


def test_the_rows_of_a_table_are_not_taken_for_columns(read_pages: ReadPages) -> None:
    rows = [f"{name:24}{number:<12}{name}" for number, name in enumerate(["Rome", "Oslo"] * 6)]
    page = [
        Text(60 + 6 * at, 700 - 12 * row, cell)
        for row, line in enumerate(rows)
        for at, cell in ((0, line[:24].strip()), (24, line[24:36].strip()), (36, line[36:].strip()))
    ]
    assert read_pages(page).text.split() == " ".join(rows).split()


@pytest.mark.parametrize(
    ("ends", "begins", "joined"),
    [
        ("demo-", "cratic rule", "democratic rule"),
        ("anti-", "Western talk", "anti-Western talk"),
        ("Sino-", "Soviet split", "Sino-Soviet split"),
        ("2019-", "2020 season", "2019-2020 season"),
        ("well-", "known man", "well-known man"),
        ("either/", "or choice", "either/or choice"),
        ("war —", "and peace", "war — and peace"),
        ("war—", "and peace", "war—and peace"),
    ],
)
def test_words_that_a_line_end_breaks_are_joined(
    read_pages: ReadPages, ends: str, begins: str, joined: str
) -> None:
    lines = [
        "The treaty was well-known, and so was the fine govern-",
        "ment that had made it. A government is a hard thing to",
        "keep for those who never had one, as all of them knew.",
        f"And there were more words in this line, and one {ends}",
        f"{begins}, and whatever else there was.",
    ]
    page = column(lines)
    text = read_pages(page).text
    assert joined in text
    assert "fine government that" in text


def test_ligatures_become_letters(read_pages: ReadPages) -> None:
    assert read_pages([Text(60, 700, "the \x01nal \x02ight")]).text == "the final flight"


def test_a_paragraph_goes_on_over_the_page(read_pages: ReadPages) -> None:
    lines = set_in([ONE, TWO, THREE], 60)
    article = read_pages(column(lines[:6]), column(lines[6:]))
    assert bodies(article) == [ONE, TWO, THREE]
    first, second = on_pages(article)
    assert first[0] == "1"
    assert second[0] == "2"
    assert second[1].startswith(lines[6].strip())


def test_a_word_broken_by_the_page_end_stands_where_it_begins(read_pages: ReadPages) -> None:
    first = column(["The government spoke, and all the others of the govern-"])
    second = column(["ment kept still for as long as it took, which was long."])
    article = read_pages(first, second)
    assert [text for _, text in on_pages(article)] == [
        "The government spoke, and all the others of the government",
        "kept still for as long as it took, which was long.",
    ]


def test_empty_pages_count(read_pages: ReadPages) -> None:
    article = read_pages([], column(["Here is some text."]), b"", column(["And more."]), [])
    assert [label for label, _ in on_pages(article)] == ["1", "2", "3", "4", "5"]
    assert article.page_at(article.text.index("Here")) == "2"
    assert article.page_at(article.text.index("And")) == "4"


def test_pages_have_the_labels_that_the_file_gives_them(read_pages: ReadPages) -> None:
    labels = "/PageLabels<</Nums[0<</S/r>> 2<</S/D/St 7>>]>>"
    pages = [column([f"This is page {name}."]) for name in ("one", "two", "three", "four")]
    article = read_pages(*pages, catalog=labels)
    assert [label for label, _ in on_pages(article)] == ["i", "ii", "7", "8"]


def test_heads_feet_and_page_numbers_are_dropped(read_pages: ReadPages) -> None:
    lines = set_in([ONE, TWO, THREE] * 6, 60)
    pages = []
    for number in range(6):
        head = "History of the Treaty" if number % 2 else f"{number + 1} The Second Meeting"
        foot = Text(300, 30, f"- {number + 1} -", 8)
        body = column(lines[number * 10 : number * 10 + 10])
        pages.append([Text(200, 770, head, 9), *body, foot])
    rest = column(lines[60:])
    article = read_pages(*pages, rest)
    assert bodies(article) == [ONE, TWO, THREE] * 6


def test_a_short_document_keeps_its_first_lines(read_pages: ReadPages) -> None:
    article = read_pages(
        [Text(60, 780, "On Treaties", 10), *column(wrap(ONE, 60))],
        [Text(60, 780, "On Their End", 10), *column(wrap(TWO, 60))],
    )
    assert bodies(article) == ["On Treaties", ONE, "On Their End", TWO]


def test_body_lines_at_the_height_of_others_stay(read_pages: ReadPages) -> None:
    words = f"{ONE} {TWO} {THREE}".split()
    pages = []
    for number in range(9):
        lines = wrap(" ".join(words[5 * number :] + words[: 5 * number]), 60)
        pages.append(column((["Q Thank you."] if number % 3 == 0 else []) + lines, y=780))
    assert bodies(read_pages(*pages)).count("Q Thank you.") == 3


def test_headings_have_levels_by_their_size(read_pages: ReadPages) -> None:
    page = [
        *column(["The Treaty of the", "Nine Articles"], y=760, size=20, leading=24),
        *column(["First Part"], y=700, size=14),
        *column(set_in([ONE], 60), y=680),
        *column(["A Small Matter"], y=600, font=BOLD),
        *column(set_in([TWO], 60), y=586),
    ]
    article = read_pages(page)
    outline = [(block.role, block.level) for block in article.blocks]
    assert bodies(article)[0] == "The Treaty of the Nine Articles"
    assert outline == [
        (Role.HEADING, 1),
        (Role.HEADING, 2),
        (Role.PARAGRAPH, 0),
        (Role.HEADING, 3),
        (Role.PARAGRAPH, 0),
    ]
    assert article.metadata.title == "The Treaty of the Nine Articles"


def test_list_items_are_pieces_of_their_own(read_pages: ReadPages) -> None:
    items = [
        "• the first thing that was agreed upon in the hall and",
        "  written down,",
        "• peace.",
    ]
    numbered = ["1. one of them", "2. the other of them"]
    article = read_pages(column(["What they agreed:", "", *items, "", *numbered]))
    assert bodies(article, Role.LIST_ITEM) == [
        "• the first thing that was agreed upon in the hall and written down,",
        "• peace.",
        *numbered,
    ]


def test_footnotes_do_not_stand_in_the_middle_of_a_sentence(read_pages: ReadPages) -> None:
    lines = set_in([ONE, TWO, THREE], 60)
    note = "See the minutes of the meeting, page four."
    mark = Text(60 + 6 * len(lines[2].strip()), 679.5, "1", 6)
    first = column(lines[:6])
    first.insert(3, mark)
    article = read_pages([*first, Text(60, 62, "1", 5), Text(64, 60, note, 8)], column(lines[6:]))
    assert TWO in bodies(article)
    assert f"[1] {note}" in bodies(article)
    assert article.page_at(article.text.index(note)) == "1"


def test_the_mark_of_a_footnote_is_told_from_the_word(read_pages: ReadPages) -> None:
    page = [Text(60, 700, "All of them signed the treaty."), Text(240, 703.5, "12", 6)]
    assert read_pages([*page, Text(254, 700, "It was kept.")]).text == (
        "All of them signed the treaty.[12] It was kept."
    )


def test_text_on_a_rotated_page_is_read_as_it_is_seen(read_pages: ReadPages) -> None:
    lines = wrap(ONE, 60)
    page = [Text(100 + 12 * n, 60, line, matrix="0 1 -1 0") for n, line in enumerate(lines)]
    assert bodies(read_pages(page, page="/Rotate 90")) == [ONE]


def test_stamps_and_watermarks_are_left_out(read_pages: ReadPages) -> None:
    stamp = Text(20, 300, "Preprint 1234.5678", 20, matrix="0 1 -1 0")
    mark = Text(150, 200, "DRAFT", 60, matrix="0.7 0.7 -0.7 0.7")
    assert bodies(read_pages([stamp, mark, *column(wrap(ONE, 60))])) == [ONE]


def test_what_is_drawn_twice_is_read_once(read_pages: ReadPages) -> None:
    page = column(wrap(ONE, 60))
    again = [Text(text.x + 0.4, text.y, text.text) for text in page]
    assert bodies(read_pages([*page, *again])) == [ONE]


def test_what_lies_beside_the_page_is_not_read(read_pages: ReadPages) -> None:
    beside = [Text(WIDTH + 50, 400, "cut marks"), Text(60, HEIGHT + 20, "file.indd")]
    assert bodies(read_pages([*beside, *column(wrap(ONE, 60))])) == [ONE]


def test_an_initial_belongs_to_its_word(read_pages: ReadPages) -> None:
    lines = wrap(ONE[1:], 50)
    page = [Text(60, 676, "T", 36), *column(lines[:3], x=84), *column(lines[3:], y=664)]
    assert read_pages(page).text.startswith("The delegates met again")


def test_a_block_quotation_is_one_paragraph(read_pages: ReadPages) -> None:
    lines = [*set_in([ONE], 60), *("    " + line for line in wrap(TWO, 50)), *set_in([THREE], 60)]
    assert bodies(read_pages(column(lines))) == [ONE, TWO, THREE]


def test_list_items_may_go_on_at_the_margin(read_pages: ReadPages) -> None:
    items = [f"(a) {ONE}", f"(b) {TWO}", f"(c) {THREE}"]
    article = read_pages(column(set_in(items, 60)))
    assert bodies(article, Role.LIST_ITEM) == items


def test_footnotes_in_the_size_of_the_body_are_told_by_their_raised_marks(
    read_pages: ReadPages,
) -> None:
    lines = set_in([ONE, TWO, THREE], 60)
    note = [Text(60, 103, "7", 6), *column(["See the minutes of the meeting."], x=66, y=100)]
    article = read_pages([*column(lines[:6], y=190), *note], column(lines[6:]))
    assert bodies(article) == [ONE, "[7] See the minutes of the meeting.", TWO, THREE]


def test_heads_that_bear_the_page_number_are_dropped_though_none_is_like_another(
    read_pages: ReadPages,
) -> None:
    heads = ["On the Delegates", "Of Ministers", "What Followed", "An End", "The Last Word"]
    later = TWO[TWO.index("By then") :], THREE[THREE.index("The newspapers") :]
    texts = [ONE, TWO, THREE, *(f"{text} {ONE}" for text in later)]
    pages = [
        [Text(60, 770, f"{head} {number}", 9), *column(set_in([text], 60))]
        for number, (head, text) in enumerate(zip(heads, texts, strict=True), 31)
    ]
    assert bodies(read_pages(*pages)) == texts


def test_entries_of_a_table_of_contents_stay_apart_and_lose_their_leaders(
    read_pages: ReadPages,
) -> None:
    entries = [f"{n}.1 The chapter on bridges {'. ' * 20}{n * 7}" for n in (1, 2, 3)]
    made = bodies(read_pages(column(entries)))
    assert made == [f"{n}.1 The chapter on bridges … {n * 7}" for n in (1, 2, 3)]
