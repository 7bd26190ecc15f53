"""One line of a person's TOML file changes, and all else stays as it was written."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.toml_lines import with_entry, without_entry

TABLE = "searches"
WRITTEN = """# Mine.
creator = "ann"  # me

[searches]  # what I look for
# The ports.
ports = "harbour OR hafen"  # both languages
'quiet' = '-strike'

# Below the table.
"""
KEYS = st.from_regex(r"[a-zäé_][\w-]{0,8}", fullmatch=True)
VALUES = st.text(st.characters(exclude_categories=["Cs"]))
COMMENTS = st.sampled_from(["", "# a # b\n", "\n", "\r\n", "\t# = [searches]\n"])


def test_an_entry_is_added_at_the_end_of_its_table() -> None:
    assert with_entry(WRITTEN, TABLE, "old", 'a "b"') == WRITTEN.replace(
        "'quiet' = '-strike'\n", "'quiet' = '-strike'\nold = \"a \\\"b\\\"\"\n"
    )


def test_an_entry_is_replaced_where_it_stands_and_keeps_its_comment() -> None:
    changed = with_entry(WRITTEN, TABLE, "ports", "kai # quay")
    assert changed == WRITTEN.replace(
        'ports = "harbour OR hafen"  # both', 'ports = "kai # quay"  # both'
    )
    assert with_entry(WRITTEN, TABLE, "quiet", "x") == WRITTEN.replace(
        "'quiet' = '-strike'", 'quiet = "x"'
    )


def test_an_entry_is_taken_out_with_its_line() -> None:
    assert without_entry(WRITTEN, TABLE, "quiet") == WRITTEN.replace("'quiet' = '-strike'\n", "")
    assert without_entry(WRITTEN, TABLE, "old") is None


def test_a_table_is_made_at_the_end_where_there_is_none() -> None:
    assert with_entry("", TABLE, "a", "b") == '[searches]\na = "b"\n'
    assert with_entry("x = 1", TABLE, "a", "b") == 'x = 1\n\n[searches]\na = "b"\n'
    assert with_entry("x = 1\r\n", TABLE, "a", "b") == 'x = 1\r\n\r\n[searches]\r\na = "b"\r\n'


def test_lines_that_only_look_like_the_entry_are_left_alone() -> None:
    text = 'note = """\n[searches]\na = "no"\n"""\n[other]\na = "no"\n[searches]\na = "yes"\n'
    assert with_entry(text, TABLE, "a", "new") == text.replace('"yes"', '"new"')
    assert without_entry(text, TABLE, "a") == text.replace('a = "yes"\n', "")
    added = with_entry(text, TABLE, "b", "new")
    assert added == text + 'b = "new"\n'


@pytest.mark.parametrize(
    "text",
    [
        'searches = { a = "b" }',
        'searches.a = "b"',
        '[searches]\na = """\nb"""\n',
        "searches = 3",
        '["searches"]\n"\\u0061" = "b"\n',
    ],
)
def test_what_cannot_be_changed_by_one_line_is_not_changed(text: str) -> None:
    assert with_entry(text, TABLE, "a", "new") is None
    assert without_entry(text, TABLE, "a") is None


@given(st.dictionaries(KEYS, VALUES, max_size=4), KEYS, VALUES, COMMENTS, COMMENTS)
def test_what_was_written_is_read_back_and_taking_it_out_restores_the_rest(
    others: dict[str, str], key: str, value: str, before: str, after: str
) -> None:
    text = before
    for name, other in others.items():
        added = with_entry(text, TABLE, name, other)
        assert added is not None
        text = added
    text += after
    made = with_entry(text, TABLE, key, value)
    assert made is not None
    assert tomllib.loads(made) == {TABLE: {**others, key: value}}
    gone = without_entry(made, TABLE, key)
    assert gone is not None
    assert tomllib.loads(gone) == {TABLE: {k: v for k, v in others.items() if k != key}}
    if key not in others and others:
        assert gone == text if text.endswith("\n") else gone.rstrip() == text.rstrip()
