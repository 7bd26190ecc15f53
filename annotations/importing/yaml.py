"""Reads our own YAML: an export of a library, or the one sidecar of an article.

Reading is strict, as it is for sidecars: an error anywhere is an error with a line.
Invariant: nothing that the document says of an article is lost, but for tombstones and comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.export.yaml import MAX_NESTING, MAX_SIZE, sidecars_in
from annotations.importing.reading import Imported, Reading, Target, cleaned, sidecar_of
from annotations.yaml_format.sections import section_of
from annotations.yaml_format.sidecars import sidecar_from
from annotations.yaml_format.strict import read_document

if TYPE_CHECKING:
    from annotations.model import Sidecar


def read_yaml(text: str) -> Reading:
    """The annotations in a YAML export of ours, or in one sidecar; raises ``YamlError``."""
    section = section_of(read_document(text, max_depth=MAX_NESTING, max_size=MAX_SIZE))
    if "articles" in section.values:
        found = [_imported(path, sidecar) for path, sidecar in sidecars_in(section).items()]
        return Reading(tuple(found))
    section.require_version()
    return Reading((_imported("", sidecar_from(section)),))


def _imported(path: str, sidecar: Sidecar) -> Imported:
    annotations = {key: cleaned(annotation) for key, annotation in sidecar.annotations.items()}
    kept = sidecar_of(sidecar.source, sidecar.article, annotations, sidecar.extra)
    source = kept.source
    return Imported(Target(path, sha256=source.sha256, text_sha256=source.text_sha256), kept)
