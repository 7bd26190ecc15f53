"""Opening a library's index as the settings want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import paths
from reader.index.library_index import LibraryIndex

if TYPE_CHECKING:
    from pathlib import Path

    from reader.config import Settings


def open_index(root: Path, settings: Settings) -> LibraryIndex:
    """The index of the library at ``root``.

    Raises :class:`~reader.errors.ConfigurationError` for a spaCy model that cannot be used.
    """
    if settings.spacy_model:
        from reader.marks.spacy_names import require_model

        require_model(settings.spacy_model)
    return LibraryIndex(
        root,
        lock_dir=paths.lock_folder(),
        limits=settings.limits,
        spacy_model=settings.spacy_model,
    )
