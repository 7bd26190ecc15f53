"""What the whole document tells about its words: how else each is written, and beside whom.

A word that is also written in lower case is hardly a name; one that has a capital in the middle
of sentences hardly anything else; and whoever is "Kim" here is called "Kim Jong Un" elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from operator import add
from typing import TYPE_CHECKING

from reader.marks.gazetteer import gazetteer
from reader.marks.runs import Run, joins, runs
from reader.marks.tagging.features import LINE, PLAIN, SENTENCE_OPENS, gap_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.articles.model import Block
    from reader.articles.tokens import Tokens

SPACES = re.compile(" {2,}")
MOST_COUNTED = 2
"""Capitals in mid-sentence beyond which more tell no more."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article's tokens as the search for names reads them, and what they tell of each other."""

    text: str
    tokens: Tokens
    forms: Sequence[str]
    """Each token as it would be written in the middle of a sentence, as far as that is known."""
    words: Sequence[str]
    """The forms in lower case."""
    gaps: Sequence[str]
    """The text between each token and the one before; in a wrapped block with single spaces."""
    gap_classes: Sequence[str]
    """The class of each gap, ``LINE`` before the first token of a block; one more at the end."""
    runs: Mapping[int, Sequence[Run]]
    """The runs of each block that is searched, by its number, but lone function words."""
    lower: frozenset[str]
    """Words that stand in lower case somewhere."""
    middle: Counter[str]
    """How often a form has its capital in the middle of a sentence."""
    before: dict[str, str]
    """The form that stands before another in the same run, where it first does."""
    after: dict[str, str]

    def opens_sentence(self, index: int) -> bool:
        """Whether token ``index`` has a capital anyway."""
        kind = self.gap_classes[index]
        return (
            kind != PLAIN
            and kind in SENTENCE_OPENS
            and (kind == LINE or not joins(self.gaps[index], self.forms[index - 1]))
        )


def document(
    text: str,
    tokens: Tokens,
    forms: Sequence[str],
    blocks: Sequence[Block],
    searched: Sequence[int],
) -> Document:
    """What the blocks whose numbers are ``searched`` tell.

    ``forms`` replace those of ``tokens``; no line ends in the middle of a block of ``text``.
    """
    ends = [0, *map(add, tokens.starts, map(len, tokens.forms))]
    gaps = [text[end:start] for end, start in zip(ends, tokens.starts, strict=False)]
    for number in searched:
        if blocks[number].wrapped:
            inside = slice(tokens.firsts[number], tokens.firsts[number + 1])
            gaps[inside] = [SPACES.sub(" ", gap) if "  " in gap else gap for gap in gaps[inside]]
    classes = [*map(gap_class, gaps), LINE]
    for first in tokens.firsts:
        classes[first] = LINE
    nothing = _nothing()
    found = {
        number: tuple(
            run
            for run in runs(
                forms,
                gaps,
                tokens.firsts[number],
                tokens.firsts[number + 1],
            )
            if run.first < run.last or forms[run.first] not in nothing
        )
        for number in searched
    }
    made = Document(
        text,
        tokens,
        forms,
        [form.lower() for form in forms],
        gaps,
        classes,
        found,
        lower=frozenset(form for form in set(forms) if form[0].islower()),
        middle=Counter(),
        before={},
        after={},
    )
    for members in found.values():
        _learn(made, members)
    return made


@cache
def _nothing() -> frozenset[str]:
    """Words that name nothing when they stand alone, in any language."""
    lists = gazetteer()
    return frozenset().union(*lists.function_words.values()) - lists.entries.keys()


def _learn(known: Document, members: Iterable[Run]) -> None:
    forms, middle = known.forms, known.middle
    for first, last in members:
        for index in range(first, last + 1):
            form = forms[index]
            if not form[0].isupper():
                continue
            if middle.get(form, 0) < MOST_COUNTED and not known.opens_sentence(index):
                middle[form] += 1
            if index < last and not (form.isupper() and len(form) > 1):
                follower = forms[index + 1]
                if follower[0].isupper():
                    known.before.setdefault(follower, form)
                    known.after.setdefault(form, follower)
