"""Writing one segment: what each document says of itself, and the sorted terms of all."""

from __future__ import annotations

import sys
from array import array
from itertools import accumulate, groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.index.analysis import SPELT, Term
from reader.index.engine import codec_base
from reader.index.segments.files import SectionsWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.index.segments.codec import ArraySegment
    from reader.index.segments.gathering import Gathering
    from reader.index.segments.postings import TermPostings
    from reader.index.segments.reading import SegmentArrays

_BUFFERED = 1 << 16
"""Numbers that wait in memory before they are written."""
_SPELT = SPELT.encode()
_KEY, _DOCUMENT = (0, 1) if sys.byteorder == "little" else (1, 0)
"""Which half of 64 bits is which."""


def segment_file(storage: Any, segment: ArraySegment) -> Path:
    """Where ``segment`` lies."""
    return Path(storage.folder) / str(segment.make_filename(".arrays"))


class DocumentWriter(codec_base.PerDocumentWriter):  # type: ignore[misc]
    """The stored path and the lengths of each document."""

    def __init__(self) -> None:
        self.is_closed = False
        self.paths: list[str] = []
        self.lengths: dict[str, array[int]] = {}

    def start_doc(self, _docnum: int) -> None:
        """Whoosh begins a document."""
        self.paths.append("")

    def add_field(self, fieldname: str, _field: object, value: str | None, length: int) -> None:
        """Whoosh tells what is stored of a field, and its length in tokens."""
        if value:
            self.paths[-1] = value
        if length:
            lengths = self.lengths.setdefault(fieldname, array("I"))
            lengths.extend([0] * (len(self.paths) - len(lengths)))
            lengths[-1] = length

    def take_over(self, arrays: SegmentArrays, documents: Sequence[int]) -> None:
        """Add those ``documents`` of another segment."""
        before = len(self.paths)
        self.paths += [arrays.path(document) for document in documents]
        for name in arrays.field_names():
            theirs = arrays.lengths(name)
            if len(theirs):
                lengths = self.lengths.setdefault(name, array("I"))
                lengths.extend([0] * (before - len(lengths)))
                lengths.extend(theirs[document] for document in documents)

    def close(self) -> None:
        """Whoosh has no more documents."""
        self.is_closed = True


class FieldWriter(codec_base.FieldWriter):  # type: ignore[misc]
    """Writes the segment's file when all documents are in."""

    def __init__(self, file: Path, documents: DocumentWriter) -> None:
        self.is_closed = False
        self._writer = SectionsWriter(file)
        self._documents = documents
        self._pool: Gathering | None = None
        self.span = 0
        """The places in use in the field that has most."""

    def gather_from(self, pool: Gathering) -> None:
        """Whose documents' first places are to be written."""
        self._pool = pool

    def add_postings(
        self, _schema: object, _lengths: object, items: Iterator[TermPostings]
    ) -> None:
        """Whoosh hands over all postings, sorted."""
        assert self._pool is not None  # noqa: S101 -- the writer of segments tells before
        self._writer.facts = {"documents": len(self._documents.paths), "fields": {}}
        bases = {
            name: self._pool.bases(name, len(self._documents.paths))
            for name in self._pool.field_names()
        }
        for name, group in groupby(items, key=attrgetter("field")):
            self._write_field(name, group, bases[name])
        self._write_documents()
        self._writer.finish()

    def close(self) -> None:
        """Whoosh is done, or gives up."""
        self._writer.close()
        self.is_closed = True

    def _write_field(self, name: str, postings: Iterator[TermPostings], bases: array[int]) -> None:
        terms: list[bytes] = []
        posting_ends, place_ends = array("I", [0]), array("I", [0])
        waiting, places = array("Q"), array("I")
        posting_end = place_end = 0
        for _, term, own_postings, own_places in postings:
            terms.append(term)
            waiting += own_postings
            places += own_places
            posting_end += len(own_postings)
            place_end += len(own_places)
            posting_ends.append(posting_end)
            place_ends.append(place_end)
            if len(waiting) + len(places) > _BUFFERED:
                self._write_numbers(name, waiting, places)
        self._write_numbers(name, waiting, places)
        self._write_lines(f"{name}.terms", terms)
        if _SPELT in terms[0]:
            forms = [Term.read(term.decode()).form.encode() for term in terms]
            by_form = sorted(range(len(forms)), key=forms.__getitem__)
            self._write_lines(f"{name}.forms", [forms[number] for number in by_form])
            self._writer.add(f"{name}.by_form", array("I", by_form))
        self._writer.add(f"{name}.posting_ends", posting_ends)
        if place_end:
            self._writer.add(f"{name}.place_ends", place_ends)
            self._writer.add(f"{name}.bases", bases)
            self.span = max(self.span, bases[-1])
        lengths = self._documents.lengths.get(name, array("I"))
        self._writer.facts["fields"][name] = {
            "terms": len(terms),
            "length": sum(lengths),
            "documents": len(lengths) - lengths.count(0),
        }

    def _write_lines(self, section: str, lines: list[bytes]) -> None:
        starts = array("I", accumulate((len(line) + 1 for line in lines), initial=0))
        self._writer.add(section, b"\n".join(lines) + b"\n")
        self._writer.add(f"{section}.starts", starts)

    def _write_numbers(self, name: str, postings: array[int], places: array[int]) -> None:
        halves = memoryview(postings).cast("B").cast("I").tolist()
        self._writer.add(f"{name}.docs", array("I", halves[_DOCUMENT::2]))
        self._writer.add(f"{name}.keys", array("I", halves[_KEY::2]))
        self._writer.add(f"{name}.places", places)
        del postings[:], places[:]

    def _write_documents(self) -> None:
        ends = array("I")
        end = 0
        for path in (encoded := [path.encode() for path in self._documents.paths]):
            end += len(path)
            ends.append(end)
        self._writer.add("paths", b"".join(encoded))
        self._writer.add("path_ends", ends)
        for name, lengths in self._documents.lengths.items():
            lengths.extend([0] * (len(encoded) - len(lengths)))
            self._writer.add(f"{name}.lengths", lengths)
