"""Names that their surroundings give away, where the tagger was not sure: after a title, in a
dateline, or with the head word of an organisation.

Invariant: what is filled in lies beside what was found and never changes a name that is known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.marks.grammar import grammar
from reader.marks.mentions import Mention
from reader.marks.model import Kind
from reader.marks.scenes import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.marks.runs import Run
    from reader.marks.scenes import Scene

AFTER_TITLE = 0.85
AFTER_DATELINE = re.compile(
    r"(?:, ?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?\.?,?\s*"
    r"(?:\((?:Reuters|AP|AFP|dpa|CNN|UPI|IPS|Xinhua)\b|[—–]|--? |\d{4}-\d\d-\d\d\b"
    r"|(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d)"
)
"""What follows the place of a dateline: perhaps the region, then an agency, a dash or a date."""
LONGEST_DATELINE = 4
"""Words of its place."""
SURE = 0.95
"""A mention as sure as this is left alone."""
LONGEST_NAME = 3
"""Further words that a title may claim for a person."""


def filled(scene: Scene, found: Sequence[Mention]) -> list[Mention]:
    """``found`` with what a title, a dateline or a head word adds, in order and disjoint."""
    mentions = list(found)
    if dateline := _dateline(scene):
        mentions = [m for m in mentions if m.first > dateline.last or m.known]
        if not mentions or mentions[0].first > dateline.last:
            mentions.insert(0, dateline)
    taken = {at: m for m in mentions for at in range(m.first, m.last + 1)}
    added = [
        new
        for run in scene.runs
        for new in (*_titled(scene, run, taken), *_headed(scene, run, taken))
    ]
    over = {at for new in added for at in range(new.first, new.last + 1)}
    kept = (m for m in mentions if over.isdisjoint(range(m.first, m.last + 1)))
    return sorted([*kept, *added], key=lambda mention: mention.first)


def _dateline(scene: Scene) -> Mention | None:
    """The place in capitals with which a report begins."""
    tokens = scene.known.tokens
    if not scene.runs or scene.runs[0].first != scene.opening:
        return None
    first = last = scene.opening
    while (
        last < scene.stop
        and _is_loud(tokens.forms[last])
        and (last == first or scene.gap(last) in (" ", "-"))
    ):
        last += 1
    last -= 1
    if last < first or last - first >= LONGEST_DATELINE or len(tokens.forms[first]) < 3:
        return None
    start, end = tokens.span(first, last)
    if not AFTER_DATELINE.match(scene.text, end, scene.block.end):
        return None
    return Mention(first, last, Kind.PLACE, scene.text[start:end].title(), SURE)


def _is_loud(form: str) -> bool:
    return form.isupper() and form.isalpha()


def _titled(scene: Scene, run: Run, taken: dict[int, Mention]) -> Iterator[Mention]:
    """Whoever follows a title."""
    titles = scene.lists.titles
    for index in range(run.first, run.last):
        name = index + 1
        if scene.forms[index] not in titles or lookup(scene, index):
            continue
        if not _may_be_surname(scene, name):
            continue
        known = taken.get(name)
        if known is not None:
            if known.known or known.kind is Kind.PERSON or known.confidence >= SURE:
                continue
            if known.first == name:
                yield replace(known, kind=Kind.PERSON, confidence=AFTER_TITLE)
            continue
        last = name
        while (
            last < min(run.last, name + LONGEST_NAME - 1)
            and last + 1 not in taken
            and _may_be_surname(scene, last + 1)
            and scene.gap(last + 1) in (" ", "-")
        ):
            last += 1
        yield Mention(name, last, Kind.PERSON, scene.words(name, last), AFTER_TITLE)


def _may_be_surname(scene: Scene, index: int) -> bool:
    form, lists = scene.forms[index], scene.lists
    return (
        form[0].isupper()
        and form.isalpha()
        and len(form) > 1
        and not scene.is_plain(index)
        and form not in lists.demonyms
        and form not in lists.other_heads
        and form not in lists.organisation_heads
        and scene.is_proper(index)
    )


def _headed(scene: Scene, run: Run, taken: dict[int, Mention]) -> Iterator[Mention]:
    """An organisation that ends with its head word, or goes on from it with "of", where no other
    name was found."""
    heads, free = scene.lists.organisation_heads, run.first
    for head in range(run.first, run.last + 1):
        if scene.forms[head] not in heads or head in taken or head < free:
            continue
        first = head
        while first > free and _may_lead(scene, first - 1, taken):
            first = taken[first - 1].first if first - 1 in taken else first - 1
        while first < head and first not in taken and scene.forms[first] in scene.function_words:
            first += 1
        last = _complement(scene, run, head, taken)
        if first < last:
            yield Mention(first, last, Kind.ORGANISATION, scene.words(first, last), 0.6)
            free = last + 1


def _complement(scene: Scene, run: Run, head: int, taken: dict[int, Mention]) -> int:
    """The last token of "Board of Trade", which begins at ``head``; that itself without one."""
    if head + 2 > run.last or scene.forms[head + 1] not in ("of", "for", "für", "des", "der"):
        return head
    if scene.forms[head] not in grammar().heads_with_complement:
        return head
    last = head + 2
    while last < run.last and not scene.forms[last][0].isupper():
        last += 1
    known = taken.get(last)
    if known is not None:
        return known.last if known.kind is Kind.PLACE else head
    while last < run.last and last + 1 not in taken and scene.forms[last + 1][0].isupper():
        last += 1
    return last


def _may_lead(scene: Scene, index: int, taken: dict[int, Mention]) -> bool:
    form = scene.forms[index]
    mention = taken.get(index)
    if mention is not None and mention.kind is not Kind.PLACE:
        return False
    return form[0].isupper() and form not in scene.lists.titles and scene.gap(index + 1) == " "
