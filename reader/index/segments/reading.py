"""Reading one segment: its arrays for our own evaluation, and for Whoosh's own matchers."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.index.engine import ListMatcher, TermInfo, codec_base
from reader.index.segments.files import SectionsFile
from reader.index.segments.keys import LENGTH_MASK, LENGTHS, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Slices: TypeAlias = "tuple[memoryview[int], memoryview[int]]"
"""Documents and keys of some postings."""


class FieldArrays:
    """The arrays of one field in one segment."""

    def __init__(self, file: SectionsFile, name: str, facts: dict[str, int]) -> None:
        self.count: int = facts["terms"]
        """How many terms there are."""
        self.length: int = facts["length"]
        """Tokens in the field, of all documents."""
        self.documents: int = facts["documents"]
        """How many documents have any."""
        self.terms = file.bytes(f"{name}.terms")
        """Each term with a line end after it, in the order of bytes."""
        self.bases = file.numbers(f"{name}.bases")
        """The first place of each document, and the end of all; empty without places."""
        self.docs = file.numbers(f"{name}.docs")
        self.keys = file.numbers(f"{name}.keys")
        self._starts = file.numbers(f"{name}.starts")
        self._posting_ends = file.numbers(f"{name}.posting_ends")
        self._places = file.numbers(f"{name}.places")
        self._place_ends = file.numbers(f"{name}.place_ends")

    def term(self, number: int) -> bytes:
        """The term of that number."""
        return bytes(self.terms[self._starts[number] : self._starts[number + 1] - 1])

    def all_terms(self) -> list[bytes]:
        """All terms in order."""
        return self.terms_in(0, self.count)

    def terms_in(self, first: int, last: int) -> list[bytes]:
        """The terms of the numbers from ``first`` to before ``last``."""
        if first >= last:
            return []
        part = bytes(self.terms[self._starts[first] : self._starts[last] - 1])
        return part.split(b"\n")

    def number(self, term: bytes) -> int | None:
        """The number of ``term``, or None."""
        number = self.first_from(term)
        return number if number < self.count and self.term(number) == term else None

    def first_from(self, term: bytes) -> int:
        """The number of the first term that is not before ``term``."""
        return bisect_left(range(self.count), term, key=self.term)

    def beginning_with(self, prefix: bytes) -> tuple[int, int]:
        """The first term that begins with ``prefix``, and the first after them."""
        length = len(prefix)
        first = self.first_from(prefix)
        last = bisect_right(
            range(first, self.count), prefix, key=lambda number: self.term(number)[:length]
        )
        return first, first + last

    def postings(self, first: int, last: int | None = None) -> Slices:
        """Documents and keys of a term, or of those from ``first`` to before ``last``."""
        start = self._posting_ends[first]
        end = self._posting_ends[first + 1 if last is None else last]
        return self.docs[start:end], self.keys[start:end]

    def document_counts(self, first: int, last: int) -> list[int]:
        """In how many documents each of the terms from ``first`` to before ``last`` is."""
        ends = self._posting_ends[first : last + 1].tolist()
        return [end - start for start, end in pairwise(ends)]

    def places(self, number: int) -> Sequence[int]:
        """The places of a term; empty in fields without places."""
        if not len(self._place_ends):
            return ()
        return self._places[self._place_ends[number] : self._place_ends[number + 1]]


class SegmentArrays:
    """One segment, open for reading."""

    def __init__(self, file: Path) -> None:
        """Raises :class:`ValueError` when the file is damaged, and :class:`OSError`."""
        self._file = SectionsFile(file)
        self.documents: int = self._file.facts["documents"]
        """How many documents there are, deleted or not."""
        self._facts: dict[str, dict[str, int]] = self._file.facts["fields"]
        self._fields: dict[str, FieldArrays] = {}
        self._paths = self._file.bytes("paths")
        self._path_ends = self._file.numbers("path_ends")
        self._all_paths: list[str] = []

    def close(self) -> None:
        """Give the file back."""
        self._fields.clear()
        self._file.close()

    def field_names(self) -> list[str]:
        """The fields that hold anything, in order."""
        return sorted(self._facts)

    def field(self, name: str) -> FieldArrays | None:
        """The arrays of a field, or None when it is empty."""
        found = self._fields.get(name)
        if found is None and name in self._facts:
            found = self._fields[name] = FieldArrays(self._file, name, self._facts[name])
        return found

    def length_of(self, name: str) -> tuple[int, int]:
        """Tokens in a field, and how many documents have any."""
        facts = self._facts.get(name)
        return (facts["length"], facts["documents"]) if facts else (0, 0)

    def lengths(self, name: str) -> Sequence[int]:
        """The length of a field in each document, in tokens; empty when it is 0 everywhere."""
        return self._file.numbers(f"{name}.lengths")

    def path(self, document: int) -> str:
        """The path stored with a document."""
        start = self._path_ends[document - 1] if document else 0
        return bytes(self._paths[start : self._path_ends[document]]).decode()

    def paths(self) -> list[str]:
        """The paths of all documents."""
        if not self._all_paths:
            self._all_paths = [self.path(document) for document in range(self.documents)]
        return self._all_paths


class TermsReader(codec_base.TermsReader):  # type: ignore[misc]
    """What Whoosh's own queries ask of the terms."""

    def __init__(self, arrays: SegmentArrays) -> None:
        self.arrays = arrays

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) is not None

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, with their fields."""
        for name in self.arrays.field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from ``prefix`` on."""
        field = self.arrays.field(fieldname)
        if field is not None:
            for number in range(field.first_from(prefix), field.count):
                yield fieldname, field.term(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms, with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms of a field from ``prefix`` on, with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term; raises KeyError when there is none."""
        docs, keys = self._postings(fieldname, text)
        weights = [weight_of(key) for key in keys]
        lengths = [LENGTHS[key & LENGTH_MASK] for key in keys]
        return TermInfo(
            weight=sum(weights),
            df=len(docs),
            minlength=min(lengths),
            maxlength=max(lengths),
            maxweight=max(weights),
            minid=docs[0],
            maxid=docs[-1],
        )

    def matcher(
        self, fieldname: str, text: bytes, format_: object, scorer: object = None
    ) -> ListMatcher:
        """Whoosh's own matcher over the postings of a term; raises KeyError when there is none."""
        docs, keys = self._postings(fieldname, text)
        field = self.arrays.field(fieldname)
        number = self._number(fieldname, text)
        assert field is not None and number is not None  # noqa: S101, PT018 -- it has postings
        places = field.places(number)
        values = None
        if len(places):
            ends = [bisect_left(places, field.bases[doc + 1]) for doc in docs]
            starts = [0, *ends[:-1]]
            values = [
                array("I", [place - field.bases[doc] for place in places[start:end]]).tobytes()
                for doc, start, end in zip(docs, starts, ends, strict=True)
            ]
        return ListMatcher(
            list(docs),
            weights=[weight_of(key) for key in keys],
            values=values,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def indexed_field_names(self) -> list[str]:
        """The fields that hold anything."""
        return self.arrays.field_names()

    def close(self) -> None:
        """Give the file back."""
        self.arrays.close()

    def _number(self, fieldname: str, text: bytes) -> int | None:
        field = self.arrays.field(fieldname)
        return field.number(text) if field is not None else None

    def _postings(self, fieldname: str, text: bytes) -> Slices:
        number = self._number(fieldname, text)
        field = self.arrays.field(fieldname)
        if field is None or number is None:
            raise KeyError((fieldname, text))
        return field.postings(number)


class DocumentReader(codec_base.PerDocumentReader):  # type: ignore[misc]
    """What Whoosh asks of the documents."""

    def __init__(self, arrays: SegmentArrays, segment: Any) -> None:
        self._arrays = arrays
        self._segment = segment

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """How many documents there are."""
        return self._arrays.documents

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """The documents that are deleted."""
        return iter(self._segment.deleted_docs())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """The length of a field in a document."""
        lengths = self._arrays.lengths(fieldname)
        return lengths[docnum] if len(lengths) else default

    def field_length(self, fieldname: str) -> int:
        """The length of a field in all documents."""
        return self._arrays.length_of(fieldname)[0]

    def min_field_length(self, fieldname: str) -> int:
        """The length of a field where it is shortest."""
        return min(self._arrays.lengths(fieldname), default=0)

    def max_field_length(self, fieldname: str) -> int:
        """The length of a field where it is longest."""
        return max(self._arrays.lengths(fieldname), default=0)

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """What is stored with a document: its path."""
        return {"path": self._arrays.path(docnum)}
