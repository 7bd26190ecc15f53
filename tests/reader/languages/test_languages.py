"""The folders of languages: all are read, agree with their grammar, and say when they do not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
import Stemmer

import reader.languages
from reader.errors import ConfigurationError
from reader.languages.folding import fold
from reader.languages.known import code_of, languages, read_language
from reader.languages.language import Language

FOLDER = Path(reader.languages.__file__).parent
KNOWN = languages()
SUPERSEDED = {"porter", "dutch_porter"}
"""Algorithms of PyStemmer that have a better one for the same language."""
HAVE_SMALL_WORDS = [code for code, known in KNOWN.items() if known.small_words]
HAVE_UNSTEMMED = [code for code, known in KNOWN.items() if known.unstemmed]

each_language = pytest.mark.parametrize("known", KNOWN.values(), ids=list(KNOWN))


def repeated(words: list[str] | tuple[str, ...] | str) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_every_folder_is_a_language() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0] != "_"}
    assert folders == set(KNOWN)


@each_language
def test_a_language_has_its_two_names_and_a_code_of_two_or_three_letters(known: Language) -> None:
    assert known.english
    assert known.own
    assert re.fullmatch("[a-z]{2,3}", known.code)


@each_language
def test_the_lines_of_a_file_are_short_and_go_on_behind_two_blanks(known: Language) -> None:
    for line in (FOLDER / known.code / "language.txt").read_text(encoding="utf-8").splitlines():
        assert len(line) <= 100
        assert line == line.rstrip()
        assert not line.startswith((" ", "\t")) or (line.startswith("  ") and line[2] != " ")


@each_language
def test_all_words_are_composed_as_people_type_them(known: Language) -> None:
    # Some signs of Hebrew and Indic scripts never compose; those too have one order.
    words = chain(
        known.small_words,
        known.endings,
        known.abbreviations,
        known.before_numbers,
        known.starters,
        known.elisions,
        known.clitics,
        known.particles,
        *known.months,
        *known.weekdays,
    )
    assert [word for word in words if unicodedata.normalize("NFC", word) != word] == []


@pytest.mark.parametrize("code", HAVE_SMALL_WORDS)
def test_small_words_are_enough_in_lower_case_and_there_once(code: str) -> None:
    words = KNOWN[code].small_words
    assert len(words) >= 30
    assert [word for word in words if word != word.lower()] == []
    assert repeated(words) == []


@each_language
def test_letters_are_small_composed_and_there_once(known: Language) -> None:
    assert known.letters == unicodedata.normalize("NFC", known.letters)
    assert known.letters == known.letters.lower()
    assert repeated(known.letters) == []
    assert " " not in known.letters


def test_a_letter_folds_alike_in_all_languages() -> None:
    pairs = {pair for known in KNOWN.values() for pair in known.folding.items()}
    assert repeated([letter for letter, _ in pairs]) == []


@each_language
def test_a_letter_folds_to_what_is_folded_already(known: Language) -> None:
    assert {plainly: fold(plainly) for plainly in known.folding.values()} == {
        plainly: plainly for plainly in known.folding.values()
    }
    for letter, plainly in known.folding.items():
        assert fold(letter) == plainly


@each_language
def test_no_letter_is_folded_by_a_list_that_is_a_plain_one_with_an_accent(known: Language) -> None:
    for letter in known.folding:
        assert not unicodedata.normalize("NFKD", letter.casefold()).isascii()
        assert letter == letter.lower()


def test_stemmers_are_those_of_pystemmer_and_every_one_is_used() -> None:
    used = {known.stemmer for known in KNOWN.values() if known.stemmer}
    assert used == set(Stemmer.algorithms()) - SUPERSEDED


@pytest.mark.parametrize("code", HAVE_UNSTEMMED)
def test_what_is_not_stemmed_is_folded(code: str) -> None:
    known = KNOWN[code]
    assert [word for word in known.unstemmed if fold(word) != word] == []


@each_language
def test_words_beside_stops_and_apostrophes_are_in_lower_case_without_them(known: Language) -> None:
    words = known.abbreviations | known.before_numbers | known.starters
    words |= known.elisions | known.clitics | known.particles
    assert [word for word in words if word != word.lower()] == []
    assert [word for word in words if word.endswith(".")] == []
    beside = known.elisions | known.clitics
    assert [word for word in beside if word.strip("'’") != word] == []


@each_language
def test_no_name_stands_for_two_months_or_two_days_in_a_language(known: Language) -> None:
    for names in (known.months, known.weekdays):
        assert repeated([name.lower() for of_one in names for name in of_one]) == []
        assert [name for of_one in names for name in of_one if name.endswith(".")] == []


def test_other_codes_are_of_one_language_and_no_folder() -> None:
    also = [code for known in KNOWN.values() for code in known.also]
    assert repeated(also) == []
    assert set(also) & set(KNOWN) == set()


@pytest.mark.parametrize(
    ("stated", "code"),
    [("nb", "no"), ("bs", "hr"), ("ms-MY", "id"), ("iw", "he"), ("deu", "de"), ("mo", "ro")],
)
def test_a_text_may_state_another_code_of_a_language(stated: str, code: str) -> None:
    assert code_of(stated) == code


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("english: Xish\nendigns: ung\n", 2, "“endigns” is none of english, own, "),
        ("english: Xish\nXish\n", 2, "“Xish (without a colon)” is none of english, own, "),
        ("stemmer: xish\n", 1, "PyStemmer has no algorithm “xish”; it has arabic, "),
        ("  english: Xish\nenglish: Yish\n", 2, "“english” is there twice"),
        ("# A remark.\n\nenglish: Xish\nenglish: Yish\n", 4, "“english” is there twice"),
        ("folding: ø=o\n  æ\n", 1, "“æ” is not a thing, an equals sign, and what stands for it"),
        ("folding: sz=ss\n", 1, "“sz” is not a letter, an equals sign, and what stands for it"),
        ("own: X\nmonths: a, b,\n  c\n", 2, "there are 3 names between commas instead of 12"),
        ("weekdays: a, b, c, d, e, f, \n", 1, "there are 7 names between commas instead of 7"),
    ],
)
def test_an_error_names_the_file_the_line_and_the_remedy(
    tmp_path: Path, text: str, line: int, told: str
) -> None:
    file = tmp_path / "xx" / "language.txt"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=re.escape(f"{file}, line {line}: {told}")):
        read_language(file)


def test_a_language_without_a_name_is_told(tmp_path: Path) -> None:
    file = tmp_path / "xx" / "language.txt"
    file.parent.mkdir()
    file.write_text("english: Xish\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"there is no “own”\. Mend the file"):
        read_language(file)


def test_a_file_may_be_as_short_as_two_names_and_go_on_over_lines(tmp_path: Path) -> None:
    file = tmp_path / "xx" / "language.txt"
    file.parent.mkdir()
    file.write_text(
        "# A remark.\nenglish: Xish\nown: X\n\nsmall words: a\n  b c\n"
        "characters: 一\ncharacters Hant: 二 三\n",
        encoding="utf-8",
    )
    assert read_language(file) == Language(
        "xx",
        english="Xish",
        own="X",
        small_words=("a", "b", "c"),
        characters={"xx": "一", "xx-Hant": "二三"},
    )
