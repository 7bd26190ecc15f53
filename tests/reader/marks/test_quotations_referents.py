"""Whom pronouns, offices, appositions and labels mean."""

from __future__ import annotations

from typing import Any

import pytest

SCHOLZ = "Chancellor Olaf Scholz met Mary Smith, the Japanese minister, in Bonn.\n"


def speaker_of_last(found: Any) -> Any:
    return [mark.speaker for mark in found.marks if mark.kind == "quotation"][-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mary Smith met John Miller. “We must go home now,” she said.", "Mary Smith"),
        ("Mary Smith met John Miller. “We must go home now,” he said.", "John Miller"),
        ("John Miller met Peter Jones. “We must go home now,” he said.", "John Miller"),
        ("John Miller left.\nHe took Peter Jones with him.\nHe said: “We go.”", "John Miller"),
        ("John Miller read Peter Jones’s note. “We must go now,” he said.", "John Miller"),
        ("Mrs. Clinton saw Donald Trump. “We must go home now,” she said.", "Clinton"),
    ],
)
def test_a_pronoun_is_the_subject_of_the_sentences_before(
    english: Any, text: str, name: str
) -> None:
    speaker = speaker_of_last(english(text))
    assert (speaker.name, speaker.reference) == (name, "pronoun")


@pytest.mark.parametrize("pronoun", ["they", "it", "we"])
def test_some_pronouns_mean_nobody(english: Any, pronoun: str) -> None:
    speaker = speaker_of_last(english(f"Mary Smith left. “We must go home now,” {pronoun} said."))
    assert (speaker.name, speaker.reference) == (pronoun, "words")


def test_a_german_pronoun_in_the_plural_means_nobody(german: Any) -> None:
    found = german("Angela Merkel kam mit Gästen. „Wir gehen jetzt nach Hause“, sagten sie.")
    assert speaker_of_last(found).reference == "words"


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("the chancellor", "Olaf Scholz"),
        ("the minister", "Mary Smith"),
        ("the Japanese minister", "Mary Smith"),
    ],
)
def test_an_office_leads_to_whoever_holds_it(english: Any, role: str, name: str) -> None:
    speaker = speaker_of_last(english(f"{SCHOLZ}“We must go home now,” {role} said."))
    assert (speaker.name, speaker.reference) == (name, "role")


@pytest.mark.parametrize("role", ["the Chinese minister", "the former CIA analyst", "the mayor"])
def test_an_office_that_nobody_holds_stands_for_itself(english: Any, role: str) -> None:
    speaker = speaker_of_last(english(f"{SCHOLZ}“We must go home now,” {role} said."))
    assert (speaker.name, speaker.reference) == (role, "words")


def test_a_title_cut_short_is_the_office(english: Any) -> None:
    found = english("Sen. Mary Smith spoke.\n“We must go home now,” the senator said.")
    assert speaker_of_last(found).name == "Mary Smith"


def test_a_german_office_may_be_part_of_a_longer_word(german: Any) -> None:
    found = german("Bundeskanzlerin Angela Merkel kam.\n„Wir gehen nun“, sagte die Kanzlerin.")
    speaker = speaker_of_last(found)
    assert (speaker.name, speaker.reference) == ("Angela Merkel", "role")


def test_an_apposition_names_the_speaker(german: Any) -> None:
    found = german("Der Vorsitzende der Partei, Peter Quast, erklärte: „Das geht so nicht.“")
    assert speaker_of_last(found).name == "Peter Quast"


@pytest.mark.parametrize(
    "words", ["a spokesman for Mary Smith", "a friend of Mary Smith", "Mary Smith’s lawyer"]
)
def test_whoever_speaks_for_somebody_is_not_that_person(english: Any, words: str) -> None:
    found = english(f"Mary Smith left. “We must go home now,” {words} said.")
    assert speaker_of_last(found).name == words


def test_the_last_name_of_a_phrase_is_its_head(english: Any) -> None:
    found = english("“We must go home now,” said Mary Smith spokesman John Miller.")
    assert speaker_of_last(found).name == "John Miller"


def test_a_label_in_capitals_is_the_person_with_that_surname(english: Any) -> None:
    found = english("Mary Smith was there.\n“MODERATOR: Well?”\n“SMITH: We must go home now.”")
    speaker = speaker_of_last(found)
    assert (speaker.name, speaker.rule) == ("Mary Smith", "transcript")


def test_an_office_stands_before_a_name_across_a_line_end(english: Any) -> None:
    found = english(
        "Yesterday the new president\nMary Smith came in. Others left.\n"
        "“It is over for all of us,” the president said.",
        wrapped=True,
    )
    assert [name for _, name in found.quotations()] == ["Mary Smith"]
