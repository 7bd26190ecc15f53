"""Quotation marks of every style, and who speaks between them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    "quoted",
    [
        "“we will go there”",
        '"we will go there"',
        "„we will go there“",
        "„we will go there”",
        "«we will go there»",
        "« we will go there »",
        "»we will go there«",
        "‹we will go there›",
        "‘we will go there’",
        "'we will go there'",
        "''we will go there''",
        "‚we will go there‘",
        "「we will go there」",
    ],
)
def test_every_style_of_marks_is_read(english: Any, quoted: str) -> None:
    found = english(f"Mary Smith said {quoted} last week.")
    assert [found.words(mark) for mark in found.marks if mark.kind == "quotation"] == [quoted]
    assert [(words.strip(), name) for words, name in found.quotations()] == [
        ("we will go there", "Mary Smith")
    ]


@pytest.mark.parametrize(
    "text",
    ["Tim O'Neill left in the '90s.", "The dogs’ owners can't come.", "He is 5'10\" tall.", '"'],
)
def test_apostrophes_and_inches_open_nothing(english: Any, text: str) -> None:
    found = english(text)
    assert found.quotations() == []
    assert found.terms() == []


def test_an_apostrophe_does_not_close_a_single_quotation(english: Any) -> None:
    found = english("‘I don’t think it’s over,’ said Mary Smith.")
    assert found.quotations() == [("I don’t think it’s over,", "Mary Smith")]


def test_a_quotation_inside_a_quotation_belongs_to_it(english: Any) -> None:
    found = english("“He called it ‘a shame’ yesterday,” said Mary Smith.")
    assert found.quotations() == [("He called it ‘a shame’ yesterday,", "Mary Smith")]


def test_a_quotation_over_two_paragraphs_has_one_speaker(english: Any) -> None:
    found = english("Mary Smith said: “We went there.\n“And then we came home again.”")
    assert found.quotations() == [
        ("We went there.", "Mary Smith"),
        ("And then we came home again.", "Mary Smith"),
    ]


def test_a_speaker_named_at_the_end_speaks_from_the_start(english: Any) -> None:
    found = english("“We went there and stayed.\n“And then we came home,” said Mary Smith.")
    assert [name for _, name in found.quotations()] == ["Mary Smith", "Mary Smith"]


@pytest.mark.parametrize(
    ("text", "speaker", "rule"),
    [
        ("“We must go home now,” said Mary Smith.", "Mary Smith", "cue after"),
        ("“We must go home now,” Mary Smith said.", "Mary Smith", "cue after"),
        ("“We must go home now,” Smith, a teacher, said.", "Smith", "cue after"),
        ("Mary Smith warned that it “will not end well for us.”", "Mary Smith", "cue before"),
        ("According to Mary Smith, it “will not end well.”", "Mary Smith", "according to"),
        ("As Mary Smith put it, it “will not end well.”", "Mary Smith", "as X put it"),
        ("“It will not end well for us.” ― Mary Smith", "Mary Smith", "signature"),
        ("MARY SMITH: “It will not end well for us.”", "Mary Smith", "transcript"),
        ("The Kremlin announced that this was “under consideration.”", "Kremlin", "cue before"),
    ],
)
def test_the_rule_that_found_the_speaker_is_told(
    english: Any, text: str, speaker: str, rule: str
) -> None:
    found = english(text)
    quotations = [mark.speaker for mark in found.marks if mark.kind == "quotation"]
    assert [(said.name, said.rule) for said in quotations] == [(speaker, rule)]


def test_a_turn_of_a_transcript_gives_a_speaker(english: Any) -> None:
    found = english("MS. SMITH: Well. “This is what we have to do today.”")
    assert found.quotations() == [("This is what we have to do today.", "Smith")]


def test_the_outer_speaker_is_preferred(english: Any) -> None:
    found = english("Mary Smith said she believes “this is not the end of it.”")
    assert found.quotations() == [("this is not the end of it.", "Mary Smith")]


def test_a_pronoun_is_resolved_and_says_so(english: Any) -> None:
    found = english("Mary Smith came in. “We must go home now,” she said.")
    (quotation,) = [mark for mark in found.marks if mark.kind == "quotation"]
    speaker, text = quotation.speaker, found.article.text
    assert (speaker.name, speaker.rule, speaker.reference) == ("Mary Smith", "cue after", "pronoun")
    assert text[speaker.start : speaker.end] == "she"
    assert text[slice(*speaker.cue)] == "said"


def test_a_surname_that_speaks_is_the_person_named_in_full(english: Any) -> None:
    found = english("Mary Smith came in.\n“We must go home now,” Smith said.")
    assert found.quotations() == [("We must go home now,", "Mary Smith")]


def test_a_second_quotation_in_the_paragraph_has_the_same_speaker(english: Any) -> None:
    found = english("“We must go,” Mary Smith said. “It is very late by now.”")
    assert [name for _, name in found.quotations()] == ["Mary Smith", "Mary Smith"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("They watched the film “Gone Away” twice.", "Gone Away"),
        ("The so-called “smart power” is gone.", "smart power"),
        ("It was a “crisis” for years.", "crisis"),
    ],
)
def test_a_term_is_no_speech(english: Any, text: str, term: str) -> None:
    found = english(text)
    assert found.terms() == [term]
    assert found.quotations() == []


def test_a_sentence_of_two_words_in_capitals_is_no_title(english: Any) -> None:
    found = english("Mary Smith smiled. “We’re America.” She left.")
    assert [words for words, _ in found.quotations()] == ["We’re America."]


def test_what_is_a_title_once_is_a_title_throughout(english: Any) -> None:
    found = english("They watched the film “Gone.” Mary Smith talked of the past in “Gone.”")
    assert found.terms() == ["Gone.", "Gone."]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("„Das war ein schwerer Fehler“, sagte Peter Quast.", "Peter Quast"),
        ("„Das war ein schwerer Fehler“, so Peter Quast.", "Peter Quast"),
        ("Peter Quast erklärte: „Das war ein schwerer Fehler.“", "Peter Quast"),
        ("Laut Peter Quast war es „ein schwerer Fehler der Partei“.", "Peter Quast"),
        ("Bei einem Besuch sagte Peter Quast: „Das war ein Fehler.“", "Peter Quast"),
    ],
)
def test_german_speakers_are_found(german: Any, text: str, speaker: str) -> None:
    assert [name for _, name in german(text).quotations()] == [speaker]


def test_a_label_in_capitals_is_the_person_named_elsewhere(english: Any) -> None:
    found = english(
        "Karine Jean-Pierre came in.\nMS. JEAN-PIERRE: Well. “This is what we have to do today.”"
    )
    assert found.quotations() == [("This is what we have to do today.", "Karine Jean-Pierre")]


def the_speaker(found: Any) -> Any:
    (quotation,) = [mark for mark in found.marks if mark.kind == "quotation"]
    return quotation.speaker


@pytest.mark.parametrize(
    ("text", "name", "reference"),
    [
        ("Mary Smith met Paul Jones. “We must go home now,” she said.", "Mary Smith", "pronoun"),
        ("Paul Jones met Mary Smith. “We must go home now,” he said.", "Paul Jones", "pronoun"),
        ("Paul Jones was in. “We must go home now,” they said.", "they", "words"),
        (
            "Chancellor Mary Smith came. Paul Jones left. “We must go home,” the chancellor said.",
            "Mary Smith",
            "role",
        ),
        ("Paul Jones was in. “We must go home now,” the minister said.", "the minister", "words"),
        ("Paul Jones was in. “We must go home now,” Jones said.", "Paul Jones", "name"),
    ],
)
def test_a_pronoun_or_an_office_leads_to_whom_the_article_names(
    english: Any, text: str, name: str, reference: str
) -> None:
    speaker = the_speaker(english(text))
    assert (speaker.name, speaker.reference) == (name, reference)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paul Jones hat gestern in Berlin erklärt: „Das war ein Fehler.“", "Paul Jones"),
        ("„Das war ein schwerer Fehler“, hatte Paul Jones am Montag erklärt.", "Paul Jones"),
        ("Paul Jones zufolge war das „ein schwerer Fehler der Partei“.", "Paul Jones"),
        ("Die Zeitung zitiert Paul Jones mit den Worten: „Das war ein Fehler.“", "Paul Jones"),
        ("Ähnlich äußerte sich Paul Jones: „Das war ein schwerer Fehler.“", "Paul Jones"),
    ],
)
def test_german_verbs_in_two_parts_have_their_subject(german: Any, text: str, name: str) -> None:
    assert the_speaker(german(text)).name == name


def test_reported_speech_goes_on_with_its_speaker(german: Any) -> None:
    found = german(
        "Paul Jones sagte, die Lage sei ernst. Man müsse „jetzt schnell und klug handeln“."
    )
    assert (the_speaker(found).name, the_speaker(found).rule) == ("Paul Jones", "reported speech")


TRANSCRIPT = """\
MS. SMITH: Well, we went there.
MR. JONES: And then?
MS. SMITH: And then we came home.
It was late.
MR. JONES: I see."""


def test_the_turns_of_a_transcript_are_quotations(english: Any) -> None:
    found = english(TRANSCRIPT)
    assert found.quotations() == [
        ("Well, we went there.", "Smith"),
        ("And then?", "Jones"),
        ("And then we came home.", "Smith"),
        ("It was late.", "Smith"),
        ("I see.", "Jones"),
    ]
    assert {mark.speaker.rule for mark in found.marks if mark.speaker} == {"turn"}


def test_a_label_or_two_make_no_transcript(english: Any) -> None:
    assert english("Note: it rained.\nNote: it rained.\nThey left.").quotations() == []


def test_a_nickname_inside_a_name_is_no_speech(english: Any) -> None:
    found = english("Marcia “Cia” Price said it was late.")
    assert found.quotations() == []
    assert found.terms() == ["Cia"]


def test_what_somebody_is_called_is_speech(english: Any) -> None:
    found = english("Paul Jones described the plan as “The Big Mistake” on Monday.")
    assert found.quotations() == [("The Big Mistake", "Paul Jones")]
