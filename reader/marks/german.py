"""The subject of a German verb of saying, by the order of the words.

The finite verb is the second part of a main clause: what stands before it is the subject, unless
something else opens the sentence; then the subject follows. In a subordinate clause the subject
follows the conjunction. Invariant: whatever is found are words of the sentence that was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.marks.clauses import main_subject
from reader.marks.grammar import grammar
from reader.marks.phrases import Phrase, first_phrase, phrase_after, phrase_before

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from reader.marks.phrases import Word

PASSIVE = frozenset({"wird", "wurde", "werden", "wurden"})
NOMINATIVE = frozenset({"er", "man", "wir", "ich"})
EITHER_CASE = frozenset({"sie", "es"})
IMPERSONAL = frozenset({"heißt", "hieß", "steht", "stand", "lautet", "lautete"})
"""Verbs whose subject is "es" or the quotation; what speaks stands behind a preposition."""
NEAR = 3
"""Words behind a quotation within which the last part of its verb stands."""
WITHIN = frozenset({"in", "im", "aus", "bei", "beim", "auf", "unter"})


def german_subject(sentence: Sequence[Word], index: int, people: Container[int]) -> Phrase | None:
    """Who says what the verb at ``index`` tells, a verb in two parts taken by its auxiliary.

    ``people`` are the code-point offsets at which a person's name begins.
    """
    start = _clause_start(sentence, index)
    verb = next(
        (at for at in range(start, index) if sentence[at].form.lower() in grammar().auxiliaries),
        index,
    )
    if sentence[index].form in grammar().citing:
        passive = any(word.form.lower() in PASSIVE for word in sentence[:index])
        return main_subject(sentence) if passive else phrase_after(sentence, index + 1)
    if sentence[index].form in IMPERSONAL:
        return document(sentence)
    if start and start < verb and sentence[start].form in grammar().subordinating:
        return phrase_after(sentence, start + 1) or first_phrase(sentence[start + 1 : verb])
    before = phrase_before(sentence, verb)
    if _is_inverted(sentence, start, verb, before, people):
        return phrase_after(sentence, verb + 1) or before
    return before


def document(sentence: Sequence[Word]) -> Phrase | None:
    """The paper that speaks: "heißt es in X", "in X steht"."""
    for index, word in enumerate(sentence):
        if word.form.lower() in WITHIN and (found := phrase_after(sentence, index + 1)):
            return found
    return None


def last_part(before: Sequence[Word], after: Sequence[Word], cues: frozenset[str]) -> Word | None:
    """The verb behind a quotation that what stands before it waits for: hat … „…“ genannt."""
    if not any(word.form.lower() in grammar().auxiliaries for word in before):
        return None
    return next((word for word in after[:NEAR] if word.form in cues), None)


def _clause_start(sentence: Sequence[Word], index: int) -> int:
    """Where the clause that holds word ``index`` starts, behind a comma or a colon."""
    for at in range(index, 0, -1):
        mark = sentence[at - 1].form
        if mark in (":", ";") or (mark == "," and sentence[at].form in grammar().subordinating):
            return at
    if sentence[0].form.lower() in grammar().subordinating:
        return next((at + 1 for at, word in enumerate(sentence[:index]) if word.form == ","), 0)
    return 0


def _is_inverted(
    sentence: Sequence[Word],
    start: int,
    index: int,
    before: Phrase | None,
    people: Container[int],
) -> bool:
    """Whether the subject follows the verb at ``index``, for something else opens the clause."""
    if index == start or sentence[start].form in grammar().fronted:
        return True
    if start and sentence[0].form in grammar().fronted and sentence[start - 1].form == ",":
        return True
    named = before is not None and any(
        before.start <= word.start < before.end and word.start in people for word in sentence
    )
    following = sentence[index + 1].form if index + 1 < len(sentence) else ""
    if sentence[index - 1].form in ("und", "oder", "aber") and following not in NOMINATIVE:
        return False
    if following in NOMINATIVE or (following in EITHER_CASE and not named):
        return True
    return not named and any(word.start in people for word in sentence[index + 1 : index + 4])
