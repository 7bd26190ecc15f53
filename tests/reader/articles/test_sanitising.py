"""What strangers wrote loses its power over a terminal, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.sanitising import is_harmless, sanitise, sanitise_line

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\0b", "a␀b"),
        ("a\u202eb\u2066c", "a\ufffdb\ufffdc"),
        ("a\x9bb\x7f", "a\ufffdb␡"),
        ("1\r\n2\r3\u20284\x0b5\x0c6\x857\u20298", "1\n2\n3\n4\n5\n6\n7\n8"),
        ("\ufefftext", "text"),
        ("Ma\u0308rz", "März"),
        ("a\tb", "a b"),
        ("a\ud800b", "a\ufffdb"),
        ("pay\u200bpal", "pay\ufffdpal"),
        ("Donau\xadschiff", "Donau\u2010schiff"),
        ("the \xad– end of\xad\nit", "the  – end of\u2010\nit"),
        ("3579 and \u200bH.R.", "3579 and  H.R."),
        ("e" + "\u0301" * 35, "é" + "\u0301" * 29 + "\ufffd" * 5),
        ("— — " * 20, "— — " * 20),
        ("\u200b\n\ufeff\ufeffnext\u2060", " \n  next "),
    ],
)  # fmt: skip
def test_each_kind_of_harm_becomes_something_visible(raw: str, expected: str) -> None:
    assert sanitise(raw) == expected


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_nothing_that_could_drive_a_terminal_gets_through(raw: str) -> None:
    clean = sanitise(raw)
    kinds = {unicodedata.category(character) for character in clean.replace("\n", "")}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(clean) & set(OVERRIDES)
    assert unicodedata.is_normalized("NFC", clean)
    assert not clean.startswith("\ufeff")
    assert sanitise(clean) == clean
    assert "\n" not in sanitise_line(raw)


@given(st.text(st.sampled_from("ab \x00\x07\x1b\x7f\x80\x9b\u202e\u2069\ud800")))
def test_placeholders_keep_the_length(raw: str) -> None:
    assert len(sanitise(raw)) == len(raw)


@given(st.text())
def test_a_harmless_name_is_one_that_is_composed_only(name: str) -> None:
    if is_harmless(name):
        assert sanitise(name) == unicodedata.normalize("NFC", name.lstrip("\ufeff"))
        assert "\n" not in name


HIDING = st.text(
    st.sampled_from(
        "aé9-*# \n\u0301ا ש.क्ไ日👍❤\u00ad\u034f\u061c\u115f\u180b\u200b\u200c\u200d\u200e\u200f"
        "\u2060\u2063\ufe0f\ufeff\u3164\u20e3\U000e0041\U000e0100\U000e007f\ufdd0\U0001ffff"
    )
)


@given(HIDING)
def test_what_hides_is_replaced_one_for_one_once_and_for_all(raw: str) -> None:
    clean = sanitise(raw)
    assert len(clean) == len(unicodedata.normalize("NFC", raw.lstrip("\ufeff")))
    assert sanitise(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set("\u00ad\u115f\u2063\u3164\ufdd0\U000e0041\U000e007f")


@given(HIDING)
def test_a_name_is_harmless_only_when_nothing_in_it_hides(name: str) -> None:
    if is_harmless(name):
        assert sanitise(name) == unicodedata.normalize("NFC", name)
