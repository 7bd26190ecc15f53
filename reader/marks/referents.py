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
from reader.articles.tokens import WORD
from reader.marks.gazetteer import gazetteer
from reader.marks.grammar import grammar
from reader.marks.model import Kind, Mark, Reference, Speaker
from reader.marks.tagging.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Article
    from reader.marks.phrases import Phrase

NEAR = 1_200
"""Code points within which a pronoun's person is named."""
TITLE_REACH = 60
"""Code points before a name that may hold its title, and after it that may hold an apposition."""
COMPLEMENT = re.compile(r"\w (?:of|for|with|at|from|in|von|vom|der|des|aus|im) (?:the )?\Z")
"""The end of words that a name complements but is not the head of: "a friend of"."""
POSSESSIVE = re.compile(r"['’]s?\s")
TOGETHER = re.compile(r"\b(?:and|und)\b|&")
FIRST_WORD = re.compile(r"\w+")
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
        elif apposed := self._apposed(end):
            name, reference = apposed, Reference.ROLE
        elif said.lower() in grammar().personal:
            if meant := self._last_person(start, said.lower()):
                name, reference = meant, Reference.PRONOUN
        elif bearer := self._in_role(said):
            name, reference = bearer, Reference.ROLE
        return Speaker(start, end, name, rule, reference, cue)

    def _named(self, start: int, end: int) -> tuple[str, str]:
        """The one person in the phrase, and the body or the place that ends it."""
        named = ""
        people: list[str] = []
        first = bisect_right(self._starts, start - 1)
        for mark in self._entities[first : bisect_left(self._starts, end)]:
            if COMPLEMENT.search(self._text[start : mark.start]):
                continue
            if mark.end < end and POSSESSIVE.match(self._text, mark.end):
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
            near = number >= 0 and self._text[self._people[number].end : at].strip() in ("", ",")
            return self._people[number].name if near else ""
        sentence: list[Mark] = []
        start = self._sentence(at)
        while number >= 0 and at - self._people_starts[number] < NEAR:
            mark = self._people[number]
            if mark.start < start:
                if found := self._subject(sentence, pronoun):
                    return found
                sentence = []
                start = self._sentence(mark.start)
            opening = FIRST_WORD.match(self._masked, start)
            if (mark.start + NEAR > at and (not opening or opening[0].lower() != pronoun)) or (
                start <= at and start == self._sentence(at)
            ):
                sentence.append(mark)
            number -= 1
        return self._subject(sentence, pronoun)

    def _subject(self, sentence: Sequence[Mark], pronoun: str) -> str:
        """The first of the people of a sentence, last first, whom ``pronoun`` can mean."""
        either = pronoun not in grammar().feminine and pronoun not in grammar().masculine
        wanted = FEMALE if pronoun in grammar().feminine else MALE
        fitting = [
            mark for mark in reversed(sentence) if either or self._gender(mark.name) in ("", wanted)
        ]
        owners = [mark for mark in fitting if POSSESSIVE.match(self._text, mark.end)]
        sure = [mark for mark in fitting if mark not in owners]
        return next((mark.name for mark in sure or owners), "")

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
            before = WORD.findall(self._text[max(0, mark.start - 20) : mark.start])
            title = before[-1].lower() if before else ""
            if title in grammar().feminine or title.endswith(("rin", "woman")):
                told[mark.name] = FEMALE
            elif title in grammar().masculine:
                told[mark.name] = MALE
            elif mark.name not in told and " " in mark.name:
                if gender := _gender_of(mark.name.split(maxsplit=1)[0].lower()):
                    told[mark.name] = gender
        return told

    def _in_role(self, said: str) -> str:
        """The one person whom the article introduces by the office or relation in ``said``."""
        head, others = _head(said)
        if not head:
            return ""
        bearers = self._roles.get(head, [])
        fitting = {name for name, described in bearers if not others or others & described}
        names = fitting or ({name for name, _ in bearers} if not others else set())
        return names.pop() if len(names) == 1 else ""

    @cached_property
    def _roles(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """The offices of the article's people, each with the words that stand round it."""
        titles = {title.lower() for title in gazetteer().titles}
        roles: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for mark in self._people:
            before = self._text[max(0, mark.start - TITLE_REACH) : mark.start]
            before = before.rpartition("\n")[2]
            after = self._text[mark.end : mark.end + TITLE_REACH].partition("\n")[0]
            if after.startswith(", "):
                after = after[2:].partition(",")[0].partition(" who ")[0]
            else:
                after = ""
            for description in (before, after):
                described = [form.lower() for form in WORD.findall(description)]
                near = described[-3:] if description is before else described
                for form in near:
                    if form in titles:
                        roles.setdefault(form, []).append((mark.name, frozenset(described)))
        return roles


def _head(said: str) -> tuple[str, frozenset[str]]:
    """The head of a noun phrase and what describes it, in lower case; empty without an article."""
    forms = [form.lower() for form in WORD.findall(said)]
    if len(forms) < 2 or forms[0] not in ("the", "der", "die", "das", "his", "her"):
        return "", frozenset()
    rest = forms[1:]
    head = next((n for n, form in enumerate(rest) if form in ("of", "for", "von", "in")), len(rest))
    if head == 0:
        return "", frozenset()
    return rest[head - 1], frozenset(rest[: head - 1] + rest[head + 1 :])


def _gender_of(given: str) -> str:
    """What the given name ``given``, in lower case, tells of a person's gender."""
    if given in grammar().given_feminine:
        return FEMALE
    if given in grammar().given_masculine:
        return MALE
    classes = lexicon().classes_of(given)
    if (FEMALE in classes) == (MALE in classes):
        return ""
    return FEMALE if FEMALE in classes else MALE
