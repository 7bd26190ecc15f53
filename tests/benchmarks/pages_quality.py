"""How well the main text of saved pages is found, beside trafilatura's own defaults.

    python tests/benchmarks/pages_quality.py FOLDER

FOLDER holds pages, each with its true main text beside it (``a.html``, ``a.txt``); a page without
one is only compared with trafilatura. Words are counted as a bag; means over all pages.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from trafilatura import extract

from reader.articles import Role
from reader.articles.reading import read
from reader.errors import UnreadableArticleError

WORD = re.compile(r"\w+")


def shared(found: str, true: str) -> tuple[float, float]:
    """Precision and recall of the words of ``found``."""
    ours, theirs = Counter(WORD.findall(found)), Counter(WORD.findall(true))
    both = (ours & theirs).total()
    return both / max(1, ours.total()), both / max(1, theirs.total())


def mean(pairs: list[tuple[float, float]]) -> str:
    """Means of precision and recall, per cent."""
    size = max(1, len(pairs))
    return " / ".join(f"{100 * sum(pair[i] for pair in pairs) / size:5.1f}" for i in (0, 1))


def say(line: str) -> None:
    """Print ``line``."""
    sys.stdout.write(f"{line}\n")


def main(folder: Path) -> None:
    """Print the means over the pages in ``folder``."""
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    agreement: list[tuple[float, float]] = []
    without = 0
    for page in sorted(folder.rglob("*.htm*")):
        extracted = extract(page.read_bytes()) or ""
        try:
            article = read(page)
        except UnreadableArticleError as error:
            say(f"{page.name}: {error}")
            continue
        without += not any(block.role is Role.HEADING for block in article.blocks)
        agreement.append(shared(article.text, extracted))
        gold = page.with_suffix(".txt")
        if gold.exists():
            true = gold.read_text(encoding="utf-8")
            ours.append(shared(article.text, true))
            theirs.append(shared(extracted, true))
    say(f"{len(agreement)} pages, {without} without a heading; precision / recall of words, %")
    say(f"  ours against the truth         {mean(ours)}   ({len(ours)} pages)")
    say(f"  trafilatura against the truth  {mean(theirs)}")
    say(f"  ours against trafilatura       {mean(agreement)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
