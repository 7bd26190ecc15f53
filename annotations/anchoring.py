"""Finds the place of an annotation again, also in a text that has changed since.

An anchor's words and their surroundings are weighed together, so that neither an edited quotation
nor a repeated one goes astray. Invariant: a place is returned only on evidence; without it there
is none, and the annotation is an orphan, never silently moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from annotations.model import CONTEXT, Anchor
from annotations.text_view import TextView, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rapidfuzz.distance import Opcode

_CONTEXT_SURE = 0.8
"""Mean similarity of the context from which an exact copy needs no further evidence."""
_LEAST_LIKENESS = ((12, 0.75), (24, 0.66), (80, 0.60))
"""Below so many characters, the words must be at least so similar."""
_LEAST_LIKENESS_LONG = 0.55
_LEAST_EVIDENCE = 30.0
_SURE_EVIDENCE = 60.0
"""From here on, a rival close behind is no reason for doubt."""
_LEAD = 0.03
_MOST_COPIES = 2_000
_MOST_WINDOWS = 6
_QUOTE_WINDOWS = 3
_LONG = 2_000
"""Characters from which only the two ends of the words are looked for."""
_END = 500


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an annotation stands."""

    start: int
    """Code-point offset."""
    end: int
    """Exclusive."""
    score: float
    """Between 0 and 1; 1 for the very words in their very context."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An anchor as a view shows it."""

    exact: str
    prefix: str
    suffix: str
    joint: str
    """Prefix, exact and suffix as one text."""
    lead: int
    """Where exact begins in joint."""
    hint: int
    """Where the words stood before, in the view searched."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A span of the view and how well it fits."""

    start: int
    end: int
    likeness: float
    """Similarity of the words."""
    context: float
    """Mean similarity of what stands before and after."""
    evidence: float
    """In characters: how much text, inside and around, speaks for the place."""

    @property
    def score(self) -> float:
        return (self.likeness + self.context) / 2


def locate(anchor: Anchor, text: str | TextView, *, same_text: bool = False) -> Placement | None:
    """Where ``anchor`` stands in ``text``, or None when there is not evidence enough.

    ``same_text`` says that the anchor's offsets were taken in this very text; they are checked.
    Placing many anchors in one text is faster with one ``TextView`` of it.

    Otherwise exact copies are judged by the Levenshtein similarity of their context, and when none
    convinces, windows that share five-grams with prefix, exact and suffix are aligned. With q, b, a
    the similarities of the three, one is accepted by q and by the evidence E, the sum of
    length * max(0, 2 * similarity - 1), and must lead the next unless E is large.
    """
    plain = text.text if isinstance(text, TextView) else text
    offsets_hold = (
        anchor.start <= anchor.end <= len(plain)
        and plain[anchor.start : anchor.end] == anchor.exact
    )
    if same_text and offsets_hold:
        return Placement(anchor.start, anchor.end, 1.0)
    view = text if isinstance(text, TextView) else TextView(text)
    wanted = _wanted(anchor, view)
    if not wanted.exact:
        return None
    copies = [
        _judge(view, wanted, place, place + len(wanted.exact))
        for place in _copies(wanted, view.folded)
    ]
    best = max(copies, key=lambda copy: _rank(copy, wanted), default=None)
    if best is not None and best.context >= _CONTEXT_SURE:
        return _placement(view, best)
    if len(wanted.exact) > _LONG:
        return _locate_ends(anchor, view)
    found = copies + list(_aligned(view, wanted))
    return _chosen(view, wanted, found)


def _wanted(anchor: Anchor, view: TextView) -> _Wanted:
    exact = fold(anchor.exact).strip()
    prefix = anchor.prefix[-2 * CONTEXT :]
    suffix = anchor.suffix[: 2 * CONTEXT]
    before = fold(prefix + anchor.exact[: len(anchor.exact) - len(anchor.exact.lstrip())]).lstrip()
    after = fold(anchor.exact[len(anchor.exact.rstrip()) :] + suffix).rstrip()
    return _Wanted(
        exact=exact,
        prefix=before.strip(),
        suffix=after.strip(),
        joint=before + exact + after,
        lead=len(before),
        hint=view.view_offset(anchor.start),
    )


def _copies(wanted: _Wanted, folded: str) -> list[int]:
    """Where the exact words stand; of very many, those nearest to the old place."""
    with_context = list(islice(_occurrences(wanted.joint, folded), _MOST_COPIES))
    if with_context:
        return [place + wanted.lead for place in with_context]
    places = list(_occurrences(wanted.exact, folded))
    return sorted(places, key=lambda place: abs(place - wanted.hint))[:_MOST_COPIES]


def _occurrences(pattern: str, text: str) -> Iterator[int]:
    place = text.find(pattern)
    while place >= 0:
        yield place
        place = text.find(pattern, place + 1)


def _rank(candidate: _Candidate, wanted: _Wanted) -> tuple[float, int]:
    """Better first by score; of equals, the one nearest to the old place."""
    return round(candidate.score, 6), -abs(candidate.start - wanted.hint)


def _judge(view: TextView, wanted: _Wanted, start: int, end: int) -> _Candidate:
    folded = view.folded
    likeness = Levenshtein.normalized_similarity(wanted.exact, folded[start:end])
    evidence = _evidence(wanted.exact, likeness)
    contexts = []
    if wanted.prefix:
        length = len(wanted.prefix)
        before = folded[max(0, start - length - 1) : start].rstrip()[-length:]
        contexts.append(Levenshtein.normalized_similarity(wanted.prefix, before))
        evidence += _evidence(wanted.prefix, contexts[-1])
    if wanted.suffix:
        length = len(wanted.suffix)
        after = folded[end : end + length + 1].lstrip()[:length]
        contexts.append(Levenshtein.normalized_similarity(wanted.suffix, after))
        evidence += _evidence(wanted.suffix, contexts[-1])
    context = sum(contexts) / len(contexts) if contexts else 0.5
    return _Candidate(start, end, likeness, context, evidence)


def _evidence(words: str, similarity: float) -> float:
    return len(words) * max(0.0, 2 * similarity - 1)


def _aligned(view: TextView, wanted: _Wanted) -> Iterator[_Candidate]:
    """Candidates from windows that resemble the anchor, words and context together."""
    joint, folded = wanted.joint, view.folded
    begins = view.seeds(joint, _MOST_WINDOWS)
    if len(wanted.exact) >= 40:
        begins += [place - wanted.lead for place in view.seeds(wanted.exact, _QUOTE_WINDOWS)]
    slack = max(24, len(joint) // 4)
    for begin in begins:
        first = max(0, begin - slack)
        window = folded[first : max(0, begin) + len(joint) + 2 * slack]
        if len(window) > len(joint):
            likest = fuzz.partial_ratio_alignment(joint, window)
            if likest is None:
                continue
            trimmed = max(0, likest.dest_start - slack // 2)
            window = window[trimmed : likest.dest_end + slack // 2]
            first += trimmed
        operations = list(Levenshtein.opcodes(joint, window))
        for start, end in _spans(operations, wanted):
            span = _whole_words(folded, first + start, first + end, wanted)
            if span is not None:
                yield _judge(view, wanted, *span)


def _spans(operations: Sequence[Opcode], wanted: _Wanted) -> Iterator[tuple[int, int]]:
    """Two readings of where the words went: by their ends, and by what of them is unchanged."""
    low, high = wanted.lead, wanted.lead + len(wanted.exact)
    start, end = _image(operations, low), _image(operations, high - 1) + 1
    yield start, end
    least = 2 if len(wanted.exact) >= 6 else 1
    kept = [
        (operation.dest_start - operation.src_start + left, right - left)
        for operation in operations
        if operation.tag == "equal"
        and (right := min(operation.src_end, high)) - (left := max(operation.src_start, low))
        >= least
    ]
    if kept and (kept[0][0], sum(kept[-1])) != (start, end):
        yield kept[0][0], sum(kept[-1])


def _image(operations: Sequence[Opcode], position: int) -> int:
    """Where ``position`` of the source went in the destination."""
    for operation in operations:
        if operation.src_start <= position < operation.src_end:
            step = position - operation.src_start
            return operation.dest_start + (0 if operation.tag == "delete" else step)
    return operations[-1].dest_end if operations else 0


def _whole_words(folded: str, start: int, end: int, wanted: _Wanted) -> tuple[int, int] | None:
    """The span without outer space, grown to whole words at the ends where the anchor's were."""
    joint, lead = wanted.joint, wanted.lead
    after = lead + len(wanted.exact)
    while start < end and folded[start] == " ":
        start += 1
    end = min(end, len(folded))
    while end > start and folded[end - 1] == " ":
        end -= 1
    if start >= end:
        return None
    if not _inside_word(joint, lead):
        while _inside_word(folded, start):
            start -= 1
    if not _inside_word(joint, after):
        while _inside_word(folded, end):
            end += 1
    return (start, end) if end - start <= 3 * len(wanted.exact) + 20 else None


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _chosen(view: TextView, wanted: _Wanted, found: list[_Candidate]) -> Placement | None:
    ranked = sorted(found, key=lambda candidate: _rank(candidate, wanted), reverse=True)
    if not ranked:
        return None
    best = ranked[0]
    apart = max(3, len(wanted.exact) // 2)
    rival = next(
        (
            other
            for other in ranked[1:]
            if min(abs(other.start - best.start), abs(other.end - best.end)) > apart
        ),
        None,
    )
    sure = best.evidence >= _SURE_EVIDENCE
    leads = rival is None or best.score - rival.score >= _LEAD
    like = best.likeness >= _least_likeness(len(wanted.exact))
    if like and best.evidence >= _LEAST_EVIDENCE and (sure or leads):
        return _placement(view, best)
    return None


def _least_likeness(length: int) -> float:
    for below, likeness in _LEAST_LIKENESS:
        if length < below:
            return likeness
    return _LEAST_LIKENESS_LONG


def _locate_ends(anchor: Anchor, view: TextView) -> Placement | None:
    """Place very long words by their first and last characters, each end on its own."""
    exact = anchor.exact.strip()
    skipped = len(anchor.exact) - len(anchor.exact.lstrip())
    begin = anchor.start + skipped
    head = locate(
        Anchor(begin, begin + _END, exact[:_END], anchor.prefix, exact[_END : _END + CONTEXT]), view
    )
    last = begin + len(exact)
    tail = locate(
        Anchor(last - _END, last, exact[-_END:], exact[-_END - CONTEXT : -_END], anchor.suffix),
        view,
    )
    if head is None or tail is None:
        return None
    length = tail.end - head.start
    if not len(exact) / 2 <= length <= len(exact) * 2:
        return None
    return Placement(head.start, tail.end, min(head.score, tail.score))


def _placement(view: TextView, candidate: _Candidate) -> Placement:
    start, end = view.text_span(candidate.start, candidate.end)
    return Placement(start, end, candidate.score)
