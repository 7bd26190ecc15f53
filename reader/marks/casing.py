"""Tokens as they would be written in running text: headlines in capitals read like any sentence.

A block in capitals throughout, or a heading or first line with a capital on most words, as English
headlines have it, is told by the rest of the article, and by what the lexicon knows, which of its
words are names.
Invariant: a form differs from its token in case alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.marks.gazetteer import gazetteer
from reader.marks.tagging.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.articles.model import Block
    from reader.articles.tokens import Tokens

LEAST_TITLE = 3
"""Words that a line with a capital on each must have to be taken for a headline."""
MOST_TITLE = 20
NAMING = frozenset("cropt")
"""Classes of the lexicon that make a common word a name in a headline, too."""
NO_TITLES = frozenset({"de"})
"""Languages whose headlines have no capitals of their own."""


def cased_forms(text: str, tokens: Tokens, blocks: Sequence[Block]) -> Sequence[str]:
    """The form of each of ``tokens``, the blocks of ``text`` being ``blocks``."""
    loud = dict.fromkeys(
        n for n, block in enumerate(blocks) if text[block.start : block.end].isupper()
    )
    titled = [
        number for number, block in enumerate(blocks)
        if (block.role is Role.HEADING or (number == 0 and text[block.end - 1] != "."))
        and number not in loud and block.language not in NO_TITLES
        and _is_titled(_forms(tokens, number))
    ]  # fmt: skip
    if not loud and not titled:
        return tokens.forms
    plain = _PlainText(tokens, set(loud) | set(titled), len(blocks))
    forms = list(tokens.forms)
    for number in (*loud, *titled):
        start, stop = tokens.firsts[number], tokens.firsts[number + 1]
        named = set(_named(_forms(tokens, number)))
        for at in range(stop - start):
            form = tokens.forms[start + at]
            before = tokens.forms[start + at - 1] if at else ""
            follower = tokens.forms[start + at + 1] if start + at + 1 < stop else ""
            if at in named:
                forms[start + at] = form.title() if form.isupper() else form
            elif number in loud:
                forms[start + at] = plain.unshouted(form)
            else:
                forms[start + at] = plain.untitled(before, form, follower)
    return forms


def _named(forms: Sequence[str]) -> Iterator[int]:
    """Which of ``forms`` belong to names of several words that the lexicon knows."""
    words = [form.lower() for form in forms]
    for name in lexicon().names_in(words, 0, len(words) - 1, len(words)):
        yield from range(name.start, name.stop)


def _forms(tokens: Tokens, number: int) -> list[str]:
    return tokens.forms[tokens.firsts[number] : tokens.firsts[number + 1]]


def _is_titled(forms: Sequence[str]) -> bool:
    """Whether nearly all long words have a capital, more than names would."""
    long = [form for form in forms if len(form) > 3 and form.isalpha()]
    common = sum("w" in lexicon().classes_of(form.lower()) for form in long)
    capitals = sum(form[0].isupper() for form in long)
    return LEAST_TITLE <= len(long) <= MOST_TITLE and capitals >= 0.8 * len(long) and common > 0


class _PlainText:
    """How the rest of the article writes words."""

    def __init__(self, tokens: Tokens, odd: set[int], blocks: int) -> None:
        """``odd`` are the numbers of the blocks whose capitals tell nothing."""
        self._seen: set[str] = set()
        within: set[str] = set()
        for number in range(blocks):
            if number not in odd:
                forms = _forms(tokens, number)
                self._seen.update(forms)
                within.update(forms[1:])
        self._lower = {form for form in self._seen if form[0].islower()}
        self._middle = {form for form in within if form[0].isupper()}

    def unshouted(self, form: str) -> str:
        """A token of a block that is in capitals."""
        if len(form) == 1 or not form.isupper() or form in self._seen:
            return form
        titled, word = form.title(), form.lower()
        if titled in self._middle and word not in self._lower:
            return titled
        if form in gazetteer().entries and titled not in gazetteer().entries:
            return form
        return word if self._is_common(word) else titled

    def untitled(self, before: str, form: str, follower: str) -> str:
        """A token of a headline, between the tokens ``before`` and ``follower``."""
        word = form.lower()
        if not form[0].isupper() or form.isupper():
            return form
        if before in gazetteer().given_names and not self._is_common(before.lower()):
            return form
        if form in self._middle and word not in self._lower:
            return form
        if "f" in lexicon().classes_of(word) and follower[:1].isupper():
            return form if not self._is_common(follower.lower()) else word
        return word if self._is_common(word) else form

    def _is_common(self, word: str) -> bool:
        classes = lexicon().classes_of(word)
        if NAMING & set(classes):
            return False
        return word in self._lower or "w" in classes
