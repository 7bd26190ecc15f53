"""Turns of transcripts, which are speech without quotation marks."""

from __future__ import annotations

from typing import Any

import pytest

from reader.articles.model import Role

DEBATE = [
    "MODERATOR: Welcome to the debate.",
    "MS. SMITH: He told me “never again” and left.",
    "I was there, too.",
    "MODERATOR: And you, sir?",
    "MR. JONES: I agree.",
]


def turns(found: Any) -> list[tuple[str, str]]:
    return [
        (found.words(mark), mark.speaker.rule) for mark in found.marks if mark.kind == "quotation"
    ]


def test_each_turn_is_a_quotation_less_its_label(english: Any) -> None:
    assert turns(english("\n".join(DEBATE))) == [
        ("Welcome to the debate.", "turn"),
        ("He told me “never again” and left.", "turn"),
        ("I was there, too.", "turn"),
        ("And you, sir?", "turn"),
        ("I agree.", "turn"),
    ]


def test_a_paragraph_without_a_label_goes_on_with_the_turn_before(english: Any) -> None:
    names = [name for _, name in english("\n".join(DEBATE)).quotations()]
    assert names[1] == names[2]
    assert names[0] == names[3] == "MODERATOR"


def test_questions_and_answers_are_turns(english: Any) -> None:
    found = english("Q: How are you?\nA: I am well.\nQ: Will you come?\nA: Yes, I will.")
    assert [name for _, name in found.quotations()] == ["Q", "A", "Q", "A"]


def test_the_minutes_of_a_briefing_give_reporters_no_colon(english: Any) -> None:
    found = english(
        "MS. SMITH:\xa0 Good morning.\nQ\xa0\xa0\xa0 Will you come?\nMS. SMITH:\xa0 Yes."
        "\nQ\xa0\xa0\xa0 And then?\nMS. SMITH:\xa0 Then we leave."
    )
    assert [words for words, _ in turns(found)] == [
        "Good morning.", "Will you come?", "Yes.", "And then?", "Then we leave.",
    ]  # fmt: skip


def test_an_interview_with_names_in_small_letters_is_a_transcript(german: Any) -> None:
    found = german(
        "Die Zeitung: Herr Quast, was nun?\nPeter Quast: Das werden wir sehen."
        "\nDie Zeitung: Und dann?\nPeter Quast: Dann nichts."
    )
    assert [name for _, name in found.quotations()][1::2] == ["Peter Quast", "Peter Quast"]


@pytest.mark.parametrize(
    "text",
    [
        "Flour: 200 g of it.\nMilk: a cup.\nSalt: some.\nSugar: none.\nButter: 3 cups.",
        "Where: London.\nWhen: Today.\nPrice: 5.\nWhere: Paris.\nWhen: Never.\nPrice: 6.",
        "WHAT: A party.\nWHO: All.\nWHEN: Now.\nWHAT: A ball.\nWHO: Nobody.\nWHEN: Never.",
        "Note: this is one.\nIt goes on and on.\nNote: this is another.\nIt ends here.",
        "SMITH: I said so.\nSMITH: And again.\nSMITH: And a third time.\nSMITH: No more.",
    ],
)
def test_labels_of_other_things_make_no_transcript(english: Any, text: str) -> None:
    assert english(text).quotations() == []


def test_the_only_speaker_of_an_address_speaks_all_of_it(english: Any) -> None:
    found = english(
        "Remarks by President Mary Smith\nTHE PRESIDENT:  Thank you all.\nWe are proud of you."
    )
    assert found.quotations() == [
        ("Thank you all.", "Mary Smith"),
        ("We are proud of you.", "Mary Smith"),
    ]


def test_a_label_is_whoever_is_named_within_the_speech(english: Any) -> None:
    found = english(
        "THE PRESIDENT:  Here is Haley Quimbleton.\nREPRESENTATIVE QUIMBLETON:  I am.\n"
        "THE PRESIDENT:  Good.\nREPRESENTATIVE QUIMBLETON:  Yes."
    )
    assert [name for _, name in found.quotations()][1::2] == ["Haley Quimbleton"] * 2


def test_a_turn_that_looks_like_a_heading_is_a_turn(english: Any) -> None:
    found = english(
        "MR. SMITH:  Good morning to you.\nMS. MILLER:  Good morning, sir.\nMR. SMITH:  Well —"
        "\nMS. MILLER:  You should be.",
        Role.PARAGRAPH,
        Role.PARAGRAPH,
        Role.HEADING,
    )
    assert len(found.quotations()) == 4
