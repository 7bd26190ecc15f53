from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.codebook import Codebook, Tag, is_within
from annotations.codebook.file import read_codebook, write_codebook
from annotations.codebook.retagging import (
    Retagging,
    add,
    alias,
    describe,
    merge,
    move,
    recolour,
    remove,
    rename,
    retag,
    unalias,
)
from annotations.errors import CodebookError, TagError
from annotations.model import Anchor, Annotation, ArticleNotes, Sidecar, Source, clean_tag
from tests.annotations.codebook.codebooks import codebooks, short_names, tag_trees

if TYPE_CHECKING:
    from collections.abc import Callable

BOOK = read_codebook("""\
tags:
  method: {colour: red, description: "How.", aliases: [way], weight: 1}
  # chosen how?
  method/sampling: {colour: yellow, description: "Chosen.", aliases: [sampling], weight: 2}
  survey: {description: "Asked.", aliases: [poll], depth: 3}
...
""")
IN_USE = frozenset({"method/sampling/random", "survey/online", "strike", "place/north"})


def sidecar(*tags: str, article: tuple[str, ...] = ()) -> Sidecar:
    annotation = Annotation("a", "highlight", Anchor(0, 3, "The"), tags, modified="2020")
    untouched = Annotation("b", "highlight", Anchor(0, 3, "The"), ("quiet",), modified="2020")
    book = Sidecar(Source()).with_article(ArticleNotes(article))
    return book.put(annotation).put(untouched)


def all_tags(sidecar: Sidecar) -> set[str]:
    said = {tag for annotation in sidecar.annotations.values() for tag in annotation.tags}
    return said | set(sidecar.article.tags)


def test_tags_are_renamed_everywhere_their_order_kept_and_equal_ones_united() -> None:
    before = sidecar("x", "a", "y", "b", article=("b", "z"))
    after = retag(before, {"a": "new", "b": "new", "unused": "q"})
    assert after.annotations["a"].tags == ("x", "new", "y")
    assert after.article.tags == ("new", "z")
    assert after.annotations["a"].modified == "2020"
    assert after.annotations["b"] is before.annotations["b"]


def test_a_time_is_given_to_what_changed_and_to_nothing_else() -> None:
    after = retag(sidecar("a"), {"a": "b"}, "2030")
    assert after.annotations["a"].modified == "2030"
    assert after.annotations["b"].modified == "2020"


def test_names_that_change_places_do_so_at_once() -> None:
    assert retag(sidecar("a", "b"), {"a": "b", "b": "a"}).annotations["a"].tags == ("b", "a")


def test_the_same_sidecar_is_returned_when_nothing_changes() -> None:
    before = sidecar("a", article=("b",))
    assert retag(before, {"c": "d", "a": "a"}) is before


@given(
    st.lists(short_names, max_size=4, unique=True),
    st.lists(short_names, max_size=4, unique=True),
    st.dictionaries(short_names, st.just("") | short_names),
)
def test_no_tag_is_lost_but_those_that_are_to_have_no_name(
    said: list[str], of_article: list[str], renamed: dict[str, str]
) -> None:
    before = sidecar(*said, article=tuple(of_article))
    after = retag(before, renamed)
    assert all_tags(after) == {renamed.get(tag, tag) for tag in all_tags(before)} - {""}
    assert len(set(after.article.tags)) == len(after.article.tags)


def test_a_tag_is_added_with_all_that_is_said_of_it() -> None:
    act = add(BOOK, IN_USE, " strike ", colour="Blue", description="x ", aliases=["walkout"])
    assert act.codebook.tags["strike"] == Tag("blue", "x", ("walkout",))
    assert act.renamed == {}


def test_renaming_takes_all_beneath_along_in_the_codebook_and_in_use() -> None:
    act = rename(BOOK, IN_USE, "method", "approach/new")
    assert act.renamed == {
        "method": "approach/new",
        "method/sampling": "approach/new/sampling",
        "method/sampling/random": "approach/new/sampling/random",
    }
    assert act.codebook.tags["approach/new/sampling"] == BOOK.tags["method/sampling"]
    assert set(act.codebook.tags) == {"approach/new", "approach/new/sampling", "survey"}
    assert act.codebook.comments == {("tags", "approach/new/sampling"): ("# chosen how?",)}


def test_a_tag_that_only_begins_with_the_same_letters_stays() -> None:
    assert rename(Codebook(), {"strike", "strikes"}, "strike", "x").renamed == {"strike": "x"}


def test_what_only_stands_above_others_can_be_renamed() -> None:
    assert rename(BOOK, IN_USE, "place", "where").renamed == {"place/north": "where/north"}


def test_the_case_of_a_tag_can_be_renamed() -> None:
    act = rename(BOOK, IN_USE, "survey", "Survey")
    assert act.renamed == {"survey": "Survey", "survey/online": "Survey/online"}
    assert "Survey" in act.codebook.tags


def test_a_tag_can_take_one_of_its_own_aliases_for_its_name() -> None:
    act = rename(BOOK, IN_USE, "survey", "poll")
    assert act.codebook.resolve("Poll") == "poll"


def test_renaming_to_the_same_name_changes_nothing() -> None:
    assert rename(BOOK, IN_USE, "method", " method/ ") == Retagging(BOOK)


def test_moving_keeps_the_last_level() -> None:
    assert move(BOOK, IN_USE, "method/sampling", "").renamed == {
        "method/sampling": "sampling",
        "method/sampling/random": "sampling/random",
    }
    assert move(BOOK, IN_USE, "strike", "event/labour").renamed == {"strike": "event/labour/strike"}
    assert move(BOOK, IN_USE, "method/sampling", "method") == Retagging(BOOK)


def test_merging_unites_descriptions_aliases_and_what_stands_beneath() -> None:
    act = merge(BOOK, IN_USE, ["survey", "method/sampling"], "method")
    assert act.renamed == {
        "survey": "method",
        "survey/online": "method/online",
        "method/sampling": "method",
        "method/sampling/random": "method/random",
    }
    assert act.codebook == Codebook(
        {
            "method": Tag(
                "red",
                "How.\n\nAsked.\n\nChosen.",
                ("way", "poll", "sampling", "survey", "method/sampling"),
                {"weight": 1, "depth": 3},
            )
        },
        comments={("tags", "method"): ("# chosen how?",)},
    )
    assert act.codebook.resolve("survey/online/x") == "method/online/x"
    assert act.codebook.resolve("Method/Sampling") == "method"


def test_merging_into_a_tag_without_an_entry_makes_one_with_the_colour_of_the_source() -> None:
    act = merge(BOOK, IN_USE, ["method/sampling"], "strike")
    assert act.codebook.tags["strike"].colour == "yellow"
    assert act.codebook.tags["strike"].aliases == ("sampling", "method/sampling")


def test_of_two_colours_the_one_that_is_known_prevails_and_comments_stand_together() -> None:
    book = read_codebook("""\
tags:
  # first
  a: {colour: mauve}
  # second
  b: {colour: red}
...
""")
    act = merge(book, (), ["b"], "a")
    assert act.codebook.tags["a"].colour == "red"
    assert act.codebook.comments == {("tags", "a"): ("# first", "# second")}


def test_a_name_that_differs_in_case_alone_needs_no_alias() -> None:
    act = merge(Codebook(), {"Strike", "strike", "strike/x"}, ["Strike"], "strike")
    assert act.codebook.tags["strike"].aliases == ()
    assert act.codebook.resolve("Strike") == "strike"


def test_a_source_beneath_another_goes_to_the_same_tag() -> None:
    in_use = {"a", "a/b", "a/b/c", "z"}
    act = merge(Codebook(), in_use, ["a", "a/b"], "z")
    assert act.renamed == {"a": "z", "a/b": "z", "a/b/c": "z/c"}
    assert act.codebook.tags == {"z": Tag(aliases=("a", "a/b"))}


def test_an_old_name_that_another_tag_takes_is_no_alias() -> None:
    act = merge(Codebook(), {"a/b", "a/b/b"}, ["a/b"], "a")
    assert act.renamed == {"a/b": "a", "a/b/b": "a/b"}
    assert act.codebook.resolve("a/b") == "a/b"
    assert retag(sidecar("a/b", "a/b/b"), act.renamed).annotations["a"].tags == ("a", "a/b")


def test_merging_nothing_changes_nothing() -> None:
    assert merge(BOOK, IN_USE, [], "method") == Retagging(BOOK)


def test_colour_description_and_aliases_are_set_also_of_a_tag_without_an_entry() -> None:
    assert recolour(BOOK, IN_USE, "strike", "Red").codebook.tags["strike"] == Tag("red")
    assert recolour(BOOK, IN_USE, "method", "").codebook.tags["method"].colour == ""
    assert describe(BOOK, IN_USE, "place", "x\r\n").codebook.tags["place"] == Tag("", "x")
    book = alias(BOOK, IN_USE, "method", ["WAY", "road", "Road"]).codebook
    assert book.tags["method"].aliases == ("way", "road")
    assert unalias(book, IN_USE, "method", ["Way"]).codebook.tags["method"].aliases == ("road",)


def test_removing_takes_the_entry_and_only_if_asked_the_tag() -> None:
    act = remove(BOOK, IN_USE, "method/sampling")
    assert set(act.codebook.tags) == {"method", "survey"}
    assert act.codebook.comments == {(): ("# chosen how?",)}
    assert act.renamed == {}
    act = remove(BOOK, IN_USE, "method", from_annotations=True)
    assert retag(sidecar("method", "x", "method/sampling"), act.renamed).annotations["a"].tags == (
        "x",
        "method/sampling",
    )
    assert remove(BOOK, IN_USE, "strike", from_annotations=True) == Retagging(BOOK, {"strike": ""})


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda: rename(BOOK, IN_USE, "strikes", "x"), 'no tag "strikes". Did you mean "strike"?'),
        (lambda: rename(BOOK, IN_USE, "Poll", "x"), 'Did you mean "survey"?'),
        (lambda: merge(BOOK, IN_USE, ["survey"], "nowhere"), 'no tag "nowhere". Add it first.'),
        (lambda: rename(BOOK, IN_USE, "survey", "strike"), 'Merge "survey" into it'),
        (lambda: rename(BOOK, IN_USE, "survey", "place"), '"place" is a tag already'),
        (lambda: rename(BOOK, IN_USE, "method", "method/sampling"), "is a tag already"),
        (lambda: rename(BOOK, IN_USE, "survey", "Way"), '"Way" is an alias of "method"'),
        (lambda: move(BOOK, IN_USE, "method", "method/sampling"), "cannot stand beneath itself"),
        (lambda: move(BOOK, IN_USE, "method", "method"), "cannot stand beneath itself"),
        (lambda: move(BOOK, {"place/strike", "strike"}, "strike", "place"), "is a tag already"),
        (lambda: merge(BOOK, IN_USE, ["method"], "method"), "merged into itself"),
        (lambda: merge(BOOK, IN_USE, ["method"], "method/sampling"), "into a tag beneath it"),
        (lambda: add(BOOK, IN_USE, "method"), "in the codebook already"),
        (lambda: add(BOOK, IN_USE, "Way"), '"Way" is an alias of "method"'),
        (lambda: add(BOOK, IN_USE, "new", colour="mauve"), "no colour"),
        (lambda: add(BOOK, IN_USE, "new", aliases=["Place"]), '"place" is a tag itself'),
        (lambda: recolour(BOOK, IN_USE, "method", "#12"), "Take one of red, orange"),
        (lambda: alias(BOOK, IN_USE, "method", ["Strike"]), 'Merge it into "method"'),
        (lambda: alias(BOOK, IN_USE, "method", ["poll"]), '"poll" is an alias of "survey"'),
        (lambda: unalias(BOOK, IN_USE, "method", ["x"]), '"x" is no alias .* are: "way"'),
        (lambda: remove(BOOK, IN_USE, "strike"), "take it from the annotations too"),
        (lambda: remove(BOOK, IN_USE, "place", from_annotations=True), "stands above other tags"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_with_a_remedy(
    act: Callable[[], Retagging], words: str
) -> None:
    with pytest.raises(CodebookError, match=words.replace("?", r"\?")):
        act()


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(TagError):
        rename(BOOK, IN_USE, "method", "/")


@given(tag_trees(), st.data())
def test_renaming_and_renaming_back_gives_the_same(
    tree: tuple[Codebook, frozenset[str]], data: st.DataObject
) -> None:
    codebook, in_use = tree
    names = sorted({*codebook.tags, *in_use})
    assume(names)
    old, new = clean_tag(data.draw(st.sampled_from(names))), data.draw(short_names)
    # From a tag's place to that of the one above it there is no way back but merging.
    assume(not is_within(old, new))
    try:
        there = rename(codebook, in_use, old, new)
    except CodebookError:
        assume(False)
    used = frozenset(there.renamed.get(tag, tag) for tag in in_use)
    back = rename(there.codebook, used, new, old)
    assert back.codebook == codebook
    assert frozenset(back.renamed.get(tag, tag) for tag in used) == in_use
    said = sidecar(*sorted(in_use))
    assert retag(retag(said, there.renamed), back.renamed) == said


@given(tag_trees(), st.data())
def test_after_merging_the_sources_are_gone_and_their_names_lead_to_the_tag(
    tree: tuple[Codebook, frozenset[str]], data: st.DataObject
) -> None:
    codebook, in_use = tree
    names = sorted({*codebook.tags, *in_use})
    assume(len(names) > 1)
    into = data.draw(st.sampled_from(names))
    sources = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
    assume(not any(is_within(into, source) for source in sources))
    act = merge(codebook, in_use, sources, into)
    left = {*act.codebook.tags, *(act.renamed.get(tag, tag) for tag in in_use)}
    assert left == {act.renamed.get(tag, tag) for tag in names} | {into}
    assert all(
        any(is_within(old, source) for source in sources) and is_within(new, into)
        for old, new in act.renamed.items()
    )
    for source in sources:
        assert act.codebook.resolve(source, left) in {into, source}
        if not any(is_within(name, source) for name in left):
            assert act.codebook.resolve(source, left) == into
            with pytest.raises(CodebookError, match="There is no tag"):
                merge(act.codebook, left, [source], into)
    for name, tag in codebook.tags.items():
        assert tag.description in act.codebook.tags[act.renamed.get(name, name)].description


@given(codebooks(), st.data())
def test_what_an_act_leaves_can_be_written_and_read(
    codebook: Codebook, data: st.DataObject
) -> None:
    assume(codebook.tags)
    names = st.sampled_from(sorted(codebook.tags))
    one, other = data.draw(names), data.draw(names)
    acts: list[Callable[[], Retagging]] = [
        lambda: rename(codebook, (), one, f"{other}/new"),
        lambda: move(codebook, (), one, ""),
        lambda: move(codebook, (), one, other),
        lambda: merge(codebook, (), [one], other),
        lambda: remove(codebook, (), one),
        lambda: describe(codebook, (), one, other),
    ]
    try:
        act = data.draw(st.sampled_from(acts))()
    except CodebookError:
        assume(False)
    assert read_codebook(write_codebook(act.codebook)) == act.codebook
    written = [text for texts in codebook.comments.values() for text in texts]
    left = [text for texts in act.codebook.comments.values() for text in texts]
    assert sorted(left) == sorted(written)
