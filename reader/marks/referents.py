"""Whom the words of a speaker mean: a name, or a pronoun or an office that leads to one.

"She" is the woman named last, "the chancellor" whoever the article introduces as chancellor. What
leads to nobody stands for itself. Invariant: nobody is meant who is not named in the article, and
"they", "it" and "we" mean no single person.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

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
FEMALE, MALE = "g", "f"
"""Classes of given names in the lexicon."""


class Referents:
    """The people of one article, and what else they are called there."""

    def __init__(self, article: Article, masked: str, entities: Sequence[Mark]) -> None:
        """``masked`` is the text without what is quoted; ``entities`` are in order."""
        self._text = article.text
        self._masked = masked
        self._entities = entities
        self._starts = [mark.start for mark in entities]
        self._people = [
            mark
            for mark in entities
            if mark.kind is Kind.PERSON and masked[mark.start] == article.text[mark.start]
        ]
        self._people_starts = [mark.start for mark in self._people]
        self._roles: dict[str, list[tuple[str, frozenset[str]]]] | None = None

    def speaker(self, phrase: Phrase, rule: str, cue: tuple[int, int] | None) -> Speaker:
        """The speaker that ``phrase`` means, found by ``rule`` and ``cue``."""
        start, end = phrase.start, phrase.end
        said = " ".join(self._text[start:end].split())
        name, reference = said, Reference.WORDS
        if named := self._named(start, end):
            name, reference = named, Reference.NAME
        elif apposed := self._apposed(end):
            name, reference = apposed, Reference.ROLE
        elif said.lower() in grammar().personal:
            if person := self._last_person(start, said.lower()):
                name, reference = person, Reference.PRONOUN
        elif person := self._in_role(said):
            name, reference = person, Reference.ROLE
        return Speaker(start, end, name, rule, reference, cue)

    def _named(self, start: int, end: int) -> str:
        """The person in the phrase, or the body or the place that ends it."""
        named = ""
        first = bisect_right(self._starts, start - 1)
        for mark in self._entities[first : bisect_left(self._starts, end)]:
            if mark.kind is Kind.PERSON:
                return mark.name
            if mark.kind is not Kind.DATE and end <= mark.end:
                named = mark.name
        return named

    def _apposed(self, end: int) -> str:
        """Who is named right after the phrase: "the harbour master, Ingrid Vold"."""
        if self._text[end : end + 2] != ", ":
            return ""
        number = bisect_left(self._people_starts, end + 2)
        if number == len(self._people) or self._people_starts[number] != end + 2:
            return ""
        return self._people[number].name

    def _last_person(self, at: int, pronoun: str) -> str:
        """The person named last before ``at`` whom ``pronoun`` can mean."""
        female = pronoun in grammar().feminine
        either = not female and pronoun not in grammar().masculine
        number = bisect_left(self._people_starts, at) - 1
        while number >= 0 and at - self._people_starts[number] < NEAR:
            mark = self._people[number]
            gender = self._gender(mark)
            if either or not gender or (gender == FEMALE) == female:
                return mark.name
            number -= 1
        return ""

    def _gender(self, mark: Mark) -> str:
        """``FEMALE``, ``MALE``, or nothing when neither title nor given name tells."""
        before = WORD.findall(self._text[max(0, mark.start - 20) : mark.start])
        title = before[-1].lower() if before else ""
        if title in grammar().feminine or title.endswith(("in", "woman")):
            return FEMALE
        if title in grammar().masculine:
            return MALE
        given = mark.name.split(maxsplit=1)[0].lower()
        if " " not in mark.name:
            return ""
        classes = lexicon().classes_of(given)
        if (FEMALE in classes) == (MALE in classes):
            return ""
        return FEMALE if FEMALE in classes else MALE

    def _in_role(self, said: str) -> str:
        """The one person whom the article introduces by the office or relation in ``said``."""
        head, others = _head(said)
        if not head:
            return ""
        if self._roles is None:
            self._roles = self._learn()
        bearers = self._roles.get(head, [])
        fitting = {name for name, described in bearers if not others or others & described}
        names = fitting or ({name for name, _ in bearers} if not others else set())
        return names.pop() if len(names) == 1 else ""

    def _learn(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
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
