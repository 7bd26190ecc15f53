"""Names that belong together within one article: "Kim" is Kim Jong Un, "Xi" is Xi Jinping.

Invariant: a canonical name is a name's longest known form, and one form of a name has one
canonical name throughout an article, but for a given name that several people bear. Whoever
shares a surname with somebody else is told by the count of mentions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.marks.agreement import acronym_after, surname_at
from reader.marks.grammar import grammar
from reader.marks.model import Kind
from reader.marks.scenes import is_comment, lookup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.marks.gazetteer import Gazetteer
    from reader.marks.mentions import Mention
    from reader.marks.scenes import Scene

STATES = frozenset({
    "Commonwealth", "Confederation", "Democratic", "Federal", "Federation", "Federative", "Islamic",
    "Kingdom", "People", "Principality", "Republic", "s", "Socialist", "State", "Sultanate",
    "Union", "United",
})  # fmt: skip
"""Words with which a country's name in full begins."""
GENITIVES = ("s", "es")
"""Endings of a German name of a place or a body."""


@dataclass(slots=True)
class _Bearer:
    """One person or body with all its full names."""

    given: str
    """The first given name, or an initial; of an East Asian name all of them."""
    spellings: Counter[str] = field(default_factory=Counter)
    known: str = ""
    """Its canonical name, where the gazetteer knows it."""
    named_at: list[int] = field(default_factory=list)
    """The tokens with which its full names begin, in order."""

    @property
    def name(self) -> str:
        """The canonical name."""
        if self.known:
            return self.known
        return max(self.spellings, key=lambda name: (len(name.split()), self.spellings[name], name))

    @property
    def mentions(self) -> int:
        """How often it is named in full."""
        return self.spellings.total()

    def named_before(self, index: int) -> int:
        """The last full name before token ``index`` begins at this token; -1 if none does."""
        before = bisect_left(self.named_at, index)
        return self.named_at[before - 1] if before else -1


class _Register:
    """The full names that one article teaches."""

    def __init__(self, lists: Gazetteer) -> None:
        self._lists = lists
        self._bearers: dict[str, list[_Bearer]] = {}
        """Persons by surname."""
        self._given: dict[str, list[_Bearer]] = {}
        self._bodies: dict[str, Counter[str]] = {}
        """Organisations of several words by the first of them, and by their acronyms."""
        self._named: set[tuple[Kind | None, str]] = set()

    def add(self, scene: Scene, mention: Mention) -> None:
        """Learn from ``mention``."""
        name = _quietly(mention.name)
        words = name.split()
        if mention.kind is Kind.PERSON and len(words) > 1:
            bearer = self._bearer(words, new=True)
            if bearer is not None:
                bearer.spellings[name] += 1
                bearer.named_at.append(mention.first)
                bearer.known = bearer.known or (name if mention.known else "")
        elif mention.kind is Kind.ORGANISATION:
            if len(words) > 1 and words[-1] in grammar().company_endings:
                self._bodies.setdefault(words[0], Counter())[mention.name] += 1
            if acronym := acronym_after(scene, mention):
                self._bodies.setdefault(acronym, Counter())[mention.name] += 1
        self._named.add((mention.kind, mention.name))

    def person(self, mention: Mention, *, comment: bool) -> str:
        """The canonical name of the person whom ``mention`` names; empty when nobody here is.

        A surname is that of whoever is named most, a given name that of whoever was named last.
        In a reader's ``comment`` a given name alone tells nothing.
        """
        name = mention.name
        words = name.split()
        if len(words) > 1:
            bearer = self._bearer(words, new=False)
            return bearer.name if bearer else ""
        for form in (name, name.removesuffix("s"), name.removesuffix("'"), _quietly(name)):
            if bearers := self._bearers.get(form):
                return max(bearers, key=lambda bearer: bearer.mentions).name
            if not comment and (bearers := self._given.get(form)):
                return max(bearers, key=lambda one: one.named_before(mention.first)).name
        return ""

    def body(self, name: str) -> str:
        """The canonical name of the organisation called ``name``; empty when none is known."""
        found = self._bodies.get(name)
        return found.most_common(1)[0][0] if found else ""

    def nominative(self, mention: Mention) -> str:
        """A German name without its ending: "Tabascos", where "Tabasco" is named, too."""
        for ending in GENITIVES:
            stem = mention.name.removesuffix(ending)
            if stem != mention.name and (mention.kind, stem) in self._named:
                return stem
        return mention.name

    def _bearer(self, words: Sequence[str], *, new: bool) -> _Bearer | None:
        at = surname_at(words, self._lists)
        surname = words[at]
        given = "".join(words[1:]).casefold().replace("-", "") if at == 0 else words[0]
        bearers = self._bearers.get(surname, [])
        for bearer in bearers:
            if _may_be_one(bearer.given, given):
                if len(given.rstrip(".")) > len(bearer.given.rstrip(".")) and at:
                    bearer.given = given
                return bearer
        if not new:
            return None
        made = _Bearer(given)
        self._bearers.setdefault(surname, []).append(made)
        if at and len(given.rstrip(".")) > 1:
            self._given.setdefault(given, []).append(made)
        return made


def settle(
    scenes: Mapping[int, Scene], mentions: Mapping[int, Sequence[Mention]], lists: Gazetteer
) -> dict[int, list[Mention]]:
    """The mentions of each block, by its number, with their canonical names."""
    known = _Register(lists)
    for number, found in mentions.items():
        if not is_comment(scenes[number]):
            for mention in found:
                known.add(scenes[number], mention)
    return {
        number: [_named(scenes[number], mention, known) for mention in found]
        for number, found in mentions.items()
    }


def _named(scene: Scene, mention: Mention, known: _Register) -> Mention:
    """``mention`` with its canonical name."""
    if mention.known:
        return mention
    if mention.kind is Kind.PERSON:
        name = known.person(mention, comment=is_comment(scene)) or _quietly(mention.name)
        return replace(mention, name=name)
    if mention.kind is Kind.PLACE and (country := _country(scene, mention)):
        return replace(mention, name=country)
    name = known.nominative(mention) if scene.language == "de" else mention.name
    if mention.kind is Kind.ORGANISATION:
        name = known.body(name) or name
    return replace(mention, name=name)


def _country(scene: Scene, mention: Mention) -> str:
    """The known country whose name in full ``mention`` is: "Republic of Ecuador"; or nothing."""
    forms = scene.forms
    at = mention.first
    while at < mention.last and forms[at] in STATES:
        at += 1
    if at == mention.first or forms[at] not in ("of", "the"):
        return ""
    while at < mention.last and forms[at] in ("of", "the"):
        at += 1
    found = lookup(scene, at)
    if found is None or found[1] != mention.last or found[0].name not in scene.lists.countries:
        return ""
    return found[0].name


def _quietly(name: str) -> str:
    """A person's name in capitals, as labels of transcripts have it, in the usual letters."""
    return name.title() if name.isupper() else name


def _may_be_one(one: str, other: str) -> bool:
    """Whether two given names, perhaps initials, may be the same."""
    first, second = one.rstrip("."), other.rstrip(".")
    return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])
