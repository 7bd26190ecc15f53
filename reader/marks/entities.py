"""People, places and organisations in one block: what the tagger and the gazetteer say, together.

The tagger sees contexts, the gazetteer knows names; where both speak, a name that the gazetteer
knows whole has its kind, and a longer one that the tagger saw keeps its own. Where a language has
no tagger, rules stand in (:mod:`reader.marks.rules`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.marks import rules
from reader.marks.filling import filled
from reader.marks.mentions import from_entry
from reader.marks.model import Kind
from reader.marks.scenes import in_compound, is_comment, lookup
from reader.marks.tagging import tagger
from reader.marks.trimming import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.marks.mentions import Mention
    from reader.marks.scenes import Scene
    from reader.marks.spacy_names import SpacyTagger
    from reader.marks.tagging import Tagger

LED_IN = 2
"""Words in lower case with which a known name may begin, such as "al-Qaeda"."""
LEAST_IN_COMMENT = 0.95
"""How sure a name must be in a reader's comment, where capitals are scattered at will."""


def mentions(scene: Scene, model: str = "") -> list[Mention]:
    """All names in the block, in order and disjoint; without a kind what only the article tells.

    ``model`` names an installed spaCy model that speaks for its language.
    """
    asked = _asked(scene.language, model)
    if asked is None:
        return rules.mentions(scene)
    tags = [part for tag in asked.tags(scene.known, scene.number) for part in parts(scene, tag)]
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


def _joined(scene: Scene, tags: Sequence[Mention], known: Sequence[Mention]) -> list[Mention]:
    """Both in one list. A mention without a kind is a name of something else, and goes.

    ``known`` are in order and disjoint.
    """
    kept: list[Mention] = []
    covered: set[int] = set()
    for whole in tags:
        near = range(
            bisect_left(known, whole.first, key=lambda mention: mention.last),
            bisect_right(known, whole.last, key=lambda mention: mention.first),
        )
        tag = _apart(scene, whole, [known[number] for number in near])
        over = [n for n in near if tag.first <= known[n].last and n not in covered]
        if _says_all(scene, [known[number] for number in over], tag):
            continue
        covered.update(over)
        if tag.kind is not None and not (is_comment(scene) and _is_doubtful(tag)):
            kept.append(tag)
    rest = (mention for number, mention in enumerate(known) if number not in covered)
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
