"""Writing batches of prepared files: Whoosh commits first, then the catalogue says so.

A crash between the two leaves a catalogue that is behind, and the next refresh does that work
again; nothing is ever listed that cannot be searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.analysis import fold
from reader.index.engine import open_dir

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.index.catalogue import Catalogue
    from reader.index.preparing import Prepared

_MEMORY = 192
"""Megabytes of postings kept in memory before Whoosh spills them to a file."""
_MANY_SEGMENTS = 8
"""Above this many, a commit merges small segments; below, it only adds one, which is quick."""


def write_batch(
    folder: Path, catalogue: Catalogue, prepared: Iterable[Prepared], removed: Iterable[str]
) -> None:
    """Put ``prepared`` in place of what the index holds for their paths, and drop ``removed``."""
    batch, gone = list(prepared), list(removed)
    index = open_dir(str(folder))
    writer = index.writer(limitmb=_MEMORY)
    try:
        _delete(writer, {p.entry.path for p in batch}.union(gone))
        for one in batch:
            if one.postings:
                writer.add_document(**one.postings, _stored_path=one.entry.path)
        writer.commit(merge=len(writer.segments) > _MANY_SEGMENTS)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        elif writer.writelock is not None:
            writer.writelock.release()
        raise
    finally:
        index.close()
    catalogue.replace(((p.entry, p.packed) for p in batch), gone)


def _delete(writer: object, paths: set[str]) -> None:
    """Delete the documents of ``paths`` with one searcher, not one a document."""
    with writer.searcher() as searcher:  # type: ignore[attr-defined]
        if not searcher.doc_count():
            return
        reader = searcher.reader()
        doomed = [
            number
            for path in paths
            if ("path", fold(path)) in reader
            for number in reader.postings("path", fold(path)).all_ids()
            if searcher.stored_fields(number)["path"] == path
        ]
    for number in doomed:
        writer.delete_document(number)  # type: ignore[attr-defined]
