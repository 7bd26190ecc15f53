"""The subject of a cue: who "says", "told", "according to", in English and German.

Each function looks at one sentence from which everything quoted has been taken out, and answers
with the words that speak, or with nothing. Invariant: an answer is a phrase of that sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.marks.grammar import grammar
from reader.marks.phrases import Phrase, Word, first_phrase, phrase_after, phrase_before

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_SUBJECT = frozenset({"to", "a", "the", "zu", "who"})
"""Words that make a cue after them a noun, an infinitive or a relative clause."""


def subject_after(sentence: Sequence[Word], cues: frozenset[str]) -> Phrase | None:
    """The subject of a cue that follows the quotation."""
    at = 0
    while at < len(sentence) and sentence[at].is_mark and sentence[at].form not in (".", ";"):
        at += 1
    if at >= len(sentence) or sentence[at].is_mark:
        return None
    form = sentence[at].form.lower()
    if form in cues or form == "so":
        return phrase_after(sentence, at + 1)
    for index in range(at + 1, min(len(sentence), at + 28)):
        if sentence[index].form in cues:
            found = phrase_before(sentence, index)
            if found is None or found.start < sentence[at].start:
                return phrase_after(sentence, at) if sentence[at].is_name else None
            return found
        if sentence[index].form in (";", ":"):
            break
    return None


def subject_before(sentence: Sequence[Word], cues: frozenset[str]) -> Phrase | None:
    """The subject of the last cue before the quotation."""
    inner: Phrase | None = None
    for index in range(len(sentence) - 1, -1, -1):
        form = sentence[index].form
        before = sentence[index - 1].form.lower() if index else ""
        if form not in cues or before in NO_SUBJECT:
            continue
        if inner and not any(word.start == inner.start for word in sentence[index + 1 : index + 4]):
            continue
        found = phrase_before(sentence, index)
        if form.endswith(("te", "ten", "t")) and (index == 0 or _inverted(sentence)):
            found = phrase_after(sentence, index + 1) or found
        if inner and found is None:
            continue
        inner = found or first_phrase(sentence)
        if inner is None:
            return None
    return inner


def _inverted(sentence: Sequence[Word]) -> bool:
    """Whether a German sentence opens with something else, so that the subject follows the verb."""
    return sentence[0].form in grammar().fronted


def source(sentence: Sequence[Word]) -> tuple[Phrase, str] | None:
    """ "According to X", "as X put it", and their German kin."""
    for index, word in enumerate(sentence):
        form = word.form.lower()
        following = sentence[index + 1].form.lower() if index + 1 < len(sentence) else ""
        if form == "according" and following == "to":
            if phrase := phrase_after(sentence, index + 2):
                return (phrase, "according to")
        elif form == "laut" or (form == "nach" and following in ("angaben", "aussagen", "aussage")):
            skip = 1 if form == "laut" else 2
            if phrase := phrase_after(sentence, index + skip):
                return (phrase, "according to")
        elif (
            form in ("put", "puts")
            and following == "it"
            and (phrase := phrase_before(sentence, index))
        ):
            return (phrase, "as X put it")
    return None
