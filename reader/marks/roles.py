"""Offices and relations by which an article introduces people, and speaks of them later.

"Chancellor Olaf Scholz", "Mary Smith, the North Korean ruler": a role is a noun and the words that
describe it. Invariant: all that a later mention says of a role must have been said when it was
introduced; "the Japanese minister" is not the Chinese one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.articles.tokens import words_of
from reader.marks.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE_REACH = 60
"""Code points before a name that may hold its title, and after it that may hold an apposition."""
LONGEST_TITLE = 6
"""Words before a name that may describe its bearer."""
ALIKE = 5
"""Letters in which two words must agree: brasilianische, Brasiliens."""
LEAST_TAIL = 6
"""Letters of an office that may end a longer word for it: Kanzlerin, Bundeskanzlerin."""
OPENING = frozenset({"the", "der", "die", "das", "dem", "den", "his", "her"})
ARTICLES = OPENING | {"a", "an", "ein", "eine", "einer"}
COMPLEMENT = frozenset({"of", "for", "in", "at", "von", "der", "des", "im"})
PASSING = frozenset({"former", "then", "current", "ex", "longtime", "new", "ehemalige", "damalige"})
"""Words that describe a role without telling which it is."""
IN_FULL = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "prof": "professor",
    "dr": "doctor",
    "congressman": "representative",
    "congresswoman": "representative",
    "ruler": "leader",
    "strongman": "leader",
}
"""Words for a role, and the word under which they are compared."""
BOUND = re.compile(r"[.,;:()\n“”\"„!?](?:\s|\Z)|\n")
"""Where what describes a name ends; the full stop of a title is followed by the name itself."""


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is, in lower case."""

    head: str
    described: frozenset[str]

    def holds(self, mentioned: Role) -> bool:
        """Whether all that ``mentioned`` says is true of this role."""
        tail = len(mentioned.head) >= LEAST_TAIL and self.head.endswith(mentioned.head)
        if self.head != mentioned.head and not tail:
            return False
        known = {word[:ALIKE] for word in self.described}
        return all(word[:ALIKE] in known for word in mentioned.described)


class Offices:
    """Who bears which role in one article, to be looked up and not gone through."""

    def __init__(self, borne: Iterable[tuple[str, Role]]) -> None:
        """``borne`` are names and their roles, in order."""
        self._borne = list(borne)
        self._numbers: dict[tuple[str, str], list[int]] = {}
        """The numbers of those with a head, or with an end of one, and a word that describes it."""
        for number, (_, role) in enumerate(self._borne):
            for end in {role.head, role.head[-LEAST_TAIL:]}:
                for word in {"", *(word[:ALIKE] for word in role.described)}:
                    self._numbers.setdefault((end, word), []).append(number)

    def bearers(self, mentioned: Role) -> dict[str, None]:
        """The names of all whose role holds what ``mentioned`` says, in order."""
        long = len(mentioned.head) >= LEAST_TAIL
        end = mentioned.head[-LEAST_TAIL:] if long else mentioned.head
        words = {"", *(word[:ALIKE] for word in mentioned.described)}
        likely = min((self._numbers.get((end, word), []) for word in words), key=len)
        borne = [self._borne[number] for number in likely]
        return dict.fromkeys(name for name, role in borne if role.holds(mentioned))


@cache
def _titles() -> frozenset[str]:
    return frozenset(IN_FULL.get(title.lower(), title.lower()) for title in gazetteer().titles)


def role_in(phrase: str) -> Role | None:
    """The role that a noun phrase with a definite article tells, or none."""
    forms = _forms(phrase)
    return _role(forms[1:]) if len(forms) > 1 and forms[0] in OPENING else None


def roles_beside(text: str, start: int, end: int) -> list[Role]:
    """The roles that stand right before and right after the name ``text[start:end]``."""
    before = text[max(0, start - TITLE_REACH) : start]
    bounds = [bound.end() for bound in BOUND.finditer(before) if bound.end() < len(before)]
    forms = _forms(before[bounds[-1] :] if bounds else before)[-LONGEST_TITLE:]
    found: list[Role] = []
    if forms and before[-1:] == " " and (forms[-1] in _titles() or before.split()[-1].islower()):
        found.append(Role(forms[-1], frozenset(forms[:-1])))
    if text[end : end + 2] == ", ":
        apposition = BOUND.split(text[end + 2 : end + 2 + TITLE_REACH], maxsplit=1)[0]
        described = _forms(apposition.partition(" who ")[0])
        if described and (role := _role(described[described[0] in ARTICLES :])):
            found.append(role)
    return found


def _forms(text: str) -> list[str]:
    """The words of ``text`` in lower case, abbreviations in full."""
    return [IN_FULL.get(form, form) for form in words_of(text.lower())]


def _role(forms: list[str]) -> Role | None:
    """The role in words without an article: its head stands before "of" or at the end."""
    head = next((at for at, form in enumerate(forms) if form in COMPLEMENT), len(forms)) - 1
    if head < 0:
        return None
    others = frozenset(forms[:head] + forms[head + 2 :]) - PASSING - ARTICLES
    return Role(forms[head], others)
