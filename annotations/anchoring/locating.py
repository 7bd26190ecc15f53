"""Finds the place of an annotation again, also in a text that has changed since.

What the old text shows is believed first; without it, an anchor's words and their surroundings
are weighed together, so that neither an edited quotation nor a repeated one goes astray.
Invariant: a place is returned only on evidence; without it there is none, and the annotation is
an orphan, never silently moved.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.anchoring.searching import (
    WORDS_WEIGH,
    Candidate,
    Wanted,
    between_contexts,
    copies,
    judge,
    resembling,
    whole_words,
)
from annotations.anchoring.text_view import TextView, outer_dashes
from annotations.model import CONTEXT

if TYPE_CHECKING:
    from annotations.anchoring.alignment import Image
    from annotations.anchoring.text_change import TextChange
    from annotations.model import Anchor

_CONTEXT_SURE = 0.8
"""Mean similarity of the context from which an exact copy needs no further evidence."""
_MOST_ALIKE = 2
"""Places with sure context, one of which may be a copy of the other; more are of one pattern."""
_LEAST_LIKENESS = ((8, 0.75), (20, 0.55), (70, 0.5), (sys.maxsize, 0.6))
"""Below so many characters, the words must be at least so similar."""
_ENOUGH_EVIDENCE = 78.0
_ENOUGH_OF_ALL = 0.6
"""Or this share of the evidence that there could be, when little context was kept."""
_LEAD = 5.0
"""Evidence by which the best place must lead the next, unless its context is sure."""
_LEAST_KEPT = 0.5
"""Share of the words that must stand unchanged when the old text is known."""
_LEAST_LIKE_IMAGE = ((12, 0.7), (24, 0.5), (sys.maxsize, 0.0))
"""Below so many characters, these must also be so similar as a whole."""
_LEAST_AROUND = 0.35
"""Share of words and surroundings together that must stand unchanged."""
_MOSTLY_KEPT = 0.8
_TELLING = 24
"""Or else so much of the words, and so many characters in all."""
_SCORE_WEIGHS = 60.0
"""Characters of evidence that a perfect score is worth among rivals."""
_FUZZY_ALONE = 30
"""Characters of words from which they are looked for in edited form without any context."""
_MOST_FROM_ELSEWHERE = 0.5
"""Share of a found place that may come from other places of the old text."""
_SUGGESTED = 0.5
"""Score from which a place is worth a person's look."""
_SUGGESTED_ALONE = 0.65
"""Similarity of the words from which it is, whatever stands around."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an annotation stands."""

    start: int
    """Code-point offset."""
    end: int
    """Exclusive."""
    score: float
    """Between 0 and 1; 1 for the very words in their very context."""


def locate(
    anchor: Anchor,
    text: str | TextView,
    *,
    same_text: bool = False,
    change: TextChange | None = None,
) -> Placement | None:
    """Where ``anchor`` stands in ``text``, or None when there is not evidence enough.

    ``same_text`` says that the anchor's offsets were taken in this very text: they are believed
    where words, prefix and suffix agree with it. Where they do not, the anchor is one that was
    not found when this text was new, and resemblance is no reason to find it later: only its
    very words in their very context are. ``change`` leads from the text the anchor was made on,
    of which the same holds, to ``text``. Placing many anchors in one text is faster with one
    ``TextView`` of it, or one ``TextChange`` to that view.

    With a ``change``, the span is followed through the diff of the two texts and believed by the
    share of it, and of what surrounds it, that is unchanged. Without, and for what the diff does
    not show, exact copies are judged by the Levenshtein similarity of their context. When none
    convinces, windows that share five-grams with prefix, exact and suffix are aligned with them;
    the best is accepted by the similarity of the words, by the evidence that
    :func:`~annotations.anchoring.searching.judge` counts, and by its lead over the next; where
    many are alike, none is. What the diff knows to come from another place of the old text is
    refused. Without any context, the words must stand in one place only, or at the anchor's
    offset.

    Raises ``ValueError`` when ``change`` leads to another text.
    """
    plain = text.text if isinstance(text, TextView) else text
    if same_text and stands_at(anchor, plain):
        return Placement(anchor.start, anchor.end, 1.0)
    wanted = Wanted(anchor)
    if change is not None and change.new_text != plain:
        raise ValueError("The change of the text leads to another text than the one to search.")
    view = text if isinstance(text, TextView) else change.new if change else TextView(text)
    if not wanted.exact:
        return _without_letters(anchor, wanted, view)
    if same_text:
        found = _standing(anchor, wanted, view)
    elif change:
        found = _followed(anchor, wanted, view, change)
    else:
        found = _searched(anchor, wanted, view)
    return _placement(view, anchor, found) if found else None


def suggest(anchor: Anchor, text: str | TextView, *, most: int = 3) -> list[Placement]:
    """The up to ``most`` places that ``anchor`` may mean, best first, none of which overlap.

    For orphans: a person decides, so a resemblance is enough, or that it stands between what stood
    around the anchor; without either, there are none.
    """
    view = text if isinstance(text, TextView) else TextView(text)
    wanted = Wanted(anchor)
    if not wanted.exact:
        return []
    hint = view.view_offset(anchor.start)
    found = [_judged_copy(view, wanted, place) for place in copies(view, wanted, hint)]
    found += resembling(view, wanted, 2 * most)
    found += between_contexts(view, wanted, most)
    chosen: list[Candidate] = []
    for candidate in sorted(found, key=lambda each: _rank(each, hint), reverse=True):
        apart = all(candidate.end <= c.start or c.end <= candidate.start for c in chosen)
        resembles = candidate.score >= _SUGGESTED or candidate.likeness >= _SUGGESTED_ALONE
        if apart and resembles and len(chosen) < most:
            chosen.append(candidate)
    return [_placement(view, anchor, candidate) for candidate in chosen]


def stands_at(anchor: Anchor, text: str) -> bool:
    """Whether the text at the anchor's offsets is what the anchor keeps of it, context too."""
    start, end = anchor.start, anchor.end
    before = start - len(anchor.prefix)
    return (
        before >= 0
        and start <= end <= len(text)
        and text[start:end] == anchor.exact
        and text[before:start] == anchor.prefix
        and text.startswith(anchor.suffix, end)
    )


def _without_letters(anchor: Anchor, wanted: Wanted, view: TextView) -> Placement | None:
    """The place of mere dashes, which a view does not show, between the very words around them."""
    dashes = anchor.exact.strip()
    places = copies(view, wanted, view.view_offset(anchor.start), 2) if dashes else []
    if len(places) != 1:
        return None
    before = view.text_span(places[0] - 1, places[0])[1] if places[0] else 0
    start = view.text.find(dashes, before, before + len(dashes) + CONTEXT)
    whole = start >= 0 and view.view_offset(start) == places[0]
    return Placement(start, start + len(dashes), 1.0) if whole else None


def _followed(
    anchor: Anchor, wanted: Wanted, view: TextView, change: TextChange
) -> Candidate | None:
    """The place to which the change of the text brought the anchor."""
    span = 0, 0  # Of one that did not stand in the old text, all of that is another place.
    before = _standing(anchor, wanted, change.old)
    if before is not None:
        span = before.start, before.end
        image = change.alignment.image(*span)
        there = image and whole_words(view, wanted, image.start, image.end)
        if image and there:
            candidate = judge(view, wanted, *there)
            if _is_borne_out(image, span[1] - span[0], candidate.likeness):
                return candidate
    elif there_now := _standing(anchor, wanted, view):
        return there_now
    found = _searched(anchor, wanted, view)
    if found is None:
        return None
    elsewhere = change.alignment.from_elsewhere(found.start, found.end, *span)
    return None if elsewhere > _MOST_FROM_ELSEWHERE else found


def _is_borne_out(image: Image, length: int, likeness: float) -> bool:
    """Whether enough of a span of ``length``, and of its surroundings, is unchanged."""
    share = image.kept / length
    kept = image.kept + image.around_kept
    return (
        share >= _LEAST_KEPT
        and likeness >= _least(_LEAST_LIKE_IMAGE, length)
        and (
            kept >= _LEAST_AROUND * (length + image.around)
            or (share >= _MOSTLY_KEPT and kept >= _TELLING)
        )
    )


def _standing(anchor: Anchor, wanted: Wanted, view: TextView) -> Candidate | None:
    """Where the anchor stands in the text that its offsets count in, whatever its offsets are.

    That is where its very words stand in their very context. An orphan stands nowhere, however
    much other words resemble it: a text that it was not found in does not hold it.
    """
    hint, end = view.view_offset(anchor.start), view.view_offset(anchor.end)
    if hint < end and stands_at(anchor, view.text):
        return judge(view, wanted, hint, end)
    found = [_judged_copy(view, wanted, place) for place in copies(view, wanted, hint)]
    if not wanted.prefix and not wanted.suffix:
        return _without_context(found, hint)
    whole = [copy for copy in found if copy.context == 1]
    return max(whole, key=lambda copy: _rank(copy, hint), default=None)


def _searched(anchor: Anchor, wanted: Wanted, view: TextView) -> Candidate | None:
    """The place that the anchor's own words lead to."""
    hint = view.view_offset(anchor.start)
    found = [_judged_copy(view, wanted, place) for place in copies(view, wanted, hint)]
    if not wanted.prefix and not wanted.suffix:
        alone = _without_context(found, hint)
        if alone is not None or len(wanted.exact) < _FUZZY_ALONE:
            return alone
    best = max(found, key=lambda copy: _rank(copy, hint), default=None)
    if best is not None and (best.context == 1 or _is_told(best, _apart(found, wanted, hint))):
        return best
    return _chosen(found + list(resembling(view, wanted)), wanted, hint)


def _without_context(found: list[Candidate], hint: int) -> Candidate | None:
    """The only place where the words stand, or the one at the old offset."""
    same_case = [copy for copy in found if copy.is_same_case]
    for held in (same_case, found, [copy for copy in found if copy.start == hint]):
        if len(held) == 1:
            return held[0]
    return None


def _judged_copy(view: TextView, wanted: Wanted, place: int) -> Candidate:
    return judge(view, wanted, place, place + len(wanted.exact))


def _rank(candidate: Candidate, hint: int) -> tuple[float, bool, int]:
    """Better first by what is kept; of equals, the same capitals, then the nearest place."""
    return round(_weight(candidate), 6), candidate.is_same_case, -abs(candidate.start - hint)


def _weight(candidate: Candidate) -> float:
    return candidate.evidence + _SCORE_WEIGHS * candidate.score


def _chosen(found: list[Candidate], wanted: Wanted, hint: int) -> Candidate | None:
    places = _apart(found, wanted, hint)
    if not places:
        return None
    best = places[0]
    length = len(wanted.exact)
    if best.context >= _CONTEXT_SURE:
        leads = _is_told(best, places)
    else:
        leads = len(places) == 1 or _weight(best) - _weight(places[1]) >= _LEAD
    like = best.likeness >= _least(_LEAST_LIKENESS, length)
    possible = WORDS_WEIGH * length + len(wanted.prefix) + len(wanted.suffix)
    enough = best.evidence >= min(_ENOUGH_EVIDENCE, _ENOUGH_OF_ALL * possible)
    return best if like and enough and leads else None


def _apart(found: list[Candidate], wanted: Wanted, hint: int) -> list[Candidate]:
    """Of candidates for much the same place the best; the best of all first."""
    apart = max(3, len(wanted.exact) // 2)
    places: list[Candidate] = []
    for one in sorted(found, key=lambda candidate: _rank(candidate, hint), reverse=True):
        if all(min(abs(one.start - p.start), abs(one.end - p.end)) > apart for p in places):
            places.append(one)
    return places


def _is_told(best: Candidate, places: list[Candidate]) -> bool:
    """Whether its context tells ``best`` from all other ``places``."""
    sure = sum(place.context >= _CONTEXT_SURE for place in places)
    return best.context >= _CONTEXT_SURE and sure <= _MOST_ALIKE


def _least(limits: tuple[tuple[int, float], ...], length: int) -> float:
    """The limit that holds for words of ``length`` characters."""
    return next(least for below, least in limits if length < below)


def _placement(view: TextView, anchor: Anchor, candidate: Candidate) -> Placement:
    start, end = view.text_span(candidate.start, candidate.end)
    start, end = view.with_dashes(start, end, *outer_dashes(anchor.exact))
    return Placement(start, end, candidate.score)
