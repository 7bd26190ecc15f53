"""Words that nobody has used, so that the vocabulary of a made library grows as a real one's does.

Recombined sentences alone hold no word that their source did not, and an index of them would be
smaller, and its patterns quicker, than those of real articles. Here words are drawn as in the
process of Pitman and Yor: the oftener one was drawn, the sooner it is drawn again, and among ``n``
draws are about ``n ** DISCOUNT`` different ones. So there is a long tail of words that occur once,
and the number of words follows Heaps' law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

DISCOUNT, STRENGTH = 0.8, 200.0
"""Of the process of Pitman and Yor. With one draw to 25 words they bring a library of 13 million
words to about 130,000 different ones, as much as is reported of news (Manning, Raghavan and
Schütze, Introduction to Information Retrieval, 5.1.1)."""

_ONSETS = (*"bcdfghjklmnprstvwz", "br", "ch", "dr", "gr", "kl", "pr", "qu", "sch", "st", "tr")
_VOWELS = (*"aeiouüé", "ai", "au", "ea", "ei", "ie", "oo")
_VOWEL_ODDS = (20, 20, 16, 14, 8, 1, 1, 2, 2, 3, 2, 3, 2)
_CODAS = (*"lmnrstx", "ll", "nd", "ng", "rd", "rk", "rt", "ss", *[""] * 10)
_NAME_ENDINGS = ("a", "berg", "dale", "es", "ez", "ini", "man", "ova", "ski", "son", "ton", "vić")
_WORD_ENDINGS = ("able", "al", "ation", "ed", "er", "ing", "ish", "ism", "ity", "ive", "ly", "s")
_GERMAN_ENDINGS = ("amt", "bau", "en", "er", "heit", "lich", "schaft", "ung", "verein", "werk")


class RareWords:
    """Draws words, old and new, for one language."""

    def __init__(self, chance: Random, *, german: bool = False) -> None:
        """``chance`` is used up by drawing."""
        self._chance = chance
        self._german = german
        self._drawn: list[str] = []
        self._known: set[str] = set()

    def draw(self) -> str:
        """A word that was drawn before, or a new one."""
        drawn, chance = self._drawn, self._chance
        new = (STRENGTH + DISCOUNT * len(self._known)) / (STRENGTH + len(drawn))
        if drawn and chance.random() > new:
            word = drawn[int(chance.random() * len(drawn))]
        else:
            word = self._made()
            while word in self._known:
                word += self._syllable()
            self._known.add(word)
        drawn.append(word)
        return word

    def _made(self) -> str:
        chance = self._chance
        kind = chance.random()
        if kind < 0.08:
            letters = chance.choices("ABCDEFGHKLMNPRSTXZ", k=chance.randint(1, 3))
            return f"{''.join(letters)}-{chance.randint(1, 9999)}"
        stem = "".join(self._syllable() for _ in range(1 + (kind > 0.3) + (kind > 0.9)))
        if self._german:
            word = stem + chance.choice(_GERMAN_ENDINGS)
            return word.capitalize() if kind < 0.8 else word
        if kind < 0.65:
            return (stem + chance.choice(_NAME_ENDINGS)).capitalize()
        return stem + chance.choice(_WORD_ENDINGS)

    def _syllable(self) -> str:
        choice = self._chance.choice
        (vowel,) = self._chance.choices(_VOWELS, _VOWEL_ODDS)
        return f"{choice(_ONSETS)}{vowel}{choice(_CODAS)}"
