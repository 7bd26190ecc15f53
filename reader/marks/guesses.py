"""The rules that find who speaks, in the order of how often they are right.

They look at the sentence round the quotation, with everything quoted taken out of sight, then at
what stands beside it, then farther off. Invariant: a guess names words of the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.marks.clauses import main_subject
from reader.marks.cues import saying_after, saying_before, source
from reader.marks.gazetteer import gazetteer
from reader.marks.german import last_part
from reader.marks.grammar import grammar
from reader.marks.model import Kind, Mark
from reader.marks.passives import agent, is_unsaid
from reader.marks.phrases import Phrase, Word, phrase_after, words
from reader.marks.sentences import (
    BLANK,
    LONGEST_SENTENCE,
    last_start,
    opens_sentence,
    sentence_end,
    sentence_start,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Article, Block
    from reader.marks.cues import Saying
    from reader.marks.quotations import QuotedSpan

CONFIDENCE = {
    "cue after": 0.97,
    "signature": 0.95,
    "transcript": 0.95,
    "turn": 0.95,
    "cue before": 0.91,
    "same paragraph": 0.9,
    "according to": 0.9,
    "as X put it": 0.9,
    "chain": 0.9,
    "cue in the line before": 0.8,
    "colon": 0.8,
    "reported speech": 0.7,
    "first noun phrase": 0.55,
    "cue in the sentence": 0.5,
    "previous paragraph": 0.35,
}
"""How often each rule was right on news; a cautious estimate for those that seldom fire."""
STRONG = frozenset(rule for rule, share in CONFIDENCE.items() if share >= 0.65) - {"colon"}
"""Rules that tell of speech: behind a colon there may be a term as well."""
LABELLED = re.compile(
    r"(?:[A-Z][A-Z.’'\-]+|[A-Z]\.)(?: (?:[A-Z][A-Z.’'\-]*)){0,4}(?= ?:)|Q(?= {1,3}[A-Z])"
)
LABEL = re.compile(r"([A-ZÄÖÜ][\w.’'\-]+(?: [A-ZÄÖÜ][\w.’'\-]+){0,4})\s*:\s*\Z")
SIGNATURE = re.compile(r"\s*[―—–]\s*(?=[A-ZÄÖÜ])")
LONGEST_SIGNATURE = 8
"""Words and marks behind the name with which a paragraph that is one quotation is signed."""
LONGEST_REST = 80
"""Code points behind that name, at most."""
MOST_QUOTATIONS = 12
"""How many quotations to either side a sentence may hold besides the one that is looked at, so that
a text of nothing but quotations is looked through a dozen times and not as often as it has any. On
300 briefings and the articles with known speakers the bound changes nothing."""
FARTHEST_CUE = 3
"""Sentences before a quotation in which the cue of reported speech is looked for."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A phrase that speaks, by a rule."""

    phrase: Phrase
    rule: str
    cue: tuple[int, int] | None = None


class Search:
    """The search for the speakers of one article."""

    def __init__(
        self,
        article: Article,
        masked: str,
        spans: Sequence[QuotedSpan],
        entities: Sequence[Mark],
    ) -> None:
        self._text = article.text
        self._blocks = article.blocks
        self._language = article.metadata.language
        self._masked = masked
        self._spans = spans
        self._cues = _cue_verbs()
        self._people = frozenset(mark.start for mark in entities if mark.kind is Kind.PERSON)

    def guess(self, index: int, guesses: Sequence[Guess | None]) -> Guess | None:
        """Who says quotation ``index``, ``guesses`` being those of the quotations before it."""
        span = self._spans[index]
        previous = guesses[index - 1] if index else None
        if span.label:
            return Guess(Phrase(*span.label), "turn")
        if label := LABELLED.match(
            self._text, span.start + span.width, min(span.end, span.start + 80)
        ):
            return Guess(Phrase(label.start(), label.end()), "transcript")
        block = self._blocks[span.block]
        begin = sentence_start(self._text, self._masked, span, block, self._earliest(index))
        before = words(self._masked, begin, span.start)
        finish = sentence_end(self._masked, span.end, block, self._latest(index))
        after = words(self._masked, span.end, finish)
        if before and self._ends(span, block):
            after = []
        if span.continues and previous:
            own = saying_after(after, self._cues) if span.closed else None
            chain = Guess(previous.phrase, "chain", previous.cue)
            return _guess(own, "cue after") if own else chain
        return (
            self._signed(span, block, finish)
            or self._labelled(span, block, begin, before)
            or self._said(span, block, before, after)
            or self._beside(index, previous, begin, before, after)
            or self._far(index, previous, begin, before)
        )

    def _earliest(self, index: int) -> int:
        """Where the sentence of quotation ``index`` starts at the earliest."""
        return self._spans[index - MOST_QUOTATIONS].start if index >= MOST_QUOTATIONS else 0

    def _latest(self, index: int) -> int:
        """Where the sentence of quotation ``index`` ends at the latest."""
        last = index + MOST_QUOTATIONS
        return self._spans[last].end if last < len(self._spans) else len(self._text)

    def _ends(self, span: QuotedSpan, block: Block) -> bool:
        """Whether the sentence ends with the quotation: a full stop inside, a capital behind."""
        last = self._text[span.start : span.end].rstrip("”\"“’'»«›")[-1:]
        behind = self._text[span.end : min(span.end + 3, block.end)].lstrip()
        return last == "." and behind[:1].isupper()

    def _signed(self, span: QuotedSpan, block: Block, finish: int) -> Guess | None:
        signature = SIGNATURE.match(self._masked, span.end, block.end)
        if signature is None:
            return None
        phrase = phrase_after(words(self._masked, signature.end(), finish), 0)
        if phrase is None or block.end - phrase.end > LONGEST_REST:
            return None
        rest = words(self._masked, phrase.end, block.end)
        whole = not self._masked[block.start : span.start].strip("* ")
        if len(rest) <= (LONGEST_SIGNATURE if whole else 1) and not any(
            word.form in self._cues or word.form == BLANK for word in rest
        ):
            return Guess(phrase, "signature")
        return None

    def _labelled(
        self, span: QuotedSpan, block: Block, begin: int, before: Sequence[Word]
    ) -> Guess | None:
        label = LABEL.search(self._masked, max(block.start, span.start - 120), span.start)
        if label is None or label.start() != begin:
            return None
        if any(word.form in self._cues for word in before):
            return None
        return Guess(Phrase(label.start(1), label.end(1)), "transcript")

    def _said(
        self, span: QuotedSpan, block: Block, before: Sequence[Word], after: Sequence[Word]
    ) -> Guess | None:
        """By a cue of the quotation's own sentence."""
        introduced = len(before) > 1 and before[-1].form in (",", ":")
        if introduced and before[-2].form in self._cues:
            saying = self._saying_before(before, block)
            return _guess(saying, "cue before") if saying else None
        inside = self._text[span.start + 1 : span.end].rstrip("”\"“’'»«›")
        comma = bool(after) and after[0].form in (",", "–", "—")
        own = opens_sentence(self._text, self._masked, span, block)
        if own or not before or inside[-1:] in (",", "?", "!") or comma:
            if saying := saying_after(after, self._cues):
                return _guess(saying, "cue after")
            if own:
                return None
        if named := source(before) or source(after):
            return _guess(*named)
        if passive := agent(before, after, self._cues):
            phrase, verb = passive
            return Guess(phrase, "cue before", (verb.start, verb.end))
        if before and (saying := self._saying_before(before, block)):
            return _guess(saying, "cue before")
        if last := last_part(before, after, self._cues):
            framed = self._saying_before([*before, last], block)
            return _guess(framed, "cue before") if framed else None
        return None

    def _saying_before(self, sentence: Sequence[Word], block: Block) -> Saying | None:
        german = (block.language or self._language) == "de"
        return saying_before(sentence, self._cues, self._people, german=german)

    def _beside(
        self,
        index: int,
        previous: Guess | None,
        begin: int,
        before: Sequence[Word],
        after: Sequence[Word],
    ) -> Guess | None:
        """By the quotation before it, or a cue that stands later in the sentence."""
        span = self._spans[index]
        block = self._blocks[span.block]
        same = previous is not None and self._spans[index - 1].block == span.block
        own = opens_sentence(self._text, self._masked, span, block)
        if same and previous and (own or (before and self._spans[index - 1].start >= begin)):
            return Guess(previous.phrase, "same paragraph", previous.cue)
        if own and before and (saying := self._saying_before(before, block)):
            return _guess(saying, "cue before")
        if before and (saying := saying_after(after, self._cues)):
            return _guess(saying, "cue in the sentence")
        if same and previous and (not before or (previous.rule in STRONG and len(before) < 4)):
            return Guess(previous.phrase, "same paragraph", previous.cue)
        return None

    def _far(
        self, index: int, previous: Guess | None, begin: int, before: Sequence[Word]
    ) -> Guess | None:
        """By what stands beyond the quotation's own sentence."""
        span = self._spans[index]
        block = self._blocks[span.block]
        if not before and (introduced := self._introduced(span, block, begin)):
            return introduced
        if any(word.form in grammar().reported for word in before) and (
            reported := self._reported(index, previous, begin)
        ):
            return reported
        if label := LABELLED.match(self._text, block.start, min(block.end, block.start + 80)):
            return Guess(Phrase(label.start(), label.end()), "transcript")
        if is_unsaid(before, self._cues):
            return None
        if before and (phrase := main_subject(before)):
            return Guess(phrase, "colon" if before[-1].form == ":" else "first noun phrase")
        if previous and not before and self._spans[index - 1].block >= span.block - 1:
            return Guess(previous.phrase, "previous paragraph", previous.cue)
        return None

    def _introduced(self, span: QuotedSpan, block: Block, begin: int) -> Guess | None:
        """By the line before that ends in a colon."""
        start, end = block.start, begin
        if begin == block.start and span.block:
            start, end = self._blocks[span.block - 1].start, self._blocks[span.block - 1].end
        start = max(start, end - LONGEST_SENTENCE)
        if not self._masked[start:end].rstrip().endswith(":"):
            return None
        sentence = words(self._masked, last_start(self._masked, start, end, block.language), end)
        if saying := self._saying_before(sentence, block):
            return _guess(saying, "cue in the line before")
        phrase = main_subject(sentence)
        return Guess(phrase, "cue in the line before") if phrase else None

    def _reported(self, index: int, previous: Guess | None, begin: int) -> Guess | None:
        """By a sentence further up, since what stands between is reported speech, too."""
        span = self._spans[index]
        block = self._blocks[span.block]
        end = begin
        first = max(block.start, self._earliest(index))
        for _ in range(FARTHEST_CUE):
            if end <= first:
                break
            low = max(first, end - LONGEST_SENTENCE)
            start = last_start(self._masked, low, end, block.language)
            sentence = words(self._masked, start, end)
            if index and start <= self._spans[index - 1].start < end and previous:
                return Guess(previous.phrase, "reported speech", previous.cue)
            named = source(sentence)
            saying = saying_before(sentence, self._cues, self._people, german=True)
            if saying := saying or (named[0] if named else None):
                return _guess(saying, "reported speech")
            end = start if start < end else first
        if previous and self._spans[index - 1].block >= span.block - 1:
            return Guess(previous.phrase, "reported speech", previous.cue)
        return None


@cache
def _cue_verbs() -> frozenset[str]:
    """The verbs of saying in all languages."""
    return frozenset(verb for verbs in gazetteer().cue_verbs.values() for verb in verbs)


def _guess(saying: Saying, rule: str) -> Guess:
    return Guess(saying.phrase, rule, saying.cue)
