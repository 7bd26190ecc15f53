"""Who "says", "told", is spoken of as "according to": the subject of a cue, English and German.

Each function looks at one sentence from which everything quoted has been taken out, and answers
with the words that speak and the words that say so, or with nothing. Invariant: both are words of
that sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.marks.grammar import grammar
from reader.marks.phrases import Phrase, Word, first_phrase, phrase_after, phrase_before

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

NO_SUBJECT = frozenset(
    {"to", "a", "the", "zu", "who", "his", "her", "its", "their", "those", "these"}
)
"""Words that make a cue after them a noun, an infinitive or a relative clause."""
BEFORE_PARTICIPLE = frozenset({"is", "are", "was", "were", "been"})
PASSIVE = frozenset({"wird", "wurde", "werden", "wurden"})
CLAUSES = frozenset({"but", "while", "whereas", "and", "though", "although"})
"""Words behind a comma that may begin a clause with a subject of its own."""
PAST = frozenset({"ago", "earlier", "later"})
"""Words that end a phrase of time at the head of a sentence."""
FARTHEST = 28
"""Words after a quotation within which its cue stands."""


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
        return _saying(phrase_after(sentence, at + 1), opening)
    late = range(at + 1, min(len(sentence), at + FARTHEST))
    if form in grammar().auxiliaries:
        verb = next((sentence[n] for n in late if sentence[n].form in cues), None)
        return _saying(phrase_after(sentence, at + 1), verb) if verb else None
    for index in late:
        if sentence[index].form in cues and sentence[index - 1].form not in NO_SUBJECT:
            found = phrase_before(sentence, index)
            if found is None or found.start < opening.start or sentence[index - 1].form == ",":
                found = phrase_after(sentence, at) if opening.is_name else found
            return _saying(found, sentence[index])
        if sentence[index].form in (";", ":"):
            break
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
        if word.form not in cues or before in NO_SUBJECT:
            continue
        if inner and not _reports(sentence, index, inner, german=german):
            continue
        if german:
            found = _german_subject(sentence, index, people)
        else:
            found = _english_subject(sentence, index)
        if inner and found is None:
            continue
        saying = _saying(found or clause_subject(sentence, index), word)
        if saying is None:
            return inner
        inner = saying
    return inner if german else _led_back(sentence, inner, people)


def _led_back(
    sentence: Sequence[Word], saying: Saying | None, people: Container[int]
) -> Saying | None:
    """``saying``, its pronoun replaced by the person who is the subject of the whole clause."""
    if saying is None:
        return None
    at = next((n for n, word in enumerate(sentence) if word.start == saying.phrase.start), 0)
    pronoun = sentence[at].form
    if pronoun not in ("he", "she", "it"):
        return saying
    outer = clause_subject(sentence, at)
    if outer and (pronoun == "it" or any(_within(outer, word, people) for word in sentence[:at])):
        return Saying(outer, saying.cue)
    return saying


def _saying(phrase: Phrase | None, cue: Word) -> Saying | None:
    return Saying(phrase, (cue.start, cue.end)) if phrase else None


def _reports(sentence: Sequence[Word], index: int, inner: Saying, *, german: bool) -> bool:
    """Whether the cue at ``index`` reports what ``inner`` says: "said she believes"."""
    subject = next(
        (at for at, word in enumerate(sentence) if word.start == inner.phrase.start), len(sentence)
    )
    if subject <= index:
        return False
    between = [word.form for word in sentence[index + 1 : subject]]
    if german:
        return len(between) < 3 or between[-1] == "that"
    if _bounds(sentence, index, subject) or sentence[index].form in grammar().nouns_too:
        return False
    if between[-1:] == [","]:
        return False
    pronoun = sentence[subject].form in ("he", "she", "it", "they")
    return "that" in between or "what" in between or pronoun or len(between) < 3


def _bounds(sentence: Sequence[Word], start: int, end: int) -> int:
    """Where the last clause that begins between two words of an English sentence begins, or 0."""
    for at in range(end, start, -1):
        form = sentence[at - 1].form
        if form in (";", ":", "—", "–", "―") or (form == "," and sentence[at].form in CLAUSES):
            return at
    return 0


def _english_subject(sentence: Sequence[Word], index: int) -> Phrase | None:
    """The phrase before the cue at ``index``; none for a participle or a verb that shares one."""
    found = phrase_before(sentence, index)
    if not sentence[index].form.endswith("ing") or found is None:
        return found
    first = next(at for at, word in enumerate(sentence) if word.start == found.start)
    is_subject = sentence[index - 1].form in BEFORE_PARTICIPLE or (
        first and sentence[first - 1].form in ("of", "with") and sentence[first].is_name
    )
    return found if is_subject else None


def clause_subject(sentence: Sequence[Word], index: int) -> Phrase | None:
    """The subject of the English clause that goes on at word ``index``."""
    start = _bounds(sentence, 0, index)
    return (start and main_subject(sentence[start:index])) or main_subject(sentence)


def _german_subject(sentence: Sequence[Word], index: int, people: Container[int]) -> Phrase | None:
    """The subject of the German cue at ``index``, of a verb in two parts by its auxiliary."""
    start = _clause_start(sentence, index)
    verb = next(
        (at for at in range(start, index) if sentence[at].form.lower() in grammar().auxiliaries),
        index,
    )
    if sentence[index].form in grammar().citing:
        passive = any(word.form.lower() in PASSIVE for word in sentence[:index])
        return main_subject(sentence) if passive else phrase_after(sentence, index + 1)
    opening = sentence[start].form
    if start and opening in grammar().subordinating and start < verb:
        return phrase_after(sentence, start + 1) or first_phrase(sentence[start + 1 : verb])
    before = phrase_before(sentence, verb)
    if _is_inverted(sentence, verb, before, people):
        return phrase_after(sentence, verb + 1) or before
    return before


def _clause_start(sentence: Sequence[Word], index: int) -> int:
    """Where the German clause that holds word ``index`` starts, a comma or a colon before it."""
    for at in range(index, 0, -1):
        if sentence[at - 1].form in (",", ":", ";") and (
            sentence[at].form in grammar().subordinating or sentence[at - 1].form != ","
        ):
            return at
    return 0


def _is_inverted(
    sentence: Sequence[Word], index: int, before: Phrase | None, people: Container[int]
) -> bool:
    """Whether the subject of a German cue follows it, for something else opens the sentence."""
    if index == 0 or sentence[0].form in grammar().fronted:
        return True
    named = before is not None and any(_within(before, word, people) for word in sentence)
    following = sentence[index + 1].form if index + 1 < len(sentence) else ""
    if following in ("er", "man", "wir", "ich") or (following in ("sie", "es") and not named):
        return True
    return not named and any(word.start in people for word in sentence[index + 1 : index + 4])


def _within(phrase: Phrase, word: Word, people: Container[int]) -> bool:
    return phrase.start <= word.start < phrase.end and word.start in people


def main_subject(sentence: Sequence[Word]) -> Phrase | None:
    """The first noun phrase of the main clause."""
    colon = next((at for at, word in enumerate(sentence[:4]) if word.form == ":"), 0)
    if colon and colon + 1 < len(sentence):
        sentence = sentence[colon + 1 :]
    comma = next((at for at, word in enumerate(sentence) if word.form == ","), 0)
    if comma and (
        sentence[0].form.lower() in grammar().leading or sentence[comma - 1].form in PAST
    ):
        for index, word in enumerate(sentence):
            if word.form == "," and (found := first_phrase(sentence[index + 1 :])):
                return found
    return first_phrase(sentence)


def source(sentence: Sequence[Word]) -> tuple[Saying, str] | None:
    """Who is named as the source, and the rule: "according to X", "as X put it", "X zufolge"…"""
    for index, word in enumerate(sentence):
        form = word.form.lower()
        second = sentence[index + 1].form.lower() if index + 1 < len(sentence) else ""
        third = sentence[index + 2].form.lower() if index + 2 < len(sentence) else ""
        found: Phrase | None = None
        if form == "according" and second == "to":
            found = phrase_after(sentence, index + 2)
        elif form == "so" and index and sentence[index - 1].form == ",":
            found = _closing(sentence, index)
        elif form == "laut":
            found = phrase_after(sentence, index + 1)
        elif form == "nach" and second in grammar().accounts:
            found = phrase_after(sentence, index + (3 if third == "von" else 2))
        elif form == "zufolge" or (form in ("put", "puts") and second == "it"):
            found = phrase_before(sentence, index)
        elif form in ("heißt", "hieß") and second == "es" and third in ("in", "im", "bei", "beim"):
            found = phrase_after(sentence, index + 3)
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
