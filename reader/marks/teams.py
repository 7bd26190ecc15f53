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
from reader.marks.mentions import Mention
from reader.marks.model import Kind
from reader.marks.word_lists import sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.marks.scenes import Scene

LEAST_WORDS = 4
"""Different words of sport that a report on it has."""
LONGEST_TEAM, LEAST_LETTERS = 3, 3
"""Words and letters of a team's name in a table."""
YEAR = 4
"""Digits of a year."""
LEAST_TABLES, LEAST_WORDS_BY_TABLES = 8, 2
"""With so many lines of tables fewer words make a report one on sport."""
LISTED = 0.55
"""How sure such a team is."""
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
    reporting = _reporting(next(iter(scenes.values()), None))
    if reporting < LEAST_WORDS_BY_TABLES:
        return mentions
    tables = {number for number, scene in scenes.items() if _is_table(scene)}
    if reporting < LEAST_WORDS and len(tables) < LEAST_TABLES:
        return mentions
    playing: Counter[str] = Counter()
    for number, found in mentions.items():
        scene, table = scenes[number], number in tables
        for mention in found:
            if _may_play(mention):
                playing[mention.name] += _evidence(scene, mention, table=table)
    seen = {}
    for number, found in mentions.items():
        scene = scenes[number]
        table = number in tables
        told = [_seen(scene, mention, playing, table=table) for mention in found]
        if table:
            told += _listed(scene, told)
            told.sort(key=lambda mention: mention.first)
        seen[number] = told
    return seen


def _reporting(scene: Scene | None) -> int:
    """How many words of reports on sport the article has that ``scene`` is of."""
    if scene is None:
        return 0
    return len(_words().report & (frozenset(scene.known.words) | frozenset(scene.forms)))


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
    if _is_dated(scene, mention):
        return 0
    number = after[:1].isdigit()
    if mention.kind is not Kind.PLACE:
        return int(table and number and mention.first == scene.opening)
    if table and number:
        return 1
    if before in _words().place:
        return -1
    return int(before in _words().before or after in _words().after or number)


def _is_dated(scene: Scene, mention: Mention) -> bool:
    """Whether a date stands behind ``mention``, as in a dateline."""
    following = mention.last + 1
    return (
        following + 1 < scene.stop
        and len(scene.forms[following]) == YEAR
        and scene.forms[following].isdigit()
        and scene.gap(following + 1) == "-"
    )


def _seen(scene: Scene, mention: Mention, playing: Counter[str], *, table: bool) -> Mention:
    if not _may_play(mention) or _is_dated(scene, mention):
        return mention
    before, after = _beside(scene, mention)
    scored = table and after[:1].isdigit() and mention.kind is Kind.PLACE
    if not scored and (playing[mention.name] <= 0 or (before in _words().place and not table)):
        return mention
    return replace(mention, kind=Kind.ORGANISATION)


def _listed(scene: Scene, found: Sequence[Mention]) -> Iterator[Mention]:
    """Teams that only the numbers behind them give away, in a line of a table."""
    taken = {at for mention in found for at in range(mention.first, mention.last + 1)}
    for first, last in scene.runs:
        if last + 1 >= scene.stop or not taken.isdisjoint(range(first, last + 1)):
            continue
        if last - first >= LONGEST_TEAM or len(scene.forms[first]) < LEAST_LETTERS:
            continue
        numbered = scene.forms[last + 1][0].isdigit() and scene.gap(last + 1) == " "
        opens = first == scene.opening or scene.forms[first - 1][0].isdigit()
        if numbered and opens and not scene.is_plain(first):
            words = scene.words(first, last)
            yield Mention(first, last, Kind.ORGANISATION, words, LISTED)


def _beside(scene: Scene, mention: Mention) -> tuple[str, str]:
    """The words right before and right after ``mention``, where only space is between."""
    index, following = mention.first, mention.last + 1
    before = scene.before(index) if scene.gap(index) == " " else ""
    after = ""
    if following < scene.stop and scene.gap(following).strip() in ("", "("):
        after = scene.forms[following]
    return before, after
