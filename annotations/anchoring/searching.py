"""Places in a text where an anchor may stand, told from its own words and those around them.

The search for texts whose older version is not known. Invariant: it proposes and measures, and
decides nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from annotations.anchoring.alignment import Alignment, Image, Side
from annotations.anchoring.text_view import TextView, Tokens
from annotations.anchoring.token_diff import equal_blocks
from annotations.model import CONTEXT, Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_COPIES = 100
_MOST_WINDOWS = 5
_QUOTE_WINDOWS = 3
_TELLING = 40
"""Characters of words that may be looked for without their context."""
_LEAST_BETWEEN = 12
"""Characters of context on each side between which something else may stand now."""
_LONG = 300
"""Characters from which an anchor may have been torn open, so that several seeds belong to it."""
_STRONG = 5
"""Such seeds have at least one in so many of the votes of the best."""
_TORN = 70
"""Characters from which words may have been torn open, so that what is kept of them tells more."""
_MOSTLY = 0.75
"""Share of the words that must be kept for that."""
WORDS_WEIGH = 1.5
"""What a character of the words counts for, where one of the context counts for 1."""
_VERY_LONG = 10_000
"""Characters from which similarity is told from tokens."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the view and how well it fits."""

    start: int
    end: int
    """Exclusive."""
    likeness: float
    """Similarity of the words, 0 to 1."""
    context: float
    """Mean similarity of what stands before and after; half when no context was kept."""
    evidence: float
    """In characters: how much, inside and around, speaks for the place."""
    score: float
    """Between 0 and 1; 1 for the very words in their very context, so far as any was kept."""
    is_same_case: bool
    """Whether the words have the very capitals of the anchor."""


class Wanted:
    """An anchor as a view shows it."""

    def __init__(self, anchor: Anchor) -> None:
        prefix, suffix = anchor.prefix[-2 * CONTEXT :], anchor.suffix[: 2 * CONTEXT]
        self.view = TextView(prefix + anchor.exact + suffix)
        self.lead = self.view.view_offset(len(prefix))
        self.after = self.view.view_offset(len(prefix) + len(anchor.exact))
        joint = self.joint = self.view.folded
        self.exact = joint[self.lead : self.after]
        self.prefix, self.suffix = joint[: self.lead], joint[self.after :]
        self.begins_word = not self.view.is_inside_word(self.lead)
        self.ends_word = not self.view.is_inside_word(self.after)
        self.raw = "".join(anchor.exact.split())

    @cached_property
    def side(self) -> Side:
        """Words and context as one text to compare."""
        return Side(self.joint, self.view.tokens)


def copies(view: TextView, wanted: Wanted, hint: int, most: int = _MOST_COPIES) -> list[int]:
    """Up to ``most`` places where the very words stand, whole words where the anchor's were.

    Those around ``hint`` come first. Where they stand in their very context, no others count.
    """
    for pattern, lead in ((wanted.joint, wanted.lead), (wanted.exact, 0)):
        found = [
            place + lead
            for place in islice(_occurrences(pattern, view.folded, hint - lead), most)
            if stands_whole(view, wanted, place + lead, place + lead + len(wanted.exact))
        ]
        if found:
            return found
    return []


def stands_whole(view: TextView, wanted: Wanted, start: int, end: int) -> bool:
    """Whether no word is cut at an end of the span where none was cut in the anchor."""
    return not (
        (wanted.begins_word and view.is_inside_word(start))
        or (wanted.ends_word and view.is_inside_word(end))
    )


def _occurrences(pattern: str, text: str, hint: int) -> Iterator[int]:
    """All places of ``pattern``, by turns after and before ``hint``."""
    if not pattern:
        return
    after = text.find(pattern, max(0, hint))
    before = text.rfind(pattern, 0, max(0, hint - 1) + len(pattern)) if hint > 0 else -1
    while after >= 0 or before >= 0:
        if after >= 0:
            yield after
            after = text.find(pattern, after + 1)
        if before >= 0:
            yield before
            before = text.rfind(pattern, 0, before + len(pattern) - 1)


def resembling(view: TextView, wanted: Wanted, most: int = _MOST_WINDOWS) -> Iterator[Candidate]:
    """Candidates from windows that resemble the anchor, words and context together.

    Five-grams that both share lead to the windows; the tokens which a window shares with the
    anchor show where in it the words are.
    """
    for low, high in dict.fromkeys(_windows(view, wanted, most)):
        side, begin = _part(view, low, high)
        blocks = equal_blocks(wanted.side.tokens, side.tokens)
        image = Alignment(wanted.side, side, blocks).image(wanted.lead, wanted.after)
        if image is not None:
            span = whole_words(view, wanted, begin + image.start, begin + image.end)
            if span is not None:
                yield judge(view, wanted, *span, image)


def between_contexts(view: TextView, wanted: Wanted, most: int) -> Iterator[Candidate]:
    """Candidates that stand between what stood before and after the anchor, whatever they are."""
    before, after = wanted.prefix[-_TELLING:], wanted.suffix[:_TELLING]
    if min(len(before), len(after)) < _LEAST_BETWEEN:
        return
    reach = 3 * len(wanted.exact) + _TELLING
    for place in islice(_occurrences(before, view.folded, 0), most):
        start = place + len(before)
        end = view.folded.find(after, start, start + reach + len(after))
        span = whole_words(view, wanted, start, end) if end > start else None
        if span is not None:
            yield judge(view, wanted, *span)


def _windows(view: TextView, wanted: Wanted, most: int) -> Iterator[tuple[int, int]]:
    joint = wanted.joint
    slack = max(32, len(joint) // 4)
    seeds = view.seeds(joint, most)
    if len(joint) >= _LONG:
        strong = [place for place, votes in seeds if votes >= seeds[0][1] / _STRONG]
        near = [place for place in strong if abs(place - strong[0]) <= len(joint)]
        if len(near) > 1:
            yield min(near) - slack, max(near) + len(joint) + slack
    for place, _ in seeds:
        yield place - slack, place + len(joint) + 2 * slack
    if len(wanted.exact) >= _TELLING:
        for place, _ in view.seeds(wanted.exact, _QUOTE_WINDOWS):
            begin = place - wanted.lead
            yield begin - slack, begin + len(joint) + 2 * slack


def _part(view: TextView, low: int, high: int) -> tuple[Side, int]:
    """The tokens of the view from ``low`` to ``high``, and where the first of them begins."""
    keys, places = view.tokens
    first = max(0, bisect_right(places, max(0, low)) - 1)
    last = max(first, min(bisect_left(places, high), len(keys)))
    begin, end = places[first], places[last]
    part = Tokens(keys[first:last], [place - begin for place in places[first : last + 1]])
    return Side(view.folded[begin:end], part), begin


def whole_words(view: TextView, wanted: Wanted, start: int, end: int) -> tuple[int, int] | None:
    """The span grown to whole words at the ends where the anchor's were; None when out of size."""
    if wanted.begins_word:
        while view.is_inside_word(start):
            start -= 1
    if wanted.ends_word:
        while view.is_inside_word(end):
            end += 1
    return (start, end) if 0 < end - start <= 3 * len(wanted.exact) + 20 else None


def judge(
    view: TextView, wanted: Wanted, start: int, end: int, image: Image | None = None
) -> Candidate:
    """How well the span of the view that is not empty fits the anchor, of which it is the image.

    Evidence is the number of characters of context that stand near, and 1.5 * length *
    max(0, 2 * likeness - 1) of the words themselves.
    """
    folded = view.folded
    likeness = _likeness(wanted.exact, folded[start:end])
    length = len(wanted.exact)
    contexts = []
    around = 0.0
    for words, others in (
        (wanted.prefix, folded[max(0, start - len(wanted.prefix)) : start]),
        (wanted.suffix, folded[end : end + len(wanted.suffix)]),
    ):
        if words:
            contexts.append(Levenshtein.normalized_similarity(words, others))
            around += len(words) * max(0.0, 2 * contexts[-1] - 1)
    context = sum(contexts) / len(contexts) if contexts else 0.5
    first, last = view.text_span(start, end)
    same_case = likeness == 1 and "".join(view.text[first:last].split()) == wanted.raw
    if image is not None:
        around = max(around, image.around_kept)
        if length >= _TORN and image.kept >= _MOSTLY * length:
            likeness = max(likeness, image.kept / length)
    evidence = around + WORDS_WEIGH * length * max(0.0, 2 * likeness - 1)
    score = (likeness + context) / 2 if contexts else likeness
    return Candidate(start, end, likeness, context, evidence, score, same_case)


def _likeness(words: str, others: str) -> float:
    if len(words) <= _VERY_LONG:
        return Levenshtein.normalized_similarity(words, others)
    old, new = TextView(words), TextView(others)
    kept = sum(block.length for block in equal_blocks(old.tokens, new.tokens))
    return kept / max(len(words), len(others))
