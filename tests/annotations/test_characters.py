"""What hides is made visible; what real texts need stays as it is."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.characters import REPLACEMENT, escaped_for_json, is_visible, replaced, visible

EVERYTHING = st.text(st.characters(codec=None, exclude_categories=()))
NEEDED = [
    "👨\u200d👩\u200d👧",
    "❤\ufe0f\u200d🔥 👍🏽 1\ufe0f\u20e3 ©\ufe0f",
    "می\u200cخواهم",
    "क्\u200dष श्री\u200cमान",
    "ක්\u200dරි",
    "שלום!\u200f (C++\u200e) שלום",
    "سعر \u200e100\u061c دولار",
    "葛\U000e0100城 ⊖\ufe00",
    "ภาษา\u200bไทย ភាសា\u200bខ្មែរ 日本\u200b語",
    "ᠮᠣᠩᠭᠣᠯ\u180b",
    "Biden-\u2060Harris, and/\u200bor",
    "a\u00a0b\u2009c\u3000d\u202fe",
    "tab\tand\nline",
]
HIDDEN = [
    "pay\u200bpal",
    "pay\u2060pal",
    "pay\ufeffpal",
    "a\u200db",
    "a\u200cb",
    "abc\u200fdef",
    "a\ufe0fb",
    "a\U000e0100b",
    "👍\ufe0f\ufe0f",
    "🏴\U000e0067\U000e0062\U000e007f",
    "-\u200b\u2060-",
    "א\u202eב\u202c",
    "\u2066x\u2069",
    *(f"a{one}b" for one in "\u061c\u115f\u1160\u17b4\u180e\u2061\u2064\u206a\u206f\u3164\uffa0"),
    *(f"a{one}b" for one in "\ufff9\ufffb\ufdd0\uffff\U0001fffe\U0010ffff\ud800\x9b\x1b\u034f"),
]


@pytest.mark.parametrize("text", NEEDED)
def test_what_a_text_needs_stays(text: str) -> None:
    assert visible(text) == text
    assert is_visible(text)


@pytest.mark.parametrize("text", HIDDEN)
def test_what_hides_is_seen(text: str) -> None:
    shown = visible(text)
    assert shown != text
    assert is_visible(shown)
    assert not is_visible(text)


def test_placeholders_say_what_was_there() -> None:
    assert visible("a\x1bb\x7fc\u00add\u202ee\r") == "a␛b␡c\u2010d\ufffde␍"


@given(EVERYTHING)
def test_one_becomes_one_and_nothing_twice(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert visible(shown) == shown
    assert is_visible(shown)
    changed = [(a, b) for a, b in zip(text, shown, strict=True) if a != b]
    assert all(b == REPLACEMENT or 0x2400 <= ord(b) <= 0x2421 or b == "\u2010" for _, b in changed)


@given(EVERYTHING)
def test_what_is_composed_stays_composed(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert unicodedata.is_normalized("NFC", visible(composed))


@given(EVERYTHING)
def test_only_what_hides_is_replaced(text: str) -> None:
    assert (replaced(text, lambda character: character)) == text
    assert (replaced(text, lambda _: "") == text) == is_visible(text)


@given(st.text())
def test_json_with_escapes_says_the_same(text: str) -> None:
    written = escaped_for_json(json.dumps(text, ensure_ascii=False))
    assert is_visible(written)
    assert json.loads(written) == text
