"""What a tag of the tagger names, once titles, function words and offices are taken off.

Invariant: what is named lies within the tag, but for the second half of an East Asian given name
that goes on in lower case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.marks import rules
from reader.marks.mentions import Mention
from reader.marks.model import Kind
from reader.marks.runs import CONNECTORS
from reader.marks.scenes import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.marks.scenes import Scene
    from reader.marks.tagging import Tag

KINDS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}
COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Herr", "Frau"})
"""What stands before people's names alone."""
ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem"})
ADJECTIVE = ("e", "en")
"""Endings of a German adjective behind an article, the common ones."""
SURE = 0.8
"""How sure an organisation must be that is called by the word for a place, a law or a people."""


def parts(scene: Scene, tag: Tag) -> Iterator[Mention]:
    """What a tag names, titles taken off: "Security Council President Eitel" are two."""
    first, kind = tag.first, KINDS.get(tag.label)
    for index in range(tag.first, tag.last + 1):
        if index == tag.last or not scene.is_title(index):
            continue
        following = scene.forms[index + 1]
        courtesy = index == first and scene.forms[index].title() in COURTESY
        if not following[0].isupper() or (kind is Kind.PLACE and not courtesy):
            continue
        if index > first and kind is Kind.ORGANISATION and _is_surname(scene, index + 1):
            if not _is_national(scene, first, index - 1):
                yield from _trimmed(scene, first, index - 1, kind, tag.confidence)
            first, kind = index + 1, Kind.PERSON
        elif courtesy:
            first, kind = index + 1, Kind.PERSON
        elif kind is Kind.PERSON and (index == first or index > tag.first):
            yield from _trimmed(scene, first, index - 1, kind, tag.confidence)
            first = index + 1
    yield from _trimmed(scene, first, tag.last, kind, tag.confidence)


def _is_national(scene: Scene, first: int, last: int) -> bool:
    """Whether English words with a nationality name no body: the Israeli National Security Advisor,
    Latino Families.
    """
    return (
        scene.language != "de"
        and scene.forms[first] in scene.lists.demonyms
        and scene.forms[last] not in scene.lists.organisation_heads
        and not scene.forms[last].isupper()
    )


def _is_surname(scene: Scene, index: int) -> bool:
    form = scene.forms[index]
    return form not in scene.lists.organisation_heads and form not in scene.function_words


def _trimmed(
    scene: Scene, first: int, last: int, kind: Kind | None, confidence: float
) -> Iterator[Mention]:
    """Tokens ``first`` to ``last`` without the function words at their ends."""
    while last > first and scene.forms[last] in CONNECTORS:
        last -= 1
    while first <= last and _leads_in(scene, first, kind):
        if first == last or lookup(scene, first):
            break
        first += 1
    alone = first == last
    if first > last or (alone and _is_nothing(scene, first)):
        return
    if kind is Kind.PLACE and last > first and _is_people(scene, last):
        return
    if kind is Kind.PERSON:
        yield from _people(scene, first, last, confidence)
        return
    if kind is Kind.ORGANISATION and not alone and confidence < SURE:
        kind = _less_sure(scene, first, last)
        if kind is None:
            return
    yield Mention(first, last, kind, scene.words(first, last), confidence)


def _people(scene: Scene, first: int, last: int, confidence: float) -> Iterator[Mention]:
    """Who is named by tokens ``first`` to ``last``, and the land that somebody comes from."""

    def named(start: int, end: int, kind: Kind) -> Mention:
        return Mention(start, end, kind, scene.words(start, end), confidence)

    if first == last and _is_common(scene, first):
        return
    if last == first + 1 and _are_two(scene, first):
        yield named(first, first, Kind.PERSON)
        first = last
    land = _land(scene, first, last)
    if land:
        of = land - (2 if scene.forms[land - 1] == "the" else 1)
        yield named(first, of - 1, Kind.PERSON)
        yield named(land, last, Kind.PLACE)
    else:
        yield named(first, last + rules.lower_tail(scene, last), Kind.PERSON)


def _are_two(scene: Scene, first: int) -> bool:
    """Whether a hyphen joins two people, the first of them well known: Merkel-Macron."""
    known = lookup(scene, first) if scene.gap(first + 1) == "-" else None
    return known is not None and known[0].kind is Kind.PERSON and known[1] == first


def _land(scene: Scene, first: int, last: int) -> int:
    """Where the land begins behind a full name, or a known land: Marcos of the Philippines.

    0 where there is none, as in Lawrence of Arabia.
    """
    of = next((at for at in range(first + 1, last) if scene.forms[at] == "of"), 0)
    if not of:
        return 0
    land = of + 2 if scene.forms[of + 1] == "the" else of + 1
    known = lookup(scene, land) if land <= last else None
    full = of > first + 1 and land <= last
    return land if full or (known and known[0].name in scene.lists.countries) else 0


def _less_sure(scene: Scene, first: int, last: int) -> Kind | None:
    """What an organisation is by its words, of which the tagger is not sure; None for a law."""
    forms, lists = scene.forms, scene.lists
    if forms[last] in lists.place_heads or forms[first] in lists.place_leads:
        return Kind.PLACE
    if not lists.organisation_heads.isdisjoint(forms[first : last + 1]):
        return Kind.ORGANISATION
    other = forms[last] in lists.other_heads or _is_national(scene, first, last)
    return None if other else Kind.ORGANISATION


def _leads_in(scene: Scene, index: int, kind: Kind | None) -> bool:
    """Whether token ``index`` is a function word before a name, not its initial: A. Philip X."""
    form = scene.forms[index]
    if form in CONNECTORS:
        return True
    if form not in scene.function_words:
        return False
    if len(form) == 1 and index + 1 < scene.stop and scene.gap(index + 1).startswith("."):
        return False
    given = kind is Kind.PERSON and form in scene.lists.given_names
    return not given or scene.known.opens_sentence(index)


def _is_nothing(scene: Scene, index: int) -> bool:
    """Whether a token names nothing by itself: a title, a people, the head of some body's name."""
    form = scene.forms[index]
    if scene.is_plain(index) or _is_people(scene, index) or _ends_other(scene, index):
        return True
    return form in scene.lists.organisation_heads and form.istitle() and not lookup(scene, index)


def _is_common(scene: Scene, index: int) -> bool:
    """Whether token ``index`` is a German noun behind its article: der rechten Wade."""
    if scene.is_proper(index):
        return False
    before = [form.lower() for form in scene.forms[max(scene.opening, index - 2) : index]]
    described = len(before) > 1 and before[1].endswith(ADJECTIVE) and before[0] in ARTICLES
    return described or (bool(before) and before[-1] in ARTICLES)


def _ends_other(scene: Scene, index: int) -> bool:
    """Whether token ``index`` ends the name of a law or an event: the Crime Bill."""
    if scene.forms[index] not in scene.lists.other_heads:
        return False
    return scene.before(index)[:1].isupper() and scene.gap(index) == " "


def _is_people(scene: Scene, index: int) -> bool:
    return scene.forms[index] in scene.lists.demonyms and lookup(scene, index) is None
