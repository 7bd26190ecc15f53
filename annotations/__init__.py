"""What a reader says about a text, kept as YAML beside it.

Stands alone: nothing in this package knows the reader that uses it::

    path = sidecar_path(Path("paper.md"))
    loaded = load(path) or Sidecar(Source("paper.md"))
    noted = loaded.put(Annotation(new_id(), "highlight", Anchor.at(text, 3, 9), note="Check."))
    save(path, noted, base=loaded, lock_dir=Path("locks"))

Invariant: nothing the
reader wrote is ever lost, not by a crash, not by a second process, not by an older program.
"""

from __future__ import annotations

from annotations.anchoring import Placement, TextChange, TextView, locate, stands_at, suggest
from annotations.errors import AnnotationsError, SidecarError, TagError, YamlError
from annotations.merging import merge
from annotations.model import (
    Anchor,
    Annotation,
    ArticleNotes,
    Correction,
    Sidecar,
    Source,
    Value,
    clean_tag,
    clean_text,
    new_id,
)
from annotations.sidecar import is_sidecar, load, save, sidecar_path, update

__all__ = [
    "Anchor",
    "Annotation",
    "AnnotationsError",
    "ArticleNotes",
    "Correction",
    "Placement",
    "Sidecar",
    "SidecarError",
    "Source",
    "TagError",
    "TextChange",
    "TextView",
    "Value",
    "YamlError",
    "clean_tag",
    "clean_text",
    "is_sidecar",
    "load",
    "locate",
    "merge",
    "new_id",
    "save",
    "sidecar_path",
    "stands_at",
    "suggest",
    "update",
]
