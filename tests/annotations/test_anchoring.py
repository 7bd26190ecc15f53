from __future__ import annotations

import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import Anchor, TextView, locate

TEXT = (
    "The harbour was quiet when the first boats came in. Nobody on the quay had expected them "
    "before noon, and the customs officer was still asleep in his chair.\n\n"
    "“We were told to wait,” said the mate of the largest vessel, a broad man with a scarred hand. "
    "He refused to say who had told him – or why the holds were empty.\n\n"
    "By evening the rumour had reached the governor, who ordered the warehouses closed and the "
    "ledgers brought to his house before anybody could read them.\n"
)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "articles"


def anchor(words: str, text: str = TEXT) -> Anchor:
    start = text.index(words)
    return Anchor.at(text, start, start + len(words))


def found(anchor: Anchor, text: str) -> str | None:
    place = locate(anchor, text)
    return None if place is None else text[place.start : place.end]


def test_in_the_same_text_the_offsets_count() -> None:
    text = "again and again and again"
    place = locate(Anchor(10, 15, "again"), text, same_text=True)
    assert place is not None
    assert (place.start, place.end, place.score) == (10, 15, 1.0)


def test_offsets_that_do_not_hold_the_words_are_not_believed() -> None:
    right = anchor("the customs officer")
    wrong = Anchor(3, 22, right.exact, right.prefix, right.suffix)
    place = locate(wrong, TEXT, same_text=True)
    assert place is not None
    assert place.start == right.start


def test_words_that_moved_are_found_where_they_went() -> None:
    words = "the customs officer"
    new = "A new opening paragraph.\n\n" + TEXT
    place = locate(anchor(words), new)
    assert place is not None
    assert (place.start, place.end) == (new.index(words), new.index(words) + len(words))
    assert place.score == 1.0


def test_words_in_a_text_wrapped_anew_are_found() -> None:
    new = "\n\n".join(textwrap.fill(part, 31) for part in TEXT.split("\n\n"))
    words = "the customs officer was still asleep in his chair"
    assert words not in new
    assert " ".join((found(anchor(words), new) or "").split()) == words


def test_words_whose_typography_became_plain_are_found() -> None:
    new = TEXT.translate(str.maketrans("“”–", '""-'))
    assert found(anchor("“We were told to wait,” said"), new) == '"We were told to wait," said'


def test_soft_hyphens_and_characters_without_width_are_looked_through() -> None:
    new = TEXT.replace("warehouses", "ware\u00adhouses").replace("governor", "gov\u200bernor")
    assert found(anchor("the governor"), new) == "the gov\u200bernor"
    assert found(anchor("warehouses"), new) == "ware\u00adhouses"


def test_edited_words_are_found_whole() -> None:
    new = TEXT.replace("customs officer was still asleep", "harbour officer was fast asleep")
    words = anchor("the customs officer was still asleep in his chair")
    assert found(words, new) == "the harbour officer was fast asleep in his chair"


def test_words_whose_first_and_last_word_were_replaced_keep_their_ends() -> None:
    new = TEXT.replace("refused to say who had told him", "declined to say who had told her")
    words = anchor("refused to say who had told him")
    assert found(words, new) == "declined to say who had told her"


def test_edited_words_in_edited_surroundings_are_found() -> None:
    new = (
        TEXT.replace("broad man", "heavy man")
        .replace("who had told him", "who had ever told him")
        .replace("holds were empty", "hold was empty")
    )
    assert found(anchor("to say who had told him"), new) == "to say who had ever told him"


def test_of_equal_words_the_context_decides() -> None:
    text = "".join(
        f"Witness {name} said: I do not know, and left by the {door} door.\n"
        for name, door in [("Ames", "north"), ("Bell", "garden"), ("Cole", "cellar")]
    )
    start = text.index("I do not know", text.index("Bell"))
    words = Anchor.at(text, start, start + 13)
    new = text.replace("Witness Ames said: I do not know, and left by the north door.\n", "")
    place = locate(words, new)
    assert place is not None
    assert place.start == new.index("I do not know")
    assert "Bell" in new[: place.start]


def test_of_equal_words_in_equal_context_the_nearest_is_taken() -> None:
    line = "And so it went on, day after day, without an end.\n"
    text = line * 9
    start = 4 * len(line) + 4
    place = locate(Anchor.at(text, start, start + 14), "x\n" + text)
    assert place is not None
    assert place.start == start + 2


def test_words_that_are_gone_are_nowhere() -> None:
    paragraph = TEXT.split("\n\n")[1]
    new = TEXT.replace(paragraph, "The weather turned in the night and nothing else was seen.")
    assert found(anchor("said the mate of the largest vessel"), new) is None
    assert found(anchor("told"), new) is None
    assert found(anchor("the"), "Nothing of this is here.") is None
    assert found(anchor("the"), "") is None


def test_an_anchor_without_words_is_nowhere_else() -> None:
    assert locate(Anchor(5, 5, ""), TEXT) is None
    assert locate(Anchor(5, 5, "", TEXT[:5]), TEXT, same_text=True) is not None


def test_a_very_long_passage_is_found_by_its_two_ends() -> None:
    text = "".join(f"Sentence number {n} speaks of item {n * 7919 % 1000}. " for n in range(400))
    words = Anchor.at(text, 500, 12_500)
    new = "Preface. " + text.replace("number 200 speaks", "number 200 is silent")
    place = locate(words, new)
    assert place is not None
    assert (place.start, place.end) == (509, 12_500 + 9 + 3)


def test_one_view_serves_many_anchors() -> None:
    view = TextView("Preface. " + TEXT)
    for start in range(0, 200, 20):
        place = locate(Anchor.at(TEXT, start, start + 30), view)
        assert place is not None
        assert abs(place.start - start - 9) <= 1


@given(st.text(), st.data())
def test_every_span_is_found_again_in_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = locate(Anchor.at(text, start, end), text, same_text=True)
    assert place is not None
    assert (place.start, place.end) == (start, end)


awkward = st.text(st.sampled_from("ab \n\t\xa0\xad\u200b\u2028“”–'x"), max_size=60)


@given(awkward, awkward, st.data())
def test_a_placement_always_lies_inside_the_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    place = locate(Anchor.at(old, start, end), new)
    if place is not None:
        assert 0 <= place.start < place.end <= len(new)
        assert 0 <= place.score <= 1


@given(awkward)
def test_every_character_of_a_view_stands_for_its_own_place_in_the_text(text: str) -> None:
    view = TextView(text)
    spans = [view.text_span(place, place + 1) for place in range(len(view.folded))]
    assert all(first[0] < second[0] for first, second in pairwise(spans))
    for letter, (start, _) in zip(view.folded, spans, strict=True):
        if letter.isalpha():
            assert text[start] == letter
    assert "  " not in view.folded


def test_real_articles_keep_their_annotations_through_a_new_wrapping() -> None:
    articles = sorted(SHARED.glob("*.txt"))
    if not articles:
        pytest.skip("the sample articles are not beside the repository")
    for path in articles:
        text = path.read_text(encoding="utf-8")
        wrapped = "\n".join(textwrap.fill(line, 60) for line in text.splitlines())
        view = TextView("A line before.\n" + wrapped)
        for start in range(0, len(text) - 200, max(1, len(text) // 20)):
            words = Anchor.at(text, start, start + 100)
            place = locate(words, view)
            assert place is not None
            there = view.text[place.start : place.end]
            assert "".join(there.split()) == "".join(words.exact.split())
