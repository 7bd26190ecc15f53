"""Whom the words of a speaker mean: a name, or a pronoun or an office that leads to one.

"She" is the woman named last, "the chancellor" whoever the article introduces as chancellor. What
leads to nobody stands for itself. Invariant: nobody is meant who is not named in the article, and
"they", "it" and "we" mean no single person.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from reader.articles.sentences import stops
from reader.articles.tokens import words_of
from reader.marks.grammar import grammar
from reader.marks.model import Kind, Mark, Reference, Speaker
from reader.marks.roles import Offices, role_in, roles_beside
from reader.marks.tagging.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Article
    from reader.marks.phrases import Phrase
    from reader.marks.roles import Role

NEAR = 1_200
"""Code points within which a pronoun's person is named."""
COMPLEMENT = re.compile(r"\w (?:of|for|with|at|from|in|von|vom|der|des|aus|im) (?:the )?\Z")
"""The end of words that a name complements but is not the head of: "a friend of"."""
POSSESSIVE = re.compile(r"['’]s?\s")
TOGETHER = re.compile(r"\b(?:and|und)\b|&")
FIRST_WORD = re.compile(r"\w{1,40}")
"""No pronoun is longer."""
APPOSITION = re.compile(r", ([^,.;:()\n]{2,60})(?=,)")
FEMALE, MALE = "g", "f"
"""Classes of given names in the lexicon."""


class Referents:
    """The people of one article, and what else they are called there."""

    def __init__(self, article: Article, masked: str, entities: Sequence[Mark]) -> None:
        """``masked`` is the text without what is quoted; ``entities`` are in order."""
        self._text = article.text
        self._masked = masked
        self._blocks = article.blocks
        self._entities = entities
        self._starts = [mark.start for mark in entities]
        self._people = [
            mark
            for mark in entities
            if mark.kind is Kind.PERSON and masked[mark.start] == article.text[mark.start]
        ]
        self._people_starts = [mark.start for mark in self._people]
        self._firsts: dict[tuple[int, str], tuple[int, int]] = {}
        self._bearers: dict[Role, dict[str, None]] = {}
        self._named_at: dict[Role, list[int]] = {}

    def speaker(self, phrase: Phrase, rule: str, cue: tuple[int, int] | None) -> Speaker:
        """The speaker that ``phrase`` means, found by ``rule`` and ``cue``."""
        start, end = phrase.start, phrase.end
        said = " ".join(self._text[start:end].split())
        name, reference = said, Reference.WORDS
        person, named = self._named(start, end)
        if not person and (apposed := self._apposed(end)):
            name, reference = apposed, Reference.ROLE
        elif person or named:
            name, reference = person or named, Reference.NAME
        elif said.lower() in grammar().personal:
            plural = said.lower() == "sie" and cue and self._text[slice(*cue)].endswith("en")
            if not plural and (meant := self._last_person(start, said.lower())):
                name, reference = meant, Reference.PRONOUN
        elif bearer := self._in_role(said, start):
            name, reference = bearer, Reference.ROLE
        elif said.isupper() and (labelled := self._with_surname(said)):
            name, reference = labelled, Reference.NAME
        return Speaker(start, end, name, rule, reference, cue)

    def _named(self, start: int, end: int) -> tuple[str, str]:
        """The one person in the phrase, and the body or the place that ends it."""
        named = ""
        people: list[str] = []
        first = bisect_right(self._starts, start - 1)
        for mark in self._entities[first : bisect_left(self._starts, end)]:
            if COMPLEMENT.search(self._text[start : mark.start]):
                continue
            owned = POSSESSIVE.match(self._text, mark.end)
            if owned and owned.end() < end:
                continue
            if mark.kind is Kind.PERSON:
                people.append(mark.name)
            elif mark.kind is not Kind.DATE and end <= mark.end:
                named = mark.name
        if len(people) > 1 and TOGETHER.search(self._text[start:end]):
            return "", ""
        return people[-1] if people else "", named

    def _apposed(self, end: int) -> str:
        """The person named in the apposition to a phrase: "his deputy, Mary Smith, said"."""
        apposition = APPOSITION.match(self._masked, end)
        if apposition is None:
            return ""
        at = bisect_left(self._people_starts, apposition.start(1))
        if at < len(self._people) and self._people[at].end == apposition.end(1):
            return self._people[at].name
        return ""

    def _last_person(self, at: int, pronoun: str) -> str:
        """The person named before ``at`` whom ``pronoun`` most likely means.

        In the sentence itself and the ones before it, whoever is named first and not as the owner
        of something; a sentence that begins with the same pronoun speaks of the same person.
        """
        number = bisect_left(self._people_starts, at) - 1
        if pronoun == "who":
            gap = (self._people[number].end, at) if number >= 0 else (0, NEAR)
            near = gap[1] - gap[0] < NEAR and self._text[slice(*gap)].strip() in ("", ",")
            return self._people[number].name if near else ""
        here = self._sentence(at)
        while number >= 0 and at - self._people_starts[number] < NEAR:
            start = self._sentence(self._people_starts[number])
            first, last = bisect_left(self._people_starts, start), number
            number = first - 1
            opening = FIRST_WORD.match(self._masked, start)
            if start < here and opening and opening[0].lower() == pronoun:
                continue
            if found := self._subject(first, last, pronoun):
                return found
        return ""

    def _subject(self, first: int, last: int, pronoun: str) -> str:
        """The first of the people ``first`` to ``last`` whom ``pronoun`` can mean.

        ``first`` is the first of a sentence, and ``last`` stands in the same.
        """
        wanted = ""
        if pronoun in grammar().feminine:
            wanted = FEMALE
        elif pronoun in grammar().masculine:
            wanted = MALE
        if (first, wanted) not in self._firsts:
            self._firsts[first, wanted] = self._first_fitting(first, wanted)
        fitting = (number for number in self._firsts[first, wanted] if first <= number <= last)
        return next((self._people[number].name for number in fitting), "")

    def _first_fitting(self, first: int, wanted: str) -> tuple[int, int]:
        """In the sentence that begins with the person ``first``, who is the first of the
        ``wanted`` gender, if any, that owns nothing, and who the first that does; -1 for nobody.
        """
        owner = -1
        start = self._sentence(self._people_starts[first])
        for number in range(first, len(self._people)):
            mark = self._people[number]
            if self._sentence(mark.start) != start:
                break
            if wanted and self._gender(mark.name) not in ("", wanted):
                continue
            if not POSSESSIVE.match(self._text, mark.end):
                return number, owner
            owner = number if owner < 0 else owner
        return -1, owner

    def _sentence(self, at: int) -> int:
        """Where the sentence starts that holds ``at``, near enough."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    @cached_property
    def _sentences(self) -> list[int]:
        """Where sentences start, in order."""
        starts = [0]
        for block in self._blocks:
            starts.append(block.start)
            starts.extend(
                stop.following
                for stop in stops(self._masked, block.start, block.end, block.language)
                if stop.following < block.end
            )
        return starts

    def _gender(self, name: str) -> str:
        """``FEMALE``, ``MALE``, or nothing when neither a title nor the given name tells."""
        return self._genders.get(name, "")

    @cached_property
    def _genders(self) -> dict[str, str]:
        """The gender of each of the people that some title or the given name tells."""
        told: dict[str, str] = {}
        for mark in self._people:
            before = words_of(self._text[max(0, mark.start - 20) : mark.start])
            title = before[-1].lower() if before else ""
            if title in grammar().feminine or title.endswith(("rin", "woman")):
                told[mark.name] = FEMALE
            elif title in grammar().masculine:
                told[mark.name] = MALE
            elif gender := _gender_of(mark.name):
                told.setdefault(mark.name, gender)
        return told

    def _with_surname(self, label: str) -> str:
        """The one person whose name ends as a label in capitals does: "MR. SMITH"."""
        names = self._surnames.get(label.split()[-1].lower(), ())
        return next(iter(names)) if len(names) == 1 else ""

    @cached_property
    def _surnames(self) -> dict[str, set[str]]:
        """The names of all people, also of those named in speech, by their last word."""
        found: dict[str, set[str]] = {}
        for mark in self._entities:
            if mark.kind is Kind.PERSON:
                found.setdefault(mark.name.lower().split()[-1], set()).add(mark.name)
        return found

    def _in_role(self, said: str, at: int) -> str:
        """Whom the article introduces by the office or relation in ``said``.

        Of several who bear it, whoever was named last before ``at``.
        """
        role = role_in(said)
        if role is None:
            return ""
        if role not in self._bearers:
            names = self._offices.bearers(role)
            self._bearers[role] = names
            self._named_at[role] = [n for n, mark in enumerate(self._people) if mark.name in names]
        names = self._bearers[role]
        if len(names) < 2:
            return next(iter(names), "")
        number = bisect_left(self._named_at[role], bisect_left(self._people_starts, at)) - 1
        return self._people[self._named_at[role][number]].name if number >= 0 else ""

    @cached_property
    def _offices(self) -> Offices:
        """The offices that the article gives its people."""
        introduced = (
            (mark.name, role)
            for mark in self._people
            for role in roles_beside(self._text, mark.start, mark.end)
        )
        return Offices(dict.fromkeys(introduced))


def _gender_of(name: str) -> str:
    """What the given name tells of a person's gender; nothing for a surname alone."""
    given, _, surname = name.lower().partition(" ")
    if not surname:
        return ""
    if given in grammar().given_feminine:
        return FEMALE
    if given in grammar().given_masculine:
        return MALE
    classes = lexicon().classes_of(given)
    if (FEMALE in classes) == (MALE in classes):
        return ""
    return FEMALE if FEMALE in classes else MALE
