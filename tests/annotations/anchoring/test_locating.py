from __future__ import annotations

import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring import TextChange, TextView, locate, suggest
from annotations.model import Anchor

TEXT = (
    "The harbour was quiet when the first boats came in. Nobody on the quay had expected them "
    "before noon, and the customs officer was still asleep in his chair.\n\n"
    "“We were told to wait,” said the mate of the largest vessel, a broad man with a scarred hand. "
    "He refused to say who had told him – or why the holds were empty.\n\n"
    "By evening the rumour had reached the governor, who ordered the warehouses closed and the "
    "ledgers brought to his house before anybody could read them.\n"
)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "articles"


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


def test_offsets_are_believed_only_with_their_surroundings() -> None:
    text = "He said no, and she said no, and all was said."
    right = Anchor.at(text, 25, 27)
    wrong = Anchor(8, 10, right.exact, right.prefix, right.suffix)
    place = locate(wrong, text, same_text=True)
    assert place is not None
    assert (place.start, place.end) == (25, 27)
    by_hand = locate(Anchor(8, 10, "no", suffix=", and she"), text, same_text=True)
    assert by_hand is not None
    assert by_hand.start == 8


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


def test_of_equal_places_the_one_with_the_same_capitals_is_taken() -> None:
    text = "Will will come. Will will come."
    assert [locate(Anchor(0, 4, word), "So Will will.") for word in ("Will", "will")] == [
        locate(Anchor(3, 7, "Will"), "So Will will.", same_text=True),
        locate(Anchor(8, 12, "will"), "So Will will.", same_text=True),
    ]
    assert locate(Anchor(1, 5, "will"), text) is None


def test_a_short_quotation_without_context_is_found_when_it_stands_once() -> None:
    assert found(Anchor(0, 0, "scarred hand"), TEXT) == "scarred hand"
    assert found(Anchor(0, 0, "GOVERNOR"), TEXT) == "governor"
    assert found(Anchor(1, 4, "the"), TEXT) is None
    assert found(Anchor(0, 0, "a scarred arm"), TEXT) is None
    assert found(Anchor(0, 0, "scar"), TEXT) is None


def test_a_short_quotation_without_context_that_stands_often_needs_its_offset() -> None:
    start = TEXT.index("the governor")
    place = locate(Anchor(start, start + 3, "the"), TEXT)
    assert place is not None
    assert (place.start, place.end) == (start, start + 3)
    assert locate(Anchor(start + 1, start + 4, "the"), TEXT) is None


def test_a_dash_alone_is_found_between_its_words() -> None:
    words = anchor("–")
    assert found(words, "New.\n" + TEXT) == "–"
    assert found(words, TEXT.replace(" – ", " ")) is None


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


def followed(anchor: Anchor, new: str, old: str = TEXT) -> str | None:
    place = locate(anchor, new, change=TextChange(old, new))
    return None if place is None else new[place.start : place.end]


def test_the_old_text_tells_an_original_from_its_copy() -> None:
    first, second, third = TEXT.split("\n\n")
    words = anchor("the mate of the largest vessel")
    for new in (
        "\n\n".join((second, first, second, third)),
        "\n\n".join((first, second, third, second)),
    ):
        change = TextChange(TEXT, new)
        place = locate(words, new, change=change)
        assert place is not None
        original = new.index(second, new.index(first))
        assert place.start == original + second.index(words.exact)


def test_the_old_text_tells_what_was_deleted_from_what_resembles_it() -> None:
    old = TEXT + "\n\n" + TEXT.replace("first boats", "last boats").replace("harbour", "port")
    words = anchor("The harbour was quiet when the first boats came in.", old)
    new = old.replace(words.exact + " ", "")
    assert followed(words, new, old) is None


def test_a_moved_paragraph_is_followed_though_it_was_edited() -> None:
    first, second, third = TEXT.split("\n\n")
    new = "\n\n".join((third, second.replace("broad man", "huge fellow"), first))
    words = anchor("a broad man with a scarred hand")
    assert followed(words, new) == "a huge fellow with a scarred hand"


def test_words_replaced_at_the_ends_stay_within() -> None:
    new = TEXT.replace("refused to say who had told him", "declined to say who had told her")
    assert followed(anchor("refused to say who had told him"), new) == (
        "declined to say who had told her"
    )


def test_the_old_text_helps_though_the_offsets_do_not_count_in_it() -> None:
    right = anchor("the customs officer")
    wrong = Anchor(3, 22, right.exact, right.prefix, right.suffix)
    new = TEXT.replace("customs", "harbour").replace("asleep", "snoring")
    assert followed(wrong, new) == "the harbour officer"


def test_a_change_to_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        locate(anchor("the governor"), TEXT, change=TextChange(TEXT, TEXT + "More."))


def test_a_text_without_any_rare_words_is_still_compared() -> None:
    old = "to and fro and to and fro " * 400
    new = "hither " + old
    place = locate(Anchor.at(old, 2_600, 2_611), new, change=TextChange(old, new))
    assert place is not None
    assert place.start == 2_607


def test_orphans_get_suggestions_best_first() -> None:
    first, second, third = TEXT.split("\n\n")
    words = anchor("the mate of the largest vessel")
    near = second.replace("the mate of the largest vessel", "the cook of the smallest boat")
    new = "\n\n".join((first, third, "Nobody saw the mate of the vessel again.", near))
    places = suggest(words, new)
    assert 1 <= len(places) <= 3
    assert [place.score for place in places] == sorted(
        (place.score for place in places), reverse=True
    )
    assert any("mate of the vessel" in new[place.start : place.end] for place in places)
    for one, other in pairwise(sorted(places, key=lambda place: place.start)):
        assert one.end <= other.start
    assert suggest(words, new, most=1) == places[:1]


def test_what_resembles_nothing_gets_no_suggestion() -> None:
    assert suggest(anchor("the customs officer"), "Lorem ipsum dolor sit amet.") == []
    assert suggest(anchor("the customs officer"), "") == []
    assert suggest(Anchor(0, 0, ""), TEXT) == []


def test_an_orphan_may_belong_between_what_stood_around_it() -> None:
    start = TEXT_BETWEEN.index("nine ships lay at anchor")
    anchor = Anchor.at(TEXT_BETWEEN, start, start + len("nine ships lay at anchor"))
    changed = TEXT_BETWEEN.replace("nine ships lay at anchor", "a handful of vessels waited")
    assert locate(anchor, changed) is None
    (place, *_) = suggest(anchor, changed)
    assert changed[place.start : place.end] == "a handful of vessels waited"


TEXT_BETWEEN = (
    "By noon the harbour pilots had joined them, and nine ships lay at anchor off the lighthouse, "
    "among them two grain freighters bound for Alexandria."
)
