"""What a list makes of texts that are longer than its rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.widgets.item_list import broken


@given(st.text(st.sampled_from("ab 平\n/"), max_size=60), st.integers(2, 12), st.integers(1, 9))
def test_a_text_is_broken_into_rows_that_fit_and_nothing_is_lost(
    text: str, width: int, rows: int
) -> None:
    found = broken(text, width, rows)
    assert len(found) <= rows
    assert all(0 < cell_len(row) <= width for row in found[:-1])
    seen = "".join(text[: 8 * rows * width].split())
    assert "".join("".join(found).split()) == seen


def test_a_path_is_broken_where_the_row_ends() -> None:
    assert broken("in /var/annotations.yaml it is", 8, 4) == [
        "in",
        "/var/ann",
        "otations",
        ".yaml it is",
    ]
