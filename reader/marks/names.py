"""Names that belong together within one article: "Kim" is Kim Jong Un, "Xi" is Xi Jinping.

Invariant: a canonical name is a name's longest known form, and one form of a name has one
canonical name throughout an article, but for a given name that several people bear. Whoever
shares a surname with somebody else is told by the count of mentions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.marks.agreement import acronym_after, surname_at
from reader.marks.grammar import grammar
from reader.marks.model import Kind
from reader.marks.namesakes import Bearer, Namesakes
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


class _Register:
    """The full names that one article teaches."""

    def __init__(self, lists: Gazetteer) -> None:
        self._lists = lists
        self._surnames: dict[str, Namesakes] = {}
        self._given: dict[str, Namesakes] = {}
        self._bodies: dict[str, Counter[str]] = {}
        """Organisations of several words by the first of them, and by their acronyms."""
        self._called: dict[str, str] = {}
        """What each of them is called, once that has been asked."""
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
            if namesakes := self._surnames.get(form):
                return namesakes.most_named.name
            if not comment and (namesakes := self._given.get(form)):
                return namesakes.last_named(mention.first).name
        return ""

    def body(self, name: str) -> str:
        """The canonical name of the organisation called ``name``; empty when none is known."""
        if name not in self._called:
            found = self._bodies.get(name)
            self._called[name] = found.most_common(1)[0][0] if found else ""
        return self._called[name]

    def nominative(self, mention: Mention) -> str:
        """A German name without its ending: "Tabascos", where "Tabasco" is named, too."""
        for ending in GENITIVES:
            stem = mention.name.removesuffix(ending)
            if stem != mention.name and (mention.kind, stem) in self._named:
                return stem
        return mention.name

    def _bearer(self, words: Sequence[str], *, new: bool) -> Bearer | None:
        at = surname_at(words, self._lists)
        surname = words[at]
        given = "".join(words[1:]).casefold().replace("-", "") if at == 0 else words[0]
        namesakes = self._surnames.get(surname)
        found = namesakes.find(given, spelt_out=at > 0) if namesakes else None
        if found or not new:
            return found
        made = Bearer(given)
        self._surnames.setdefault(surname, Namesakes()).add(made)
        if at and len(given.rstrip(".")) > 1:
            self._given.setdefault(given, Namesakes()).add(made)
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
