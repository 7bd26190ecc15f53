"""Queries of all kinds, made of a library's own words, so that they find something in any.

Words are chosen by the share of articles that hold them, phrases by how often they come.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SAMPLE = 3_000
"""Articles that are looked at."""
_WORD = re.compile(r"[a-z]{2,}")
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What queries can be made of."""

    words: tuple[str, ...]
    """ASCII words, those in most articles first."""
    shares: tuple[float, ...]
    """The share of articles that each is in."""
    pairs: tuple[tuple[str, str], ...]
    """Words that follow one another, the most frequent first."""
    passages: tuple[tuple[str, ...], ...]
    """Some four words in a row, each from an article of its own."""

    @classmethod
    def of(cls, texts: Collection[str]) -> Vocabulary:
        """That of ``texts``, from a sample of them."""
        sample = list(texts)[:: 1 + len(texts) // SAMPLE]
        words: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        passages = []
        for text in sample:
            lines = [_TOKEN.findall(line) for line in text.lower().split("\n")]
            words.update({word for line in lines for word in line if _WORD.fullmatch(word)})
            in_a_row = (pair for line in lines for pair in pairwise(line))
            pairs.update(pair for pair in in_a_row if all(map(_WORD.fullmatch, pair)))
            line = text[len(text) // 2 :].split()[1:5]
            if len(line) == 4 and all(_WORD.fullmatch(word) for word in line):
                passages.append(tuple(line))
        ordered = sorted(words, key=lambda word: (-words[word], word))
        by_frequency = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
        shares = tuple(words[word] / len(sample) for word in ordered)
        return cls(tuple(ordered), shares, tuple(by_frequency), tuple(passages))

    def word(self, share: float, least: int = 4, *, other_than: Sequence[str] = ()) -> str:
        """The word of ``least`` letters or more that is nearest to ``share`` of the articles."""
        fit = (n for n, word in enumerate(self.words) if len(word) >= least)
        fit = (n for n in fit if self.words[n] not in other_than)
        return self.words[min(fit, key=lambda n: (abs(self.shares[n] - share), n))]

    def words_at(self, *shares: float, least: int = 4) -> list[str]:
        """Different words, one for each of ``shares``."""
        chosen: list[str] = []
        for share in shares:
            chosen.append(self.word(share, least, other_than=chosen))
        return chosen

    def pair(self, share: float) -> str:
        """Two words in a row; ``share`` is of the different pairs, the most frequent first."""
        return " ".join(self.pairs[int(share * (len(self.pairs) - 1))])


def queries(vocabulary: Vocabulary, people: Sequence[str], years: Sequence[str]) -> list[str]:
    """Queries of all kinds; ``people`` and ``years`` are the library's, the most frequent first."""
    common, half, third, fifth = vocabulary.words_at(1.0, 0.5, 0.35, 0.2)
    tenth, hundredth, rare, rarest = vocabulary.words_at(0.1, 0.01, 0.002, 0.0)
    long = vocabulary.word(0.1, 8)
    misspelt = long[:4] + ("x" if long[4] != "x" else "y") + long[5:]
    name = people[0] if people else common.title()
    year = years[0] if years else "2020"
    passage = " ".join(vocabulary.passages[0]) if vocabulary.passages else vocabulary.pair(0.5)
    return [
        vocabulary.words[0], common, half, tenth, hundredth, rarest, "qqqxyzzy",
        f"{half} {third}", f"{common} {rare}", f"{third} {fifth} {tenth}", f"{hundredth} {rare}",
        f"{half} OR {third}", f"{rare} OR {hundredth} OR {common}",
        f"{half} -{third}", f"{rare} -{common}", f"NOT {common} {half}",
        f'"{vocabulary.pair(0.0)}"', f'"{vocabulary.pair(0.001)}"', f'"{vocabulary.pair(0.9)}"',
        f'"{passage}"',
        f'"{half} {third}"~5', f'"{vocabulary.pair(0.0)}"~5', f'"{hundredth} {tenth}"~20',
        "a*", "co*", f"{long[:4]}*", f"{half} co*",
        "*ing", "s?n*", "*a*", f"{long[:2]}*{long[-2:]}",
        f"{misspelt}~", f"{misspelt}~2",
        f"title:{fifth}", "title:a*", f'person:"{name}"', f"person:{name.split()[-1]}", "person:j*",
        "tag:a*", f"date:{year}", f"date:{year}-03..{year}-06", f"date:{year}..",
        "has:person", "has:annotations",
        f'({half} OR {rare}) "{vocabulary.pair(0.001)}" -{hundredth} date:{year}..',
        f'person:"{name}" {third} co*', "*",
    ]  # fmt: skip


def typed(vocabulary: Vocabulary, people: Sequence[str]) -> list[str]:
    """Queries as they are typed into the field of the desk."""
    common, half, third, fifth = vocabulary.words_at(1.0, 0.5, 0.35, 0.2)
    tenth, hundredth, rare = vocabulary.words_at(0.1, 0.01, 0.002, least=6)
    name = (people[0] if people else common.title()).lower()
    return [
        common, tenth, rare, f"{half} {tenth}", f"{third} {fifth} {hundredth}",
        f'"{vocabulary.pair(0.0)} {half}', f'"{vocabulary.pair(0.001)}"', f"{half} -{hundredth}",
        f"{half} OR {rare}", f"person:{name}", f"title:{tenth}", name, "co* in", "*ing st",
    ]  # fmt: skip
