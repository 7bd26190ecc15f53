"""How many texts come back from how many encodings, beside charset-normalizer.

Run by hand: ``python tests/benchmarks/encodings_quality.py FILE...``. Each file is UTF-8, named by
its language (``de.txt``), and holds a paragraph on each line. Pieces of three sizes are written in
every encoding that can hold them, and must be read back exactly. ``--document FILE`` puts the
tables into that file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from importlib.metadata import version
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from tables import put, table

from reader.articles.encodings.decoding import decode
from reader.articles.encodings.known import COMMON, LESS_COMMON, RARE
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SIZES = (200, 1_000, 5_000)
WIDE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
LINES = 1_000
"""Paragraphs of a file that are looked at, from all over it."""
PEER = "charset-normalizer"


def ours(data: bytes) -> str | None:
    try:
        return decode(data)
    except UnreadableArticleError:
        return None


def peer() -> Callable[[bytes], str | None]:
    from charset_normalizer import from_bytes

    def read(data: bytes) -> str | None:
        best = from_bytes(data).best()
        return None if best is None else str(best)

    return read


def piece(paragraphs: list[str], size: int) -> str:
    """The first ``size`` code points of ``paragraphs``, repeated as often as it takes."""
    lines = islice(cycle(paragraphs), 1 + size)
    return "\n".join(lines)[:size]


def pieces(files: list[Path]) -> Iterator[tuple[str, int, str]]:
    """What is written and read: encoding, size and text."""
    for file in files:
        lines = file.read_text("utf-8").splitlines()
        paragraphs = lines[:: 1 + len(lines) // LINES]
        for encoding in (*WIDE, *COMMON, *LESS_COMMON, *RARE):
            held = [p for p in paragraphs if p.encode(encoding, "replace").decode(encoding) == p]
            for size in SIZES:
                text = piece(held, size) if held else ""
                if text and not text.isascii():
                    yield encoding, size, text


def verdict(read: str | None, text: str) -> str:
    return "refused" if read is None else "right" if read == text else "wrong"


def main(files: list[Path], document: Path | None) -> None:
    """Print the tables, or put them where they belong."""
    readers: dict[str, Callable[[bytes], str | None]] = {"ours": ours}
    if find_spec(PEER.replace("-", "_")):
        readers[PEER] = peer()
    else:
        sys.stderr.write(
            f"{PEER} is left out: the package is not installed;"
            " pip install -e '.[measuring]' brings it.\n"
        )
    counts: dict[tuple[str, str, int], Counter[str]] = {}
    seconds: Counter[tuple[str, int]] = Counter()
    for encoding, size, text in pieces(files):
        data = text.encode(encoding)
        for name, read in readers.items():
            began = time.process_time()
            got = read(data)
            seconds[name, size] += time.process_time() - began
            counts.setdefault((name, encoding, size), Counter())[verdict(got, text)] += 1
    beside = f"{PEER} {version(PEER)}" if PEER in readers else "nothing"
    text = (
        f"Beside ours: {beside}. Python {sys.version.split()[0]}; {len(files)} files.\n\n"
        f"{overall(list(readers), counts, seconds)}\n### By encoding\n\n"
        f"Pieces read back exactly, of how many, by their size in code points:\n\n"
        f"{by_encoding(list(readers), counts)}"
    )
    sys.stdout.write(text)
    if document:
        put(document, "encodings", text)


def overall(
    names: list[str],
    counts: Mapping[tuple[str, str, int], Counter[str]],
    seconds: Mapping[tuple[str, int], float],
) -> str:
    """Per cent over all pieces of a size, and what a piece takes."""
    rows = []
    for size in SIZES:
        for name in names:
            total: Counter[str] = Counter()
            for (who, _, long), one in counts.items():
                if who == name and long == size:
                    total += one
            shares = (100 * total[what] / total.total() for what in ("right", "wrong", "refused"))
            spent = f"{1000 * seconds[name, size] / total.total():.1f}"
            rows.append(
                [f"{size:,}, {total.total()}", name, *(f"{one:.1f}" for one in shares), spent]
            )
    head = ("code points, pieces", "", "right, %", "wrong, %", "refused, %", "CPU ms a piece")
    return table(head, rows, 2)


def by_encoding(names: list[str], counts: Mapping[tuple[str, str, int], Counter[str]]) -> str:
    rows = []
    for encoding in dict.fromkeys(encoding for _, encoding, _ in counts):
        cells = []
        for name in names:
            for size in SIZES:
                one = counts.get((name, encoding, size), Counter())
                cells.append(f"{one['right']}/{one.total()}")
        rows.append([encoding, *cells])
    return table(("", *(f"{name}, {size:,}" for name in names for size in SIZES)), rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Which encoding: how well it is told.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--document", type=Path)
    chosen = parser.parse_args()
    main(chosen.files, chosen.document)
