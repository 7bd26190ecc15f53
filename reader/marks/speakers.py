"""Who says a quotation, and whether anybody says it at all.

The rules look at the sentence round the quotation, with everything quoted taken out of sight, in
the order of how often they are right; the rule that fired gives the confidence and is kept.
Invariant: a speaker's span lies outside all quotation marks, but for the label ("NAME:") with which
a quoted turn of a transcript begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.marks.cues import source, subject_after, subject_before
from reader.marks.grammar import grammar
from reader.marks.model import Kind, Mark, Reference, Speaker
from reader.marks.phrases import Phrase, Word, first_phrase, phrase_after, words
from reader.marks.sentences import (
    LONGEST_SENTENCE,
    last_start,
    mask,
    sentence_end,
    sentence_start,
)
from reader.marks.terms import is_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Article
    from reader.marks.gazetteer import Gazetteer
    from reader.marks.quotations import QuotedSpan

CONFIDENCE = {
    "signature": 0.95,
    "cue after": 0.96,
    "transcript": 0.9,
    "according to": 0.9,
    "as X put it": 0.9,
    "chain": 0.9,
    "same paragraph": 0.85,
    "cue before": 0.72,
    "cue in the sentence": 0.7,
    "cue in the line before": 0.7,
    "first noun phrase": 0.58,
    "previous paragraph": 0.5,
    "turn": 0.6,
}
"""How often each rule is right on news; an estimate for those that seldom fire."""
STRONG = frozenset(rule for rule, share in CONFIDENCE.items() if share >= 0.7)
TURN = re.compile(
    r"(?:[A-Z][A-Z.’'\-]+|[A-Z]\.)(?: (?:[A-Z][A-Z.’'\-]*)){0,4}(?= ?:)|Q(?= {1,3}[A-Z])"
)
LABEL = re.compile(r"([A-ZÄÖÜ][\w.’'\-]+(?: [A-ZÄÖÜ][\w.’'\-]+){0,4})\s*:\s*\Z")
SIGNATURE = re.compile(r"\s*[―—–]\s*(?=[A-ZÄÖÜ])")


@dataclass(frozen=True, slots=True)
class Guess:
    """A phrase that speaks, by a rule."""

    phrase: Phrase
    rule: str


def attribute(
    article: Article, spans: Sequence[QuotedSpan], entities: Sequence[Mark], lists: Gazetteer
) -> list[Mark]:
    """One mark for each span: a quotation with its speaker if any, or a term.

    ``entities`` are the article's, in order; they give speakers their canonical names.
    """
    masked = mask(article.text, spans)
    cues = frozenset(verb for verbs in lists.cue_verbs.values() for verb in verbs)
    guesses: list[Guess | None] = []
    for index in range(len(spans)):
        guesses.append(_guess(article, masked, spans, index, guesses, cues))
    _look_back(spans, guesses)
    starts = [mark.start for mark in entities]
    return [
        _mark(article.text, span, guess, entities, starts)
        for span, guess in zip(spans, guesses, strict=True)
    ]


def _guess(
    article: Article,
    masked: str,
    spans: Sequence[QuotedSpan],
    index: int,
    guesses: Sequence[Guess | None],
    cues: frozenset[str],
) -> Guess | None:
    text, span = article.text, spans[index]
    block = article.blocks[span.block]
    previous = guesses[index - 1] if index else None
    if turn := TURN.match(text, span.start + span.width, min(span.end, span.start + 80)):
        return Guess(Phrase(turn.start(), turn.end()), "transcript")
    if span.continues and previous:
        return Guess(previous.phrase, "chain")
    begin = sentence_start(text, masked, span, block)
    finish = sentence_end(masked, span.end, block)
    before = words(masked, begin, span.start)
    after = words(masked, span.end, finish)
    if signature := SIGNATURE.match(masked, span.end, block.end):
        phrase = phrase_after(words(masked, signature.end(), finish), 0)
        if phrase and len(masked[phrase.end : block.end].strip()) < 3:
            return Guess(phrase, "signature")
    label = LABEL.search(masked, max(block.start, span.start - 120), span.start)
    if label and label.start() == begin and not any(word.form in cues for word in before):
        return Guess(Phrase(label.start(1), label.end(1)), "transcript")
    inside = text[span.start + 1 : span.end].rstrip("”\"“’'»«›")
    comma = bool(after) and after[0].form in (",", "–", "—")
    looks_ahead = not before or inside[-1:] in (",", "?", "!") or comma
    if looks_ahead and (phrase := subject_after(after, cues)):
        return Guess(phrase, "cue after")
    if found := source(before) or source(after):
        return Guess(*found)
    if before and (phrase := subject_before(before, cues)):
        return Guess(phrase, "cue before")
    same = index > 0 and spans[index - 1].block == span.block and previous is not None
    if before and same and previous and spans[index - 1].start >= begin:
        return Guess(previous.phrase, "same paragraph")
    if before and (phrase := subject_after(after, cues)):
        return Guess(phrase, "cue in the sentence")
    if same and previous and (not before or (previous.rule in STRONG and len(before) < 4)):
        return Guess(previous.phrase, "same paragraph")
    return _far(article, masked, spans, index, guesses, before, begin, cues)


def _far(
    article: Article,
    masked: str,
    spans: Sequence[QuotedSpan],
    index: int,
    guesses: Sequence[Guess | None],
    before: Sequence[Word],
    begin: int,
    cues: frozenset[str],
) -> Guess | None:
    """The rules that look beyond the quotation's own sentence."""
    span = spans[index]
    block = article.blocks[span.block]
    if not before:
        line_start = block.start
        line_end = begin
        if begin == block.start and span.block:
            line_start, line_end = (
                article.blocks[span.block - 1].start,
                article.blocks[span.block - 1].end,
            )
        line_start = max(line_start, line_end - LONGEST_SENTENCE)
        line = masked[line_start:line_end].rstrip()
        if line.endswith(":"):
            line_start = last_start(masked, line_start, line_end, block.language)
            sentence = words(masked, line_start, line_end)
            phrase = subject_before(sentence, cues) or first_phrase(sentence)
            if phrase:
                return Guess(phrase, "cue in the line before")
    if before and (phrase := first_phrase(before)):
        return Guess(phrase, "first noun phrase")
    if turn := TURN.match(article.text, block.start, min(block.end, block.start + 80)):
        return Guess(Phrase(turn.start(), turn.end()), "turn")
    previous = guesses[index - 1] if index else None
    if previous and not before and spans[index - 1].block >= span.block - 1:
        return Guess(previous.phrase, "previous paragraph")
    return None


def _look_back(spans: Sequence[QuotedSpan], guesses: list[Guess | None]) -> None:
    """A quotation that goes on is spoken by whoever is named at its end."""
    for index in range(len(spans) - 1, 0, -1):
        earlier, later = guesses[index - 1], guesses[index]
        linked = spans[index].continues
        if (
            linked
            and later
            and later.rule != "chain"
            and (not earlier or earlier.rule not in STRONG)
        ):
            guesses[index - 1] = Guess(later.phrase, "chain")


def _mark(
    text: str,
    span: QuotedSpan,
    guess: Guess | None,
    entities: Sequence[Mark],
    starts: Sequence[int],
) -> Mark:
    inner = text[span.start + span.width : span.end - (span.width if span.closed else 0)]
    name = " ".join(inner.split())
    rule = guess.rule if guess else ""
    if is_term(text, span, name, rule, certain=rule in STRONG):
        return Mark(Kind.TERM, span.start, span.end, name, 0.7)
    if guess is None:
        return Mark(Kind.QUOTATION, span.start, span.end, name, 0.6)
    confidence = CONFIDENCE[guess.rule]
    speaker = _speaker(text, guess, entities, starts)
    return Mark(Kind.QUOTATION, span.start, span.end, name, confidence, speaker)


def _speaker(text: str, guess: Guess, entities: Sequence[Mark], starts: Sequence[int]) -> Speaker:
    """The speaker by canonical name: the person in the phrase, or the body that ends it."""
    phrase = guess.phrase
    said = " ".join(text[phrase.start : phrase.end].split())
    first = bisect_right(starts, phrase.start - 1)
    named = ""
    for mark in entities[first : bisect_right(starts, phrase.end)]:
        if mark.kind is Kind.PERSON:
            return Speaker(phrase.start, phrase.end, mark.name, guess.rule, Reference.NAME)
        if mark.kind is not Kind.DATE and phrase.end <= mark.end:
            named = mark.name
    if named:
        return Speaker(phrase.start, phrase.end, named, guess.rule, Reference.NAME)
    if said.lower() in grammar().personal:
        for mark in reversed(entities[max(0, first - 12) : first]):
            if mark.kind is Kind.PERSON:
                return Speaker(phrase.start, phrase.end, mark.name, guess.rule, Reference.PRONOUN)
    return Speaker(phrase.start, phrase.end, said, guess.rule)
