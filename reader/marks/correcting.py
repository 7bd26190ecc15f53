"""The machine's marks, corrected: by the library's memory, by the reader's word for the whole
library, and by the reader's word on this article, which wins over both.

Corrections are applied whenever marks are shown or indexed, never when they are found: so they
win at once, and outlive every other model. Invariants: entities stay disjoint, marks in order;
without corrections nothing changes; correcting again changes nothing more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, replace
from itertools import accumulate, count
from typing import TYPE_CHECKING

from annotations.anchoring import TextView, locate
from annotations.model import CORRECTIONS, Correction
from reader.articles.tokens import words_of
from reader.marks.decisions import Decisions, kind_of
from reader.marks.model import ENTITY_KINDS, Kind, Mark, Origin, Reference, Speaker
from reader.marks.scenes import GAPS_IN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.model import Sidecar
    from reader.articles.model import Article
    from reader.articles.tokens import Tokens

READER = "reader"
"""The rule by which a speaker is known whom the reader named."""
REJECTED, CONFIRMED = "rejected", "confirmed"
ENTITY, QUOTATION = CORRECTIONS


@dataclass(frozen=True, slots=True)
class Said:
    """A correction and where it stands."""

    start: int
    """Code points."""
    end: int
    kind: str
    """``entity`` or ``quotation``."""
    correction: Correction


class _Spans:
    """Spans in the order of their starts, to be asked which of them another one touches."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = list(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))
        """How far those up to each of them reach."""

    def first_over(self, start: int, end: int) -> int:
        """The number of the first that shares a code point with this span; -1 when none does."""
        number = bisect_right(self._reach, start)
        return number if number < len(self._starts) and self._starts[number] < end else -1

    def last_from(self, start: int) -> int:
        """The number of the last that begins at ``start`` or before; else that of the first."""
        return max(0, bisect_right(self._starts, start) - 1)


def said_of(said: Sidecar | None, article: Article) -> list[Said]:
    """The corrections in a sidecar whose places are found in ``article``, in order."""
    annotations = said.annotations.values() if said else ()
    corrections = [one for one in annotations if one.kind in CORRECTIONS and one.correction]
    if said is None or not corrections:
        return []
    view = TextView(article.text)
    same = said.source.text_sha256 == article.text_sha256
    found = [(one, locate(one.anchor, view, same_text=same)) for one in corrections]
    placed = [Said(at.start, at.end, one.kind, one.correction) for one, at in found if at]
    return sorted(placed, key=lambda one: (one.start, one.end))


def corrected(
    text: str,
    tokens: Tokens,
    marks: Sequence[Mark],
    decisions: Decisions,
    said: Sequence[Said] = (),
) -> tuple[Mark, ...]:
    """``marks`` of ``text`` as the reader has them; ``said`` is in order."""
    if not decisions and not said:
        return tuple(marks)
    entities = [mark for mark in marks if mark.kind in ENTITY_KINDS]
    quotations = [mark for mark in marks if mark.kind not in ENTITY_KINDS]
    if decisions.memory:
        entities = [_remembered(mark, decisions) for mark in entities]
    entities = _decided(text, tokens, entities, decisions)
    own = [one for one in said if one.kind == ENTITY]
    if own:
        entities = _with_own_word(text, tokens, entities, own)
    quotations = [_renamed(text, mark, decisions, entities) for mark in quotations]
    quotations = _respoken(text, quotations, [one for one in said if one.kind == QUOTATION])
    return tuple(sorted([*entities, *quotations], key=lambda mark: (mark.start, -mark.end)))


def _remembered(mark: Mark, decisions: Decisions) -> Mark:
    name = decisions.memory.get((str(mark.kind), mark.name))
    return replace(mark, name=name) if name and mark.origin is Origin.MACHINE else mark


# The reader's word for the whole library


def _decided(text: str, tokens: Tokens, marks: Sequence[Mark], decisions: Decisions) -> list[Mark]:
    ignored = decisions.ignored
    known = list(marks)
    if ignored:
        known = [
            mark
            for mark in marks
            if mark.name.casefold() not in ignored
            and text[mark.start : mark.end].casefold() not in ignored
        ]
    if not decisions.forms:
        return known
    found = list(_own_names(text, tokens, decisions))
    starts = [start for start, _, _ in found]
    kept: list[Mark] = []
    kinds: dict[tuple[int, int], Mark] = {}
    for mark in known:
        at = bisect_left(starts, mark.end) - 1
        if at >= 0 and found[at][1] > mark.start:
            kinds.setdefault(found[at][:2], mark)
        else:
            kept.append(_by_name(mark, decisions))
    for start, end, name in found:
        guessed = kinds.get((start, end))
        if (label := decisions.kinds.get(name)) is not None:
            kind, own = kind_of(label)
        elif guessed is not None:
            kind, own = guessed.kind, guessed.own_kind
        else:
            continue
        kept.append(Mark(kind, start, end, name, 1.0, None, Origin.LIBRARY, own))
    return sorted(kept, key=lambda mark: mark.start)


def _by_name(mark: Mark, decisions: Decisions) -> Mark:
    """``mark`` as the reader calls what the machine called by its name."""
    name = decisions.names.get(mark.name)
    if name is None:
        return mark
    label = decisions.kinds.get(name)
    kind, own = kind_of(label) if label else (mark.kind, mark.own_kind)
    return replace(mark, kind=kind, own_kind=own, name=name, confidence=1.0, origin=Origin.LIBRARY)


def _own_names(text: str, tokens: Tokens, decisions: Decisions) -> Iterator[tuple[int, int, str]]:
    """Start, end and canonical name of each place where a name of the reader's stands."""
    free = 0
    for index, form in enumerate(tokens.forms):
        if index < free:
            continue
        candidates = decisions.forms.get(form, ())
        if form.isupper() and len(form) > 1:
            candidates = (*candidates, *decisions.forms.get(form.title(), ()))
        for candidate in candidates:
            if _stands(text, tokens, index, candidate.words):
                last = index + len(candidate.words) - 1
                yield (*tokens.span(index, last), candidate.name)
                free = last + 1
                break


def _stands(text: str, tokens: Tokens, index: int, words: Sequence[str]) -> bool:
    """Whether the ``words`` of a name stand at token ``index``, perhaps in capitals."""
    if index + len(words) > len(tokens.forms):
        return False
    for offset, word in enumerate(words):
        form = tokens.forms[index + offset]
        if form != word and not (form.isupper() and form.title() == word):
            return False
        if offset:
            before = tokens.starts[index + offset - 1] + len(tokens.forms[index + offset - 1])
            gap = text[before : tokens.starts[index + offset]]
            if gap not in GAPS_IN_NAMES and gap.strip():
                return False
    return True


# The reader's word on this article


def _with_own_word(
    text: str, tokens: Tokens, marks: Sequence[Mark], said: Sequence[Said]
) -> list[Mark]:
    by_words: dict[str, list[Said]] = {}
    for one in said:
        by_words.setdefault(_words(text, one.start, one.end), []).append(one)
    spans = _spans_of(said)
    spans_by_words = {words: _spans_of(places) for words, places in by_words.items()}
    kept: list[Mark] = []
    for mark in marks:
        over = spans.first_over(mark.start, mark.end)
        deciding = said[over] if over >= 0 else None
        words = _words(text, mark.start, mark.end)
        if deciding is None and words in by_words:
            deciding = by_words[words][spans_by_words[words].last_from(mark.start)]
        if deciding is None:
            kept.append(mark)
        elif deciding.correction.verdict != REJECTED:
            kept.append(_as_said(mark, deciding.correction))
    taken = sorted((mark.start, mark.end) for mark in kept)
    pairs = _pairs(tokens, by_words)
    for places in by_words.values():
        made = list(_made(text, taken, places, _places(text, tokens, pairs, places)))
        for mark in made:
            insort(taken, (mark.start, mark.end))
        kept += made
    return sorted(kept, key=lambda mark: mark.start)


def _spans_of(said: Iterable[Said]) -> _Spans:
    return _Spans((one.start, one.end) for one in said)


def _pairs(tokens: Tokens, wanted: Iterable[str]) -> dict[tuple[str, str], list[int]]:
    """Where each two words stand with which something ``wanted`` begins, and each single one."""
    found: dict[tuple[str, str], list[int]] = {_pair(words_of(words)): [] for words in wanted}
    forms = tokens.forms
    for index, form in enumerate(forms):
        following = forms[index + 1] if index + 1 < len(forms) else ""
        seconds = {"", following, following.title() if following.isupper() else following}
        for second in seconds:
            if (places := found.get((form, second))) is not None:
                places.append(index)
    return found


def _pair(words: Sequence[str]) -> tuple[str, str]:
    """The first two of ``words``, empty where there are none."""
    first, second = (*words[:2], "", "")[:2]
    return first, second


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _as_said(mark: Mark, correction: Correction) -> Mark:
    kind, own = kind_of(correction.type) if correction.type else (mark.kind, mark.own_kind)
    return replace(
        mark,
        kind=kind,
        own_kind=own,
        name=correction.name or mark.name,
        confidence=1.0,
        origin=Origin.ARTICLE,
    )


def _made(
    text: str,
    taken: Sequence[tuple[int, int]],
    said: Sequence[Said],
    places: Iterable[tuple[int, int]],
) -> Iterator[Mark]:
    """Marks of words of which the reader says that they are a name, where none is ``taken`` yet."""
    spans = _spans_of(said)
    for start, end in places:
        at = bisect_left(taken, (end, 0)) - 1
        if at >= 0 and taken[at][1] > start:
            continue
        correction = said[spans.last_from(start)].correction
        if correction.verdict == REJECTED:
            continue
        kind, own = kind_of(correction.type) if correction.type else (Kind.OTHER, "")
        name = correction.name or _words(text, start, end)
        yield Mark(kind, start, end, name, 1.0, None, Origin.ARTICLE, own)


def _places(
    text: str,
    tokens: Tokens,
    pairs: dict[tuple[str, str], list[int]],
    said: Sequence[Said],
) -> list[tuple[int, int]]:
    """Where the words of ``said``, which are the same in all, stand: there and elsewhere."""
    words = tuple(words_of(text[said[0].start : said[0].end]))
    places = {(one.start, one.end) for one in said}
    spans, free = _spans_of(said), 0
    for index in pairs[_pair(words)] if words else ():
        if _stands(text, tokens, index, words):
            start, end = tokens.span(index, index + len(words) - 1)
            if start >= free and spans.first_over(start, end) < 0:
                places.add((start, end))
                free = end
    return sorted(places)


# Speakers and quotations


def _renamed(text: str, mark: Mark, decisions: Decisions, entities: Sequence[Mark]) -> Mark:
    """``mark`` with its speaker called as the reader calls the one who is named there."""
    speaker = mark.speaker
    if speaker is None or speaker.rule == READER:
        return mark
    named = _named_in(speaker, entities)
    said = _words(text, speaker.start, speaker.end)
    name, reference = speaker.name, speaker.reference
    if said in decisions.names:
        name, reference = decisions.names[said], Reference.NAME
    elif named is not None:
        name, reference = named.name, Reference.NAME
    elif reference is not Reference.WORDS:
        for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE):
            name = decisions.memory.get((kind.value, name), name)
        name = decisions.names.get(name, name)
    if (name, reference) == (speaker.name, speaker.reference):
        return mark
    return replace(mark, speaker=replace(speaker, name=name, reference=reference))


def _named_in(speaker: Speaker, entities: Sequence[Mark]) -> Mark | None:
    """The mark that names the speaker: the person in the phrase, or the body that ends it."""
    first = bisect_left(entities, speaker.start, key=lambda mark: mark.start)
    found = None
    for number in range(first, len(entities)):
        mark = entities[number]
        if mark.start >= speaker.end:
            break
        if mark.kind is Kind.PERSON:
            return mark
        if mark.kind is not Kind.DATE and speaker.end <= mark.end:
            found = mark
    return found


def _respoken(text: str, marks: Sequence[Mark], said: Iterable[Said]) -> list[Mark]:
    kept = dict(enumerate(marks))
    numbers = count(len(kept))
    order = sorted((mark.start, mark.end, number) for number, mark in kept.items())
    for one in said:
        # Quotations are disjoint: what shares anything with this one stands in a row.
        place = bisect_left(order, (one.end,))
        touched: list[tuple[int, int, int]] = []
        while place and order[place - 1][1] > one.start:
            place -= 1
            start, end, number = order[place]
            touched.append((min(one.end, end) - max(one.start, start), -number, place))
        if touched:
            _, negative, place = max(touched)
            if mark := _quoted(kept[-negative], one.correction):
                kept[-negative] = mark
            else:
                del kept[-negative], order[place]
        elif one.correction.verdict != REJECTED:
            name = _words(text, one.start, one.end)
            made = Mark(Kind.QUOTATION, one.start, one.end, name, 1.0, None, Origin.ARTICLE)
            if mark := _quoted(made, one.correction):
                number = next(numbers)
                kept[number] = mark
                insort(order, (mark.start, mark.end, number))
    return list(kept.values())


def _quoted(mark: Mark, correction: Correction) -> Mark | None:
    """``mark`` as ``correction`` has it; None when it is no quotation."""
    if correction.verdict == REJECTED:
        return None
    if correction.type == Kind.TERM:
        return replace(mark, kind=Kind.TERM, speaker=None, confidence=1.0, origin=Origin.ARTICLE)
    speaker = mark.speaker
    if correction.speaker:
        held = speaker or Speaker(mark.start, mark.start, "", READER)
        speaker = replace(held, name=correction.speaker, rule=READER, reference=Reference.NAME)
    return replace(
        mark, kind=Kind.QUOTATION, speaker=speaker, confidence=1.0, origin=Origin.ARTICLE
    )
