"""reStructuredText and Org, read as text with their headings."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.formats import org, rst
from tests.reader.articles.looks import bodies, check_blocks, outline

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read

RST = """\
==========
The Bridge
==========

:Author: Ann Lee
:Author: Bo Ek
:Date: 2024-03-05

Winter
======

It was *closed* in ``May``, see `the report <https://x.example/r>`_
and the note [1]_; a line that goes on.

- One reason,
  which goes on.
- Another.

..

    It is all we have.

.. image:: bridge.png
   :alt: unseen

.. note:: Mind the gap.
   It is deep.

.. a remark nobody sees

.. [1] In the spring
   of the year.

Bread
-----

A recipe::

    flour  water
    salt

| A verse,
| and another.

==== ======
Year Loaves
==== ======
2022 1200
2023 600
==== ======

The end.
"""

ORG = """\
#+TITLE: The Bridge
#+author: Ann Lee; Bo Ek
#+DATE: <2024-03-05 Tue>
#+FILETAGS: :rivers:bridges:
# a remark nobody sees
* TODO [#A] Winter   :cold:
SCHEDULED: <2024-01-01 Mon>
:PROPERTIES:
:ID: 7
:END:
It was /closed/ in =May=, see [[https://x.example/r][the report]]
and the note[fn:1]; a line that goes on.
- One reason,
  which goes on.
- [X] Another.

#+begin_quote
It is all
we have.
#+end_quote
** Bread
#+BEGIN_SRC sh
flour  water
#+END_SRC
| Year | Loaves |
|------+--------|
| 2022 |   1200 |

[fn:1] In the spring.
"""


def test_restructured_text(article: Read) -> None:
    made = article(RST, "a.rst")
    check_blocks(made)
    assert outline(made) == [
        "heading1: The Bridge",
        "heading2: Winter",
        "paragraph: It was closed in May, see the report and the note [1]; a line that goes on.",
        "list item: • One reason, which goes on.",
        "list item: • Another.",
        "quotation: It is all we have.",
        "paragraph: Mind the gap. It is deep.",
        "paragraph: [1] In the spring of the year.",
        "heading3: Bread",
        "paragraph: A recipe:",
        "paragraph: flour water",
        "paragraph: salt",
        "paragraph: A verse,",
        "paragraph: and another.",
        "paragraph: Year Loaves",
        "paragraph: 2022 1200",
        "paragraph: 2023 600",
        "paragraph: The end.",
    ]
    assert made.metadata.authors == ("Ann Lee", "Bo Ek")
    assert made.metadata.date == datetime(2024, 3, 5, tzinfo=UTC)
    assert made.metadata.title == "The Bridge"


def test_org(article: Read) -> None:
    made = article(ORG, "a.org")
    check_blocks(made)
    assert outline(made) == [
        "heading2: Winter",
        "paragraph: It was closed in May, see the report and the note[1]; a line that goes on.",
        "list item: • One reason, which goes on.",
        "list item: • Another.",
        "quotation: It is all we have.",
        "heading3: Bread",
        "paragraph: flour water",
        "paragraph: Year | Loaves",
        "paragraph: 2022 | 1200",
        "paragraph: [1] In the spring.",
    ]
    stated = made.metadata
    assert (stated.title, stated.authors) == ("The Bridge", ("Ann Lee", "Bo Ek"))
    assert stated.date == datetime(2024, 3, 5, tzinfo=UTC)
    assert stated.keywords == ("rivers", "bridges")


LINES = st.lists(
    st.sampled_from(
        ["word", "  word", "* word", "- word", "====", "----", "..", ".. word", ".. a::", "",
         "#+begin_quote", "#+end_quote", ":END:", ":a:", "word::", "| word", "=== ==="]
    ),
    max_size=25,
)  # fmt: skip


@given(LINES)
def test_plain_words_of_org_are_never_lost(lines: list[str]) -> None:
    plain = [line for line in lines if line in ("word", "  word", "- word", "")]
    draft = org.parse("\n".join(plain).encode())
    assert draft.text.replace("•", "").split() == ["word"] * sum("word" in line for line in plain)


@given(LINES)
def test_any_lines_are_read(lines: list[str]) -> None:
    raw = "\n".join(lines).encode()
    for draft in (org.parse(raw), rst.parse(raw)):
        assert draft.text.split() == " ".join(bodies_of(draft.text, draft.blocks)).split()


def bodies_of(text: str, blocks: object) -> list[str]:
    return [text[b.start : b.end] for b in blocks]  # type: ignore[attr-defined]


def test_the_words_of_both_are_the_words_of_the_text(article: Read) -> None:
    assert " ".join(bodies(article(RST, "b.rst"))).count("closed") == 1


def test_a_drawer_that_is_not_closed_is_text(article: Read) -> None:
    made = article("* One\nIntro\n\n:note:\n\nA\n* Two\nB\n", "a.org")
    assert bodies(made) == ["One", "Intro", ":note:", "A", "Two", "B"]


def test_fields_that_say_nothing_of_the_document_are_text(article: Read) -> None:
    made = article(
        ":Author: Ann Lee\n:Abstract: It was\n   closed.\n\nText.\n\n:Ann: I do not agree.\n"
        ":Bo: Nor I.\n\n.. function:: open(bridge)\n\n   Opens it.\n",
        "a.rst",
    )
    assert bodies(made) == [
        "Abstract: It was closed.", "Text.", "Ann: I do not agree.", "Bo: Nor I.", "open(bridge)",
        "Opens it.",
    ]  # fmt: skip
    assert made.metadata.authors == ("Ann Lee",)


@pytest.mark.parametrize(
    ("name", "soup"),
    [
        ("a.rst", "**a "),
        ("a.rst", "`a <b"),
        ("a.org", "#+a[[[["),
        ("a.org", "*a "),
    ],
)
def test_markup_that_never_closes_is_text(article: Read, name: str, soup: str) -> None:
    assert article("T\n=\n\n" + soup * 60_000, name).text.count("a") >= 60_000


def test_a_role_at_the_head_of_a_line_is_no_option(article: Read) -> None:
    made = article(
        ".. note:: See this and\n   :ref:`that section <x>` for more, and\n   go on.\n\n"
        ".. only:: html\n\n   Read it.\n",
        "a.rst",
    )
    assert bodies(made) == ["See this and that section for more, and go on.", "Read it."]


def test_prose_that_looks_like_planning_is_prose(article: Read) -> None:
    made = article(
        "* One\nCLOSED: [2024-01-01]\nText.\n\nCLOSED: on Mondays we rest.\n\n"
        "#+begin_comment\nAnd so on.\n",
        "a.org",
    )
    assert bodies(made) == ["One", "Text.", "CLOSED: on Mondays we rest.", "And so on."]


def test_an_authors_address_is_no_part_of_the_name(article: Read) -> None:
    made = article("#+AUTHOR: Ann Lee <ann@x.example>\nText.\n", "a.org").metadata
    assert made.authors == ("Ann Lee",)
