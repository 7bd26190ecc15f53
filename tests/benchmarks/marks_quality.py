"""How good and how fast the marks are on a gold file of JSON lines.

Run by hand: ``python tests/benchmarks/marks_quality.py FILE...``. Rows with ``spans`` measure
entities (exact span and kind), rows with ``quotes`` measure quotations: their spans, all of them
and those in styles of marks that the article's gold knows at all; their speakers, right when the
words overlap those of the gold, or when these name the person to whom a pronoun or an office was
resolved; and how many quoted terms were told from speech, all of them and the short ones. Starting
up is timed apart, and so are the quotations when the entities are known.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.articles.model import Article, Metadata
from reader.articles.tokens import tokenise, words_of
from reader.marks import Kind, Mark, Reference
from reader.marks.finding import find
from reader.marks.quotations import quoted_spans
from reader.marks.speakers import attribute
from reader.marks.training.models import as_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KINDS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}
LEAST_PURE = 4
"""Words of a quotation whose whole content is quoted, for the figure on such."""
LONGEST_TERM = 6
"""Words of a term; what the gold leaves unattributed and is longer is mostly speech after all."""


def as_article(text: str, language: str) -> Article:
    """An article with a paragraph for each line of ``text``."""
    metadata = Metadata(title="", language=language)
    return Article(text, tuple(as_blocks(text, language)), metadata, "plain text", "", "")


def figures(right: int, found: int, gold: int) -> str:
    """Precision, recall and F1 in per cent."""
    precision = 100 * right / found if found else 0.0
    recall = 100 * right / gold if gold else 0.0
    both = precision + recall
    score = 2 * precision * recall / both if both else 0.0
    return f"P {precision:5.1f}  R {recall:5.1f}  F1 {score:5.1f}  ({gold} gold)"


def share(right: int, of: int) -> str:
    """A share in per cent."""
    return f"{100 * right / max(of, 1):5.1f} % of {of}"


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


class Quotations:
    """The figures of quotations, added up article by article."""

    def __init__(self) -> None:
        self.right = self.found = self.judged = self.gold = 0
        self.named = self.said = self.pure_named = self.pure_said = 0
        self.terms = self.told = self.short = self.short_told = self.spoken = self.lost = 0
        self.by_rule: dict[str, list[int]] = {}

    def add(self, row: dict[str, Any], spotted: tuple[Mark, ...]) -> None:
        """Count one article."""
        text = row["text"]
        seen = {(m.start, m.end): m for m in spotted if m.kind in (Kind.QUOTATION, Kind.TERM)}
        silent = {tuple(span) for span in row["nonspeech"]}
        spoken = {(quote["start"], quote["end"]): quote for quote in row["quotes"]}
        wanted = silent | spoken.keys()
        styles = {_style(text, start) for start, _ in wanted}
        self.right += len(seen.keys() & wanted)
        self.found += len(seen)
        self.judged += sum(_style(text, start) in styles for start, _ in seen)
        self.gold += len(wanted)
        self.terms += len(silent)
        self.told += _terms_in(silent, seen)
        short = {span for span in silent if len(text[slice(*span)].split()) <= LONGEST_TERM}
        self.short += len(short)
        self.short_told += _terms_in(short, seen)
        self.spoken += len(spoken)
        self.lost += _terms_in(spoken, seen)
        for span, quote in spoken.items():
            if quote["speaker"]:
                self._speaker(text, seen.get(span), quote, span)

    def _speaker(
        self, text: str, mark: Mark | None, quote: dict[str, Any], span: tuple[int, int]
    ) -> None:
        speaker = mark.speaker if mark else None
        right = False
        if speaker is not None:
            right = any(s < speaker.end and speaker.start < e for s, e in quote["speaker"])
            if not right and speaker.reference in (Reference.PRONOUN, Reference.ROLE):
                words = {word for s, e in quote["speaker"] for word in words_of(text[s:e])}
                right = bool(words) and words_of(speaker.name)[-1] in words
        rule = speaker.rule if speaker else "nobody" if mark else "not found"
        if mark is not None and mark.kind is Kind.TERM:
            rule = "taken for a term"
        counts = self.by_rule.setdefault(rule, [0, 0])
        counts[0] += right
        counts[1] += 1
        self.said += 1
        self.named += right
        if quote.get("pure", True) and len(text[slice(*span)].split()) >= LEAST_PURE:
            self.pure_said += 1
            self.pure_named += right

    def print(self) -> None:
        """Print all figures."""
        lines = [
            f"spans {figures(self.right, self.found, self.gold)}",
            f"spans in styles that the gold marks {figures(self.right, self.judged, self.gold)}",
            f"speakers {share(self.named, self.said)}",
            f"speakers of whole content, {LEAST_PURE} words or more "
            f"{share(self.pure_named, self.pure_said)}",
            f"terms told from speech {share(self.told, self.terms)}",
            f"terms told from speech, {LONGEST_TERM} words or fewer "
            f"{share(self.short_told, self.short)}",
            f"speech taken for terms {share(self.lost, self.spoken)}",
        ]
        for rule, (right, of) in sorted(self.by_rule.items(), key=lambda item: -item[1][1]):
            lines.append(f"  {rule:24} {share(right, of)}")
        sys.stdout.write("".join(f"  {line}\n" for line in lines))


def _terms_in(spans: Iterable[tuple[int, int]], seen: Mapping[tuple[int, int], Mark]) -> int:
    """How many of ``spans`` were marked as terms."""
    return sum(seen[span].kind is Kind.TERM for span in spans if span in seen)


def quotations_alone(articles: list[Article], marks: list[tuple[Mark, ...]]) -> float:
    """CPU-seconds that the quotations take when the entities are known."""
    known = [
        [mark for mark in spotted if mark.kind not in (Kind.QUOTATION, Kind.TERM)]
        for spotted in marks
    ]
    began = time.process_time()
    for article, entities in zip(articles, known, strict=True):
        attribute(article, quoted_spans(article.text, article.blocks), entities)
    return time.process_time() - began


def _style(text: str, start: int) -> str:
    """The style of the mark that opens at ``start``; straight and curly ones are one style."""
    if text[start : start + 2] == "''":
        return "''"
    return '"' if text[start] in "“”„" else "'" if text[start] in "‘’‚" else text[start]


def main() -> None:
    """Measure each file named on the command line."""
    began = time.process_time()
    starter = as_article("Angela Merkel said: “We can.”", "en"), as_article("Heute.", "de")
    for article in starter:
        find(article, tokenise(article.text, article.blocks))
    sys.stdout.write(f"starting up: {time.process_time() - began:.2f} CPU-seconds\n")
    for name in sys.argv[1:]:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        articles = [as_article(row["text"], row["lang"]) for row in rows]
        size = sum(len(row["text"].encode()) for row in rows)
        began = time.process_time()
        marks = [find(article, tokenise(article.text, article.blocks)) for article in articles]
        spent = time.process_time() - began
        alone = size / 1e6 / quotations_alone(articles, marks)
        sys.stdout.write(f"{name}: all marks {size / 1e6 / spent:.2f} MB per CPU-second, ")
        sys.stdout.write(f"quotations alone {alone:.2f}\n")
        if "spans" in rows[0]:
            entities(rows, marks)
        if "quotes" in rows[0]:
            counted = Quotations()
            for row, spotted in zip(rows, marks, strict=True):
                counted.add(row, spotted)
            counted.print()


if __name__ == "__main__":
    main()
