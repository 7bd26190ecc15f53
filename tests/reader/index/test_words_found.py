"""What a word finds: itself in any language, its other forms in their own, however it is spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.index import query

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Library

    Make = Callable[[dict[str, str | bytes]], Library]

TEXTS = {
    "ar": "أعلنت الحكومة الجديدة في البلاد أن حُكُومَة الرئيس لن تقبل هذا القرار من مجلس الأمن، وقال "
    "الوزير إن الحكـومة ستعمل على ذلك مع كل الدول التي كانت قد وقعت على الاتفاق.",
    "da": "Ministeren sagde, at beskæftigelsen er høj, og at det ikke er økonomien, der skal "
    "ændres, men at vi også må se på, hvad der er sket i Østersøen.",
    "de": "Die Präsidenten Afrikas haben sich in Köln getroffen, und die Straßen der Stadt waren "
    "für den Verkehr gesperrt, weil das Treffen nicht in einem der Häuser stattfand.",
    "el": "Οι άνθρωποι της χώρας είπαν ότι ο δρόμος για την ειρήνη είναι μακρύς και ότι δεν θα "
    "σταματήσουν, ενώ ο πρόεδρος ήταν στους δρόμους της πόλης με όλους τους ανθρώπους.",
    "en": "The war went on, and Senator Warren's office didn't say whether O'Brien had sent an "
    "e-mail to the U.N. about COVID-19 and the co\u00adoperation of the states. The sanctioned "
    "ports of Nanj were not those of Beijing, and @greta_t wrote #harbours 😀 about "
    "https://example.org/a?id=7&x=(two)*.",
    "es": "Los países de la región dijeron que la economía no se ha recuperado y que el café es "
    "más caro que el año pasado, según el ministro de las economías más pequeñas.",
    "fr": "Le président a dit que l'économie des œuvres d'art n'est pas une priorité pour les "
    "élèves, et qu'aujourd'hui les forêts de la région ne sont plus ce qu'elles étaient.",
    "he": "הממשלה של ישראל אמרה כי שָׁלוֹם הוא לא דבר שאפשר לקנות, וגם ראש הממשלה אמר את זה כאשר "
    "הוא היה עם כל השרים שלו.",
    "hr": "Predsjednik je rekao da su Đorđe i njegova vlada bili u gradu, ali da se to ne može "
    "reći za sve one koji su tamo živjeli prije nego što je rat počeo.",
    "it": "Il ministro ha detto che il caffè è una delle città che non sono state visitate, e che "
    "la libertà di tutti è più importante di quella di pochi.",
    "ja": "大臣は昨日、新しいテストとﾊﾞｽの計画についてここで話しました。",
    "nl": "De minister zei dat de warren van de stad niet meer te zien waren en dat het voor veel "
    "mensen een groot verlies is, ook al is het niet de eerste keer.",
    "pl": "Minister powiedział, że książka o mieście Łódź nie jest jeszcze gotowa, ale że książki "
    "dla dzieci są już w sklepach i że to jest dla nich bardzo ważne.",
    "ru": "Министр сказал, что новости о войне ещё не пришли и что это было не так, как они "
    "думали, потому что в городе не было никого, кто мог бы им об этом сказать.",
    "tr": "Bakan, Diyarbakır'da bir ırmak için çok şey yapıldığını ve IŞIK ile ilgili yeni bir "
    "karar olduğunu söyledi, ama bu daha sonra ne olacak kimse bilmiyor.",
}
PAIRS = (
    ("caffe", "it"), ("caffè", "it"), ("economia", "es"), ("economía", "es"), ("okonomien", "da"),
    ("økonomi", "da"), ("beskaeftigelse", "da"), ("ostersoen", "da"), ("diyarbakir", "tr"),
    ("Diyarbakır", "tr"), ("irmak", "tr"), ("ırmaklar", "tr"), ("ışık", "tr"), ("isik", "tr"),
    ("テスト", "ja"), ("ﾃｽﾄ", "ja"), ("バス", "ja"), ("حكومة", "ar"), ("حُكُومَة", "ar"),
    ("الحكومة", "ar"), ("άνθρωπος", "el"), ("ανθρωποι", "el"), ("ΔΡΟΜΟΣ", "el"), ("δρομος", "el"),
    ("ksiazka", "pl"), ("książki", "pl"), ("lodz", "pl"), ("Łódź", "pl"), ("Afrika", "de"),
    ("afrikas", "de"), ("koln", "de"), ("Strasse", "de"), ("praesidenten", "de"), ("haus", "de"),
    ("œuvre", "fr"), ("oeuvres", "fr"), ("foret", "fr"), ("eleve", "fr"), ("dorde", "hr"),
    ("Đorđe", "hr"), ("שלום", "he"), ("שָׁלוֹם", "he"), ("еще", "ru"), ("новость", "ru"),
    ("aujourd'hui", "fr"), ("aujourdhui", "fr"), ("cooperation", "en"), ("Afrika's", ""),
    ("obrien", "en"), ("O'Brien", "en"), ("O’Brien", "en"), ("dont", ""), ("didnt", "en"),
    ("email", "en"), ("e-mails", "en"), ("emails", "en"), ("covid19", "en"), ("COVID-19", "en"),
    ("UN", "en"), ("U.N.", "en"), ("@greta_t", "en"), ("#harbours", "en"), ("😀", "en"),
    ("https://example.org/a?id=7&x=(two)*", "en"), ("warrens", "en"), ("war", "de en nl"),
    ("Warren", "en nl"), ("Nanjing", ""), ("nanj", "en"), ("beij", ""), ("sanction", "en"),
    ("=sanction", ""), ("=sanctioned", "en"), ('="sanctioned ports"', "en"),
    ('="sanction port"', ""), ('"sanction port"', "en"), ('"=sanctioned port"', "en"),
    ('"=sanction port"', ""), ('"=ports =sanctioned"~2', "en"), ('"=port sanction"~2', ""),
    ('"an email to the UN about"', "en"), ('"an e-mail to the U.N. about covid19"', "en"),
    ('"email un covid19"~4', "en"), ("its", ""), ("warrens office", "en"),
)  # fmt: skip


@pytest.fixture
def library(make_library: Make) -> Library:
    return make_library({f"{code}.txt": f"{text}\n" for code, text in TEXTS.items()})


def test_words_are_found_as_they_may_be_spelt_and_in_their_own_language(library: Library) -> None:
    assert {e.path[:2]: e.language for e in library.entries()} == {code: code for code in TEXTS}
    found = {}
    for asked, _ in PAIRS:
        node = library.queries.parse(asked)
        hits = sorted(hit.entry.path for hit in library.search(node).hits)
        found[asked] = " ".join(path[:-4] for path in hits)
        for path in hits:
            # What is found can be shown.
            opened = library.open(path)
            assert library.matches(node, opened), asked
            assert library.snippets(node, path)[0].matches, asked
    assert found == dict(PAIRS)


def test_an_article_in_another_language_never_lends_its_stems(make_library: Make) -> None:
    library = make_library(
        {
            "en.txt": "The war went on. It was the war of all against all, and nobody won it.",
            "warren.txt": "Senator Warren spoke in the chamber, and the others were not there.",
            "nl.txt": TEXTS["nl"],
        }
    )
    node = query.parse("warren")
    assert sorted(hit.entry.path for hit in library.search(node).hits) == ["nl.txt", "warren.txt"]
    assert library.queries.count(query.parse("the -warren")) == 1


def test_a_hit_that_shows_nothing_in_its_text_counts_what_is_said_of_it(
    make_library: Make,
) -> None:
    text = "---\ntitle: On harbours\ndate: 2024-05-06\n---\n\nThe kettle stood on the shelf.\n"
    library = make_library({"a.md": text})
    for asked in ("harbour", "date:2024", "title:harbours", "*"):
        node = library.queries.parse(asked)
        (hit,) = library.search(node).hits
        assert library.count_matches(node, hit.entry.path) == 1, asked


def test_near_spellings_may_begin_otherwise_and_swap_their_letters(library: Library) -> None:
    for asked, expected in (("karren~", "en nl"), ("Wraren~", "de en nl"), ("obirne~2", "en")):
        node = library.queries.parse(asked)
        found = sorted(hit.entry.path[:2] for hit in library.search(node).hits)
        assert found == expected.split(), asked
        for code in found:
            assert library.matches(node, library.open(f"{code}.txt"))


def test_a_frequent_word_two_letters_away_is_suggested_before_a_rare_one_beside_it(
    make_library: Make,
) -> None:
    files: dict[str, str | bytes] = {
        f"{n}.txt": "Their cooperation went on for years, and they liked it." for n in range(60)
    }
    library = make_library({**files, "x.txt": "The coperatio was never heard of again by them."})
    assert library.queries.did_you_mean("coperation") in ("cooperation", "coperatio")
    assert library.queries.did_you_mean("coopperationn") == "cooperation"
    assert library.queries.did_you_mean("coperatino") == "cooperation"
