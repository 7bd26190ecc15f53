"""What was deleted from among its like stays an orphan, at the first look and at each later one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring import TextChange, TextView, locate, suggest
from annotations.anchoring.sliding import at_breaks
from annotations.anchoring.token_diff import equal_blocks
from annotations.model import Anchor

COUNTED = {
    "digits": [str(number) for number in range(1, 31)],
    "names": [first + second for first in "AEKLMR" for second in ("mes", "ll", "rd", "ntz", "ox")],
    "words": [
        f"{one} {other}"
        for one in ("old", "second", "third", "first", "next")
        for other in ("quarrel", "visit", "vote", "strike", "ballot", "meeting")
    ],
}
PATTERN = (
    "Paragraph {}.",
    "The minister said on Tuesday: “We are not going to sign anything this year,” she told "
    "reporters.",
    "Nobody in the room seemed surprised by paragraph {}, which went on for a while longer about "
    "harbour fees and pilots.",
)
COMMENTS = (
    "Comments",
    "Nobody in the room seemed surprised, Anna wrote, and neither was I by the harbour fees.",
    "This went on for a while longer than I can bear, wrote Bert to the minister on Tuesday.",
)


def paragraphs(pattern: tuple[str, ...], names: list[str]) -> list[str]:
    return [" ".join(pattern).replace("{}", name) for name in names]


def text(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def sentence(parts: list[str], at: int, words: str) -> Anchor:
    old = text(parts)
    start = old.index(words, len(text(parts[:at])) + 1 if at else 0)
    return Anchor.at(old, start, start + len(words))


def stays_an_orphan(anchor: Anchor, old: str, new: str) -> None:
    """At the first look, when the offsets count in the new text, and after the next edits of it.

    At a later look it cannot be told from the very same words in the very same surroundings.
    """
    assert locate(anchor, new, change=TextChange(old, new)) is None
    if anchor.prefix + anchor.exact + anchor.suffix in new:
        return
    assert locate(anchor, new, same_text=True) is None
    for newer in ("A new beginning.\n\n" + new, new + "\nA new end.\n"):
        assert locate(anchor, newer, change=TextChange(new, newer)) is None
    back = locate(anchor, old, change=TextChange(new, old))
    assert back is not None
    assert (back.start, back.end) == (anchor.start, anchor.end)


@pytest.mark.parametrize("comments", [(), COMMENTS], ids=["alone", "with comments"])
@pytest.mark.parametrize("gone", ["first", "middle", "two in the middle", "last", "last two"])
@pytest.mark.parametrize("number", [2, 5, 10, 30])
@pytest.mark.parametrize("kind", COUNTED)
def test_a_sentence_deleted_from_among_its_like_is_an_orphan(
    kind: str, number: int, gone: str, comments: tuple[str, ...]
) -> None:
    names = COUNTED[kind][:number]
    middle = number // 2
    low, high = {
        "first": (0, 1),
        "middle": (middle, middle + 1),
        "two in the middle": (middle - 1, middle + 1),
        "last": (number - 1, number),
        "last two": (number - 2, number),
    }[gone]
    for pattern in (PATTERN, PATTERN[1:]):
        parts = [*paragraphs(pattern, names), *comments]
        old, new = text(parts), text(parts[:low] + parts[high:])
        for at in range(low, high):
            for words in pattern:
                anchor = sentence(parts, at, words.replace("{}", names[at]))
                stays_an_orphan(anchor, old, new)
                if high - low < number:
                    assert suggest(anchor, new)


@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize("words", PATTERN)
def test_without_the_old_text_no_one_of_many_alike_is_taken(kind: str, words: str) -> None:
    names = COUNTED[kind]
    parts = paragraphs(PATTERN, names)
    for at in range(2, len(parts) - 2):
        anchor = sentence(parts, at, words.replace("{}", names[at]))
        assert locate(anchor, text(parts[:at] + parts[at + 1 :])) is None


WORD = st.sampled_from(["The", "pilots", "told", "him", "nothing", "of", "fees", "and", "ships"])
SENTENCE = st.lists(WORD, min_size=2, max_size=9).map(" ".join)


@given(st.lists(SENTENCE, min_size=1, max_size=4), st.integers(2, 12), st.data())
def test_no_deleted_sentence_lands_on_another_paragraph_of_the_old_text(
    sentences: list[str], number: int, data: st.DataObject
) -> None:
    varied = data.draw(st.integers(0, len(sentences) - 1))
    pattern = tuple(
        f"{words}{' about {}' if at == varied else ''}." for at, words in enumerate(sentences)
    )
    names = data.draw(st.permutations(COUNTED[data.draw(st.sampled_from(sorted(COUNTED)))]))
    low = data.draw(st.integers(0, number - 1))
    high = data.draw(st.integers(low + 1, number))
    parts = paragraphs(pattern, names[:number])
    at = data.draw(st.integers(low, high - 1))
    words = data.draw(st.sampled_from(pattern)).replace("{}", names[at])
    stays_an_orphan(sentence(parts, at, words), text(parts), text(parts[:low] + parts[high:]))


BRIEF = st.lists(st.sampled_from(["a", "b.", "c", "\n\n"]), max_size=14).map(" ".join)


@given(BRIEF, BRIEF)
def test_what_is_moved_along_to_a_break_still_joins_the_same_letters(old: str, new: str) -> None:
    before, after = TextView(old), TextView(new)
    blocks = equal_blocks(before.tokens, after.tokens)
    slid = at_breaks(blocks, before, after)
    assert sum(block.length for block in slid) == sum(block.length for block in blocks)
    for one in slid:
        assert (
            before.folded[one.old : one.old + one.length]
            == after.folded[one.new : one.new + one.length]
        )
    for one, other in pairwise(slid):
        assert one.old + one.length <= other.old
    for one, other in pairwise(sorted(slid, key=lambda block: block.new)):
        assert one.new + one.length <= other.new
