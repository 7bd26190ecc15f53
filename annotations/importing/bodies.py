"""What a W3C annotation says: its bodies, in all the forms the model allows.

Invariant: every text in a body is in the note, among the tags or told as left out, whatever its
purpose; so is the address of a body that does not hold its words itself. What a body tells of
itself (its type, language, author, dates) is no text of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from annotations.importing.json_value import as_list, as_text, first_text, texts_in
from annotations.importing.reading import clean_tags
from annotations.importing.selectors import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Value

    _Purposes: TypeAlias = frozenset[str]

_NONE: _Purposes = frozenset()
_AS_TAGS = frozenset({"tagging", "classifying"})
_OF_CORRECTIONS = frozenset({"identifying", "classifying"})

_IDS = ("id", "@id")
_WORDS = ("value", "@value", "chars", "cnt:chars", "rdf:value")
_NAMES = ("label", "rdfs:label")
"""Keys of a name, beside which an address is not idle."""
_BODIES = ("items", "item", "default", "@list", "@set")
_LIKE_A_BODY = frozenset({*_WORDS, *_NAMES, *_BODIES, "source"}) - {"@value", "@list", "@set"}
_UNDERSTOOD = frozenset(
    {
        *(*_IDS, *_WORDS, *_NAMES, *_BODIES, "source", "selector", "purpose", "motivation"),
        *("type", "@type", "@context", "format", "dc:format", "conformsTo", "dcterms:conformsTo"),
        *("language", "dc:language", "@language", "@direction", "textDirection"),
        *("processingLanguage", "creator", "created", "modified", "generator", "generated"),
        *("rights", "audience", "accessibility", "canonical", "via", "role", "styleClass"),
        *("renderedVia", "annotation", "updated", "updatedBy"),
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """What someone said."""

    note: str
    tags: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    """Texts under keys without a meaning here, each after its key."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What is still to be read."""

    value: Value
    forced: _Purposes = _NONE
    """Purposes said around it, which go before its own."""
    default: _Purposes = _NONE
    """Purposes if it has none."""
    is_words: bool = False
    """Whether it is surely no address."""
    address_after: int | None = None
    """It is an address, of use unless more texts than these were found by now."""


@dataclass(slots=True)
class _Reader:
    repeated: frozenset[str]
    lines: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    found: int = 0

    def read(self, first: _Part) -> None:
        waiting = [first]
        while waiting:
            part = waiting.pop()
            value = part.value
            if isinstance(value, dict):
                waiting += [*self._parts(part, value)][::-1]
            elif isinstance(value, list):
                within = (_Part(each, part.forced, part.default, part.is_words) for each in value)
                waiting += [*within][::-1]
            elif part.address_after is None or part.address_after >= self.found:
                for text in texts_in(value):
                    self._take(text, part)

    def _take(self, text: str, part: _Part) -> None:
        if not text.strip():
            return
        purposes = part.forced or part.default
        self.found += 1
        if text in self.repeated and purposes and purposes <= _OF_CORRECTIONS:
            return
        is_tag = part.is_words and purposes and purposes <= _AS_TAGS and clean_tags([text])
        (self.tags if is_tag else self.lines).append(text)

    def _parts(self, part: _Part, entry: dict[str, Value]) -> Iterator[_Part]:
        """What is within ``entry``, in the order in which it is to be read."""
        if part.is_words and not _LIKE_A_BODY & entry.keys():
            yield _Part(list(texts_in(entry)), part.forced, part.default, is_words=True)
            return
        own = frozenset(filter(None, map(_word, as_list(entry.get("purpose")))))
        outer = part.forced or own
        yield from (_Part(words, outer, part.default, is_words=True) for words in _held(entry))
        for key in _BODIES:
            yield _Part(entry.get(key), part.forced, own or part.default, part.is_words)
        yield _Part(entry.get("source"), outer, part.default)
        anchor = anchor_of(entry.get("selector"))
        yield _Part(anchor.exact if anchor else None)
        is_named = any(entry.get(name) for name in _NAMES)
        address = first_text([entry.get(name) for name in _IDS])
        yield _Part(address, address_after=None if is_named else self.found)
        for key, item in entry.items():
            if key not in _UNDERSTOOD or (key == "selector" and not (anchor and anchor.exact)):
                texts = ", ".join(texts_in(item, with_numbers=False))
                self.left_out += [(key, texts)] if texts.strip() else []


def said_by(record: dict[str, Value], repeated: frozenset[str] = _NONE) -> Said:
    """The note and the tags in the bodies of ``record``.

    A body without a purpose has the annotation's motivation. Bodies that only repeat a
    correction, and say what is among ``repeated``, are passed over.
    """
    motivations = frozenset(map(_word, as_list(record.get("motivation"))))
    reader = _Reader(repeated)
    reader.read(_Part(record.get("bodyValue"), is_words=True))
    reader.read(_Part(record.get("body"), default=motivations))
    return Said("\n\n".join(reader.lines), tuple(reader.tags), tuple(reader.left_out))


def _held(entry: dict[str, Value]) -> Iterator[Value]:
    """The words that ``entry`` holds itself, the same ones once."""
    seen = set()
    for value in map(entry.get, (*_WORDS, *_NAMES)):
        if not isinstance(value, str) or value not in seen:
            yield value
        if isinstance(value, str):
            seen.add(value)


def _word(value: Value) -> str:
    """A motivation without its prefix or namespace."""
    return as_text(value).rsplit("#", 1)[-1].removeprefix("oa:")
