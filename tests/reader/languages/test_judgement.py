"""The language of an article first; a paragraph departs only on evidence that convinces."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.languages.judgement import judged

PARAGRAPHS = {
    line[:2]: line[3:]
    for line in (Path(__file__).parent / "paragraphs.txt").read_text("utf-8").splitlines()
}
ENGLISH, GERMAN, RUSSIAN = (PARAGRAPHS[code] for code in ("en", "de", "ru"))


@pytest.mark.parametrize(
    "line",
    [
        "Go ahead. Go ahead.",
        "Dun-dun-dun. (Laughter.)",
        "No, no, no, no, no. Go ahead.",
        "Q Q Q Q",
        "MS. PSAKI: Go ahead. Oh, go ahead.",
        "Participants in today’s roundtable included:",
        "Juan de la Cruz, María de los Santos",
        "Merci beaucoup.",
        "Москва",
        "東京",
        "",
        "1. 2. 3.",
    ],
)
def test_a_line_has_the_language_of_its_article(line: str) -> None:
    assert judged([ENGLISH, line, ENGLISH]) == ["en", "en", "en"]
    assert judged([line, ENGLISH]) == ["en", "en"]


def test_a_paragraph_in_another_language_is_told() -> None:
    assert judged([ENGLISH, ENGLISH, GERMAN]) == ["en", "en", "de"]
    assert judged([ENGLISH, GERMAN, ENGLISH]) == ["en", "de", "en"]
    assert judged([ENGLISH, RUSSIAN, ENGLISH]) == ["en", "ru", "en"]
    sentence = "Er sagte nicht, dass die Häuser in der Stadt schön sind."
    assert judged([ENGLISH, sentence, ENGLISH]) == ["en", "de", "en"]


def test_a_short_comment_has_the_language_of_those_around_it() -> None:
    comments = [GERMAN, "Genau!", "Sieht so aus.", GERMAN, "Danke."]
    assert judged([ENGLISH, ENGLISH, *comments]) == ["en", "en", *["de"] * 5]


@pytest.mark.parametrize("code", sorted(PARAGRAPHS))
def test_an_article_of_one_language_is_all_in_it(code: str) -> None:
    assert judged([PARAGRAPHS[code], "Ha!", PARAGRAPHS[code]]) == [code] * 3


def test_what_is_stated_counts_where_nothing_tells() -> None:
    assert judged(["Kim", "Putin"], "de-AT") == ["de", "de"]
    assert judged(["Kim", "Putin"], "nb") == ["no", "no"]
    assert judged(["Kim", "Putin"], "xx") == ["", ""]
    assert judged(["Kim"]) == [""]
    assert judged([]) == []
    assert judged([ENGLISH], "fr") == ["en"]
