from __future__ import annotations

import pytest

from annotations.errors import YamlError
from annotations.yaml_format import parse


def read(body: str) -> object:
    return parse(body + "\n...\n")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("1:30", "1:30"),
        ("017", "017"),
        ("0x1f", "0x1f"),
        ("1e3", "1e3"),
        ("1.50", "1.50"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        ("-0", "-0"),
        ("2026-11-21", "2026-11-21"),
        ("2026-99-99", "2026-99-99"),
        (".inf", ".inf"),
        ("True", "True"),
        ("NULL", "NULL"),
        ("<<", "<<"),
        ("=", "="),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ('"12"', "12"),
        ("'true'", "true"),
    ],
)
def test_a_scalar_is_text_unless_it_is_a_plain_word_or_integer(written: str, value: object) -> None:
    document = read(f"key: {written}")
    assert document == {"key": value}
    assert isinstance(document, dict)
    assert type(document["key"]) is type(value)


def test_a_key_is_always_text() -> None:
    assert read("7: a\ntrue: b\nnull: c") == {"7": "a", "true": "b", "null": "c"}


def test_a_word_after_a_number_sign_is_text_only_inside_quotes() -> None:
    assert read('key: "#x"') == {"key": "#x"}
    assert read("key: #x") == {"key": None}


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("a: 1\nb:\n  c: 2\n  c: 3", 4, 'duplicate key "c"'),
        ('a: 1\n"a": 2', 2, 'duplicate key "a"'),
        ("a: &x 1", 1, "anchor"),
        ("a: 1\nb: &x [1]", 2, "anchor"),
        ("a: 1\nb: *x", 2, "alias"),
        ("a: !!bool x", 1, "tag"),
        ("a: !!python/object:os.system {}", 1, "tag"),
        ("a: ! x", 1, "tag"),
        ("a: 1\n? [b]\n: 2", 2, "key must be plain text"),
        ("a: 1\n? {b: 1}\n: 2", 2, "key must be plain text"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: 1\n...\nb: 2", 3, "document start"),
        ("a:\n  - " + "[" * 30 + "]" * 30, 2, "nested more than 20"),
        ("a: 1\nb: 'open", 3, ""),
        ("a: 1\n\tb: 2", 2, ""),
        ("a: 1\nb: \x07", 2, "control characters"),
        ("a: é\nb: \ud800", 2, "surrogate"),
        ("<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs", 2, ""),
    ],
)
def test_what_could_surprise_is_one_error_with_a_line(body: str, line: int, reason: str) -> None:
    with pytest.raises(YamlError) as caught:
        read(body)
    assert caught.value.line == line
    assert reason in caught.value.reason
    assert str(caught.value) == f"Line {line}: {caught.value.reason}."


def test_a_hundred_thousand_brackets_are_refused_and_crash_nothing() -> None:
    with pytest.raises(YamlError, match="nested more than 20 levels deep"):
        read("a: " + "[" * 100_000)


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    levels = "\n".join(f"x{i}: &x{i} [*x{i - 1}, *x{i - 1}]" for i in range(1, 40))
    with pytest.raises(YamlError, match="Line 1: an anchor"):
        read(f"x0: &x0 lol\n{levels}")


def test_twenty_levels_are_deep_enough_and_one_more_is_too_deep() -> None:
    assert read("[" * 20 + "]" * 20) is not None
    with pytest.raises(YamlError, match="nested"):
        read("[" * 21 + "]" * 21)


def test_a_text_over_the_limit_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(YamlError, match="longer than"):
        parse("#" * ((32 << 20) + 1))


@pytest.mark.parametrize("text", ["", "a: 1\n", "a: 1\nb: |\n  note\n  ...\n", "# nothing\n"])
def test_a_text_without_its_closing_line_is_cut_short(text: str) -> None:
    with pytest.raises(YamlError, match="cut short"):
        parse(text)


def test_no_beginning_of_a_document_passes_for_the_whole() -> None:
    text = 'a: "x"\nb:\n  c: [1, 2]\n  d: |\n    note\n...'
    for length in range(len(text)):
        with pytest.raises(YamlError):
            parse(text[:length])
    assert parse(text) == {"a": "x", "b": {"c": [1, 2], "d": "note\n"}}


def test_front_matter_needs_no_closing_line() -> None:
    assert parse("title: No\ndate: 2025-09-03\n", require_end=False) == {
        "title": "No",
        "date": "2025-09-03",
    }
    assert parse("", require_end=False) is None


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert parse("\ufeffa: 1\r\nb: x\r\n...\r\n") == {"a": 1, "b": "x"}
