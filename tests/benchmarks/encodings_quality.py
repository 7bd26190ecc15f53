"""How many texts come back from how many encodings, and in which language they are told.

Run by hand: ``python tests/benchmarks/encodings_quality.py FILE...``. Each file is UTF-8, named by
its language (``de.txt``), and holds a paragraph on each line. Pieces of three sizes are written in
every encoding that can hold them, and must be read back exactly.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

from reader.articles.encodings.decoding import decode
from reader.articles.encodings.known import COMMON, LESS_COMMON, RARE
from reader.errors import UnreadableArticleError
from reader.languages import guess_language

SIZES = (200, 1_000, 5_000)
WIDE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def piece(paragraphs: list[str], size: int) -> str:
    """The first ``size`` code points of ``paragraphs``, repeated as often as it takes."""
    lines = islice(cycle(paragraphs), 1 + size)
    return "\n".join(lines)[:size]


def come_back(text: str, encoding: str) -> bool:
    """Whether ``text`` is read back from ``encoding``."""
    try:
        return decode(text.encode(encoding)) == text
    except UnreadableArticleError:
        return False


def main(files: list[str]) -> None:
    """Print the share that came back, by encoding and size, and that was told, by language."""
    right: Counter[tuple[str, int]] = Counter()
    tried: Counter[tuple[str, int]] = Counter()
    for file in map(Path, files):
        paragraphs = file.read_text("utf-8").splitlines()
        told = Counter(guess_language(paragraph) for paragraph in paragraphs)
        sys.stdout.write(
            f"{file.stem:12} {100 * told[file.stem] / max(1, len(paragraphs)):5.1f} % told\n"
        )
        for encoding in (*WIDE, *COMMON, *LESS_COMMON, *RARE):
            for size in SIZES:
                held = [
                    p for p in paragraphs if p.encode(encoding, "replace").decode(encoding) == p
                ]
                text = piece(held, size) if held else ""
                if text and not text.isascii():
                    tried[encoding, size] += 1
                    right[encoding, size] += come_back(text, encoding)
    for encoding in dict.fromkeys(name for name, _ in tried):
        shares = (f"{right[encoding, size]}/{tried[encoding, size]}" for size in SIZES)
        sys.stdout.write(f"{encoding:16} {'  '.join(f'{share:>9}' for share in shares)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
