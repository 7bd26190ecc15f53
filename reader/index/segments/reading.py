"""Reading one segment: its arrays for our own evaluation, and for Whoosh's own matchers."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from reader.index.analysis import SPELT, Term, beginning
from reader.index.engine import ListMatcher, TermInfo, codec_base
from reader.index.segments.files import SectionsFile
from reader.index.segments.joining import joined, listed
from reader.index.segments.keys import LENGTH_MASK, LENGTHS, weight_of

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

_SPELT = SPELT.encode()
_MANY = 1_000
"""Terms from which on it is quicker to unpack a whole array."""
Run: TypeAlias = tuple[int, int]
"""Terms, or lines, that follow one another: the number of the first, and that after the last."""
Slices: TypeAlias = "tuple[memoryview[int], memoryview[int]]"
"""Documents and keys of some postings."""


class Lines:
    """Sorted lines of bytes, such as the terms of a field."""

    def __init__(self, file: SectionsFile, section: str) -> None:
        self._bytes = file.bytes(section)
        self._starts = file.numbers(f"{section}.starts")

    def __len__(self) -> int:
        return max(0, len(self._starts) - 1)

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._bytes[self._starts[number] : self._starts[number + 1] - 1])

    def texts(self) -> list[str]:
        """All lines, as text."""
        return bytes(self._bytes[:-1]).decode().split("\n") if len(self) else []

    def with_match(self, expression: re.Pattern[bytes], run: Run | None = None) -> list[int]:
        """The numbers of the lines, of those in ``run``, in which ``expression`` matches once."""
        first, last = run or (0, len(self))
        if first >= last:
            return []
        starts, base = self._starts, self._starts[first]
        found: list[int] = []
        for match in expression.finditer(self._bytes[base : starts[last] - 1]):
            first = bisect_right(starts, base + match.start(), first) - 1
            found.append(first)
        return found

    def with_byte(self, byte: bytes) -> list[int]:
        """The numbers of the lines that hold one byte."""
        others = bytes(set(range(256)) - {*byte, *b"\n"})
        left = bytes(self._bytes[:-1]).translate(None, others).split(b"\n")
        return [number for number, some in enumerate(left) if some]

    def between(self, first: int, last: int) -> list[bytes]:
        """The lines of the numbers from ``first`` to before ``last``."""
        if first >= last:
            return []
        return bytes(self._bytes[self._starts[first] : self._starts[last] - 1]).split(b"\n")

    def first_from(self, line: bytes) -> int:
        """The number of the first line that is not before ``line``."""
        return bisect_left(self, line)

    def beginning_with(self, prefix: bytes) -> Run:
        """The lines that begin with ``prefix``."""
        length = len(prefix)
        first = self.first_from(prefix)
        last = bisect_right(self, prefix, first, key=lambda line: line[:length])
        return first, last


class FieldArrays:
    """The arrays of one field in one segment."""

    def __init__(self, file: SectionsFile, name: str, facts: dict[str, int]) -> None:
        self.length: int = facts["length"]
        """Tokens in the field, of all documents."""
        self.documents: int = facts["documents"]
        """How many documents have any."""
        self.terms = Lines(file, f"{name}.terms")
        """Each a stem with a spelling of it, where the field is stemmed."""
        self.bases: Sequence[int] = file.numbers(f"{name}.bases").tolist()
        """The first place of each document, and the end of all; empty without places."""
        self._forms = Lines(file, f"{name}.forms")
        self._by_form = file.numbers(f"{name}.by_form")
        self._docs = file.numbers(f"{name}.docs")
        self._keys = file.numbers(f"{name}.keys")
        self._posting_ends = file.numbers(f"{name}.posting_ends")
        self._places = file.numbers(f"{name}.places")
        self._place_ends = file.numbers(f"{name}.place_ends")

    @property
    def spellings(self) -> Lines:
        """The words as they are spelt."""
        return self._forms if len(self._forms) else self.terms

    def terms_spelt(self, spelt: range | list[int]) -> Sequence[int]:
        """The numbers of the terms whose spellings have the numbers ``spelt``."""
        if not len(self._forms):
            return spelt
        if isinstance(spelt, range):
            return self._by_form[spelt.start : spelt.stop].tolist()
        by_form = self._by_form.tolist() if len(spelt) > _MANY else self._by_form
        return list(map(by_form.__getitem__, spelt))

    def run(self, term: bytes) -> Run:
        """In a field of words, all terms of a language's stem; else the one term, or none."""
        if len(self._forms):
            return self.terms.beginning_with(term + _SPELT)
        first = self.terms.first_from(term)
        return first, first + (first < len(self.terms) and self.terms[first] == term)

    def terms_of(self, form: str, stems: Iterable[tuple[str, str]]) -> list[int]:
        """The numbers of the terms of a word, in order, in a field of words.

        They are those that are spelt as the folded ``form``, in any language, and those with one
        of the ``stems``, each with the code of the language it is a stem in.
        """
        first = self._forms.first_from(form.encode())
        numbers: set[int] = set()
        while first < len(self._forms) and self._forms[first] == form.encode():
            numbers.add(self._by_form[first])
            first += 1
        for code, stem in stems:
            numbers.update(range(*self.terms.beginning_with(beginning(code, stem).encode())))
        return sorted(numbers)

    def single(self, numbers: Iterable[int], codes: Collection[str]) -> list[int]:
        """Those ``numbers`` of terms of one token in a language of the ``codes``."""
        terms = ((number, Term.read(self.terms[number].decode())) for number in numbers)
        return [number for number, term in terms if term.tokens == 1 and term.code in codes]

    def by_count(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """Those ``numbers`` of terms by how many tokens their words have; there is always one."""
        counts: dict[int, list[int]] = {1: []}
        for number in numbers:
            counts.setdefault(Term.read(self.terms[number].decode()).tokens, []).append(number)
        return counts

    def postings(self, run: Run) -> Slices:
        """Documents and keys of some terms, one term after another."""
        start, end = self._posting_ends[run[0]], self._posting_ends[run[1]]
        return self._docs[start:end], self._keys[start:end]

    def postings_of(self, numbers: Iterable[int]) -> Iterator[Slices]:
        """Documents and keys of each of the terms of those ``numbers``."""
        ends, docs, keys = self._posting_ends, self._docs, self._keys
        for number in numbers:
            start, end = ends[number], ends[number + 1]
            yield docs[start:end], keys[start:end]

    def documents_of(self, numbers: Iterable[int]) -> set[int]:
        """The documents that have any of the terms of those ``numbers``."""
        ends, docs = self._posting_ends, self._docs
        found: set[int] = set()
        for number in numbers:
            found.update(docs[ends[number] : ends[number + 1]].tolist())
        return found

    def document_counts(self, numbers: Sequence[int]) -> list[int]:
        """In how many documents each of the terms of those ``numbers`` is."""
        ends: Sequence[int] = self._posting_ends
        if len(numbers) > _MANY:
            ends = self._posting_ends.tolist()
        return [ends[number + 1] - ends[number] for number in numbers]

    def places(self, numbers: Sequence[int]) -> Sequence[int]:
        """The places of the terms of those ``numbers``, in order; none in fields without places."""
        if not len(self._place_ends) or not numbers:
            return ()
        ends = self._place_ends
        if len(numbers) == 1 + numbers[-1] - numbers[0]:
            places = self._places[ends[numbers[0]] : ends[numbers[-1] + 1]]
            return places if len(numbers) == 1 else sorted(places)
        slices = (self._places[ends[number] : ends[number + 1]] for number in numbers)
        return sorted(chain.from_iterable(slices))


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
        return self._found(*term) is not None

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms, with their fields."""
        for name in self.arrays.field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field from ``prefix`` on."""
        field = self.arrays.field(fieldname)
        if field is not None:
            terms = field.terms.between(field.terms.first_from(prefix), len(field.terms))
            for stem, _ in groupby(_SPELT.join(term.split(_SPELT, 2)[:2]) for term in terms):
                yield fieldname, stem

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
        docs, keys, _ = self._postings(fieldname, text)
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
        docs, keys, values = self._postings(fieldname, text)
        return ListMatcher(
            docs,
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

    def _found(self, fieldname: str, text: bytes) -> tuple[FieldArrays, Run] | None:
        field = self.arrays.field(fieldname)
        if field is None:
            return None
        first, last = field.run(text)
        return (field, (first, last)) if first < last else None

    def _postings(
        self, fieldname: str, text: bytes
    ) -> tuple[list[int], list[int], list[bytes] | None]:
        """Documents, keys and places of a term; raises KeyError when there is none."""
        found = self._found(fieldname, text)
        if found is None:
            raise KeyError((fieldname, text))
        field, run = found
        postings = joined(list(map(listed, field.postings_of(range(*run)))))
        docs = sorted(postings)
        keys = [postings[document] for document in docs]
        places = field.places(range(*run))
        if not places:
            return docs, keys, None
        ends = [bisect_left(places, field.bases[document + 1]) for document in docs]
        values = [
            array("I", [place - field.bases[document] for place in places[start:end]]).tobytes()
            for document, start, end in zip(docs, [0, *ends[:-1]], ends, strict=True)
        ]
        return docs, keys, values


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
