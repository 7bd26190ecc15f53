"""Opening a library's index as the settings want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import paths
from reader.index.library_index import LibraryIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.config import Settings


def open_index(root: Path, settings: Settings, go_on: Callable[[], None]) -> LibraryIndex:
    """The index of the library at ``root``; ``go_on`` may raise to break off what takes long.

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
        go_on=go_on,
    )
