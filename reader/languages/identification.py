"""Which language a paragraph is in: by its script first, then by its small words and letters.

Says nothing rather than guess: the vote must be clear, and enough words must have spoken. Only the
head of a paragraph is looked at, because the vote is settled long before its end.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import islice

from reader.languages.frequencies import frequency
from reader.languages.known import language, languages
from reader.languages.scripts import (
    HAN,
    KANA,
    LATIN,
    languages_in,
    script_of,
)
from reader.languages.votes import WORD, own_words, vote

_GLANCE, _ENOUGH = 240, 1_000
"""Code points looked at: at first, where that settles it, and at the most."""
_SURE = 10.0
"""Nats of lead that settle it at a glance."""
_FEWEST_OWN = 4
"""Different small words that only one language has that settle it before any vote."""
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_FEWEST_LETTERS = 4
"""Letters below which not even a script of its own makes a language."""
_FEWEST_HITS = 2
_SHARE_OF_HITS = 0.08
"""Of a paragraph's words, how many must be small words of its language: litter has fewer."""
_MARGIN, _WIDE_MARGIN = 1.5, 6.0
"""Nats by which the first language must lead the second: when enough small words of it spoke, and
when endings and letters must do."""
_MAJORITY = 0.6
"""Share of the letters that the main script must have."""
_SHARE_OF_KANA = 0.05
"""Share of kana among the letters of a text in Han above which it is Japanese."""
_WORTH_OF_LETTERS = 0.5
"""What the frequency of a letter counts beside a word: letters come in words, not alone."""
_SELDOM = frozenset(("af", "az", "cy", "eo", "eu", "ga", "gl", "la", "mt", "sq", "tl"))
_RARITY = 0.7
"""Nats against the languages that few articles are in, where near kin has many."""
_OWN_LETTER = 1.0
_FOREIGN_LETTER = -2.0
_MOST_FOREIGN = 0.025
"""Share of a text that may be letters foreign to its language, as names bring."""
_PLAIN = 3
"""Letters of a word that is no particle."""
_MOST_COUNTED = 3
"""Times that one letter is counted: a name repeated is still one name."""


def guess_language(text: str, likely: str = "") -> str:
    """ISO 639-1 code of the language of ``text``, or empty when that is not clear.

    When it is the ``likely`` one, that is seen more quickly.

    Norwegian of either kind is ``no``, Serbian in Latin letters and Bosnian are ``hr``, Malay is
    ``id``: their paragraphs are not told apart.
    """
    glance = text[:_GLANCE]
    if likely and len(own_words(likely).intersection(glance.lower().split())) >= _FEWEST_OWN:
        return likely
    if len(text) > _GLANCE and not any(map(str.isalpha, _BEYOND_ASCII.findall(glance))):
        found = _latin(glance, {}, _SURE)
        if found:
            return found
    sample = unicodedata.normalize("NFC", text[:_ENOUGH])
    if not any(map(str.isalpha, _BEYOND_ASCII.findall(sample))):
        return _latin(sample, {})
    counts = Counter(sample)
    scripts: Counter[str] = Counter()
    for character, count in counts.items():
        script = script_of(character)
        if script:
            # A Han character is worth a syllable or two.
            scripts[script] += 2 * count if script == HAN else count
    if not scripts:
        return ""
    total = scripts.total()
    if scripts[KANA] and scripts[KANA] >= _SHARE_OF_KANA * (scripts[KANA] + scripts[HAN]):
        scripts[KANA] += scripts.pop(HAN, 0)
    main, size = scripts.most_common(1)[0]
    if size < max(_FEWEST_LETTERS, _MAJORITY * total):
        return ""
    if main == LATIN:
        foreign = {c: n for c, n in counts.items() if not c.isascii() and c.isalpha()}
        return _latin(sample, foreign)
    if len(languages_in(main)) == 1:
        return languages_in(main)[0]
    own = {c: n for c, n in counts.items() if c.isalpha() and script_of(c) == main}
    return _within_script(sample, main, own)


def _latin(sample: str, accented: dict[str, int], margin: float = _MARGIN) -> str:
    """The language of a text in Latin letters that leads by ``margin``, or more when few speak."""
    votes = vote(WORD.findall(sample.lower()))
    scores = dict(votes.scores)
    if not scores:
        return ""
    if accented:
        _count_letters(scores, accented)
    for language in _SELDOM & scores.keys():
        scores[language] -= _RARITY
    best, lead = _leader(scores)
    hits = votes.hits.get(best, 0)
    plain = _plain_words(sample, _FEWEST_HITS + 1)
    if not plain and not sample.isupper():
        return ""
    if hits < _FEWEST_HITS < plain:
        hits += votes.particles
    spoken = hits >= max(_FEWEST_HITS, _SHARE_OF_HITS * votes.words)
    clear = lead >= (margin if spoken else max(margin, _WIDE_MARGIN))
    return best if clear and _is_at_home(best, accented, len(sample)) else ""


def _within_script(sample: str, script: str, own: dict[str, int]) -> str:
    votes = vote(WORD.findall(sample.lower()))
    scores = {language: votes.scores.get(language, 0.0) for language in languages_in(script)}
    lower = _lowered(own)
    for language in scores.keys() & _alphabets().keys():
        cost = sum(count * frequency(language, letter) for letter, count in lower.items())
        scores[language] += _WORTH_OF_LETTERS * cost
    least = min(scores.values())
    best, lead = _leader({language: score - least for language, score in scores.items()})
    return best if lead >= _MARGIN and _is_at_home(best, own, len(sample)) else ""


@cache
def _alphabets() -> dict[str, frozenset[str]]:
    return {code: frozenset(one.letters) for code, one in languages().items() if one.letters}


def _lowered(counts: dict[str, int]) -> Counter[str]:
    lower: Counter[str] = Counter()
    for letter, count in counts.items():
        lower[letter.lower()] += count
    return lower


def _count_letters(scores: dict[str, float], counts: dict[str, int]) -> None:
    """Add to ``scores`` what each letter speaks for or against."""
    lower = _lowered(counts)
    alphabets = _alphabets()
    for language in scores:
        alphabet = alphabets.get(language)
        if alphabet is None:
            continue
        worth = 0.0
        for letter, count in lower.items():
            sign = _OWN_LETTER if letter in alphabet else _FOREIGN_LETTER
            worth += sign * min(count, _MOST_COUNTED)
        scores[language] += worth


def _leader(scores: dict[str, float]) -> tuple[str, float]:
    """The language with the highest score, and by how much it leads."""
    best, score, second = "", 0.0, 0.0
    for language, reached in scores.items():
        if reached > score:
            best, score, second = language, reached, score
        elif reached > second:
            second = reached
    return best, score - second


def _plain_words(sample: str, most: int) -> int:
    """How many words are in lower case, counted up to ``most``: a list of names has hardly any."""
    words = (match[0] for match in WORD.finditer(sample))
    plain = (word for word in words if word.islower() and len(word) >= _PLAIN)
    return sum(1 for _ in islice(plain, most))


def _is_at_home(language: str, counts: dict[str, int], size: int) -> bool:
    """Whether letters foreign to ``language`` are few for a text of ``size`` code points."""
    alphabet = _alphabets().get(language)
    if not alphabet:
        return True
    foreign = sum(count for letter, count in counts.items() if letter.lower() not in alphabet)
    return foreign <= max(_MOST_COUNTED, _MOST_FOREIGN * size)
