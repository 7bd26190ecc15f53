"""Writing a batch of prepared files: Whoosh commits first, then the catalogue says so.

A crash between the two leaves a catalogue that is behind, and the next refresh does that work
again; nothing is ever listed that cannot be searched.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reader.index.catalogue import Row
from reader.index.damage import damage_told
from reader.index.engine import open_dir
from reader.index.segments.codec import ArrayWriter
from reader.languages.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.index.catalogue import Catalogue
    from reader.index.tasks import Prepared

_FEW_SEGMENTS, _FEW_GONE = 3, 0.1
"""Segments, and the share of deleted documents in each, that are left after tidying."""
_MANY_OBJECTS = 300_000


class Batch:
    """Files being put in the place of what the index holds for their paths."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self.written: list[Row] = []
        """What the catalogue will keep of each file."""
        self.dropped: list[str] = []
        self.tidying = False
        self.whole = True
        """False while a document is being added, and after that failed half-way."""

    def add(self, one: Prepared) -> None:
        """Put ``one`` in; an unreadable file only replaces what there was."""
        self.whole = False
        if one.words:
            with damage_told():
                self._writer.add_document(**one.words, _stored_path=one.entry.path)
        self.written.append(Row(one.entry, one.packed, one.names))
        self.whole = True

    def tidy(self) -> None:
        """Leave few segments behind, which takes a moment and makes every query quicker."""
        self.tidying = True

    def drop(self, paths: Iterable[str]) -> None:
        """Forget the files at ``paths``."""
        self.dropped += paths


@contextmanager
def batch(folder: Path, catalogue: Catalogue) -> Iterator[Batch]:
    """A batch to fill, committed at the end of the block.

    When the block is left by an exception, what was added by then is committed all the same,
    unless it was left while a document was being added: then nothing is. Raises what
    :func:`~reader.index.damage.damage_told` does.
    """
    with damage_told():
        index = open_dir(str(folder))
        writer = ArrayWriter(index)
    filled = Batch(writer)
    try:
        with _seldom_collecting():
            try:
                yield filled
            finally:
                if filled.whole:
                    with damage_told():
                        _commit(writer, filled, catalogue)
    finally:
        _let_go(writer)
        index.close()


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Let cycles be looked for seldom: among so many postings it takes long, and finds none."""
    usual = gc.get_threshold()
    gc.set_threshold(_MANY_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _commit(writer: Any, filled: Batch, catalogue: Catalogue) -> None:
    touched = {row.entry.path for row in filled.written}.union(filled.dropped)
    catalogue.announce(touched)
    _delete(writer, touched)
    if filled.tidying:
        writer.commit(most=_FEW_SEGMENTS, gone=_FEW_GONE)
    else:
        writer.commit()
    catalogue.replace(filled.written, filled.dropped)


def _let_go(writer: Any) -> None:
    """Leave the index as it was when nothing was committed, and its lock free in any case."""
    if writer.is_closed:
        return
    try:
        with damage_told():
            writer.cancel()
    finally:
        # A commit or cancel that fails keeps Whoosh's lock.
        if not writer.is_closed and writer.writelock:
            writer.writelock.release()


def _delete(writer: Any, paths: set[str]) -> None:
    """Delete the documents of ``paths`` with one searcher, not one a document."""
    with writer.searcher() as searcher:
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
        writer.delete_document(number)
