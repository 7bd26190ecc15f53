"""What an annotation is and what a sidecar holds, without any reading or writing.

Invariant: what came in through ``Sidecar.put``, ``with_article`` and ``with_source`` can be
written as YAML and read again without the loss of a character. Those three are the door at
which text that no file can hold (lone surrogates, stray control characters) is replaced.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self, TypeAlias

from annotations.comments import with_homes
from annotations.errors import TagError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value] | None"
"""What strict YAML yields."""

CONTEXT = 64
"""Code points of context kept on each side of an annotated span."""

CORRECTIONS = ("entity", "quotation")
"""The kinds of annotations that correct a machine's mark."""

_ID_FIRST = "abcdefghjkmnpqrstvwxyz"
_ID_ALPHABET = "0123456789" + _ID_FIRST
_ID_LENGTH = 10

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOT_IN_NOTES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_IN_LINES = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def new_id() -> str:
    """A random identifier: 10 characters of Crockford's base 32 in lower case, a letter first.

    Random so that two people never choose the same one and git seldom sees two additions side by
    side; a letter first so that no YAML reader takes it for a number.
    """
    rest = (secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH - 1))
    return secrets.choice(_ID_FIRST) + "".join(rest)


def clean_text(text: str) -> str:
    """A note as it is kept: NFC, ``\\n`` line ends, no trailing white space.

    Lone surrogates and control characters other than ``\\n`` and ``\\t`` become U+FFFD.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NOT_IN_NOTES.sub(_REPLACEMENT, lines)).rstrip()


def clean_tag(text: str) -> str:
    """A tag as it is kept: NFC, one space between words, ``/`` between the levels.

    Raises ``TagError`` when nothing visible is left.
    """
    levels = (" ".join(level.split()) for level in text.split("/"))
    joined = "/".join(level for level in levels if level)
    tag = unicodedata.normalize("NFC", _NOT_IN_LINES.sub(_REPLACEMENT, joined))
    if not any(character.isprintable() for character in tag.replace(" ", "").replace("/", "")):
        raise TagError(f"The tag {text!r} is empty. Give it at least one letter or digit.")
    return tag


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: each clean, each once, in the order given. Raises ``TagError``."""
    return tuple(dict.fromkeys(clean_tag(tag) for tag in tags))


def clean_line(text: str) -> str:
    """``text`` for one line: lone surrogates and control characters become U+FFFD."""
    return _NOT_IN_LINES.sub(_REPLACEMENT, text)


def _clean_value(value: Value) -> Value:
    if isinstance(value, str):
        return _SURROGATE.sub(_REPLACEMENT, value)
    if isinstance(value, list):
        return [_clean_value(item) for item in value]
    if isinstance(value, dict):
        return _clean_extra(value)
    return value


def _clean_extra(extra: Mapping[str, Value]) -> dict[str, Value]:
    return {_SURROGATE.sub(_REPLACEMENT, key): _clean_value(item) for key, item in extra.items()}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of an annotation, told twice: by offsets, and by the words themselves."""

    start: int
    """Code-point offset of the first character in the text the annotation was made on."""
    end: int
    """Exclusive."""
    exact: str
    """The annotated words."""
    prefix: str = ""
    """What stood right before them."""
    suffix: str = ""
    """What stood right after them."""

    @classmethod
    def at(cls, text: str, start: int, end: int, context: int = CONTEXT) -> Self:
        """The anchor of ``text[start:end]`` with ``context`` code points on each side.

        Raises ``ValueError`` when the span does not lie inside the text.
        """
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}..{end} is not inside a text of {len(text)}")
        return cls(
            start,
            end,
            exact=text[start:end],
            prefix=text[max(0, start - context) : start],
            suffix=text[end : end + context],
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader says of a machine's mark; what is empty is left as the machine has it."""

    verdict: str = ""
    """``confirmed``, or ``rejected`` when there is nothing to be marked."""
    name: str = ""
    """The canonical name of an entity."""
    type: str = ""
    """The kind of an entity: ``person``, ``organisation``, ``place``…"""
    speaker: str = ""
    """Who says the words of a quotation."""

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return self != Correction()


CORRECTION_KEYS = tuple(field.name for field in fields(Correction))
"""As they stand in a file, in this order."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One thing a reader said about one span."""

    id: str
    kind: str
    """``highlight``; or ``entity`` or ``quotation`` for the correction of a machine's mark."""
    anchor: Anchor
    tags: tuple[str, ...] = ()
    note: str = ""
    creator: str = ""
    created: str = ""
    """ISO 8601 in UTC, ending in ``Z``; kept as written."""
    modified: str = ""
    """As ``created``; empty when never changed."""
    correction: Correction = field(default_factory=Correction)
    """Of kinds in ``CORRECTIONS``; nothing for all others."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    """Keys we do not know, kept for whoever does."""

    @property
    def last_changed(self) -> str:
        """When it was modified, or else made."""
        return self.modified or self.created


@dataclass(frozen=True, slots=True)
class ArticleNotes:
    """What is said of the whole article."""

    tags: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Which file, and which text of it, the annotations were made on."""

    name: str = ""
    """The file's name without its folder."""
    sha256: str = ""
    """Of the file's bytes, hexadecimal."""
    text_sha256: str = ""
    """Of the text that the offsets count in, as UTF-8, hexadecimal."""
    extra: Mapping[str, Value] = field(default_factory=dict)


EntryPath: TypeAlias = tuple[str, ...]
"""Where a comment stands: ``("article",)``, ``("annotations", id)``, or ``()`` for the end."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """All that one sidecar file holds. Its acts return a new one."""

    source: Source
    article: ArticleNotes = field(default_factory=ArticleNotes)
    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    """By id."""
    deleted: Mapping[str, str] = field(default_factory=dict)
    """Time of deletion by id, so that a synced copy does not revive what was deleted."""
    extra: Mapping[str, Value] = field(default_factory=dict)
    comments: Mapping[EntryPath, tuple[str, ...]] = field(default_factory=dict)
    """What a person wrote after ``#``, the sign included, by the entry it stands above.

    Invariant: comments of an entry that does not stand (any more) are at the end.
    """

    def __post_init__(self) -> None:
        homes = with_homes(self.comments, self._stands)
        if homes != self.comments:
            object.__setattr__(self, "comments", homes)

    def _stands(self, path: EntryPath) -> bool:
        match path:
            case ("version" | "source" | "annotations",):
                return True
            case ("article",):
                return self.article != ArticleNotes()
            case ("deleted",):
                return bool(self.deleted)
            case (key,):
                return key in self.extra
            case ("annotations", identifier):
                return identifier in self.annotations
        return False

    def put(self, annotation: Annotation) -> Self:
        """With ``annotation`` added, or in the place of the one of the same id.

        Raises ``TagError`` for a tag that says nothing, and ``ValueError`` for a correction of
        what is no machine's mark.
        """
        if annotation.correction and annotation.kind not in CORRECTIONS:
            raise ValueError(f"an annotation of kind {annotation.kind!r} corrects nothing")
        kept = _clean_annotation(annotation)
        deleted = {key: when for key, when in self.deleted.items() if key != kept.id}
        return replace(self, annotations={**self.annotations, kept.id: kept}, deleted=deleted)

    def remove(self, identifier: str, when: str) -> Self:
        """Without the annotation ``identifier``, deleted at ``when`` (ISO 8601, UTC).

        Removing what is not there changes nothing: another process may have been first.
        """
        if identifier not in self.annotations:
            return self
        annotations = {key: kept for key, kept in self.annotations.items() if key != identifier}
        return replace(
            self,
            annotations=annotations,
            deleted={**self.deleted, identifier: clean_line(when)},
        )

    def with_article(self, article: ArticleNotes) -> Self:
        """With other notes on the whole article. Raises ``TagError`` as ``put`` does."""
        kept = ArticleNotes(
            clean_tags(article.tags), clean_text(article.note), _clean_extra(article.extra)
        )
        return replace(self, article=kept)

    def with_source(self, source: Source) -> Self:
        """Made on ``source`` from now on; unknown keys said of the old one are kept.

        The offsets of all anchors must count in the text of ``source``: whoever changes it
        places the annotations anew first.
        """
        kept = Source(
            clean_line(source.name),
            clean_line(source.sha256),
            clean_line(source.text_sha256),
            {**self.source.extra, **_clean_extra(source.extra)},
        )
        return replace(self, source=kept)

    def without_tombstones_before(self, moment: datetime) -> Self:
        """Without what is known to have been deleted before ``moment`` (aware)."""
        kept = {key: when for key, when in self.deleted.items() if not _is_before(when, moment)}
        return self if len(kept) == len(self.deleted) else replace(self, deleted=kept)


def _is_before(when: str, moment: datetime) -> bool:
    """False for a time that cannot be understood: in doubt a tombstone stays."""
    try:
        time = datetime.fromisoformat(when)
    except ValueError:
        return False
    return (time if time.tzinfo else time.replace(tzinfo=UTC)) < moment


def _clean_annotation(annotation: Annotation) -> Annotation:
    anchor = annotation.anchor
    return Annotation(
        id=clean_line(annotation.id),
        kind=clean_line(annotation.kind),
        anchor=replace(
            anchor,
            exact=_SURROGATE.sub(_REPLACEMENT, anchor.exact),
            prefix=_SURROGATE.sub(_REPLACEMENT, anchor.prefix),
            suffix=_SURROGATE.sub(_REPLACEMENT, anchor.suffix),
        ),
        tags=clean_tags(annotation.tags),
        note=clean_text(annotation.note),
        creator=clean_line(annotation.creator),
        created=clean_line(annotation.created),
        modified=clean_line(annotation.modified),
        correction=Correction(*(clean_line(said) for said in astuple(annotation.correction))),
        extra=_clean_extra(annotation.extra),
    )
