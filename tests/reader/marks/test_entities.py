"""Names of people, places and organisations, alone and together."""

from __future__ import annotations

from typing import Any

from reader.articles.model import Role


def test_a_surname_alone_is_the_person_named_in_full(english: Any) -> None:
    found = english("Kim Jong Un met Xi Jinping.\nKim left after Xi spoke.")
    assert found.entities() == [
        ("Kim Jong Un", "person", "Kim Jong Un"),
        ("Xi Jinping", "person", "Xi Jinping"),
        ("Kim", "person", "Kim Jong Un"),
        ("Xi", "person", "Xi Jinping"),
    ]


def test_two_people_of_one_surname_stay_apart(english: Any) -> None:
    found = english("Kim Jong Un arrived. Kim Jong Un waved. Kim Yo Jong watched. Kim left.")
    assert [name for _, _, name in found.entities()] == [
        "Kim Jong Un",
        "Kim Jong Un",
        "Kim Yo Jong",
        "Kim Jong Un",
    ]


def test_a_title_makes_an_unknown_surname_a_person(english: Any) -> None:
    found = english("It was Senator Quimbleton who objected.")
    assert found.entities() == [("Quimbleton", "person", "Quimbleton")]


def test_a_title_before_a_well_known_surname_gives_the_full_name(english: Any) -> None:
    found = english("They asked President Trump about it.")
    assert found.entities() == [("Trump", "person", "Donald Trump")]


def test_a_possessive_is_no_part_of_the_name(english: Any) -> None:
    found = english("They feared Russia’s army and Putin's plans.")
    assert [words for words, _, _ in found.entities()] == ["Russia", "Putin"]


def test_an_abbreviated_country_keeps_its_full_stops(english: Any) -> None:
    found = english("It forces the U.S. to act.")
    assert found.entities() == [("U.S.", "place", "United States")]


def test_an_adjective_of_nationality_is_no_entity(english: Any) -> None:
    assert english("The Chinese and North Korean delegations met.").entities() == []


def test_an_adjective_of_nationality_opens_the_name_of_a_ministry(english: Any) -> None:
    found = english("This was denied by the Chinese Foreign Ministry yesterday.")
    name = "Chinese Foreign Ministry"
    assert found.entities() == [(name, "organisation", name)]


def test_a_complement_belongs_to_the_name_of_a_ministry(english: Any) -> None:
    found = english("She works at the Ministry of Foreign Affairs now.")
    name = "Ministry of Foreign Affairs"
    assert found.entities() == [(name, "organisation", name)]


def test_a_known_place_beats_the_head_word_of_an_organisation(english: Any) -> None:
    assert english("He drove to the West Bank.").entities() == [("West Bank", "place", "West Bank")]


def test_a_name_runs_across_the_end_of_a_wrapped_line(english: Any) -> None:
    found = english("They heard that Viktor\nOrban had come.", wrapped=True)
    assert found.entities() == [("Viktor\nOrban", "person", "Viktor Orbán")]


def test_a_name_does_not_run_across_a_line_that_is_not_wrapped(english: Any) -> None:
    found = english("They saw Thomas\nBerlin was cold.")
    assert ("Berlin", "place", "Berlin") in found.entities()


def test_a_heading_in_title_case_names_only_what_is_known(english: Any) -> None:
    heading = "Challenges of the New Order for Washington"
    found = english(f"{heading}\nThe order is new.", Role.HEADING)
    assert found.entities() == [("Washington", "place", "Washington")]


def test_boilerplate_names_nobody(english: Any) -> None:
    assert english("Angela Merkel reads us in Berlin.", Role.BOILERPLATE).entities() == []


def test_german_nouns_in_a_comment_are_no_people(german: Any) -> None:
    text = "Kristen immer wieder verlängert. Der Schuß geht nach hinten los."
    assert german(text, Role.COMMENT).entities() == []


def test_a_comment_may_name_whom_the_article_names(german: Any) -> None:
    text = "Hannelore Quast sprach lange.\nQuast hat recht. Marie auch."
    found = german(text, Role.PARAGRAPH, Role.COMMENT)
    assert found.entities()[1:] == [("Quast", "person", "Hannelore Quast")]


def test_german_place_names_have_english_canonical_names(german: Any) -> None:
    found = german("Die Macht Russlands reicht von Moskau bis Nordkorea und Peking.")
    assert found.entities() == [
        ("Russlands", "place", "Russia"),
        ("Moskau", "place", "Moscow"),
        ("Nordkorea", "place", "North Korea"),
        ("Peking", "place", "Beijing"),
    ]


def test_a_german_title_makes_a_surname_a_person(german: Any) -> None:
    found = german("Gestern reiste Außenministerin Quast nach Kiew.")
    assert found.entities() == [("Quast", "person", "Quast"), ("Kiew", "place", "Kyiv")]


def test_german_common_nouns_are_no_names(german: Any) -> None:
    assert german("Die Regierung plant neue Gesetze für den Verkehr.").entities() == []


def test_a_name_that_begins_in_lower_case_is_whole(english: Any) -> None:
    found = english("The attack by al-Qaeda failed.")
    assert found.entities() == [("al-Qaeda", "organisation", "al-Qaeda")]


def test_a_dateline_in_capitals_is_a_place(english: Any) -> None:
    assert english("NEW YORK 1996-08-30").entities() == [("NEW YORK", "place", "New York")]


def test_two_people_of_one_unknown_surname_stay_apart(english: Any) -> None:
    found = english("Han Bo Rim arrived. Han Su Min waved at Han Bo Rim.")
    assert [name for _, _, name in found.entities()] == ["Han Bo Rim", "Han Su Min", "Han Bo Rim"]


def test_a_headline_in_capitals_names_whom_the_text_names(english: Any) -> None:
    found = english("ADA QUILL LEAVES ROTTERDAM\nAda Quill left Rotterdam on Monday.")
    assert found.entities()[:2] == [
        ("ADA QUILL", "person", "Ada Quill"),
        ("ROTTERDAM", "place", "Rotterdam"),
    ]


def test_a_name_overlooked_once_is_found_by_its_other_mentions(english: Any) -> None:
    found = english("Senator Quimbleton spoke. Nobody saw Quimbleton.\nQuimbleton slept.")
    assert [name for _, _, name in found.entities()] == ["Quimbleton"] * 3


def test_a_dateline_is_a_place_however_small(english: Any) -> None:
    found = english("ZWORF, Vt. (Reuters) - It rained all day.")
    assert found.entities()[0] == ("ZWORF", "place", "Zworf")


def test_an_acronym_in_brackets_is_the_organisation_before_it(english: Any) -> None:
    found = english("The Ostrand Harbour Board (OHB) met. Later the OHB voted.")
    assert {name for words, _, name in found.entities() if words == "OHB"} == {
        "Ostrand Harbour Board"
    }


def test_in_a_report_on_sport_a_town_plays(english: Any) -> None:
    found = english(
        "The league season began with a match in Rotterdam. Liverpool beat Manchester 2-0, and "
        "the striker scored both goals for Liverpool."
    )
    kinds = {(words, kind) for words, kind, _ in found.entities()}
    assert ("Liverpool", "organisation") in kinds
    assert ("Rotterdam", "place") in kinds


def test_laws_wars_and_peoples_are_no_entities(english: Any) -> None:
    assert english("The Second World War and Medicare divided the Poles.").entities() == []


def test_another_language_has_its_names_by_rules(english: Any) -> None:
    from tests.reader.marks.conftest import build, marked

    found = marked(build("Emmanuel Macron a rencontré Jean Dupont à Paris.", language="fr"))
    assert found.entities() == [
        ("Emmanuel Macron", "person", "Emmanuel Macron"),
        ("Jean Dupont", "person", "Jean Dupont"),
        ("Paris", "place", "Paris"),
    ]


def test_an_initial_and_a_given_name_that_is_a_verb_belong_to_the_name(english: Any) -> None:
    found = english("Later he and Will Smith praised the A. Philip Randolph Institute.")
    assert [words for words, _, _ in found.entities()] == [
        "Will Smith",
        "A. Philip Randolph Institute",
    ]


def test_the_end_of_another_name_does_not_begin_a_person(english: Any) -> None:
    found = english(
        "The senator wrote the 1994 Crime Bill and mocked Miss Universe Alicia Machado."
    )
    assert found.entities() == [("Alicia Machado", "person", "Alicia Machado")]


def test_an_acronym_after_one_word_is_that_organisation_throughout(german: Any) -> None:
    found = german(
        "Der Bundesgerichtshof (BGH) hat entschieden.\n"
        "Das Urteil des Bundesgerichtshofs liegt vor.\n"
        "So sieht es der BGH."
    )
    assert found.entities() == [
        ("Bundesgerichtshof", "organisation", "Bundesgerichtshof"),
        ("BGH", "organisation", "Bundesgerichtshof"),
        ("Bundesgerichtshofs", "organisation", "Bundesgerichtshof"),
        ("BGH", "organisation", "Bundesgerichtshof"),
    ]


def test_a_german_genitive_is_the_place_that_is_named_elsewhere(german: Any) -> None:
    found = german("Er lebt in Tabasco, in Mexiko. Die Straßen Tabascos sind leer.")
    assert [name for _, _, name in found.entities()] == ["Tabasco", "Mexico", "Tabasco"]


def test_a_connecting_word_does_not_begin_a_name(english: Any) -> None:
    found = english("The board added that BQB rules. Shares of Reuters (NYSE) fell.")
    assert ("Reuters", "organisation", "Reuters") in found.entities()


def test_a_single_name_with_its_region_is_a_town(english: Any) -> None:
    found = english("Mary Hill, 45, of Dexter, Maine, said so.")
    assert found.entities()[1:] == [("Dexter", "place", "Dexter"), ("Maine", "place", "Maine")]


def test_a_monument_is_a_place(english: Any) -> None:
    found = english("Then they met at the Washington Monument, on the National Mall.")
    assert [kind for _, kind, _ in found.entities()] == ["place", "place"]


def test_a_first_line_in_title_case_names_only_what_is_known(english: Any) -> None:
    found = english(
        "Obama Says African-American Museum Helps Tell Fuller Story\n"
        "President Barack Obama spoke on Saturday."
    )
    assert [words for words, _, _ in found.entities()] == ["Obama", "Barack Obama"]


def test_a_name_goes_on_between_hyphens(english: Any) -> None:
    found = english("He went from La Faute-sur-Mer to Stratford-upon-Avon.")
    assert [words for words, _, _ in found.entities()] == [
        "La Faute-sur-Mer",
        "Stratford-upon-Avon",
    ]


def test_a_possessive_at_the_head_of_a_sentence_is_no_river(german: Any) -> None:
    found = german("Seine Beute ist groß. Paris liegt an der Seine.")
    assert [words for words, _, _ in found.entities()] == ["Paris", "Seine"]


def test_a_known_body_does_not_begin_the_name_of_a_person(german: Any) -> None:
    found = german("Namentlich zitiert die New York Times Joel Harding, einen Insider.")
    assert [(words, kind) for words, kind, _ in found.entities()] == [
        ("New York Times", "organisation"),
        ("Joel Harding", "person"),
    ]


def test_a_courtesy_title_makes_a_person(english: Any) -> None:
    found = english("Over to you, Dr. Walensky. Thank you, Dr. Walensky.")
    assert {(words, kind) for words, kind, _ in found.entities()} == {("Walensky", "person")}


def test_an_office_with_a_nationality_is_no_organisation(english: Any) -> None:
    found = english(
        "Today, National Security Advisor Jake Sullivan met in Washington with "
        "Israeli National Security Advisor Meir Ben-Shabbat."
    )
    assert [name for _, _, name in found.entities()] == [
        "Jake Sullivan",
        "Washington",
        "Meir Ben-Shabbat",
    ]


def test_two_countries_with_a_hyphen_are_two_places(english: Any) -> None:
    found = english("They spoke of U.S.-Israel ties.")
    assert found.entities() == [
        ("U.S.", "place", "United States"),
        ("Israel", "place", "Israel"),
    ]


def test_a_variant_of_a_virus_is_nobody(english: Any) -> None:
    found = english("The Delta variant gave way to Omicron. The Omicron variant is milder.")
    assert found.entities() == []


def test_a_known_law_is_known_across_an_indented_line(english: Any) -> None:
    found = english("Families gained from the American\n    Rescue Plan this year.", wrapped=True)
    assert found.entities() == []


def test_a_credit_is_no_organisation(english: Any) -> None:
    found = english("In addition to the Child Tax Credit, families of Latino Individuals got help.")
    assert found.entities() == []


def test_a_country_by_its_full_name_is_called_as_usual(english: Any) -> None:
    found = english(
        "She came from the Republic of Ecuador, the Republic of China and the Kingdom of Thailand."
    )
    assert [name for _, _, name in found.entities()] == ["Ecuador", "Taiwan", "Thailand"]


def test_an_ambassador_extraordinary_is_nobody(english: Any) -> None:
    found = english("Nicholas Adams is to be Ambassador Extraordinary and Plenipotentiary.")
    assert [name for _, _, name in found.entities()] == ["Nicholas Adams"]


def test_a_given_name_is_whoever_was_named_last(english: Any) -> None:
    found = english(
        "Debbie Stabenow is here. Debbie Stabenow waved. Debbie Dingell came, too. Smile, Debbie."
    )
    assert found.entities()[-1] == ("Debbie", "person", "Debbie Dingell")


def test_a_person_goes_without_the_country(english: Any) -> None:
    found = english("He praised the plan and King Abdullah of Jordan.")
    assert [(words, kind) for words, kind, _ in found.entities()] == [
        ("King Abdullah", "person"),
        ("Jordan", "place"),
    ]


def test_two_surnames_with_a_hyphen_are_two_people(english: Any) -> None:
    found = english("They praised the Merkel-Macron plan.")
    assert [name for _, _, name in found.entities()] == ["Angela Merkel", "Emmanuel Macron"]


def test_a_knight_is_a_person(english: Any) -> None:
    found = english(
        "JUDITH ARDEN: There was laughter in the hall, and the chairman, Sir Alasdair Quoyle, "
        "asked for order."
    )
    assert found.entities()[1:] == [("Alasdair Quoyle", "person", "Alasdair Quoyle")]


def test_a_full_name_ends_before_the_land_its_bearer_rules(english: Any) -> None:
    found = english("The last rule was costly. President Emil Dragutin of Karsia conceded it.")
    assert found.entities() == [
        ("Emil Dragutin", "person", "Emil Dragutin"),
        ("Karsia", "place", "Karsia"),
    ]


def test_an_unknown_word_that_stands_where_places_do_is_a_place(english: Any) -> None:
    found = english(
        "The last container to leave Kollmarsund was full. The 640 dockers of Kollmarsund stopped."
    )
    assert found.entities() == [("Kollmarsund", "place", "Kollmarsund")] * 2


def test_a_noun_behind_its_article_is_nobody(german: Any) -> None:
    found = german(
        "Allerdings zog sich Torsten Frings beim Training eine Verletzung der rechten Wade zu."
    )
    assert found.entities() == [("Torsten Frings", "person", "Torsten Frings")]


def test_a_saint_may_be_a_village(german: Any) -> None:
    found = german(
        "Gion Salvett ließ am Abend die große Glocke läuten, was in Sankt Valtin sonst nur bei "
        "Begräbnissen geschieht."
    )
    assert found.entities()[1:] == [("Sankt Valtin", "place", "Sankt Valtin")]
