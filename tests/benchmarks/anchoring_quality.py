"""How well annotations are found again in texts that were edited, by kind of edit and span.

Run by hand: ``python tests/benchmarks/anchoring_quality.py [--seed N] [--spans N] [FILE...]``;
without files, on the articles of the demo library. What the figures mean is told in
``tests/annotations/anchoring/outcomes.py``; they are shares in per cent of ``spans``, and of
``gone`` for false anchors.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.annotations.anchoring import mutations, outcomes  # noqa: E402

DEMO = ROOT / "reader" / "demo" / "articles"
RECIPES = (mutations.light, mutations.heavy, mutations.copied)


def line(name: str, counted: Counter[str], seconds: float = 0.0) -> str:
    """The figures of one class."""
    gone = counted["gone"] + counted["false"]
    sure = counted.total() - gone - counted["spoilt"]
    share = outcomes.shares(counted)
    took = f"{seconds:8.2f}" if seconds else ""
    return (
        f"{name:18} {sure:6}  {share['ok']:5.1f}  {share['wrong']:5.2f}  {share['elsewhere']:9.2f}"
        f"  {share['missed']:6.1f}  {gone:5}  {share['false']:5.2f} {took}\n"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="mutations of each text")
    parser.add_argument("--spans", type=int, default=40, help="of each length and mutation")
    options = parser.parse_args()
    files = options.files or sorted(file for file in DEMO.rglob("*") if file.is_file())
    counts: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    seconds: Counter[str] = Counter()
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8", errors="replace")
        for turn in range(options.rounds):
            for recipe in RECIPES:
                chance = Random(f"{options.seed} {number} {turn} {recipe.__name__}")
                made = mutations.mutate(text, recipe(chance), chance)
                chosen = outcomes.spans(text, chance, options.spans)
                chosen += outcomes.gone_spans(made, chance, options.spans)
                for known in (True, False):
                    name = f"{recipe.__name__} {'known' if known else 'unknown'}"
                    began = time.process_time()
                    places = outcomes.placements(made, chosen, known=known)
                    seconds[name] += time.process_time() - began
                    counted = outcomes.outcomes(made, chosen, places)
                    for length, found in counted.items():
                        counts[name][length].update(found)
    sys.stdout.write(
        f"{'':18} {'spans':>6}  {'ok':>5}  {'wrong':>5}  {'elsewhere':>9}  {'missed':>6}"
        f"  {'gone':>5}  {'false':>5}  {'seconds':>7}\n"
    )
    for name, lengths in counts.items():
        sys.stdout.write(line(name, lengths["all"], seconds[name]))
        for length in outcomes.LENGTHS:
            sys.stdout.write(line(f"  {length}", lengths[length]))


if __name__ == "__main__":
    main()
