"""Teams that are called by the name of their place: in a report on sport, "Cleveland" may bat.

Whether a place plays is told by the verbs beside it and by the scores of tables. What plays once
plays throughout the report, but for where a preposition says that it is a place. Countries are
left alone: their teams are the countries.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from reader.marks.gazetteer import gazetteer
from reader.marks.model import Kind
from reader.marks.word_lists import sections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.marks.mentions import Mention
    from reader.marks.scenes import Scene

LEAST_WORDS = 4
"""Different words of sport that a report on it has."""
TABLE = 0.3
"""Share of numbers among the tokens of a line of a table."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of sport, by where they stand."""

    report: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    place: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**{name: frozenset(words) for name, words in sections("sports.txt").items()})


@cache
def _countries() -> frozenset[str]:
    return frozenset(gazetteer().countries)


def with_teams(
    scenes: Mapping[int, Scene], mentions: Mapping[int, Sequence[Mention]]
) -> Mapping[int, Sequence[Mention]]:
    """``mentions`` of each block, with the places that play made organisations."""
    first = next(iter(scenes.values()), None)
    if first is None or not _is_sport(first):
        return mentions
    playing: Counter[str] = Counter()
    for number, found in mentions.items():
        scene = scenes[number]
        table = _is_table(scene)
        for mention in found:
            if _may_play(mention):
                playing[mention.name] += _evidence(scene, mention, table=table)
    return {
        number: [_seen(scenes[number], mention, playing) for mention in found]
        for number, found in mentions.items()
    }


def _is_sport(scene: Scene) -> bool:
    words = _words().report & (scene.known.lower | frozenset(scene.forms))
    return len(words) >= LEAST_WORDS


def _is_table(scene: Scene) -> bool:
    forms = scene.known.tokens.forms[scene.opening : scene.stop]
    numbers = sum(form[0].isdigit() for form in forms)
    return numbers > 1 and numbers >= TABLE * len(forms)


def _may_play(mention: Mention) -> bool:
    if mention.kind is Kind.ORGANISATION:
        return False
    return mention.name not in _countries() and (
        mention.kind is Kind.PLACE or mention.first == mention.last
    )


def _evidence(scene: Scene, mention: Mention, *, table: bool) -> int:
    """1 when the place plays here, -1 when it is a place, else 0."""
    before, after = _beside(scene, mention)
    number = after[:1].isdigit()
    if mention.kind is not Kind.PLACE:
        return int(table and number and mention.first == scene.opening)
    if table and number:
        return 1
    if before in _words().place:
        return -1
    return int(before in _words().before or after in _words().after or number)


def _seen(scene: Scene, mention: Mention, playing: Counter[str]) -> Mention:
    if not _may_play(mention) or playing[mention.name] <= 0:
        return mention
    before, _ = _beside(scene, mention)
    if before in _words().place and not _is_table(scene):
        return mention
    return replace(mention, kind=Kind.ORGANISATION)


def _beside(scene: Scene, mention: Mention) -> tuple[str, str]:
    """The words right before and right after ``mention``, where only space is between."""
    index, following = mention.first, mention.last + 1
    before = after = ""
    if index > scene.opening and scene.gap(index) == " ":
        before = scene.forms[index - 1]
    if following < scene.stop and scene.gap(following).strip() in ("", "("):
        after = scene.forms[following]
    return before, after
