"""All annotations of a library as one YAML document, and back.

Invariant: ``import_yaml(export_yaml(articles))`` gives the same sidecars, but for tombstones and
comments: what was deleted, and what was scribbled into a file, is no annotation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.errors import ExportError
from annotations.yaml_format.sections import section_of
from annotations.yaml_format.sidecars import sidecar_from, sidecar_lines
from annotations.yaml_format.stable import INDENT, key_head
from annotations.yaml_format.strict import MAX_DEPTH, read_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.model import Sidecar
    from annotations.yaml_format.sections import Section

_VERSION = 1
MAX_SIZE = 512 << 20
"""Code points: a whole library may be in one document."""
MAX_NESTING = MAX_DEPTH + 2
"""Collections within collections: a sidecar lies two levels deep."""


def export_yaml(articles: Iterable[tuple[str, Sidecar]]) -> str:
    """One document with the sidecar of each article under its path relative to the library.

    In a path that is not Unicode, each character that is none becomes ``?``.
    Raises ``ExportError`` when two articles have one path.
    """
    lines = [f"version: {_VERSION}"]
    entries: dict[str, list[str]] = {}
    for name, sidecar in articles:
        path = name.encode(errors="replace").decode()
        if path in entries:
            raise ExportError(f"Two articles are both called {path}: export them one by one.")
        exported = replace(sidecar, deleted={}, comments={})
        entries[path] = sidecar_lines(exported, INDENT * 2)
    lines.append("articles:" if entries else "articles: {}")
    for path, entry in sorted(entries.items()):
        lines += [key_head(path, INDENT), *entry]
    return "\n".join([*lines, "..."]) + "\n"


def import_yaml(text: str) -> dict[str, Sidecar]:
    """The sidecars in ``text`` by path; raises ``YamlError`` with a line."""
    return sidecars_in(section_of(read_document(text, max_depth=MAX_NESTING, max_size=MAX_SIZE)))


def sidecars_in(section: Section) -> dict[str, Sidecar]:
    """The sidecars by path in ``section``, which is a whole document; raises ``YamlError``."""
    section.require_version()
    articles = section.section("articles")
    return {path: sidecar_from(articles.section(path)) for path in articles.values}
