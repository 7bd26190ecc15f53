"""Who speaks, by the words round a quotation: one sentence for each way of saying it."""

from __future__ import annotations

from typing import Any

import pytest

ENGLISH = [
    ("“We are late,” Mary Smith, 45, of Portland, told reporters.", "Mary Smith"),
    ("“We are late,” said Mary Smith, adding that it was “a very sad day.”", "Mary Smith"),
    ("“We are late,” the paper quoted Mary Smith as saying.", "Mary Smith"),
    ("“A complete disaster” is how Mary Smith described the plan.", "Mary Smith"),
    ("Mary Smith was quoted as saying “it is over for all of us.”", "Mary Smith"),
    ("Mary Smith met John Miller, calling him “a complete disaster for us.”", "Mary Smith"),
    ("Mary Smith said John Miller once called it “a complete disaster.”", "Mary Smith"),
    ("John Miller left after Mary Smith called him “a complete disaster.”", "Mary Smith"),
    ("When asked about it, Mary Smith replied: “No comment on that today.”", "Mary Smith"),
    ("Last week, Mary Smith warned Congress that it would be “a disaster.”", "Mary Smith"),
    ("Two days ago, Mary Smith hailed the plan as “the only way forward.”", "Mary Smith"),
    ("The plan was rejected by Mary Smith as “a complete disaster for us.”", "Mary Smith"),
    ("The plan was called “a complete disaster” by Mary Smith on Monday.", "Mary Smith"),
    ("The plan, in the words of Mary Smith, was “a complete disaster.”", "Mary Smith"),
    ("To Mary Smith, the law is “a licence to kill.”", "Mary Smith"),
    ("Mary Smith took the floor to attack what he called “the end of us.”", "Mary Smith"),
    ("In a note on Friday, the ministry called it “false and misleading.”", "the ministry"),
    ("The ministry’s report and its claims, he said, were “false and misleading.”", "he"),
    ("The plan was “a complete disaster,” according to two officials.", "two officials"),
    ("Critics have long argued that the law is “a licence to kill.”", "Critics"),
    ("“It is over for us,” said 9/11 widow Mary Smith.", "Mary Smith"),
    ("He met John Miller and Mary Smith, who joked, “I have not seen it yet.”", "Mary Smith"),
    ("He left with the minister, who called it “a disaster for all.”", "the minister"),
    ("Mary Smith, 45, of Springfield, Va., said: “We were there all day.”", "Mary Smith"),
]

GERMAN = [
    ("Am Montag sagte Peter Quast, das sei „ein guter Tag für Europa“.", "Peter Quast"),
    ("Peter Quast sagte der Zeitung, das sei „ein guter Tag für Europa“.", "Peter Quast"),
    ("Peter Quast hat das Gesetz als „völlig unannehmbar“ bezeichnet.", "Peter Quast"),
    ("Das Gesetz bezeichnete Peter Quast als „völlig unannehmbar“.", "Peter Quast"),
    ("Das Gesetz bezeichnete er als „völlig unannehmbar für alle“.", "er"),
    ("Das Gesetz wurde von Peter Quast als „unannehmbar“ bezeichnet.", "Peter Quast"),
    ("Peter Quast bestätigte das nicht und nannte sie „reine Spekulation“.", "Peter Quast"),
    ("Wie die Polizei mitteilte, sei die Lage „wieder unter Kontrolle“.", "die Polizei"),
    ("Nachdem das Gericht entschieden hatte, sagte Quast: „Ein guter Tag.“", "Quast"),
    ("Peter Quast sagte wörtlich: „Das war ein schwerer Fehler.“", "Peter Quast"),
    ("Wörtlich sagte Peter Quast: „Das war ein schwerer Fehler.“", "Peter Quast"),
    ("Peter Quast dazu: „Das war ein schwerer Fehler von uns.“", "Peter Quast"),
    ("Dies sei, so der Minister, „ein schwerer Fehler“ gewesen.", "der Minister"),
    ("Die „müden Leute“ hätten „alles verschlafen“, so Peter Quast.", "Peter Quast"),
    ("Dem Minister zufolge war es „ein schwerer Rückschlag für alle“.", "Dem Minister"),
    ("Nach Angaben von Peter Quast war es „ein schwerer Rückschlag“.", "Peter Quast"),
    ("Laut einem Sprecher war es „ein schwerer Rückschlag für alle“.", "einem Sprecher"),
    ("In der Mitteilung heißt es: „Wir haben alles getan, was ging.“", "der Mitteilung"),
    ("Man habe „alles getan“, heißt es in einem Schreiben der Firma.", "einem Schreiben der Firma"),
    ("Das Blatt zitiert den Minister mit den Worten: „Wir gehen nicht.“", "den Minister"),
    ("Der Minister wird mit den Worten zitiert: „Wir gehen jetzt nicht.“", "Der Minister"),
    ("Europa: Die Partei will bleiben. „Wir wollen ein starkes Europa.“", "Die Partei"),
]


@pytest.mark.parametrize(("text", "speaker"), ENGLISH)
def test_an_english_speaker_is_found(english: Any, text: str, speaker: str) -> None:
    assert {name for _, name in english(text).quotations()} == {speaker}


@pytest.mark.parametrize(("text", "speaker"), GERMAN)
def test_a_german_speaker_is_found(german: Any, text: str, speaker: str) -> None:
    assert {name for _, name in german(text).quotations()} == {speaker}


def test_a_passive_without_an_agent_has_no_speaker(english: Any) -> None:
    found = english("The court ended what is being criticized as a “use it or lose it” approach.")
    assert found.quotations() == [("use it or lose it", "")]


def test_the_cue_is_told(english: Any) -> None:
    found = english("“It is over,” says Mary Smith. “We know,” the paper quoted her as saying.")
    cues = [mark.speaker.cue for mark in found.marks if mark.kind == "quotation"]
    assert [found.article.text[start:end] for start, end in cues] == ["says", "quoted"]


def test_what_stands_behind_a_full_stop_says_nothing_of_the_quotation_before(german: Any) -> None:
    found = german("Quast sagte: „Das war ein Fehler.“ Laut der Agentur bleibt er dabei.")
    assert found.quotations() == [("Das war ein Fehler.", "Quast")]


def test_a_quotation_that_goes_on_may_have_a_speaker_of_its_own(english: Any) -> None:
    found = english("“It is over,” Mary Smith said. “We go.\n“Not I, not now,” added John Miller.")
    assert found.quotations()[-1] == ("Not I, not now,", "John Miller")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Die „Automobilwoche“ berichtete es.", "Automobilwoche"),
        ("Er erhielt den „Preis für geistige Freiheit“ in Paris.", "Preis für geistige Freiheit"),
        ("Das Viertel gilt als „Feindesland“.", "Feindesland"),
        ("In der „Trostrunde“ schieden sie aus.", "Trostrunde"),
    ],
)
def test_a_german_name_in_marks_is_no_speech(german: Any, text: str, term: str) -> None:
    assert german(text).terms() == [term]


def test_a_value_of_markup_is_not_quoted(english: Any) -> None:
    found = english('He left. <post pic="pic.example/" author="somebody"> Nobody saw it.')
    assert found.quotations() == []
    assert found.terms() == []


def test_an_apostrophe_at_the_head_of_a_paragraph_goes_on_with_nothing(english: Any) -> None:
    found = english("“We go.\n“\n’s Gravenhage is a town.")
    assert found.quotations() == [("We go.", "")]


def test_a_name_to_use_from_here_on_is_no_speech(english: Any) -> None:
    found = english("Mary Smith told him of the Ports Act of 1950 (the “Act”) last week.")
    assert found.terms() == ["Act"]


def test_whoever_stands_before_a_colon_speaks(english: Any) -> None:
    found = english("Mary Smith, President and CEO, Ports of America: “It is a good day for us.”")
    (quotation,) = [mark for mark in found.marks if mark.kind == "quotation"]
    assert (quotation.speaker.name, quotation.speaker.rule) == ("Mary Smith", "colon")


def test_a_paragraph_may_be_signed_with_a_date(english: Any) -> None:
    found = english("“We built this town.” – Mary Smith on Labour Day, 2024")
    assert found.quotations() == [("We built this town.", "Mary Smith")]


def test_a_nickname_within_a_name_is_no_part_of_the_speaker(english: Any) -> None:
    found = english("“It is over for us,” said John “Jack” Miller.")
    (quotation,) = [mark for mark in found.marks if mark.kind == "quotation"]
    said = quotation.speaker
    assert found.article.text[said.start : said.end] in ("John", "Miller")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mary Smith met me in the street, and then I laughed and said, “It is over now.”", "I"),
        (
            "Protesters marching through the streets chanted “This is not over for us.”",
            "Protesters",
        ),
        ("“It is over,” she yells while running down the street.", "she"),
        ("He asked, “Is it over?” Mary Smith said, “Not for us, not now.”", "Mary Smith"),
    ],
)
def test_a_verb_shares_or_keeps_off_what_stands_before_it(
    english: Any, text: str, speaker: str
) -> None:
    assert english(text).quotations()[-1][1] == speaker


@pytest.mark.parametrize(
    "words",
    ["die Truppen in der Operationszone", "Jetzt werden alle Fragen in der Stadt diskutiert"],
)
def test_german_nouns_make_no_title_of_a_sentence(german: Any, words: str) -> None:
    found = german(f"Sie sagte, Ziel sei es, „{words}“ zu sagen.")
    assert [name for name, _ in found.quotations()] == [words]
