"""A library of any size for the benchmarks, made from the sentences of a few real articles.

    python tests/benchmarks/made_library.py --articles 20000 --from FOLDER --to FOLDER

What decides how fast an index is should be as in a real library: lengths (log-normal, 4 kB in the
mean), frequent and rare words, words that come again within an article (each runs through a few of
the sources), a vocabulary that grows with the library (:mod:`made_words`), numbers and
dates, some articles in German, some paragraphs without spaces between words. The same seed makes
the same files, and a smaller library is the beginning of a larger one. Without ``--from`` the
articles of the demo library are the source; files that are not text are passed over.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tests.benchmarks.made_words import RareWords  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO = ROOT / "reader" / "demo" / "articles"
MEAN, SPREAD = 4_000, 0.8
"""Mean length in bytes, and the standard deviation of its logarithm."""
SHORTEST, LONGEST = 250, 200_000
"""Bytes."""
RARE = 1 / 25
"""Rare words to a word."""
GERMAN, SPACELESS, FIGURED = 0.06, 0.02, 0.08
"""Shares of articles in German, of articles with a paragraph without spaces between words, and of
sentences that end with a number or a date."""
STRANDS = 3
"""Sources of an article at a time."""
FIRST_DAY, DAYS = date(2012, 1, 1), 5_000

_KINDS = {"", ".txt", ".md"}
_SENTENCE = re.compile(r"(?<=[.!?…”\"])\s+(?=[A-ZÄÖÜ“\"„])")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FEWEST = 3
"""Sentences of a text that can be a source."""
_EAST = (
    (
        "港口管理局表示，新的渡轮航线将于明年春季开通。",
        "记者在现场看到，工人们正在修复被风暴损坏的码头。",
        "经济学家认为，这项协议将影响整个地区的贸易。",
        "市长说：“我们会认真听取居民的意见。”",
    ),
    (
        "市議会は水曜日、新しい図書館の建設計画を承認した。",
        "住民の多くは、この決定を歓迎している。",
        "専門家によると、海水の温度は過去十年で上昇した。",
        "「橋の修理には二年かかります」と担当者は話した。",
    ),
    (
        "항만청은 새 여객선 노선이 내년 봄에 열린다고 밝혔다. ",
        "주민들은 이 결정을 환영했다. ",
        "연구진은 강에서 희귀한 물고기 세 종을 발견했다. ",
        "시장은 의견을 듣겠다고 말했다. ",
    ),
)


@dataclass(frozen=True, slots=True)
class Source:
    """What articles are made of: the sentences of one text."""

    sentences: tuple[str, ...]
    german: bool


def sources_in(folder: Path) -> list[Source]:
    """The texts in ``folder`` and below, in the order of their paths."""
    found = []
    for file in sorted(folder.rglob("*")):
        if not file.name.startswith(".") and file.suffix.lower() in _KINDS and file.is_file():
            text = _FRONT_MATTER.sub("", file.read_text(encoding="utf-8", errors="replace"))
            sentences = _sentences(text)
            if len(sentences) >= _FEWEST:
                found.append(Source(sentences, _is_german(text)))
    return found


def _sentences(text: str) -> tuple[str, ...]:
    text = text.replace("*", "")
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    whole = (paragraph for paragraph in paragraphs if paragraph[-1:] in tuple('.!?…”"'))
    return tuple(sentence for paragraph in whole for sentence in _SENTENCE.split(paragraph))


def _is_german(text: str) -> bool:
    words = text.split()
    return words.count("und") > words.count("and")


class Maker:
    """Makes one article after the other."""

    def __init__(self, sources: list[Source], seed: int = 1) -> None:
        """``sources`` are not empty; when none of them is in German, the demo's are taken."""
        self._chance = Random(seed)
        if not any(source.german for source in sources):
            sources = sources + [source for source in sources_in(DEMO) if source.german]
        self._by_language = {
            german: [source for source in sources if source.german is german] or sources
            for german in (False, True)
        }
        self._rare = {german: RareWords(self._chance, german=german) for german in (False, True)}

    def article(self, number: int) -> tuple[str, str]:
        """The path of the article ``number``, relative to the library, and its text."""
        chance = self._chance
        german = chance.random() < GERMAN
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        length = chance.lognormvariate(math.log(MEAN) - SPREAD**2 / 2, SPREAD)
        strands = [self._strand(german=german) for _ in range(STRANDS)]
        words = next(strands[0]).rstrip('.!?…”"').split()
        title = " ".join(words[: chance.randint(4, 12)])
        paragraphs = [title[:1].upper() + title[1:]]
        written = 0
        while written < max(SHORTEST, min(length, LONGEST)):
            sentences = islice(chance.choice(strands), 1 + int(chance.expovariate(0.4)))
            paragraphs.append(" ".join(sentences))
            written += len(paragraphs[-1].encode()) + 2
        if chance.random() < SPACELESS:
            east = list(chance.choice(_EAST))
            chance.shuffle(east)
            paragraphs.insert(chance.randint(1, len(paragraphs)), "".join(east).strip())
        slug = "-".join(re.findall(r"[a-z]+", title.lower())[:6])
        return f"{day.year}/{day}-{slug}-{number:06}.txt", "\n\n".join(paragraphs) + "\n"

    def _strand(self, *, german: bool) -> Iterator[str]:
        """Sentences without end, none twice before all sources it comes to are used up."""
        chance = self._chance
        while True:
            sentences = chance.choice(self._by_language[german]).sentences
            start = chance.randrange(len(sentences))
            for sentence in sentences[start:] + sentences[:start]:
                yield self._altered(sentence, german=german)

    def _altered(self, sentence: str, *, german: bool) -> str:
        """``sentence``, perhaps with rare words in the place of some of its own."""
        chance = self._chance
        words = sentence.split()
        for _ in range(int(len(words) * RARE + chance.random())):
            place = int(chance.random() * len(words))
            ending = "." if place == len(words) - 1 else ""
            words[place] = self._rare[german].draw() + ending
        if chance.random() < FIGURED:
            words.append(self._figures(german=german))
        return " ".join(words)

    def _figures(self, *, german: bool) -> str:
        chance = self._chance
        day = FIRST_DAY + timedelta(days=chance.randrange(-DAYS, DAYS))
        number = int(chance.paretovariate(0.5))
        if german:
            return f"Das waren {number} am {day.day}.{day.month}.{day.year}."
        return chance.choice(
            (
                f"That was on {day:%B} {day.day}, {day.year}.",
                f"There were {number:,} of them.",
                f"It came to ${number / 10:,.1f} million, or {chance.randint(1, 99)} percent.",
            )
        )


def make_library(sources: list[Source], articles: int, folder: Path, seed: int = 1) -> int:
    """Write so many ``articles`` into ``folder``, which is made; how many bytes they are."""
    maker = Maker(sources, seed)
    made = 0
    known: set[Path] = set()
    for number in range(articles):
        path, text = maker.article(number)
        file = folder / path
        if file.parent not in known:
            file.parent.mkdir(parents=True, exist_ok=True)
            known.add(file.parent)
        made += file.write_bytes(text.encode())
    return made


def main() -> None:
    """Make the library that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--from", dest="source", type=Path, default=DEMO, metavar="FOLDER")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sources = sources_in(options.source)
    if not sources:
        parser.error(f"there are no texts in {options.source}")
    made = make_library(sources, options.articles, options.to, options.seed)
    sys.stdout.write(f"{options.articles:,} articles, {made / 1e6:,.1f} MB, in {options.to}\n")


if __name__ == "__main__":
    main()
