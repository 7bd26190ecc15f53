from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring import TextChange, TextView, locate, suggest
from annotations.model import Anchor
from tests.annotations.anchoring.mutations import (
    Edit,
    Mutation,
    copied,
    heavy,
    in_capitals,
    light,
    mutate,
    paragraphs_moved,
    quoted_anew,
    with_crlf,
    wrapped_anew,
)
from tests.annotations.anchoring.outcomes import gone_spans, outcomes, placements, shares, spans

DEMO = Path(__file__).resolve().parents[3] / "reader" / "demo" / "articles"
ARTICLES = {path.name: path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*.*"))}
assert ARTICLES
SYLLABLES = {
    "greek": "κα λό τη νου μέ ρα ση πό λις θά λασ σα",
    "polish": "ża ną miś ście prze tor wó kły gę dzi ko",
    "russian": "мо ре го род ка по ле сти вы на",
    "turkish": "ğı şe li yor lar ış tan çü köy",
}


def invented(language: str, paragraphs: int = 12) -> str:
    """A text of made-up words, the shorter ones the more frequent, as in any language."""
    chance = Random(language)
    syllables = SYLLABLES[language].split()
    vocabulary = [
        "".join(chance.choice(syllables) for _ in range(1 + rank.bit_length() // 2))
        for rank in range(600)
    ]
    weights = [1 / (rank + 2) for rank in range(600)]

    def sentence() -> str:
        words = chance.choices(vocabulary, weights, k=chance.randint(5, 22))
        return " ".join(words).capitalize() + chance.choice((".", ".", "?", "…"))

    return "\n\n".join(
        " ".join(sentence() for _ in range(chance.randint(1, 6))) for _ in range(paragraphs)
    )


TEXTS = {**ARTICLES, **{language: invented(language) for language in SYLLABLES}}


def measured(recipe: str, *, known: bool) -> dict[str, float]:
    counted: Counter[str] = Counter()
    for name, text in TEXTS.items():
        chance = Random(f"{recipe} {name}")
        edits = {"light": light, "heavy": heavy, "copied": copied}[recipe](chance)
        made = mutate(text, edits, chance)
        chosen = spans(text, chance, 12) + gone_spans(made, chance, 12)
        counted.update(outcomes(made, chosen, placements(made, chosen, known=known))["all"])
    return shares(counted)


@pytest.mark.parametrize(
    ("recipe", "known", "ok", "wrong", "false"),
    [
        ("light", True, 98, 0.6, 0.6),
        ("heavy", True, 96, 1.0, 0.6),
        ("copied", True, 97, 1.0, 4.0),
        ("light", False, 97, 1.0, 2.0),
        ("heavy", False, 90, 1.5, 2.0),
    ],
)
def test_annotations_survive_edits(
    recipe: str, known: bool, ok: float, wrong: float, false: float
) -> None:
    share = measured(recipe, known=known)
    assert share["ok"] >= ok
    assert share["wrong"] <= wrong
    assert share["false"] <= false


DRESSES: dict[str, list[Edit]] = {
    "wrapped anew": [wrapped_anew(38)],
    "words divided at line ends": [wrapped_anew(30, hyphens=0.9)],
    "other quotation marks and dashes": [quoted_anew],
    "line ends of Windows": [with_crlf],
    "capitals": [in_capitals(0.6)],
    "all at once": [quoted_anew, in_capitals(0.3), wrapped_anew(50, hyphens=0.5), with_crlf],
}


def all_found(made: Mutation, chosen: list[tuple[str, int, int]], *, known: bool) -> None:
    for (_, start, end), place in zip(chosen, placements(made, chosen, known=known), strict=True):
        truth = made.truth(start, end)
        assert place is not None, made.old[start:end]
        assert (place.start, place.end) == (truth.start, truth.end), made.old[start:end]
        assert place.score > 0.99


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("dress", DRESSES)
def test_typography_is_no_change(dress: str, known: bool) -> None:
    for name, text in ARTICLES.items():
        chance = Random(name)
        made = mutate(text, DRESSES[dress], chance)
        assert TextView(made.new).folded == TextView(text).folded
        all_found(made, spans(text, chance, 10), known=known)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("form", ["NFD", "soft hyphens", "no-break spaces"])
def test_the_way_characters_are_written_is_no_change(form: str, known: bool) -> None:
    for name, text in TEXTS.items():
        if form == "NFD":
            new = unicodedata.normalize("NFD", text)
        elif form == "soft hyphens":
            new = "".join(c + "\u00ad" if c in "aeiouαеа" else c for c in text)
        else:
            new = text.replace(" ", "\u00a0")
        view = TextView(new)
        change = TextChange(text, view) if known else None
        for _, start, end in spans(text, Random(name), 10):
            anchor = Anchor.at(text, start, end)
            place = locate(anchor, view, change=change)
            assert place is not None
            found = unicodedata.normalize("NFC", new[place.start : place.end])
            plain = found.replace("\u00ad", "").replace("\u00a0", " ")
            assert plain == unicodedata.normalize("NFC", anchor.exact)
            assert place.score > 0.99


@pytest.mark.parametrize("known", [True, False])
def test_paragraphs_in_another_order_are_followed(known: bool) -> None:
    counted: Counter[str] = Counter()
    for text in TEXTS.values():
        chance = Random(text[:20])
        made = mutate(text, [paragraphs_moved(0.5)], chance)
        chosen = [s for s in spans(text, chance, 10) if "\n" not in text[s[1] : s[2]]]
        counted.update(outcomes(made, chosen, placements(made, chosen, known=known))["all"])
    share = shares(counted)
    assert share["ok"] >= 98
    assert share["wrong"] == 0


def test_the_same_seed_gives_the_same_edits() -> None:
    text = invented("polish")
    once, again = (mutate(text, heavy(Random(1)), Random(2)) for _ in range(2))
    assert once == again
    assert once.new != text


@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 10_000))
def test_what_a_mutation_says_is_kept_stands_in_the_new_text(name: str, seed: int) -> None:
    text = TEXTS[name][:1500]
    chance = Random(seed)
    made = mutate(text, heavy(chance), chance)
    typography = "\"'-“”„«»‘’‚–— \n\r\u00a0\u2028"
    for at, place in enumerate(made.places):
        if place is not None and text[at] not in typography:
            assert made.new[place] == text[at]


awkward = st.text(
    st.sampled_from("abcABcéß \n\t.,\xa0\xad\u200b\u2028\u0301“”–-'’中あก…ﬁ한İ"), max_size=80
)


def dressed(text: str, seed: int) -> str:
    """``text`` in another dress: nothing that a view does not fold."""
    chance = Random(seed)
    new = "".join(
        chance.choice(("\n", "\r\n", "  ", " \u00a0")) if c in " \n\t\xa0\u2028" else c
        for c in text
    )
    table = chance.choice(({}, str.maketrans("“”’", '""\''), str.maketrans("'-", "’–")))
    new = new.translate(table)
    if chance.random() < 0.3:
        return new
    return unicodedata.normalize("NFC" if chance.random() < 0.5 else "NFD", new)


@given(awkward, st.integers(0, 999), st.data())
def test_in_another_dress_every_span_is_at_its_mapped_place(
    old: str, seed: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    before, after = TextView(old), TextView(dressed(old, seed))
    assert before.folded == after.folded
    low, high = before.view_offset(start), before.view_offset(end)
    if low == high:
        return
    place = locate(Anchor.at(old, start, end), after, change=TextChange(old, after))
    assert place is not None
    assert (after.view_offset(place.start), after.view_offset(place.end)) == (low, high)
    assert not after.text[place.start].isspace()
    assert not after.text[place.end - 1].isspace()


@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_in_a_text_that_only_moved_a_span_is_the_very_same(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 300)))
    words = text[start:end].strip()
    if len(words) < 2:
        return
    new = "A line – and – before.\n\n" + text
    found = [
        locate(Anchor.at(text, start, end), new),
        locate(Anchor.at(text, start, end), new, change=TextChange(text, new)),
    ]
    for place in found:
        assert place is not None
        assert new[place.start : place.end] == words
        assert place.score == 1


@given(awkward, awkward, st.data())
def test_any_input_gives_a_span_inside_the_text_and_always_the_same(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(-3, len(old) + 3))
    end = data.draw(st.integers(-3, len(old) + 3))
    exact, prefix, suffix = data.draw(st.tuples(awkward, awkward, awkward))
    anchor = Anchor(start, end, exact, prefix, suffix)
    places = (
        locate(anchor, new),
        locate(anchor, new, same_text=True),
        locate(anchor, new, change=TextChange(old, new)),
    )
    found = [place for place in places if place is not None]
    suggested = suggest(anchor, new)
    for place in found + suggested:
        assert 0 <= place.start <= place.end <= len(new)
        assert 0 <= place.score <= 1
    for place in suggested:
        assert place.start < place.end
        assert new[place.start : place.end].strip() == new[place.start : place.end]
    assert suggest(anchor, TextView(new)) == suggested
    assert locate(anchor, TextView(new)) == locate(anchor, new)
