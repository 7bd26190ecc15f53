"""Who says a quotation, and whether anybody says it at all.

The rules look at the sentence round the quotation, with everything quoted taken out of sight, in
the order of how often they are right; the rule that fired gives the confidence and is kept.
Invariant: a speaker's span lies outside all quotation marks, but for the label ("NAME:") with which
a quoted turn of a transcript begins.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.marks.guesses import CONFIDENCE, STRONG, Guess, Search
from reader.marks.model import Kind, Mark
from reader.marks.phrases import Phrase
from reader.marks.referents import Referents
from reader.marks.sentences import BLANK, mask
from reader.marks.terms import is_term, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Article
    from reader.marks.quotations import QuotedSpan

TERM = 0.7
"""How sure a term is."""
UNQUOTED = re.compile(rf"[^\s{BLANK}](?:[^{BLANK}]*[^\s{BLANK}])?")


def attribute(
    article: Article, spans: Sequence[QuotedSpan], entities: Sequence[Mark]
) -> list[Mark]:
    """One mark for each span: a quotation with its speaker if any, or a term.

    ``entities`` are the article's, in order; they give speakers their canonical names.
    """
    if not spans:
        return []
    masked = mask(article.text, spans)
    search = Search(article, masked, spans, entities)
    guesses: list[Guess | None] = []
    for index in range(len(spans)):
        guesses.append(search.guess(index, guesses))
    _look_back(spans, guesses)
    referents = Referents(article, masked, entities)
    marks = [
        _mark(article, span, guess, referents, masked)
        for span, guess in zip(spans, guesses, strict=True)
    ]
    titles = {title_of(mark) for mark in marks if mark.kind is Kind.TERM} - {""}
    return [_as_title(mark) if title_of(mark) in titles else mark for mark in marks]


def _as_title(mark: Mark) -> Mark:
    """``mark`` as the title that it is elsewhere in the article."""
    return replace(mark, kind=Kind.TERM, confidence=TERM, speaker=None)


def _look_back(spans: Sequence[QuotedSpan], guesses: list[Guess | None]) -> None:
    """A quotation that goes on is spoken by whoever is named at its end."""
    for index in range(len(spans) - 1, 0, -1):
        earlier, later = guesses[index - 1], guesses[index]
        if not spans[index].continues or later is None or later.rule == "chain":
            continue
        if earlier is None or earlier.rule not in STRONG:
            guesses[index - 1] = Guess(later.phrase, "chain", later.cue)


def _outside(masked: str, phrase: Phrase) -> Phrase:
    """``phrase``, or the longest part of it when something quoted stands in it."""
    if masked[phrase.start] == BLANK or BLANK not in masked[phrase.start : phrase.end]:
        return phrase
    part = max(UNQUOTED.finditer(masked, phrase.start, phrase.end), key=lambda part: len(part[0]))
    return Phrase(*part.span())


def _mark(
    article: Article, span: QuotedSpan, guess: Guess | None, referents: Referents, masked: str
) -> Mark:
    text = article.text
    inner = text[span.start + span.width : span.end - (span.width if span.closed else 0)]
    name = " ".join(inner.split())
    rule = guess.rule if guess else ""
    german = (article.blocks[span.block].language or article.metadata.language) == "de"
    certain = rule in STRONG or (rule == "colon" and name.endswith((".", "!", "?")))
    if not span.label and is_term(text, span, name, rule, certain=certain, german=german):
        return Mark(Kind.TERM, span.start, span.end, name, TERM)
    if guess is None:
        return Mark(Kind.QUOTATION, span.start, span.end, name, 0.6)
    speaker = referents.speaker(_outside(masked, guess.phrase), guess.rule, guess.cue)
    return Mark(Kind.QUOTATION, span.start, span.end, name, CONFIDENCE[guess.rule], speaker)
