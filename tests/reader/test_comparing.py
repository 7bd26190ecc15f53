from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles import Article, Block, Metadata, Role
from reader.comparing import LEAST, shared_passages

WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), max_size=40)
SHARED = Path(__file__).parents[3] / "shared" / "articles"


def article(text: str) -> Article:
    blocks = (Block(0, len(text), Role.PARAGRAPH),) if text else ()
    return Article(
        text=text,
        blocks=blocks,
        metadata=Metadata(title="x"),
        format="text",
        sha256="",
        text_sha256="",
        pages=(),
    )


def test_a_passage_of_both_is_found_whole_whatever_stands_around_it_and_its_case() -> None:
    ours = article("First. “We shall go on together to the end”, he said.")
    theirs = article("He told us: We shall GO on, together to the end! And left.")
    (passage,) = shared_passages(ours, theirs)
    assert ours.text[slice(*passage.ours)] == "We shall go on together to the end"
    assert theirs.text[slice(*passage.theirs)] == "We shall GO on, together to the end"


def test_of_several_copies_the_longest_is_taken() -> None:
    ours = article("one two three four five six seven eight nine")
    theirs = article("one two three four five six. And: one two three four five six seven eight.")
    (passage,) = shared_passages(ours, theirs)
    assert theirs.text[slice(*passage.theirs)].endswith("seven eight")


def test_fewer_words_are_no_passage() -> None:
    ours, theirs = article("one two three four five"), article("one two three four five")
    assert shared_passages(ours, theirs) == []


@given(WORDS, WORDS)
def test_what_is_found_is_the_same_in_both_and_does_not_overlap(
    here: list[str], there: list[str]
) -> None:
    ours, theirs = article(" ".join(here)), article(" ".join(there))
    last = 0
    for passage in shared_passages(ours, theirs):
        words = ours.text[slice(*passage.ours)]
        assert words == theirs.text[slice(*passage.theirs)]
        assert len(words.split()) >= LEAST
        assert passage.ours[0] >= last
        last = passage.ours[1]


@given(WORDS.filter(lambda words: len(words) >= LEAST))
def test_a_text_is_all_shared_with_itself(words: list[str]) -> None:
    text = article(" ".join(words))
    assert shared_passages(text, text)[0].ours == (0, len(text.text))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real articles are not here")
def test_two_reports_of_one_event_have_words_in_common() -> None:
    from reader.articles.reading import read

    one, other = (read(file) for file in sorted(SHARED.glob("beijing-*.txt")))
    assert shared_passages(one, other)
