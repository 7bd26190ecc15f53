"""People, places and organisations in one block: what the tagger and the gazetteer say, together.

The tagger sees contexts, the gazetteer knows names; where both speak, a name that the gazetteer
knows whole has its kind, and a longer one that the tagger saw keeps its own. Where a language has
no tagger, rules stand in (:mod:`reader.marks.rules`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.marks import rules
from reader.marks.filling import filled
from reader.marks.mentions import Mention, from_entry
from reader.marks.model import Kind
from reader.marks.runs import CONNECTORS
from reader.marks.scenes import in_compound, is_comment, lookup
from reader.marks.tagging import tagger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.marks.scenes import Scene
    from reader.marks.spacy_names import SpacyTagger
    from reader.marks.tagging import Tag, Tagger

KINDS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}
LED_IN = 2
"""Words in lower case with which a known name may begin, such as "al-Qaeda"."""
COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Herr", "Frau"})
"""What stands before people's names alone."""
SURE = 0.8
"""How sure an organisation must be that is called by the word for a place, a park or a stadium."""
LEAST_IN_COMMENT = 0.95
"""How sure a name must be in a reader's comment, where capitals are scattered at will."""


def mentions(scene: Scene, model: str = "") -> list[Mention]:
    """All names in the block, in order and disjoint; without a kind what only the article tells.

    ``model`` names an installed spaCy model that speaks for its language.
    """
    asked = _asked(scene.language, model)
    if asked is None:
        return rules.mentions(scene)
    tags = [part for tag in asked.tags(scene.known, scene.number) for part in _parts(scene, tag)]
    found = _joined(scene, tags, list(_known(scene)))
    return found if is_comment(scene) else filled(scene, found)


def _asked(language: str, model: str) -> Tagger | SpacyTagger | None:
    """The tagger for ``language``; None where there is none."""
    if model:
        from reader.marks.spacy_names import spacy_tagger

        own = spacy_tagger(model)
        if own.language == language:
            return own
    return tagger(language)


def _known(scene: Scene) -> Iterator[Mention]:
    """The names in the block that the gazetteer knows."""
    free = scene.opening
    forms, language, entries_from = scene.forms, scene.language, scene.lists.entries_from
    for run in scene.runs:
        index = max(free, run.first - LED_IN)
        while index <= run.last:
            found = lookup(scene, index) if entries_from(forms[index], language) else None
            if found is None or found[1] < run.first:
                index += 1
                continue
            entry, last = found
            if last > index or not in_compound(scene, last):
                yield from_entry(entry, index, last)
            index = free = last + 1


def _parts(scene: Scene, tag: Tag) -> Iterator[Mention]:
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
            if not _is_office(scene, first, index - 1):
                yield from _trimmed(scene, first, index - 1, kind, tag.confidence)
            first, kind = index + 1, Kind.PERSON
        elif courtesy:
            first, kind = index + 1, Kind.PERSON
        elif kind is Kind.PERSON and (index == first or index > tag.first):
            yield from _trimmed(scene, first, index - 1, kind, tag.confidence)
            first = index + 1
    yield from _trimmed(scene, first, tag.last, kind, tag.confidence)


def _is_office(scene: Scene, first: int, last: int) -> bool:
    """Whether the words before a title belong to it: the Israeli National Security Advisor."""
    return (
        scene.forms[first] in scene.lists.demonyms
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
        last += rules.lower_tail(scene, last)
    if kind is Kind.ORGANISATION and not alone and confidence < SURE:
        kind = Kind.PLACE if scene.forms[last] in scene.lists.place_heads else kind
    yield Mention(first, last, kind, scene.words(first, last), confidence)


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


def _ends_other(scene: Scene, index: int) -> bool:
    """Whether token ``index`` ends the name of a law or an event: the Crime Bill."""
    if scene.forms[index] not in scene.lists.other_heads or index == scene.opening:
        return False
    return scene.forms[index - 1][0].isupper() and scene.gap(index) == " "


def _is_people(scene: Scene, index: int) -> bool:
    return scene.forms[index] in scene.lists.demonyms and lookup(scene, index) is None


def _joined(scene: Scene, tags: Sequence[Mention], known: Sequence[Mention]) -> list[Mention]:
    """Both in one list. A mention without a kind is a name of something else, and goes."""
    kept: list[Mention] = []
    rest = list(known)
    for tag in (_apart(scene, tag, known) for tag in tags):
        over = [m for m in rest if m.first <= tag.last and tag.first <= m.last]
        if _says_all(scene, over, tag):
            continue
        rest = [m for m in rest if m not in over]
        if tag.kind is not None and not (is_comment(scene) and _is_doubtful(tag)):
            kept.append(tag)
    named = (mention for mention in rest if mention.kind is not None)
    return sorted([*kept, *named], key=lambda mention: mention.first)


def _says_all(scene: Scene, known: Sequence[Mention], tag: Mention) -> bool:
    """Whether ``known``, which lie over ``tag``, leave nothing of it: the U.S.-Israel talks."""
    lengths = [mention.last - mention.first + 1 for mention in known]
    whole = tag.last - tag.first + 1
    return max(lengths, default=0) >= whole or (
        sum(lengths) == whole
        and all(mention.kind is tag.kind is Kind.PLACE for mention in known)
        and all("-" in scene.gap(mention.first) for mention in known[1:])
    )


def _apart(scene: Scene, tag: Mention, known: Sequence[Mention]) -> Mention:
    """``tag`` without another name at its head: Miss Universe Alicia Machado, CNN Anna Coren."""
    for mention in known:
        first = mention.last + 1
        if not mention.first <= tag.first < first <= tag.last:
            continue
        if mention.kind is None and mention.first < tag.first:
            return replace(tag, first=first, name=scene.words(first, tag.last))
        named = scene.forms[first] in scene.lists.given_names and first < tag.last
        if mention.kind is tag.kind is Kind.ORGANISATION and named:
            name = scene.words(first, tag.last)
            return replace(tag, first=first, name=name, kind=Kind.PERSON)
    return tag


def _is_doubtful(mention: Mention) -> bool:
    return mention.confidence < LEAST_IN_COMMENT or mention.first == mention.last
