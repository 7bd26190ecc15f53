"""What the tagger looks at: one description of it, for training and for use.

A token is seen through looks: at itself and its neighbours, whose features depend on the word
alone, so that their weights can be added up once per word; and at its situation. After Ratinov
and Roth, "Design Challenges and Misconceptions in Named Entity Recognition" (CoNLL 2009): shapes,
affixes, gazetteers, clusters, and what the rest of the document does with the same word.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from reader.marks.tagging.clusters import alike
from reader.marks.tagging.lexicon import MOST_REMEMBERED, is_german_noun, lexicon

if TYPE_CHECKING:
    from reader.marks.runs import Run
    from reader.marks.tagging.clusters import Clusters
    from reader.marks.tagging.document import Document

Look: TypeAlias = "str | tuple[int, str]"
"""A feature of the situation; or a word and how many tokens after the place it stands: 0 for the
word itself, less for one before."""

Feature: TypeAlias = tuple[str, str]
"""What is described, and how it is: ``("e3", "son")`` for a word that ends in "son"."""

SITUATION = ""
"""What features that do not depend on a word alone describe."""

Kin: TypeAlias = "tuple[str, str, Clusters]"
"""Pattern, classes and clusters of a word."""

Sort: TypeAlias = "tuple[int, Kin]"
"""At what distance a word is looked at, and its kin."""

PLAIN, LINE, STOP, ABBREVIATED = " ", "¶", "!", ". "
"""Classes of gaps: a space, the edge of a paragraph, the end of a sentence, a full stop that may
be that of an abbreviation. All others are their first mark."""
TIGHT = frozenset(" -.&'")
"""Gaps inside a name across which two words are neighbours."""
NEAR = frozenset(" -")
LONGEST_PARTICLE = 4
"""Letters of the words that are seen together with what follows: articles, prepositions."""
FAR = frozenset({LINE, STOP})
"""Gaps beyond which nothing is looked at."""
SENTENCE_OPENS = frozenset({LINE, STOP, ABBREVIATED, '"', ":", "–", "—", "•", "*"})
"""Gaps after which any word may be capitalised."""
QUOTES = frozenset('“”„"«»‹›')


def shape(form: str) -> str:
    """The pattern of capitals and digits in ``form``."""
    if form.isdigit():
        return "9" * min(len(form), 5)
    if form.isupper():
        return "X" if len(form) == 1 else "XX" if len(form) < 7 else "XXX"
    if form[0].isupper():
        return "Xx" if form[1:].islower() else "XxX"
    if form.islower():
        return "x"
    return "m" if form[0].isalpha() else "d"


@cache
def gap_class(gap: str) -> str:
    """What stands between two tokens, as far as it matters."""
    marks = gap.strip()
    if "\n" in gap and not marks:
        return PLAIN
    if not marks:
        return PLAIN
    if marks[0] in QUOTES or marks[-1] in QUOTES:
        return '"'
    if marks == ".":
        return "." if gap == "." else ABBREVIATED
    if any(mark in ".!?…" for mark in marks):
        return STOP
    return "'" if marks[0] == "’" else "-" if marks[0] == "\u2011" else marks[0]


class Vocabulary:
    """The features of words in one language."""

    def __init__(self, language: str) -> None:
        """``language`` is an ISO 639-1 code."""
        self._lexicon = lexicon()
        self._german = language == "de"
        self._alike = alike(language)
        self._kin: dict[str, Kin] = {}

    def features(self, look: Look) -> list[Feature]:
        """The features that one look at a token sees."""
        if isinstance(look, str):
            return [(SITUATION, look)]
        return [*self.common(self.sort(look)), *self.special(look)]

    def sort(self, look: tuple[int, str]) -> Sort:
        """The sort of the word that is looked at: words of one sort have common features."""
        distance, form = look
        kin = self._kin.get(form)
        if kin is None:
            if len(self._kin) > MOST_REMEMBERED:
                self._kin.clear()
            kin = shape(form), self._classes_of(form.lower()), self._alike.of(form)
            self._kin[form] = kin
        return distance, kin

    def common(self, sort: Sort) -> list[Feature]:
        """The features of all words of a sort."""
        distance, (pattern, classes, clusters) = sort
        place = str(distance) if distance else ""
        found = [(f"{place}s", pattern), (f"{place}c", classes)]
        found.extend((f"{place}q{at}", cluster) for at, cluster in enumerate(clusters))
        if not distance:
            found.append(("bias", ""))
            if pattern[0] == "X":
                found.extend(("C", letter) for letter in classes)
        return found

    def special(self, look: tuple[int, str]) -> list[Feature]:
        """The features of a word that only itself, or words spelt alike, have."""
        distance, form = look
        word = form.lower()
        if distance:
            near = distance in (-1, 1) or form.islower()
            return [(f"{distance}w", word)] if near else []
        if not form[0].isupper():
            return [("w", word)]
        found = [
            ("w", word),
            ("p3", word[:3]),
            ("p4", word[:4]),
            ("e2", word[-2:]),
            ("e3", word[-3:]),
            ("e4", word[-4:]),
        ]
        if self._german:
            found += [("e5", word[-5:]), ("e6", word[-6:]), ("p5", word[:5])]
        return found

    def classes(self, form: str) -> str:
        """The classes of ``form`` in the lexicon, one letter each."""
        return self.sort((0, form))[1][1]

    def _classes_of(self, word: str) -> str:
        found = self._lexicon.classes_of(word)
        if self._german:
            if not found and word.endswith("s") and len(word) > 4:
                found = self._lexicon.classes_of(word[:-1])
            if is_german_noun(word):
                found += "n"
        return found

    def looks(self, known: Document, run: Run, stop: int) -> list[list[Look]]:
        """What is seen of each token of ``run``, whose block ends before token ``stop``."""
        forms, gaps = known.forms, known.gap_classes
        listed = self._listed(known, run, stop)
        alone = run.first == run.last
        seen = []
        for index in range(run.first, run.last + 1):
            form = forms[index]
            looks: list[Look] = [(0, form)]
            if form[0].isupper():
                if index in listed:
                    looks.append(listed[index])
                opens = known.opens_sentence(index)
                looks.append(
                    f"o{opens:d}{known.words[index] in known.lower:d}{known.middle.get(form, 0)}"
                )
                if form in known.before:
                    looks.append(f"d<{self.classes(known.before[form])}")
                if form in known.after:
                    looks.append(f"d>{self.classes(known.after[form])}")
                if alone:
                    looks.append("alone")
            gap = gaps[index]
            looks.append(f"<{gap}")
            if gap == PLAIN or (index > run.first and gap in TIGHT):
                looks.append((-1, forms[index - 1]))
                if self._german and gap == PLAIN and form[0].isupper():
                    before = forms[index - 1]
                    if before.islower() and len(before) <= LONGEST_PARTICLE:
                        looks.append(f"<{before}|{self.classes(form)}")
                further = gaps[index - 1]
                looks.append((-2, forms[index - 2]) if further in NEAR else f"<<{further}")
            elif gap not in FAR:
                looks.append((-2, forms[index - 1]))
            gap = gaps[index + 1]
            looks.append(f">{gap}")
            if gap == PLAIN or (index < run.last and gap in TIGHT):
                looks.append((1, forms[index + 1]))
                further = gaps[index + 2]
                looks.append((2, forms[index + 2]) if further in NEAR else f">>{further}")
            elif gap not in FAR:
                looks.append((2, forms[index + 1]))
            seen.append(looks)
        return seen

    def _listed(self, known: Document, run: Run, stop: int) -> dict[int, str]:
        """The tokens that belong to a name of several words in the lexicon, with its classes."""
        found: dict[int, str] = {}
        for start, end, classes in self._lexicon.names_in(known.words, run.first, run.last, stop):
            found |= {at: f"m{at > start:d}{classes}" for at in range(start, end)}
        return found
