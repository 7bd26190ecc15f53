"""Which language a paragraph is in, by a vote of its most frequent small words.

Good enough for paragraphs of a sentence or more; says nothing rather than guess on less.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_SMALL_WORDS = {
    "en": "the and of to in is that for was on with as at by it from are be has have not an this"
    " but they which or you we he she his her will would their been who were had its more"
    " about after said",
    "de": "der die das und ist nicht ein eine den dem des von mit sich auf für im wird auch es wir"
    " nur noch aus nach wenn war hat zu sie er ich dass wie mal wurde haben werden nie jetzt"
    " mehr keine weder oder einer einem als bei zum zur sind uns euch bis über hier man"
    " doch schon kein immer sagte",
    "fr": "le la les des et est que qui dans pour sur avec pas une un au aux du ce cette il elle"
    " nous vous ils sont été plus par ne se ont mais ou",
    "es": "el la los las de y que en es por para con una un del al se no lo su como más pero sus"
    " le ya este entre cuando muy sin sobre fue",
    "it": "il lo la gli di che e è per un una con non del della dei delle nel si sono come più ma"
    " anche al da questo ha alla",
    "pt": "o os as de e que em é por para com uma um do da dos das não se no na ao como mais mas"
    " foi pela pelo seu sua",
    "nl": "de het een en van is dat op te in voor met niet zijn aan er ook als bij maar om uit door"
    " naar hij wordt nog",
    "sv": "och att det som en på är av för med den till inte om ett har de jag var från han men",
}
_LETTERS = {"ß": "de", "ä": "de", "ö": "de", "ü": "de", "ñ": "es", "ã": "pt", "å": "sv"}
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 1_200
"""Code points looked at; the vote is settled long before."""
_SHARE = 0.08
"""Of a paragraph's words, how many must be small words of its language: litter has fewer."""


@cache
def _ballots() -> dict[str, tuple[str, ...]]:
    ballots: dict[str, list[str]] = {}
    for language, words in _SMALL_WORDS.items():
        for word in words.split():
            ballots.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in ballots.items()}


def guess_language(text: str) -> str:
    """ISO 639-1 code of the language of ``text``, or empty when the vote is not clear."""
    ballots = _ballots()
    sample = text[:_ENOUGH].lower()
    votes: Counter[str] = Counter()
    words = _WORD.findall(sample)
    for word in words:
        votes.update(ballots.get(word, ()))
    for letter, language in _LETTERS.items():
        if letter in sample:
            votes[language] += 1
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < max(2, _SHARE * len(words)):
        return ""
    clear = len(ranked) == 1 or ranked[0][1] > ranked[1][1]
    return ranked[0][0] if clear else ""
