"""Closed classes of words, English and German, that the rules look for.

They are data: ``data/grammar.txt`` holds them, a section a class. They are read once per process,
on first use.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reader.marks.word_lists import sections


@dataclass(frozen=True, slots=True)
class Grammar:
    """Each class of words as a set."""

    particles: frozenset[str]
    """Lower-case words inside a person's name."""
    abbreviations: frozenset[str]
    """Words whose full stop does not end a sentence."""
    heads_with_complement: frozenset[str]
    """Words that a name may continue from with "of" or "for"."""
    pronouns: frozenset[str]
    personal: frozenset[str]
    """Pronouns that stand for one person."""
    prepositions: frozenset[str]
    """Words whose noun phrase is no subject."""
    determiners: frozenset[str]
    """Articles, possessives and number words that open a noun phrase."""
    connectors: frozenset[str]
    """Words and marks that names of several words hold together with."""
    adverbs: frozenset[str]
    """Words that may stand between a subject and its verb, auxiliaries included."""
    stops: frozenset[str]
    """Words before which a noun phrase ends."""
    plain_speakers: frozenset[str]
    """Nouns that speak without an article."""
    links: frozenset[str]
    """Words after which the subject of a verb stands further off."""
    openers: frozenset[str]
    """Words that open a sentence and are no subject."""
    small: frozenset[str]
    """Words that a title in capitals leaves in lower case."""
    fronted: frozenset[str]
    """Words that open a German sentence whose subject follows the verb."""
    before_place: frozenset[str]
    """Prepositions after which a name is likely a place."""
    weekdays: frozenset[str]
    before_year: frozenset[str]
    """Words after which four digits are a year."""
    company_endings: frozenset[str]
    """Last words of a company's name, often left out."""
    turning: frozenset[str]
    """Words right after a quotation that begin another clause, which tells nothing of it."""
    auxiliaries: frozenset[str]
    """German auxiliaries after which the subject stands and then, at the end, the verb."""
    leading: frozenset[str]
    """Words whose phrase or clause stands before the main one, as far as the comma."""
    accounts: frozenset[str]
    """What one may speak "nach": nach Angaben, nach Ansicht."""
    reported: frozenset[str]
    """German verbs in the form of reported speech."""
    feminine: frozenset[str]
    """Pronouns, titles and roles of women, in lower case."""
    masculine: frozenset[str]
    given_feminine: frozenset[str]
    """Given names of women, in lower case, that the lexicon does not tell of."""
    given_masculine: frozenset[str]
    citing: frozenset[str]
    """Verbs whose object speaks: "quoted her as saying"."""
    before_nouns: frozenset[str]
    """Words that make a cue after them a noun, an infinitive or a relative clause."""
    finite: frozenset[str]
    """German verbs and pronouns that make a sentence of the words they stand among."""
    subordinating: frozenset[str]
    """Words that open a German clause whose verb stands at its end."""
    nouns_too: frozenset[str]
    """English verbs in forms that are mostly nouns."""


@cache
def grammar() -> Grammar:
    """The classes that ship with the package."""
    return Grammar(**{name: frozenset(words) for name, words in sections("grammar.txt").items()})
