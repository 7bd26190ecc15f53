"""Words fold to one plain spelling, whatever their letters look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.languages.folding import fold
from reader.languages.known import languages
from reader.languages.stemming import OWN, stems


@pytest.mark.parametrize(
    "alike",
    [
        "caffè Caffé CAFFE caffe\u0300",
        "økonomi ØKONOMI okonomi",
        "beskæftigelse beskaeftigelse",
        "Œuvre oeuvre",
        "Diyarbakır DİYARBAKIR diyarbakir",
        "ışık IŞIK isik",
        "Łódź lodz",
        "Đorđe đorđe dorde",
        "Þórður thordur",
        "Ħamrun hamrun",
        "Straße STRASSE",
        "ﾃｽﾄ テスト",
        "ﾊﾞｽ バス",
        "Ｔｏｋｙｏ１ tokyo1",
        "حُكُومَة حكومة حكـومة",
        "شَهْر شهر",
        "שָׁלוֹם שלום",
        "ΟΔΟΣ οδός οδοσ",
        "ещё еще",
        "coop\u00aderation coop\u200beration coop\u2060eration cooperation",
        "Hawaiʻi hawaii",
        "пʼять пять",
        "٢٠٢٥ ２０２５ 2025",
        "ﬁnance finance",
    ],
)
def test_spellings_fold_alike(alike: str) -> None:
    assert len({fold(word) for word in alike.split(" ")}) == 1


@pytest.mark.parametrize("apart", ["か が", "は ば", "क क्", "kim kin", "a b", "ha ga"])
def test_what_is_another_letter_does_not(apart: str) -> None:
    first, second = apart.split()
    assert fold(first) != fold(second)


@given(st.text(st.characters(categories=("L", "M", "Nd")), max_size=12))
def test_what_is_folded_is_plain_for_good(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(st.characters(categories=("L", "M")), max_size=12), st.sampled_from([*languages()]))
def test_a_stem_is_folded_in_every_language(word: str, code: str) -> None:
    assert fold(stems(code)[word].removeprefix(OWN)) == stems(code)[word].removeprefix(OWN)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "sanction sanctions sanctioned"),
        ("de", "Afrika Afrikas"),
        ("de", "Müller Müllers Mueller"),
        ("el", "άνθρωπος άνθρωποι ΑΝΘΡΩΠΟΙ"),
        ("ar", "حكومة الحكومة حُكُومَة"),
        ("pl", "książka książki"),
        ("tr", "ışık ışıklar IŞIKLAR"),
        ("fr", "élève élèves"),
    ],
)
def test_inflections_have_one_stem(code: str, words: str) -> None:
    assert len({stems(code)[word] for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Nanjing Nanj"),
        ("en", "Maine main"),
        ("en", "Cooper cooperation"),
        ("lv", "sankcijas sankcija"),
        ("", "sanction sanctions"),
        ("de", "hoffnungslos hoffnungslo"),
    ],
)
def test_other_words_have_not(code: str, words: str) -> None:
    first, second = words.split()
    assert stems(code)[first] != stems(code)[second]
