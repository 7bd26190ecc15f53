"""Languages of paragraphs: told when they are clear, and not told when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.languages.identification import guess_language

PARAGRAPHS = [
    line.split(" ", 1)
    for line in (Path(__file__).parent / "paragraphs.txt").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "text"), PARAGRAPHS, ids=[code for code, _ in PARAGRAPHS])
def test_a_paragraph_is_told_by_its_words_and_letters(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Geometry of the New World Order"),
        ("en", "THE WAR AND THE PEACE THAT FOLLOWED"),
        ("de", "Nichts ist, wie es war"),
        ("fr", "Merci beaucoup pour cet article."),
        ("ja", "東京へ行きました"),
        ("zh", "我们在北京"),
        ("el", "Η Αθήνα το χειμώνα"),
    ],
)
def test_a_short_line_is_told_when_it_is_clear(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mario Rossi, Giovanni Bianchi, Paolo Verdi, Carla Esposito",
        "Juan de la Cruz, María de los Santos, José de San Martín",
        "Viktor Orbán, Péter Szijjártó, Tibor Navracsics",
        "Xi Jinping, Wang Yi, Li Qiang, Zhao Leji",
        "Los Angeles, San Francisco, El Paso, Las Vegas, Santa Fe",
        "NATO, EU, UN, IMF, WTO, OPEC",
        "1. 2. 3. 4.",
        "i a o e u y",
        "https://example.org/a/la/de/index.html",
        "Share on Facebook",
        "Москва",
    ],
)
def test_names_and_litter_are_in_no_language(text: str) -> None:
    assert guess_language(text) == ""


def test_half_one_script_and_half_another_is_in_no_language() -> None:
    russian = next(text for code, text in PARAGRAPHS if code == "ru")
    greek = next(text for code, text in PARAGRAPHS if code == "el")
    assert guess_language(russian[:90] + greek[:90]) == ""


def test_english_stays_english_with_foreign_names_in_it() -> None:
    text = (
        "Inukai Tsuyoshi was a leading figure in the successors to the Rikken Kaishintō, the"
        " Shimpotō, the Kenseitō and the Rikken Kokumintō, which were to topple the government."
    )
    assert guess_language(text) == "en"


def test_the_accents_may_come_apart_from_their_letters() -> None:
    assert guess_language("Die Stra\u00dfe ist fu\u0308r ha\u0308ufige Besucher nicht scho\u0308n.")


@given(st.text(max_size=200))
def test_any_text_has_a_known_language_or_none(text: str) -> None:
    assert len(guess_language(text)) in (0, 2)
