from __future__ import annotations

import csv
import io

from hypothesis import given

from annotations.export.articles import AnnotatedArticle, printable
from annotations.export.table import COLUMNS, GUARDED, export_csv
from annotations.model import ArticleNotes
from tests.annotations.export.samples import article, at, libraries


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def unguarded(cell: str) -> str:
    return cell[1:] if GUARDED.match(cell) else cell


@given(libraries())
def test_no_cell_begins_like_a_formula_and_all_words_come_back(
    articles: list[AnnotatedArticle],
) -> None:
    text = export_csv(articles)
    text.encode()
    rows = rows_of(text)
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row.values() if cell)
    said = [(one, each) for one in articles for each in one.in_order()]
    shown = [unguarded(row["note"]) for row in rows if row["orphan"]]
    assert shown == [printable(each.note) for _, each in said]
    titles = [unguarded(row["title"]) for row in rows if row["orphan"]]
    assert titles == [printable(one.title) for one, _ in said]


def test_a_row_holds_what_a_spreadsheet_needs() -> None:
    correction = at("c", "Ada Lovelace", kind="entity")
    said = article(
        at("b", "We saw it", tags=("a/b", "c"), note="-really?"),
        at("z", "not there"),
        correction,
        whole=ArticleNotes(("geo",), "all of it"),
    )
    text = export_csv([said])
    assert text.startswith("path,title,")
    assert text.count("\r\n") == 5
    whole, first, second, last = rows_of(text)
    assert (whole["kind"], whole["tags"], whole["note"]) == ("article", "geo", "all of it")
    assert (first["quotation"], first["tags"], first["note"]) == (
        "We saw it",
        "a/b; c",
        "'-really?",
    )
    assert (first["start"], first["end"], first["orphan"]) == ("26", "35", "no")
    assert (first["authors"], first["date"]) == ("Bo Li; Cy Ek", "2026-11-20")
    assert second["kind"] == "entity"
    assert (last["quotation"], last["start"], last["orphan"]) == ("not there", "", "yes")
    assert tuple(whole) == COLUMNS


def test_a_byte_order_mark_is_there_on_request_only() -> None:
    assert export_csv([], bom=True) == "\ufeff" + export_csv([])
    assert export_csv([]) == ",".join(COLUMNS) + "\r\n"
