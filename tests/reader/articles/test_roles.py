"""What the paragraphs of a bare text are for."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from reader.articles import Role
from tests.reader.articles.looks import bodies, check_blocks
from tests.reader.articles.test_reading import MORE, PROSE

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read


@pytest.mark.parametrize(
    "notice",
    [
        "Advertisement",
        "ANZEIGE",
        "Read also: Ten bridges that you must see",
        "Lesen Sie auch: Zehn Brücken",
        "Lire aussi : Dix ponts",
        "Share this article on Facebook",
        "This website uses cookies to give you the best experience.",
        "<img src='bridge.png'>",
    ],
)
def test_what_pages_put_among_paragraphs_is_boilerplate(article: Read, notice: str) -> None:
    made = article(f"{PROSE}\n\n{notice}\n\n{MORE}\n\n{PROSE}")
    assert bodies(made, Role.BOILERPLATE) == [notice]


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell on Monday, and read more like a warning than a number.",
        "Advertisement revenue fell by half, said the chairman of the board on Monday.",
        "Related families live on the other bank, and they see each other rarely.",
    ],
)
def test_sentences_that_begin_alike_are_paragraphs(article: Read, sentence: str) -> None:
    made = article(f"{PROSE}\n\n{sentence}\n\n{MORE}\n\n{PROSE}")
    assert not bodies(made, Role.BOILERPLATE)


def test_a_passage_set_off_by_its_indent_is_a_quotation(article: Read) -> None:
    set_off = textwrap.fill(MORE, 60, initial_indent="    ", subsequent_indent="    ")
    wrapped = textwrap.fill(PROSE, 72)
    made = article(f"{wrapped}\n\n{set_off}\n\n{wrapped}\n\n{wrapped}")
    check_blocks(made)
    assert [" ".join(body.split()) for body in bodies(made, Role.QUOTATION)] == [MORE]


def test_a_paragraph_under_an_item_belongs_to_it(article: Read) -> None:
    under = textwrap.fill(MORE, 60, initial_indent="  ", subsequent_indent="  ")
    wrapped = textwrap.fill(PROSE, 72)
    made = article(f"{wrapped}\n\n- One reason.\n\n{under}\n\n{wrapped}\n\n{wrapped}")
    assert len(bodies(made, Role.LIST_ITEM)) == 2
    assert not bodies(made, Role.QUOTATION)


def test_speakers_turns_in_a_transcript_stay_apart_without_empty_lines(article: Read) -> None:
    turns = [
        f"ANN LEE: {PROSE}",
        "Q    Why is that so, and for how long will it be?",
        f"DR. BO EK (OSTRAND): {MORE}",
        f"00:12:30 A: {PROSE}",
    ]
    made = article("\n".join(textwrap.fill(turn, 72) for turn in turns))
    assert [" ".join(body.split()) for body in bodies(made)] == [" ".join(t.split()) for t in turns]


def test_one_foreign_sentence_late_in_a_text_begins_no_comments(article: Read) -> None:
    foreign = "Das ist nicht, was wir von der Brücke erwartet haben, und das sagen wir auch."
    appeal = "Please support us with a donation, and subscribe to our newsletter."
    text = f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{appeal}\n\n“{foreign}”\n\n{PROSE}\n\n{MORE}"
    assert not bodies(article(text), Role.COMMENT)
    comments = "\n\n".join([foreign, "Danke, dass ihr es sagt, und für die Brücke."])
    made = article(f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\n{appeal}\n\n{comments}")
    assert len(bodies(made, Role.COMMENT)) == 2


def test_headings_are_found_where_letters_have_no_case(article: Read) -> None:
    body = (
        "这座桥从春天起就关闭了，委员会星期四开会讨论此事，主席说没有人预料到修理需要这么长时间。"
        * 3
    )
    made = article(f"{body}\n\n另一岸\n\n{body}\n\n{body}")
    assert bodies(made, Role.HEADING) == ["另一岸"]


def test_wrapped_lines_of_unspaced_writing_are_joined_without_a_space(article: Read) -> None:
    body = (
        "这座桥从春天起就关闭了，委员会星期四开会讨论此事，主席说没有人预料到修理需要这么长时间。"
        * 2
    )
    lines = [body[at : at + 34] for at in range(0, len(body), 34)]
    made = article("\n".join(lines) + "\n\n" + "\n".join(lines))
    assert bodies(made, Role.PARAGRAPH) == [body, body]
