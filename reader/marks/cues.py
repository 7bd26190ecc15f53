"""Who "says", "told", is spoken of as "according to": the cues of speech, English and German.

Each function looks at one sentence from which everything quoted has been taken out, and answers
with the words that speak and the words that say so, or with nothing. Invariant: both are words of
that sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.marks.clauses import clause_start, clause_subject, place, subject_of
from reader.marks.german import IMPERSONAL, PASSIVE, document, german_subject
from reader.marks.grammar import grammar
from reader.marks.passives import is_passive
from reader.marks.phrases import Phrase, Word, phrase_after, phrase_before

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

FARTHEST = 28
"""Words after a quotation within which its cue stands."""
ADJACENT = 3
"""Words between a cue and the subject of what it reports, at most, when no "that" stands there."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something."""

    phrase: Phrase
    """Who."""
    cue: tuple[int, int]
    """Code-point span of the words that tell it."""


def saying_after(sentence: Sequence[Word], cues: frozenset[str]) -> Saying | None:
    """Who says a quotation by a cue that follows it."""
    at = 0
    while at < len(sentence) and sentence[at].is_mark and sentence[at].form not in (".", ";"):
        at += 1
    if at >= len(sentence) or sentence[at].is_mark:
        return None
    opening = sentence[at]
    form = opening.form.lower()
    if form in grammar().turning:
        return None
    if form in cues or form == "so":
        speaks = document(sentence) if form in IMPERSONAL else None
        return _saying(speaks or phrase_after(sentence, at + 1), opening)
    late = range(at + 1, min(len(sentence), at + FARTHEST))
    if form in grammar().auxiliaries or form in PASSIVE:
        verb = next((sentence[n] for n in late if sentence[n].form in cues), None)
        return _saying(phrase_after(sentence, at + 1), verb) if verb else None
    for index in late:
        if sentence[index].form in (";", ":"):
            break
        if sentence[index].form in cues and sentence[index - 1].form not in grammar().before_nouns:
            found = subject_of(sentence, index)
            if form in ("as", "wie"):
                found = phrase_after(sentence, at + 1, before_verb=True) or found
            apposed = sentence[index - 1].form == ","
            if found is None or found.start < opening.start or apposed:
                found = phrase_after(sentence, at, before_verb=True) if opening.is_name else found
            return _saying(found, sentence[index])
    return None


def saying_before(
    sentence: Sequence[Word], cues: frozenset[str], people: Container[int], *, german: bool
) -> Saying | None:
    """Who says a quotation by the last cue before it; of several in a row, the outermost.

    ``people`` are the code-point offsets at which a person's name begins.
    """
    inner: Saying | None = None
    for index in range(len(sentence) - 1, -1, -1):
        word = sentence[index]
        before = sentence[index - 1].form.lower() if index else ""
        if word.form not in cues:
            continue
        if before == "who" and inner is None and (antecedent := _antecedent(sentence, index)):
            return _saying(antecedent, word)
        if before in grammar().before_nouns:
            continue
        if inner and not _reports(sentence, index, inner, german=german):
            continue
        if not german and is_passive(sentence, index):
            continue
        found = german_subject(sentence, index, people) if german else subject_of(sentence, index)
        if inner and found is None:
            continue
        saying = _saying(found or clause_subject(sentence, index), word)
        if saying is None:
            return inner
        inner = saying
    return inner if german or inner is None else _led_back(sentence, inner, people)


def _antecedent(sentence: Sequence[Word], index: int) -> Phrase | None:
    """Whom "who" means before the verb at ``index`` that introduces what follows: X, who said."""
    if index < 3 or sentence[index - 2].form != ",":
        return None
    if any(word.form == "," for word in sentence[index + 1 : -1]):
        return None
    found = phrase_before(sentence, index - 2)
    if found is None:
        return None
    names = [word for word in sentence if found.start <= word.start < found.end]
    last = max((at for at, word in enumerate(names) if word.form == "and"), default=-1) + 1
    return Phrase(names[last].start, found.end) if last < len(names) else found


def _saying(phrase: Phrase | None, cue: Word) -> Saying | None:
    return Saying(phrase, (cue.start, cue.end)) if phrase else None


def _reports(sentence: Sequence[Word], index: int, inner: Saying, *, german: bool) -> bool:
    """Whether the cue at ``index`` reports what ``inner`` says: "said she believes"."""
    subject = place(sentence, inner.phrase)
    if not index < subject < len(sentence):
        return False
    between = [word.form for word in sentence[index + 1 : subject]]
    if german:
        return len(between) < ADJACENT
    if sentence[index].form in grammar().nouns_too or between[-1:] == [","]:
        return False
    if clause_start(sentence, index, subject):
        return False
    pronoun = sentence[subject].form in ("he", "she", "it", "they")
    return pronoun or "that" in between or "what" in between or len(between) < ADJACENT


def _led_back(sentence: Sequence[Word], saying: Saying, people: Container[int]) -> Saying:
    """``saying``, its pronoun replaced by the subject of the whole clause if it means that."""
    at = place(sentence, saying.phrase)
    pronoun = sentence[at].form
    if pronoun not in ("he", "she", "it"):
        return saying
    outer = clause_subject(sentence, at)
    if outer is None:
        return saying
    personal = any(
        outer.start <= word.start < outer.end and word.start in people for word in sentence[:at]
    )
    return Saying(outer, saying.cue) if personal or pronoun == "it" else saying


SOURCING = frozenset(
    {"according", "words", "to", "so", "laut", "nach", "zufolge", "put", "puts", "heißt", "hieß"}
)
"""One of these is in every sentence that names a source."""


def source(sentence: Sequence[Word]) -> tuple[Saying, str] | None:
    """Who is named as the source, and the rule: "according to X", "as X put it", "X zufolge"…"""
    forms = [word.form.lower() for word in sentence]
    if SOURCING.isdisjoint(forms):
        return None
    for index, (word, form) in enumerate(zip(sentence, forms, strict=True)):
        previous = sentence[index - 1].form if index else ""
        second = forms[index + 1] if index + 1 < len(forms) else ""
        third = forms[index + 2] if index + 2 < len(forms) else ""
        found: Phrase | None = None
        if (form, second) in (("according", "to"), ("words", "of")):
            found = phrase_after(sentence, index + 2)
        elif (word.form == "To" and index == 0) or (form == "so" and previous == ","):
            found = _closing(sentence, index)
        elif form == "laut" and (second in grammar().determiners or _is_named(sentence, index + 1)):
            found = phrase_after(sentence, index + 1)
        elif form == "nach" and second in grammar().accounts:
            found = phrase_after(sentence, index + (3 if third == "von" else 2))
        elif form == "zufolge" or (form in ("put", "puts") and second == "it"):
            found = phrase_before(sentence, index)
        elif form in ("heißt", "hieß") and second == "es":
            found = document(sentence)
        if found:
            rule = "as X put it" if form in ("put", "puts") else "according to"
            return Saying(found, (word.start, word.end)), rule
    return None


def _closing(sentence: Sequence[Word], index: int) -> Phrase | None:
    """The phrase behind word ``index`` if it closes the sentence or an insertion: ", so X"."""
    found = phrase_after(sentence, index + 1)
    if found is None:
        return None
    behind = next((word for word in sentence if word.start >= found.end), None)
    return found if behind is None or behind.is_mark else None


def _is_named(sentence: Sequence[Word], index: int) -> bool:
    return index < len(sentence) and sentence[index].is_name
