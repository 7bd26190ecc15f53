"""The tagger gives what the trained model gives, and training gives the same model each time."""

from __future__ import annotations

import json
import random
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.articles.tokens import tokenise
from reader.marks.tagging import Document, Tagger, document, tagger
from reader.marks.tagging.chain import Chain
from reader.marks.tagging.clusters import alike
from reader.marks.tagging.lexicon import lexicon
from reader.marks.tagging.word_table import pack, unpack
from reader.marks.training import models
from reader.marks.word_lists import DATA

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ["Ada Quill", "Bo Pen", "Xaver Zorn", "Mia Tarn"]
TOWNS = ["Ostrand", "Velm", "Harburg", "Quint"]


def gold(folder: Path) -> Path:
    """Sentences in which people meet in towns."""
    chance = random.Random(1)
    rows = []
    for number in range(60):
        person, town = chance.choice(PEOPLE), chance.choice(TOWNS)
        text = f"On day {number} {person} came to {town} again."
        start, place = text.index(person), text.index(town)
        spans = [[start, start + len(person), "PER"], [place, place + len(town), "LOC"]]
        rows.append(json.dumps({"text": text, "lang": "en", "spans": spans}))
    file = folder / "gold.jsonl"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def known(text: str) -> Document:
    blocks = tuple(models.as_blocks(text, "en"))
    tokens = tokenise(text, blocks)
    return document(text, tokens, tokens.forms, blocks, range(len(blocks)))


RECIPE = models.Recipe("en", ("gold.jsonl",), lasso=0.01, ridge=0.01, rounds=30)


def test_training_gives_the_same_model_each_time(tmp_path: Path) -> None:
    gold(tmp_path)
    assert models.train(RECIPE, tmp_path) == models.train(RECIPE, tmp_path)


def test_the_tagger_gives_the_labels_of_the_trained_model(tmp_path: Path) -> None:
    file = gold(tmp_path)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.01, "c2": 0.01, "max_iterations": 30})
    rows = list(models.examples(file, "en"))
    for features, labels in rows:
        trainer.append(features, labels)
    trainer.train(str(tmp_path / "model"))
    trained = pycrfsuite.Tagger()
    trained.open(str(tmp_path / "model"))
    own = Tagger("en", models.pack(trained.info()))
    for line in file.read_text().splitlines():
        row = json.loads(line)
        place = known(row["text"])
        found = [(tag.first, tag.last, tag.label) for tag in own.tags(place, 0)]
        wanted = models.labels_of(place.tokens, map(tuple, row["spans"]))
        starts = [n for n, label in enumerate(wanted) if label.startswith("B-")]
        assert [first for first, _, _ in found] == starts
        assert [label for _, _, label in found] == ["PER", "LOC"]


LABELS = ("B-LOC", "B-PER", "I-LOC", "I-PER", "O")
WEIGHTS = st.lists(st.integers(-900, 900), min_size=len(LABELS), max_size=len(LABELS)).map(tuple)


@given(
    st.lists(WEIGHTS, min_size=len(LABELS), max_size=len(LABELS)),
    st.lists(WEIGHTS, min_size=1, max_size=4),
)
def test_no_sequence_of_labels_is_better_than_the_best(
    transitions: list[tuple[int, ...]], sums: list[tuple[int, ...]]
) -> None:
    def total(path: tuple[int, ...]) -> int:
        steps = sum(transitions[one][other] for one, other in pairwise(path))
        return steps + sum(here[at] for here, at in zip(sums, path, strict=True))

    def follows(one: int, other: int) -> bool:
        return LABELS[other][0] != "I" or LABELS[one][2:] == LABELS[other][2:]

    allowed = [
        path
        for path in product(range(len(LABELS)), repeat=len(sums))
        if all(follows(one, other) for one, other in pairwise(path))
    ]
    best = tuple(Chain(LABELS, transitions).best(sums))
    assert best in allowed
    assert total(best) == max(map(total, allowed))


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_models_that_ship_can_be_read(language: str) -> None:
    own = tagger(language)
    assert own is not None
    (tag,) = own.tags(known("They spoke of Angela Merkel at length."), 0)
    assert (tag.first, tag.last, tag.label) == (3, 4, "PER")
    assert 0.5 < tag.confidence <= 1


def test_a_language_without_a_model_has_no_tagger() -> None:
    assert tagger("fr") is None


@pytest.mark.parametrize("file", ["lexicon.z", "clusters_en.z", "clusters_de.z"])
def test_a_table_of_words_is_packed_without_loss(file: str) -> None:
    packed = (DATA / file).read_bytes()
    known = dict(unpack(packed).items())
    assert pack(known) == packed
    table = unpack(packed)
    for word, value in list(known.items())[::997]:
        assert table.get(word) == value


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\0\n", exclude_categories=["Cs"]), min_size=1),
        st.text("abc 123", min_size=1),
    ),
    st.text(),
)
def test_a_table_knows_the_words_put_into_it_and_no_others(
    known: dict[str, str], other: str
) -> None:
    table = unpack(pack(known))
    assert {word: table.get(word) for word in known} == known
    assert table.get(other) == known.get(other, "")


def test_the_lexicon_finds_the_longest_names_that_begin_within_a_run() -> None:
    words = ["in", "new", "york", "city", "and", "new", "york", "times", "square"]
    found = list(lexicon().names_in(words, 0, 6, len(words)))
    assert [words[name.start : name.stop] for name in found] == [
        ["new", "york", "city"],
        ["new", "york", "times"],
    ]
    assert list(lexicon().names_in(words, 2, 4, len(words))) == []


def test_words_that_are_used_alike_share_clusters() -> None:
    german = alike("de")
    assert german.of("Merkel") == german.of("Schröder")
    assert german.of("Kretschmanns") == german.of("Kretschmann") != german.of("Hamburg")
    assert german.of("Xyqtalbrücke")[0] == "~" + german.of("Brücke")[0]
    assert german.of("Qwrtz") == ("?",)
    assert alike("en").of("London") == alike("en").of("london")
    assert alike("en").of("Qwrtzxy") == ()
