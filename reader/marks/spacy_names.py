"""Names by a spaCy model that the user has installed and named in the configuration.

Its entities take the place of the built-in ones in paragraphs of its language; all else goes on as
usual: the gazetteer, agreement, canonical names, corrections. spaCy is imported only when a model
is named, and a model is an installed package, never a path, for loading one runs its code.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from reader.errors import ConfigurationError
from reader.marks.tagging.tagger import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.marks.tagging.document import Document

LEAST_VERSION = (3, 8, 18)
LABELS = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "NORP": "MISC",
    "MISC": "MISC",
    "EVENT": "MISC",
    "LAW": "MISC",
    "WORK_OF_ART": "MISC",
    "PRODUCT": "MISC",
    "LANGUAGE": "MISC",
}
"""Ours by those of spaCy's models; others, such as dates, are left alone."""
CONFIDENCE = 0.8
"""How sure its names are taken to be: it does not say."""
NEEDED = ".".join(map(str, LEAST_VERSION))


class SpacyTagger:
    """A spaCy model, asked as the built-in tagger is."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self.language: str = pipeline.lang
        """ISO 639-1 code."""

    def tags(self, known: Document, number: int) -> Iterator[Tag]:
        """The names in block ``number`` of ``known``, in order and disjoint."""
        tokens = known.tokens
        first, stop = tokens.firsts[number], tokens.firsts[number + 1]
        if first == stop:
            return
        start, _ = tokens.span(first, first)
        _, end = tokens.span(stop - 1, stop - 1)
        index = first
        for entity in self._pipeline(known.text[start:end]).ents:
            label = LABELS.get(entity.label_)
            begin, close = start + entity.start_char, start + entity.end_char
            while index < stop and tokens.starts[index] < begin:
                index += 1
            last = index
            while last < stop and tokens.starts[last] < close:
                last += 1
            if label and last > index:
                yield Tag(index, last - 1, label, CONFIDENCE)
                index = last


def require_model(model: str) -> None:
    """See that the spaCy model can be used, without loading anything.

    Raises :class:`~reader.errors.ConfigurationError` when there is none of that name, or no spaCy
    that is new enough.
    """
    where = f"The configuration names the spaCy model “{model}”"
    remedy = "or take “spacy_model” out of the configuration."
    if not re.fullmatch(r"[A-Za-z_]\w*", model):
        raise ConfigurationError(f"{where}, which is no name of a package. Mend it, {remedy}")
    try:
        present = version("spacy")
    except PackageNotFoundError as error:
        raise ConfigurationError(
            f"{where}, but spaCy is not installed. Run “pip install 'spacy>={NEEDED}'”, {remedy}"
        ) from error
    if tuple(int(part) for part in re.findall(r"\d+", present)[:3]) < LEAST_VERSION:
        raise ConfigurationError(
            f"{where}, but spaCy {present} is older than {NEEDED}. Update it, {remedy}"
        )
    try:
        version(model)
    except PackageNotFoundError as error:
        raise ConfigurationError(
            f"{where}, but no package of that name is installed. "
            f"Run “python -m spacy download {model}”, {remedy}"
        ) from error


@cache
def spacy_tagger(model: str) -> SpacyTagger:
    """The tagger of an installed spaCy model. Raises as :func:`require_model` does."""
    require_model(model)
    import spacy

    wanted = ("ner", "entity_ruler", "tok2vec", "transformer")
    pipeline = spacy.load(model)
    pipeline.select_pipes(enable=[name for name in pipeline.pipe_names if name in wanted])
    return SpacyTagger(pipeline)
