"""The mappings of a strictly read document, asked for the values a layout expects in them.

Every layout kept here (sidecars, the codebook, exports) is read through sections, so that all of
them take the same liberties from a person's hand. Invariant: a value that cannot be what was
asked for is an error with the line it stands on, never a guess.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.errors import NewerVersionError, TagError, YamlError
from annotations.model import clean_tag

if TYPE_CHECKING:
    from annotations.model import Value
    from annotations.yaml_format.strict import Document

VERSION = 1
"""Of every layout so far."""


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping in a document, which knows its place when something in it is wrong."""

    document: Document
    path: tuple[str, ...]
    values: dict[str, Value]

    def error(self, key: str, reason: str) -> YamlError:
        """The error that ``reason`` is wrong with the value of ``key``."""
        path = (*self.path, key)
        while path and path not in self.document.keys:
            path = path[:-1]
        place = self.document.keys.get(path)
        return YamlError(reason, place.line if place else 1)

    def text(self, key: str) -> str:
        """The text of ``key``; plain words and numbers as they are spelled, nothing as empty."""
        value = self.values.get(key)
        if isinstance(value, (list, dict)):
            raise self.error(key, f'"{key}" must be text')
        return "" if value is None else _spelling(value)

    def texts(self, key: str) -> list[str]:
        """The sequence of texts of ``key``; one text stands for a sequence of one."""
        value = self.values.get(key)
        if value is None:
            return []
        spellings = []
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, (list, dict)):
                raise self.error(key, f'"{key}" must be a list of texts')
            spellings.append(_spelling(item))
        return spellings

    def tags(self, key: str) -> tuple[str, ...]:
        """The tags of ``key`` as they are kept; blank ones, which say nothing, are passed over."""
        kept = []
        for written in self.texts(key):
            with suppress(TagError):
                kept.append(clean_tag(written))
        return tuple(dict.fromkeys(kept))

    def offset(self, key: str) -> int:
        """The code-point offset of ``key``."""
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(key, f'"{key}" must be a whole number, 0 or more')
        return value

    def section(self, key: str) -> Section:
        """The mapping of ``key``; an absent or empty one has no entries."""
        value = self.values.get(key)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self.error(key, f'"{key}" must be a mapping')
        return Section(self.document, (*self.path, key), value)

    def rest(self, known: tuple[str, ...]) -> dict[str, Value]:
        """The entries that have none of the ``known`` keys."""
        return {key: value for key, value in self.values.items() if key not in known}

    def require_version(self) -> None:
        """Raises ``NewerVersionError``, or ``YamlError`` when "version" is no version."""
        version = self.values.get("version", VERSION)
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise self.error("version", '"version" must be a whole number, 1 or more')
        if version > VERSION:
            line = self.error("version", "").line
            raise NewerVersionError(
                f"this is version {version} of the layout, and only {VERSION} is known here", line
            )


def section_of(document: Document) -> Section:
    """The outermost mapping of ``document``; raises ``YamlError`` when it is something else."""
    if not isinstance(document.value, dict):
        raise YamlError("the outermost level must be a mapping", 1)
    return Section(document, (), document.value)


def _spelling(value: Value) -> str:
    match value:
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
    return str(value)
