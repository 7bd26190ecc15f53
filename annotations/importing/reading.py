"""What an import gives: annotations by article, and what could not be taken in.

Invariant: the text in a ``Reading`` came in through the model's door, times that other programs
wrote are in UTC or absent, and reading the same document again gives the same identifiers.
"""

from __future__ import annotations

from base64 import b32hexencode
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from annotations.errors import TagError
from annotations.importing.json_value import as_mapping, as_text, is_deep
from annotations.model import (
    CORRECTION_KEYS,
    CORRECTIONS,
    Anchor,
    Annotation,
    ArticleNotes,
    Correction,
    Sidecar,
    Source,
    clean_tag,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.model import Value

_ANNOTATION = frozenset(field.name for field in fields(Annotation)) - {
    *("id", "anchor", "correction", "extra"),
}
_PLACE = frozenset(field.name for field in fields(Anchor))
ARTICLE_KEYS = frozenset({"tags", "note"})
SOURCE_KEYS = frozenset({"name", "sha256", "text_sha256"})
SIDECAR_KEYS = frozenset({"version", "source", "article", "annotations", "deleted"})
"""Keys of each level that have a meaning, so that nothing unknown can stand under them."""

_ID_LENGTH = 10
_LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Target:
    """What is known of the article that was annotated; what is empty is unknown."""

    path: str = ""
    """Relative to the library it was exported from."""
    url: str = ""
    title: str = ""
    sha256: str = ""
    """Of the file's bytes, hexadecimal."""
    text_sha256: str = ""
    """Of the text that the offsets count in, as UTF-8, hexadecimal."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a document says of one article."""

    target: Target
    sidecar: Sidecar
    """Its annotations, what is said of the whole article, and unknown keys; never tombstones.

    Offsets of annotations from elsewhere are hints: they count in a text we do not have.
    """


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a document says."""

    articles: tuple[Imported, ...]
    problems: tuple[str, ...] = ()
    """What was passed over, each a sentence."""


def annotation_keys(kind: str) -> frozenset[str]:
    """The keys that have a meaning in an annotation of ``kind``."""
    known = _ANNOTATION | _PLACE
    return known.union(CORRECTION_KEYS) if kind in CORRECTIONS else known


def stable_id(foreign: str) -> str:
    """The identifier of the annotation that another program calls ``foreign``."""
    digest = sha256(foreign.encode(errors="surrogatepass")).digest()
    return "h" + b32hexencode(digest).decode().lower()[: _ID_LENGTH - 1]


def cleaned(annotation: Annotation) -> Annotation:
    """``annotation`` as a sidecar keeps it, without corrections where nothing is corrected."""
    if annotation.kind not in CORRECTIONS:
        annotation = replace(annotation, correction=Correction())
    return next(iter(Sidecar(Source()).put(annotation).annotations.values()))


def clean_tags(values: Iterable[Value]) -> tuple[str, ...]:
    """The tags among ``values``, each once; those that say nothing are passed over."""
    tags: dict[str, None] = {}
    for value in values:
        try:
            tags[clean_tag(as_text(value))] = None
        except TagError:
            continue
    return tuple(tags)


def extra_keys(
    value: Value, known: frozenset[str], label: str, problems: list[str]
) -> dict[str, Value]:
    """The entries of ``value`` that can be kept; ``problems`` gets a sentence for the others."""
    kept = {}
    for key, item in as_mapping(value).items():
        if key in known:
            problems.append(f"{label}: {shown(key)} is no unknown key and was left out.")
        elif is_deep(item):
            problems.append(f"{label}: {shown(key)} is nested too deeply and was left out.")
        else:
            kept[key] = item
    return kept


def sidecar_of(
    source: Source,
    article: ArticleNotes,
    annotations: Mapping[str, Annotation],
    extra: Mapping[str, Value],
) -> Sidecar:
    """A sidecar of clean ``annotations``, with all the rest cleaned."""
    held = Sidecar(Source()).with_article(ArticleNotes(extra=extra)).article.extra
    sidecar = Sidecar(Source(), annotations=annotations, extra=held)
    return sidecar.with_source(source).with_article(article)


def without_words(label: str, *, is_note: bool) -> str:
    """The problem of a record that tells no words to stand on; ``is_note`` if it says anything."""
    if is_note:
        return f"{label} does not quote its words and was kept as a note on the article."
    return f"{label} does not quote its words and says nothing, so it was left out."


def labelled(word: str, name: str, number: int) -> str:
    """What a sentence calls a record: its name, or its number counted from 1."""
    return f"{word} {shown(name)}" if name.strip() else f"{word} {number}"


def shown(name: str) -> str:
    """``name`` in a sentence: short, and nothing in it that a terminal would obey."""
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1] + "…"
