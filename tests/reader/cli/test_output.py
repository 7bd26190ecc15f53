"""The rules of output that hold for any text."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout

from hypothesis import given
from hypothesis import strategies as st

from annotations.characters import is_visible, visible
from reader.cli import output
from reader.wording import counted

RECORDS = st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))


@given(st.text())
def test_safe_text_has_no_control_characters_but_line_ends(text: str) -> None:
    made = output.safe(text)
    assert not any(ord(c) < 0x20 and c != "\n" for c in made)
    assert not any(0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in made)


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
def test_text_in_which_nothing_hides_is_not_touched(text: str) -> None:
    assert output.safe(text) == visible(text)
    assert output.safe(text) == text or not is_visible(text)


@given(RECORDS)
def test_json_reads_back_as_it_was_and_commands_no_terminal(records: list[object]) -> None:
    written = io.StringIO()
    with redirect_stdout(written):
        output.write_json(records)
    text = written.getvalue()
    streamed = io.StringIO()
    with redirect_stdout(streamed):
        output.stream_json(record for record in records)
    assert streamed.getvalue() == text
    assert json.loads(text) == records
    assert text.endswith("]\n")
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in text[:-1])
    assert is_visible(text)


@given(st.lists(st.text(), min_size=1))
def test_a_record_is_one_line_with_one_tab_between_fields(fields: list[str]) -> None:
    written = io.StringIO()
    with redirect_stdout(written):
        output.record(fields)
    line = written.getvalue()
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert line.count("\t") == len(fields) - 1


@given(st.text(st.characters(exclude_categories=["C"])), st.integers(0, 99), st.data())
def test_emphasis_adds_nothing_but_styles(text: str, start: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    ranges = [(start + a, start + b) for a, b in pairs]
    shown = output.emphasise(text, start, ranges)
    for code in ("\x1b[33m", "\x1b[1m", "\x1b[0m"):
        assert shown.count(code) == len(ranges)
        shown = shown.replace(code, "")
    assert shown == text


def test_things_are_counted_in_words() -> None:
    assert counted(1, "article") == "1 article"
    assert counted(0, "article") == "0 articles"
    assert counted(2000, "article") == "2,000 articles"
