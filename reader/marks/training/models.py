"""Training the taggers on texts in which people have marked the names.

A gold file holds a JSON object a line: ``text``, ``lang`` and ``spans``, a list of ``[start, end,
label]`` in code points, end exclusive, with the labels PER, ORG, LOC and MISC. The model is a
linear-chain conditional random field (Lafferty, McCallum, Pereira, ICML 2001), fitted by L-BFGS
with python-crfsuite and then pruned to whole hundredths.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.articles.model import Block, Role
from reader.articles.tokens import tokenise
from reader.marks.casing import cased_forms
from reader.marks.tagging.document import document
from reader.marks.tagging.features import Vocabulary
from reader.marks.tagging.tagger import OUTSIDE, SCALE
from reader.marks.word_lists import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.articles.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the model of one language is made."""

    language: str
    files: tuple[str, ...]
    """Names of the gold files, in the order in which they are read."""
    lasso: float
    """Weight of the sum of the absolute weights (L1)."""
    ridge: float
    """Weight of the sum of their squares (L2)."""
    rounds: int


RECIPES = (
    Recipe(
        "en",
        (
            "wikigold.jsonl",
            "crossner_politics_train.jsonl",
            "crossner_politics_dev.jsonl",
            "crossner_politics_test.jsonl",
            "crossner_literature.jsonl",
            "crossner_science.jsonl",
            "wnut17_train.jsonl",
        ),
        lasso=1.0,
        ridge=0.3,
        rounds=200,
    ),
    Recipe("de", ("germeval2014_de.jsonl",), lasso=0.05, ridge=0.05, rounds=250),
)


def train_all(folder: Path) -> None:
    """Train every model on the gold files in ``folder`` and put them into the package."""
    for recipe in RECIPES:
        packed = train(recipe, folder)
        (DATA / f"tagger_{recipe.language}.z").write_bytes(packed)
        sys.stdout.write(f"{recipe.language}: {len(packed):,} bytes\n")


def train(recipe: Recipe, folder: Path) -> bytes:
    """The model that ``recipe`` makes of the gold files in ``folder``, packed."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": recipe.lasso,
            "c2": recipe.ridge,
            "max_iterations": recipe.rounds,
            "feature.possible_transitions": True,
        }
    )
    for name in recipe.files:
        for features, labels in examples(folder / name, recipe.language):
            trainer.append(features, labels)
    with tempfile.TemporaryDirectory() as folder_name:
        file = Path(folder_name) / "model"
        trainer.train(str(file))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(file))
        return pack(tagger.info())


def examples(file: Path, language: str) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The runs of all texts in ``file``: the features and the label of each token."""
    vocabulary = Vocabulary(language)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        blocks = tuple(as_blocks(row["text"], language))
        tokens = tokenise(row["text"], blocks)
        labels = labels_of(tokens, map(tuple, row["spans"]))
        forms = cased_forms(row["text"], tokens, blocks)
        known = document(row["text"], tokens, forms, blocks, range(len(blocks)))
        for number, runs in known.runs.items():
            for run in runs:
                looks = vocabulary.looks(known, run, tokens.firsts[number + 1])
                features = [
                    ["=".join(each) for look in seen for each in vocabulary.features(look)]
                    for seen in looks
                ]
                yield features, labels[run.first : run.last + 1]


def as_blocks(text: str, language: str) -> Iterator[Block]:
    """A paragraph for each line of ``text`` that is not empty."""
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            yield Block(start, start + len(words), Role.PARAGRAPH, language)
        at += len(line) + 1


def labels_of(tokens: Tokens, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """The label of each token: ``B-`` and ``I-`` with the kind of its span, or ``O``."""
    labels = [OUTSIDE] * len(tokens.forms)
    index = 0
    for start, end, kind in sorted(spans):
        while index < len(labels) and tokens.starts[index] + len(tokens.forms[index]) <= start:
            index += 1
        first = index
        while index < len(labels) and tokens.starts[index] < end:
            labels[index] = f"{'B' if index == first else 'I'}-{kind}"
            index += 1
    return labels


def pack(info: Any) -> bytes:
    """What python-crfsuite knows of a trained model, as the tagger reads it."""
    labels = sorted({OUTSIDE, *info.labels})
    place = {label: number for number, label in enumerate(labels)}
    transitions = [
        [round(info.transitions.get((start, end), 0.0) * SCALE) for end in labels]
        for start in labels
    ]
    weights: dict[str, dict[str, list[int]]] = {}
    for (feature, label), weight in sorted(info.state_features.items()):
        rounded = round(weight * SCALE)
        if rounded:
            what, _, how = feature.partition("=")
            weights.setdefault(what, {}).setdefault(how, []).extend((place[label], rounded))
    document = json.dumps([labels, transitions, weights], ensure_ascii=False, sort_keys=True)
    return zlib.compress(document.encode(), 9)
