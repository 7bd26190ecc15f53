"""Where an English clause begins, and who is its subject.

No parser: a clause begins at a few marks and conjunctions, and its subject is the first noun phrase
that no preposition or subordinate clause stands before. Invariant: whatever is found are words of
the sentence that was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.marks.grammar import grammar
from reader.marks.phrases import Phrase, first_phrase, phrase_after, phrase_before, pronoun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.marks.phrases import Word

NEW_CLAUSE = frozenset({"but", "while", "whereas", "and", "though", "although"})
"""Words behind a comma that may begin a clause with a subject of its own."""
CLAUSE_MARKS = frozenset({";", ":", "—", "–", "―"})
BEFORE_PARTICIPLE = frozenset({"is", "are", "was", "were", "been"})
NEVER_CONJUNCTIONS = frozenset(
    {"in", "on", "at", "to", "from", "by", "through", "into", "under", "during", "across"}
)
"""Prepositions whose noun phrase no verb can have for a subject."""
PAST = frozenset({"ago", "earlier", "later"})
"""Words that end a phrase of time at the head of a sentence."""
OBJECTS = frozenset({"him", "her", "them", "ihn", "sie"})
"""Pronouns that are quoted: "quoted her as saying"."""
LABEL_REACH = 4
"""Words and marks within which a colon ends a label at the head of a sentence."""


def clause_start(sentence: Sequence[Word], start: int, end: int) -> int:
    """Where the last clause begins that begins between words ``start`` and ``end``, or 0."""
    for at in range(end, start, -1):
        form = sentence[at - 1].form
        if form in CLAUSE_MARKS or (form == "," and sentence[at].form in NEW_CLAUSE):
            return at
    return 0


def clause_subject(sentence: Sequence[Word], index: int) -> Phrase | None:
    """The subject of the clause that goes on at word ``index``."""
    start = clause_start(sentence, 0, index)
    return (start and main_subject(sentence[start:index])) or main_subject(sentence)


def main_subject(sentence: Sequence[Word]) -> Phrase | None:
    """The first noun phrase of the main clause."""
    colon = next((n for n, word in enumerate(sentence[:LABEL_REACH]) if word.form == ":"), 0)
    if colon and colon + 1 < len(sentence):
        sentence = sentence[colon + 1 :]
    comma = next((n for n, word in enumerate(sentence) if word.form == ","), 0)
    leads = comma and (
        sentence[0].form.lower() in grammar().leading or sentence[comma - 1].form in PAST
    )
    for index in range(comma, len(sentence)) if leads else ():
        if sentence[index].form == "," and (found := first_phrase(sentence[index + 1 :])):
            return found
    return first_phrase(sentence)


def subject_of(sentence: Sequence[Word], index: int) -> Phrase | None:
    """Who does what the verb at ``index`` tells; None for a verb that shares its subject.

    A participle mostly does: "Smith left, saying …".
    """
    following = sentence[index + 1].form if index + 1 < len(sentence) else ""
    if sentence[index].form in grammar().citing and following in OBJECTS:
        cited = sentence[index + 1]
        return Phrase(cited.start, cited.end)
    if following == "by" or (sentence[index].form in grammar().citing and following != "as"):
        return phrase_after(sentence, index + (2 if following == "by" else 1))
    found = phrase_before(sentence, index)
    if found is None:
        return _shared(sentence, index)
    first = place(sentence, found)
    if not sentence[index].form.endswith("ing"):
        governed = first and sentence[first - 1].form in NEVER_CONJUNCTIONS
        return (governed and clause_subject(sentence, index)) or found
    named = sentence[first].is_name and first and sentence[first - 1].form in ("of", "with")
    return found if named or sentence[index - 1].form in BEFORE_PARTICIPLE else None


def _shared(sentence: Sequence[Word], index: int) -> Phrase | None:
    """The pronoun or the name that the verb at ``index`` shares: "she laughed and said"."""
    if index < 3 or sentence[index - 1].form not in ("and", "but", "then"):
        return None
    found = phrase_before(sentence, index - 2)
    last = sentence[index - 3]
    return found if found and found.end == last.end and (last.is_name or pronoun(last)) else None


def place(sentence: Sequence[Word], phrase: Phrase) -> int:
    """The number of the word with which ``phrase`` begins; the length when it lies elsewhere."""
    return next(
        (at for at, word in enumerate(sentence) if word.start == phrase.start), len(sentence)
    )
