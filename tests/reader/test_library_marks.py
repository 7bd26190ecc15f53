"""Corrections win at once and everywhere; names belong together across the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.entities import deciding
from annotations.entities.file import ENTITIES
from annotations.model import Correction
from reader.concordance import SURROUNDINGS
from reader.index import query
from reader.marks import Kind, Mark, Origin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library
    from reader.open_article import OpenArticle

    Make = Callable[[dict[str, str | bytes]], Library]

TEXT = "The minister met Ada Quill in Rotterdam. “We are not afraid of it,” said Quill. Quill left."


def named(opened: OpenArticle, words: str) -> list[Mark]:
    text = opened.article.text
    return [mark for mark in opened.marks if text[mark.start : mark.end] == words]


def found(library: Library, asked: str) -> list[str]:
    library.refresh()
    return [hit.entry.path for hit in library.search(query.parse(asked)).hits]


def spoken(opened: OpenArticle) -> list[str]:
    return [m.speaker.name if m.speaker else "" for m in opened.marks if m.kind is Kind.QUOTATION]


def test_a_rejected_name_is_gone_everywhere_and_stays_gone(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    assert found(library, "place:rotterdam") == ["a.txt"]
    after = library.marks.correct(
        opened, named(opened, "Rotterdam"), Correction(verdict="rejected")
    )
    assert named(after, "Rotterdam") == []
    assert found(library, "place:rotterdam") == []
    assert [one.name for one in library.marks.named(kinds=["place"])] == []
    library.rebuild()
    assert found(library, "place:rotterdam") == []
    assert named(library.open("a.txt"), "Rotterdam") == []
    library.acts.undo("a.txt")
    assert len(named(library.open("a.txt"), "Rotterdam")) == 1
    assert found(library, "place:rotterdam") == ["a.txt"]


def test_a_renamed_person_is_renamed_wherever_the_words_stand_and_speaks_so(
    make_library: Make,
) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    first, *_ = named(opened, "Quill")
    after = library.marks.correct(opened, [first], Correction(name="Adele Quill"))
    assert {mark.name for mark in named(after, "Quill")} == {"Adele Quill"}
    assert {mark.origin for mark in named(after, "Quill")} == {Origin.ARTICLE}
    assert spoken(after) == ["Adele Quill"]
    assert found(library, 'speaker:"Adele Quill"') == ["a.txt"]


def test_a_later_correction_of_the_same_place_takes_the_place_of_the_first(
    make_library: Make,
) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    after = library.marks.correct(opened, named(opened, "Rotterdam"), Correction(type="ship"))
    (mark,) = named(after, "Rotterdam")
    assert (mark.kind, mark.label) == (Kind.OTHER, "ship")
    after = library.marks.correct(after, [mark], Correction(type="organisation"))
    (mark,) = named(after, "Rotterdam")
    assert mark.label == "organisation"
    assert after.sidecar is not None
    assert len(after.sidecar.annotations) == 1
    after = library.marks.correct(after, [mark], Correction())
    assert [m.origin for m in named(after, "Rotterdam")] == [Origin.MACHINE]
    assert len(after.sidecar.annotations if after.sidecar else ()) == 0


def test_what_no_machine_saw_is_marked_by_hand_wherever_it_stands(make_library: Make) -> None:
    library = make_library({"a.txt": "They saw the grey goose. The grey goose flew."})
    opened = library.open("a.txt")
    start = opened.article.text.index("grey goose")
    after = library.marks.correct_span(
        opened, start, start + 10, "entity", Correction(type="bird", name="Grey Goose")
    )
    assert [(m.label, m.name) for m in named(after, "grey goose")] == [("bird", "Grey Goose")] * 2
    assert found(library, "entity:goose") == ["a.txt"]


def test_a_correction_moves_with_the_text(make_library: Make, articles: Path) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    library.marks.correct(opened, named(opened, "Rotterdam"), Correction(verdict="rejected"))
    (articles / "a.txt").write_text(f"It rained all day long in the north. {TEXT}")
    library.refresh()
    assert named(library.open("a.txt"), "Rotterdam") == []
    assert found(library, "place:rotterdam") == []


@pytest.mark.parametrize(
    ("correction", "kinds", "speakers"),
    [
        (Correction(speaker="Bo Pen"), {Kind.QUOTATION}, ["Bo Pen"]),
        (Correction(verdict="confirmed"), {Kind.QUOTATION}, ["Ada Quill"]),
        (Correction(verdict="rejected"), set(), []),
        (Correction(type="term"), {Kind.TERM}, []),
    ],
)
def test_a_quotation_is_what_the_reader_says(
    make_library: Make, correction: Correction, kinds: set[Kind], speakers: list[str]
) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    (quotation,) = [mark for mark in opened.marks if mark.kind is Kind.QUOTATION]
    after = library.marks.correct(opened, [quotation], correction)
    quoted = [mark for mark in after.marks if mark.start == quotation.start]
    assert {mark.kind for mark in quoted} == kinds
    assert spoken(after) == speakers
    assert found(library, "speaker:pen") == (["a.txt"] if "Bo Pen" in speakers else [])


def test_a_decision_for_the_library_counts_in_every_article(
    make_library: Make, articles: Path
) -> None:
    library = make_library({"a.txt": TEXT, "b.txt": "Rotterdam slept. The Moskva sailed."})
    act = library.acts.decide("x", lambda book: deciding.ignore(book, "Rotterdam"))
    assert act.entities is not None
    assert all(not named(library.open(path), "Rotterdam") for path in ("a.txt", "b.txt"))
    assert found(library, "place:rotterdam") == []
    library.acts.decide("y", lambda book: deciding.retype(book, "Moskva", "ship"))
    assert [m.label for m in named(library.open("b.txt"), "Moskva")] == ["ship"]
    assert found(library, "entity:moskva") == ["b.txt"]
    assert [one.label for one in library.marks.named(kinds=["ship"])] == ["ship"]
    library.acts.undo()
    library.acts.undo()
    assert named(library.open("b.txt"), "Rotterdam")
    assert sorted(found(library, "place:rotterdam")) == ["a.txt", "b.txt"]
    assert ENTITIES.load(articles).ignored == ()


def test_entities_written_by_hand_are_seen_at_once(make_library: Make, articles: Path) -> None:
    library = make_library({"a.txt": "The goose met the flagship. The flagship sank."})
    (articles / "entities.yaml").write_text(
        "entities:\n  Moskva: {kind: ship, aliases: [the flagship, The flagship]}\n...\n"
    )
    assert [m.name for m in library.open("a.txt").marks if m.kind is Kind.OTHER] == ["Moskva"] * 2
    assert found(library, "entity:moskva") == ["a.txt"]
    (articles / "entities.yaml").write_text("entities: [")
    assert found(library, "entity:moskva") == ["a.txt"]


def test_the_sidecar_wins_over_the_library(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT})
    library.acts.decide("x", lambda book: deciding.retype(book, "Rotterdam", "ship"))
    opened = library.open("a.txt")
    after = library.marks.correct(opened, named(opened, "Rotterdam"), Correction(type="place"))
    assert [mark.label for mark in named(after, "Rotterdam")] == ["place"]


def test_names_belong_together_across_the_library(make_library: Make) -> None:
    files: dict[str, str | bytes] = {
        f"{number}.txt": f"Bela Kovacs spoke to reporters on day {number}." for number in range(3)
    }
    files["alone.txt"] = "They asked Minister Kovacs about it. Kovacs said nothing."
    library = make_library(files)
    assert {m.name for m in library.open("alone.txt").marks if m.kind is Kind.PERSON} == {
        "Bela Kovacs"
    }
    assert "alone.txt" in found(library, 'person:"Bela Kovacs"')
    (person,) = library.marks.named(kinds=["person"])
    assert (person.name, person.articles) == ("Bela Kovacs", 4)


def test_quotations_of_the_library_are_found_by_speaker_and_words(make_library: Make) -> None:
    library = make_library(
        {"a.txt": TEXT, "b.txt": "“We will be back tomorrow,” Bo Pen said. Ada Quill nodded."}
    )
    assert [one.path for one in library.marks.quoted()] == ["a.txt", "b.txt"]
    assert [one.mark.name for one in library.marks.quoted(speaker="quill")] == [
        "We are not afraid of it,"
    ]
    assert [one.path for one in library.marks.quoted(words="back tomorrow")] == ["b.txt"]
    assert list(library.marks.quoted(path="b.txt", speaker="quill")) == []


DATED: dict[str, str | bytes] = {
    "a.md": (
        "---\ntitle: First\ndate: 2024-01-01\n---\n\n"
        "The minister met Ada Quill, who said that. Then Mr Quill left."
    ),
    "b.md": (
        "---\ntitle: Second\ndate: 2025-01-01\n---\n\n“Nobody\nknows,” said Ada\nQuill, who left."
    ),
    "c.txt": "It rained in Rotterdam.",
}


def test_a_name_is_found_in_the_newest_article_first(make_library: Make) -> None:
    library = make_library(DATED)
    assert library.marks.paths_naming("Ada Quill") == ["b.md", "a.md"]
    assert library.marks.paths_naming("Quill") == []


def test_mentions_of_a_name_are_those_under_all_its_forms(make_library: Make) -> None:
    library = make_library(DATED)
    first, second = library.marks.mentions("a.md", "Ada Quill")
    assert (first.path, first.title, first.words, second.words) == (
        *("a.md", "First"),
        *("Ada Quill", "Quill"),
    )
    assert (second.before, second.after) == (
        "The minister met Ada Quill, who said that. Then Mr ",
        " left.",
    )
    assert library.marks.mentions("a.md", "Ada Quill", "person") == (first, second)
    assert library.marks.mentions("a.md", "Ada Quill", "place") == ()
    assert library.marks.mentions("c.txt", "Ada Quill") == ()


def test_a_mention_reads_as_the_text_does_but_on_one_line(make_library: Make) -> None:
    library = make_library(DATED)
    (mention,) = library.marks.mentions("b.md", "Ada Quill")
    assert mention.before + mention.words + mention.after == (
        "“Nobody knows,” said Ada Quill, who left."
    )
    assert (mention.words, mention.after) == ("Ada Quill", ", who left.")


def test_a_mention_shows_so_much_and_no_more(make_library: Make) -> None:
    library = make_library({"a.txt": f"{'x ' * 200}went to Rotterdam and{' y' * 200}."})
    (mention,) = library.marks.mentions("a.txt", "Rotterdam")
    assert mention.before.endswith("x went to ")
    assert mention.after.startswith(" and y")
    assert SURROUNDINGS - 1 <= len(mention.before) <= SURROUNDINGS
    assert SURROUNDINGS - 1 <= len(mention.after) <= SURROUNDINGS


def test_a_mention_says_its_page(make_library: Make) -> None:
    library = make_library({"a.txt": "It rained.\n\f“Why?” asked Ada Quill.\n\fShe left.\n"})
    (mention,) = library.marks.mentions("a.txt", "Ada Quill")
    assert mention.page == "2"
    assert mention.after == ". She left."


def test_mentions_go_by_the_corrected_name(make_library: Make) -> None:
    library = make_library({"a.txt": TEXT})
    opened = library.open("a.txt")
    first, *_ = named(opened, "Quill")
    library.marks.correct(opened, [first], Correction(name="Adele Quill"))
    library.refresh()
    assert library.marks.paths_naming("Adele Quill") == ["a.txt"]
    shown = [one.words for one in library.marks.mentions("a.txt", "Adele Quill")]
    assert shown == ["Quill", "Quill"]


def test_names_that_hold_the_same_words_resemble(make_library: Make) -> None:
    library = make_library(DATED)
    assert [one.name for one in library.marks.resembling("QUILL")] == ["Ada Quill"]
    assert library.marks.resembling("quill", path="c.txt") == []
    assert library.marks.resembling("Quill Rotterdam") == []
    assert library.marks.resembling("…") == []
