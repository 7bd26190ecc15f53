"""Which language one text is in: by its script first, then by its small words and letters.

Says nothing rather than guess: the vote must be clear, and enough words must have spoken. Only the
head of a text is looked at, because the vote is settled long before its end.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from reader.languages.frequencies import frequency
from reader.languages.known import languages
from reader.languages.scripts import HAN, KANA, LATIN, languages_in, script_of
from reader.languages.votes import WORD, Votes, vote

GLANCE = 240
"""Code points that are looked at first, for they settle most of it."""
_ENOUGH = 1_000
"""Code points looked at, at the most."""
_SURE = 10.0
"""Nats of lead that settle it at a glance."""
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_FEWEST_LETTERS = 4
"""Letters below which not even a script of its own makes a language."""
_FEWEST_HITS = 2
_SHARE_OF_HITS = 0.08
"""Of a text's words, how many must be small words of its language: litter has fewer."""
_MARGIN, _WIDE_MARGIN = 1.5, 4.0
"""Nats by which the first language must lead the second: when enough small words of it spoke, and
when endings and letters must do."""
_MAJORITY = 0.6
"""Share of the letters that the main script must have."""
_SHARE_OF_KANA = 0.05
"""Share of kana among the letters of a text in Han above which it is Japanese."""
_WORTH_OF_LETTERS = 0.5
"""What the frequency of a letter counts beside a word: letters come in words, not alone."""
_WORTH_OF_SCRIPT = 1.0
"""Nats that a letter speaks for the languages of its script against all others."""
_SELDOM = frozenset(("af", "az", "cy", "eo", "eu", "ga", "gl", "la", "mt", "sq", "st", "tl"))
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


@dataclass(frozen=True, slots=True)
class Tally:
    """What a text has that tells its language; that of several texts is the sum of theirs."""

    votes: Votes = field(default_factory=Votes)
    letters: Counter[str] = field(default_factory=Counter)
    """How often each letter beyond ASCII stands in it."""
    scripts: Counter[str] = field(default_factory=Counter)
    """Letters by script, a Han character as two, for it is worth a syllable or two."""
    plain: int = 0
    """Words in lower case that are no particles, up to one more than are needed."""
    capitals: bool = True
    """Whether no letter is a small one."""
    size: int = 0
    """Code points."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.votes + other.votes,
            self.letters + other.letters,
            self.scripts + other.scripts,
            self.plain + other.plain,
            self.capitals and other.capitals,
            self.size + other.size,
        )

    @property
    def script(self) -> str:
        """The script of most letters; empty where there is no such, or hardly a letter."""
        counts = self.scripts
        total = counts.total()
        if counts[KANA] and counts[KANA] >= _SHARE_OF_KANA * (counts[KANA] + counts[HAN]):
            counts = counts + Counter({KANA: counts[HAN]})
            del counts[HAN]
        if not counts:
            return ""
        main, size = counts.most_common(1)[0]
        return main if size >= max(_FEWEST_LETTERS, _MAJORITY * total) else ""


def tally(text: str, most: int = _ENOUGH) -> Tally:
    """The tally of the first ``most`` code points of ``text``."""
    sample = text[:most]
    beyond = "".join(_BEYOND_ASCII.findall(sample))
    if any(map(unicodedata.combining, beyond)):
        sample = unicodedata.normalize("NFC", sample)
        beyond = "".join(_BEYOND_ASCII.findall(sample))
    letters = Counter(filter(str.isalpha, beyond))
    scripts: Counter[str] = Counter()
    for character, count in Counter(beyond).items():
        if script := script_of(character):
            scripts[script] += 2 * count if script == HAN else count
    within = sum(map(str.isalpha, sample)) - letters.total()
    if within:
        scripts[LATIN] += within
    votes = vote(WORD.findall(sample.lower()))
    return Tally(
        votes, letters, scripts, _plain_words(sample), sample == sample.upper(), len(sample)
    )


def guess_language(text: str) -> str:
    """ISO 639-1 code of the language of ``text``, or empty when that is not clear.

    Norwegian of either kind is ``no``, Serbian in Latin letters and Bosnian are ``hr``, Malay is
    ``id``: their paragraphs are not told apart.
    """
    if len(text) > GLANCE:
        glance = tally(text, GLANCE)
        if not glance.letters and (found := told(glance, _SURE)):
            return found
    return told(tally(text))


def told(heard: Tally, margin: float = _MARGIN) -> str:
    """The language that ``heard`` tells by a lead of ``margin`` nats: more where little spoke."""
    script = heard.script
    if not script:
        return ""
    found = scores(heard)
    if not found:
        return ""
    best, lead = _leader(found)
    if script != LATIN:
        enough = lead >= margin or len(languages_in(script)) == 1
        return best if enough and _is_at_home(best, heard) else ""
    votes = heard.votes
    hits = votes.hits.get(best, 0)
    if not heard.plain and not heard.capitals:
        return ""
    if hits < _FEWEST_HITS < heard.plain:
        hits += votes.particles
    spoken = hits >= max(_FEWEST_HITS, _SHARE_OF_HITS * votes.words)
    clear = lead >= (margin if spoken else max(margin, _WIDE_MARGIN))
    return best if clear and _is_at_home(best, heard) else ""


def scores(heard: Tally) -> dict[str, float]:
    """What speaks for each language, in nats; nothing speaks for those that are not named."""
    script = heard.script
    if not script:
        return {}
    if script == LATIN:
        found = dict(heard.votes.scores)
        if heard.letters:
            _count_letters(found, heard.letters)
        for language in _SELDOM & found.keys():
            found[language] -= _RARITY
        return found
    found = {language: heard.votes.scores.get(language, 0.0) for language in languages_in(script)}
    own = Counter({c: n for c, n in heard.letters.items() if script_of(c) == script})
    lower = _lowered(own)
    if len(found) > 1:
        for language in found.keys() & _alphabets().keys():
            cost = sum(count * frequency(language, letter) for letter, count in lower.items())
            found[language] += _WORTH_OF_LETTERS * cost
    base = _WORTH_OF_SCRIPT * heard.scripts[script] - min(found.values(), default=0.0)
    return {language: score + base for language, score in found.items()}


@cache
def _alphabets() -> dict[str, frozenset[str]]:
    return {code: frozenset(one.letters) for code, one in languages().items() if one.letters}


def _lowered(counts: Counter[str]) -> Counter[str]:
    lower: Counter[str] = Counter()
    for letter, count in counts.items():
        lower[letter.lower()] += count
    return lower


def _count_letters(scores: dict[str, float], counts: Counter[str]) -> None:
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


def _plain_words(sample: str) -> int:
    """How many words are in lower case, as far as that matters: a list of names has hardly any."""
    words = (match[0] for match in WORD.finditer(sample))
    plain = (word for word in words if word.islower() and len(word) >= _PLAIN)
    return sum(1 for _ in islice(plain, _FEWEST_HITS + 1))


def _is_at_home(language: str, heard: Tally) -> bool:
    """Whether letters foreign to ``language`` are few."""
    alphabet = _alphabets().get(language)
    if not alphabet:
        return True
    script = heard.script
    foreign = sum(
        count
        for letter, count in heard.letters.items()
        if letter.lower() not in alphabet and script in (LATIN, script_of(letter))
    )
    return foreign <= max(_MOST_COUNTED, _MOST_FOREIGN * heard.size)
