"""How good and how fast the marks are on a gold file of JSON lines.

Run by hand: ``python tests/benchmarks/marks_quality.py FILE...``. Rows with ``spans`` measure
entities (exact span and kind), rows with ``quotes`` measure quotation spans, speakers and terms.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from reader.articles.model import Article, Block, Metadata, Role
from reader.articles.tokens import tokenise
from reader.marks import Kind, Mark, find

KINDS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}


def as_article(text: str, language: str) -> Article:
    """An article with a paragraph for each line of ``text``."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            blocks.append(Block(start, start + len(words), Role.PARAGRAPH, language))
        at += len(line) + 1
    metadata = Metadata(title="", language=language)
    return Article(text, tuple(blocks), metadata, "plain text", "", "")


def figures(right: int, found: int, gold: int) -> str:
    """Precision, recall and F1 in per cent."""
    precision = 100 * right / found if found else 0.0
    recall = 100 * right / gold if gold else 0.0
    both = precision + recall
    score = 2 * precision * recall / both if both else 0.0
    return f"P {precision:5.1f}  R {recall:5.1f}  F1 {score:5.1f}  ({gold} gold)"


def entities(rows: list[dict[str, Any]], marks: list[tuple[Mark, ...]]) -> None:
    """Print the figures of each kind of entity."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for row, spotted in zip(rows, marks, strict=True):
        for label, kind in KINDS.items():
            wanted = {(s, e) for s, e, name in row["spans"] if name == label}
            seen = {(mark.start, mark.end) for mark in spotted if mark.kind is kind}
            for key in (label, "all"):
                right[key] += len(wanted & seen)
                found[key] += len(seen)
                gold[key] += len(wanted)
    for key in (*KINDS, "all"):
        sys.stdout.write(f"  {key:4} {figures(right[key], found[key], gold[key])}\n")


def quotations(rows: list[dict[str, Any]], marks: list[tuple[Mark, ...]]) -> None:
    """Print the figures of spans, speakers and terms."""
    right = found = gold = said = named = terms = told = 0
    for row, spotted in zip(rows, marks, strict=True):
        seen = {(m.start, m.end): m for m in spotted if m.kind in (Kind.QUOTATION, Kind.TERM)}
        silent = {tuple(span) for span in row["nonspeech"]}
        spoken = {(quote["start"], quote["end"]): quote for quote in row["quotes"]}
        right += len(seen.keys() & (silent | spoken.keys()))
        found += len(seen)
        gold += len(silent | spoken.keys())
        terms += len(silent)
        told += sum(seen[span].kind is Kind.TERM for span in silent if span in seen)
        for span, quote in spoken.items():
            said += bool(quote["speaker"])
            speaker = seen[span].speaker if span in seen else None
            if speaker is not None:
                named += any(s < speaker.end and speaker.start < e for s, e in quote["speaker"])
    sys.stdout.write(f"  spans {figures(right, found, gold)}\n")
    sys.stdout.write(f"  speakers {100 * named / max(said, 1):.1f} % of {said}\n")
    sys.stdout.write(f"  terms told from speech {100 * told / max(terms, 1):.1f} % of {terms}\n")


def main() -> None:
    """Measure each file named on the command line."""
    for name in sys.argv[1:]:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        articles = [as_article(row["text"], row["lang"]) for row in rows]
        size = sum(len(row["text"].encode()) for row in rows)
        began = time.process_time()
        marks = [find(article, tokenise(article.text, article.blocks)) for article in articles]
        spent = time.process_time() - began
        sys.stdout.write(f"{name}: {size / 1e6 / spent:.2f} MB per CPU-second\n")
        if "spans" in rows[0]:
            entities(rows, marks)
        if "quotes" in rows[0]:
            quotations(rows, marks)


if __name__ == "__main__":
    main()
