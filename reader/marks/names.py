"""Names that belong together within one article: "Kim" is Kim Jong Un, "Xi" is Xi Jinping.

Invariant: a canonical name is a name's longest known form, and one form of a name has one
canonical name throughout an article. Whoever shares a surname with somebody else is told by the
count of mentions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.marks.agreement import acronym_after, surname_at
from reader.marks.grammar import grammar
from reader.marks.model import Kind
from reader.marks.scenes import is_comment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.marks.gazetteer import Gazetteer
    from reader.marks.mentions import Mention
    from reader.marks.scenes import Scene

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
                bearer.known = bearer.known or (name if mention.known else "")
        elif mention.kind is Kind.ORGANISATION:
            if len(words) > 1 and words[-1] in grammar().company_endings:
                self._bodies.setdefault(words[0], Counter())[mention.name] += 1
            if acronym := acronym_after(scene, mention):
                self._bodies.setdefault(acronym, Counter())[mention.name] += 1
        self._named.add((mention.kind, mention.name))

    def person(self, name: str, *, comment: bool) -> str:
        """The canonical name of the person called ``name``; empty when nobody here is.

        In a reader's ``comment`` a given name alone tells nothing.
        """
        words = name.split()
        if len(words) > 1:
            bearer = self._bearer(words, new=False)
            return bearer.name if bearer else ""
        for form in (name, name.removesuffix("s"), name.removesuffix("'"), _quietly(name)):
            bearers = self._bearers.get(form) or (not comment and self._given.get(form))
            if bearers:
                return max(bearers, key=lambda bearer: bearer.mentions).name
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
        name = known.person(mention.name, comment=is_comment(scene)) or _quietly(mention.name)
        return replace(mention, name=name)
    name = known.nominative(mention) if scene.language == "de" else mention.name
    if mention.kind is Kind.ORGANISATION:
        name = known.body(name) or name
    return replace(mention, name=name)


def _quietly(name: str) -> str:
    """A person's name in capitals, as labels of transcripts have it, in the usual letters."""
    return name.title() if name.isupper() else name


def _may_be_one(one: str, other: str) -> bool:
    """Whether two given names, perhaps initials, may be the same."""
    first, second = one.rstrip("."), other.rstrip(".")
    return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])
