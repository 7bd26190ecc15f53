"""What Whoosh is told about our segments: the codec, the segment, and the writer that uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.index.engine import SegmentWriter, codec_base
from reader.index.segments.gathering import Gathering
from reader.index.segments.merging import HALF, MANY, Source, worth_joining
from reader.index.segments.reading import DocumentReader, SegmentArrays, TermsReader
from reader.index.segments.writing import DocumentWriter, FieldWriter, segment_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class ArraySegment(codec_base.Segment):  # type: ignore[misc]
    """A segment in Whoosh's table of contents, which pickles it."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._documents = 0
        self._deleted: set[int] = set()
        self.span = 0
        """The places in use in the field that has most."""

    def codec(self) -> ArrayCodec:
        """How it is read."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """It is one file as it is."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Whoosh tells how many documents were written."""
        self._documents = count

    def doc_count_all(self) -> int:
        """How many documents there are, deleted or not."""
        return self._documents

    def deleted_count(self) -> int:
        """How many are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Which are deleted."""
        return iter(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or take that back."""
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self._deleted


class ArrayCodec(codec_base.Codec):  # type: ignore[misc]
    """Makes Whoosh read and write :class:`ArraySegment`."""

    length_stats = False

    def __init__(self) -> None:
        self._documents = DocumentWriter()
        self._opened: SegmentArrays | None = None

    def per_document_writer(self, _storage: object, _segment: ArraySegment) -> DocumentWriter:
        """Whoosh begins to write a segment."""
        return self._documents

    def field_writer(self, storage: Any, segment: ArraySegment) -> FieldWriter:
        """Whoosh begins to write a segment."""
        return FieldWriter(segment_file(storage, segment), self._documents)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> TermsReader:
        """Whoosh opens a segment; its documents are asked for next."""
        self._opened = SegmentArrays(segment_file(storage, segment))
        return TermsReader(self._opened)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> DocumentReader:
        """Whoosh opens a segment."""
        arrays = self._opened or SegmentArrays(segment_file(storage, segment))
        return DocumentReader(arrays, segment)

    def new_segment(self, _storage: object, indexname: str) -> ArraySegment:
        """The segment that a writer fills."""
        return ArraySegment(indexname)


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with another pool, and another way of joining segments."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=ArrayCodec())
        self.pool = Gathering()
        self.fieldwriter.gather_from(self.pool)

    def commit(self, *, most: int = MANY, gone: float = HALF) -> None:
        """Write what was added and deleted; what is :func:`worth_joining` is joined."""
        super().commit(
            mergetype=lambda _, segments: self._join(segments, worth_joining(segments, most, gone))
        )

    def _join(
        self, segments: Sequence[ArraySegment], joined: Sequence[ArraySegment]
    ) -> list[ArraySegment]:
        for segment in joined:
            # The pool closes it: its arrays are read while the segment is written.
            arrays = SegmentArrays(segment_file(self.storage, segment))
            source = Source(arrays, frozenset(segment.deleted_docs()), self.docnum)
            self.pool.add_segment(source)
            self.perdocwriter.take_over(arrays, source.kept)
            self.docnum += len(source.kept)
            self._added = True
        return [segment for segment in segments if segment not in joined]

    def get_segment(self) -> ArraySegment:
        """The segment that was written."""
        segment: ArraySegment = super().get_segment()
        segment.span = self.fieldwriter.span
        return segment
