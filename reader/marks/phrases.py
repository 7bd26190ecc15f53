"""Noun phrases beside a verb: whoever may be said to speak.

No parser: a phrase is read off the words next to a cue, as far as capitals, articles and a handful
of stop words allow. Invariant: a phrase is a span of the text that begins and ends with a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.marks.grammar import grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD_OR_MARK = re.compile(r"[^\W_]+(?:[’'\-./][^\W_]+)*|[^\w\s\ufffc]")

FARTHEST_SUBJECT = 16
"""Words within which a sentence has its subject."""
LONGEST = 7
LONGEST_HEAD = 4
"""Words of a noun phrase before the preposition that goes on with it."""
MOST_ADJECTIVES = 2
ADJECTIVE = ("e", "en", "er", "es", "em")
"""Endings of German adjectives."""
COMPLEMENT = frozenset({"of", "for", "with", "at", "from"})
HOME = frozenset({"of", "from", "in"})
"""What leads to the town that somebody is from."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark of a sentence."""

    form: str
    start: int
    """Code-point offset into the text."""
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not self.form[0].isalnum()

    @property
    def is_number(self) -> bool:
        """Whether this begins with a digit."""
        return self.form[0].isdigit()

    @property
    def is_name(self) -> bool:
        """Whether this begins with a capital."""
        return self.form[0].isupper()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may name a speaker."""

    start: int
    end: int


def words(text: str, start: int, end: int) -> list[Word]:
    """The words and marks of ``text`` between two code-point offsets, what is masked left out."""
    return [
        Word(match.group(), match.start(), match.end())
        for match in WORD_OR_MARK.finditer(text, start, end)
    ]


def is_adverb(word: Word) -> bool:
    """Whether the word may stand between a subject and its verb."""
    form = word.form.lower()
    return form in grammar().adverbs or (form.endswith("ly") and not word.is_name)


def phrase_before(sentence: Sequence[Word], index: int) -> Phrase | None:
    """The phrase that ends just before word ``index``, adverbs and an apposition skipped."""
    at = index - 1
    while at >= 0 and is_adverb(sentence[at]):
        at -= 1
    if at < 0:
        return None
    if sentence[at].form in (",", ")"):
        opening = at - 1
        while opening >= 0 and sentence[opening].form not in (",", "("):
            opening -= 1
        if opening > 0:
            at = _before_home(sentence, opening - 1)
    word = sentence[at]
    if word.is_mark or word.form.lower() in grammar().links:
        return None
    if spoken := pronoun(word):
        return spoken
    first = at
    if word.is_name:
        while first > 0 and at - first < LONGEST and _continues_name(sentence[first - 1]):
            first -= 1
        while first < at and not sentence[first].is_name:
            first += 1
        first = _determined(sentence, first)
        return Phrase(sentence[_head_start(sentence, first)].start, word.end)
    while first >= 0 and at - first < LONGEST and not sentence[first].is_mark:
        owner = sentence[first].is_name and is_possessive(sentence[first])
        opens = sentence[first].form.lower() in grammar().determiners or sentence[first].is_number
        if (opens or owner) and first < at:
            while owner and first > 0 and sentence[first - 1].is_name:
                first -= 1
            return Phrase(sentence[_head_start(sentence, first)].start, word.end)
        first -= 1
    plain = word.form.lower()
    if plain in grammar().plain_speakers or (plain.endswith("s") and plain not in grammar().stops):
        return Phrase(word.start, word.end)
    return None


def phrase_after(
    sentence: Sequence[Word], index: int, *, before_verb: bool = False
) -> Phrase | None:
    """The phrase that begins at word ``index``, adverbs skipped.

    ``before_verb`` says that a verb follows it, which then is no part of it.
    """
    while index < len(sentence) and is_adverb(sentence[index]) and not sentence[index].is_name:
        index += 1
    if index >= len(sentence) or sentence[index].is_mark:
        return None
    word = sentence[index]
    if spoken := pronoun(word):
        return spoken
    if word.form.lower() in grammar().stops:
        return None
    last = index
    named = word.is_name and word.form.lower() not in grammar().determiners
    for at in range(index + 1, min(index + LONGEST + 1, len(sentence))):
        follower = sentence[at]
        if follower.form == "." and len(sentence[at - 1].form) <= 3 and at + 1 < len(sentence):
            continue
        if follower.is_mark or follower.form.lower() in grammar().stops or is_adverb(follower):
            break
        joined = follower.is_name or follower.form in grammar().connectors
        if named and not joined and (before_verb or not _qualifies(sentence, at)):
            break
        named = named or follower.is_name
        last = at
    while last > index and sentence[last].form in grammar().connectors:
        last -= 1
    if last == index and word.form.lower() in grammar().determiners:
        return None
    if not named and last == index and word.form.lower() not in grammar().plain_speakers:
        return None
    return Phrase(word.start, sentence[last].end)


def first_phrase(sentence: Sequence[Word]) -> Phrase | None:
    """The first phrase of a sentence that is a name, a pronoun or has an article.

    One behind a preposition counts only when there is no other.
    """
    found: Phrase | None = None
    governed = False
    for index, word in enumerate(sentence[:FARTHEST_SUBJECT]):
        form = word.form.lower()
        if form in grammar().prepositions:
            governed = True
        elif word.is_mark:
            governed = False
        if (
            form in grammar().openers
            or form in grammar().stops
            or (found and word.end <= found.end)
        ):
            continue
        if pronoun(word) or word.is_name or form in grammar().determiners:
            phrase = phrase_after(sentence, index, before_verb=True)
            if phrase and not governed:
                return phrase
            found = found or phrase
            governed = False
    return found


def pronoun(word: Word) -> Phrase | None:
    """The pronoun that a word is or begins with: "he", "he's"."""
    form = word.form.replace("’", "'").partition("'")[0]
    if form.lower() not in grammar().pronouns:
        return None
    return Phrase(word.start, word.start + len(form))


def is_possessive(word: Word) -> bool:
    """Whether the word ends in the apostrophe of an owner."""
    return word.form.endswith(("’s", "'s"))


def _before_home(sentence: Sequence[Word], last: int) -> int:
    """The end of the name before an age and a town that ends at word ``last``: X, 45, of Y, Va.;
    else ``last``.
    """
    at = last
    while at > 0 and sentence[at].is_name:
        at -= 1
    if at < 2 or sentence[at].form not in HOME or sentence[at - 1].form != ",":
        return last
    aged = at > 3 and sentence[at - 2].is_number and sentence[at - 3].form == ","
    return at - (4 if aged else 2)


def _qualifies(sentence: Sequence[Word], at: int) -> bool:
    """Whether word ``at`` goes on with a name: "Smith's lawyer", "Smith spokesman John Miller"."""
    if is_possessive(sentence[at - 1]):
        return True
    for word in sentence[at : at + 1 + MOST_ADJECTIVES]:
        form = word.form.lower()
        if word.is_name:
            return word is not sentence[at]
        if word.is_mark or form in grammar().stops or form in grammar().prepositions:
            return False
        if form in grammar().determiners or form in grammar().links or is_adverb(word):
            return False
    return False


def _determined(sentence: Sequence[Word], first: int) -> int:
    """Where the article stands, adjectives before word ``first`` skipped; else ``first``."""
    for at in range(first - 1, max(-1, first - 2 - MOST_ADJECTIVES), -1):
        form = sentence[at].form
        if form.lower() in grammar().determiners and form != "that":
            return at
        if not form.endswith(ADJECTIVE) or not form.islower() or form in grammar().stops:
            break
    return first


def _head_start(sentence: Sequence[Word], first: int) -> int:
    """Where the phrase starts that word ``first`` goes on behind a preposition: a friend of X."""
    if first < 2 or sentence[first - 1].form not in COMPLEMENT:
        return first
    for at in range(first - 2, max(-1, first - 2 - LONGEST_HEAD), -1):
        form = sentence[at].form.lower()
        if form in grammar().determiners and at < first - 2:
            return _head_start(sentence, at)
        if sentence[at].is_mark or form in grammar().stops or form in grammar().links:
            break
    return first


def _continues_name(word: Word) -> bool:
    return word.is_name or word.form in grammar().connectors
