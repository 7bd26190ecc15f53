"""What we rely on inside Whoosh: its own readers, matchers and searches understand our segments.

The same documents are written with Whoosh's own codec, and both are asked the same.
"""

from __future__ import annotations

import tempfile
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import TEXT, Schema
from whoosh.index import create_in

from reader.index.analysis import SPELT, name_words
from reader.index.schema import make_schema
from reader.index.segments.codec import ArrayWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = ("kim", "putin", "march", "order", "world")
documents = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=24
)


def queries(before: str = "") -> list[query.Query]:
    """Queries for words that have something ``before`` them in the index."""

    def term(word: str) -> query.Query:
        return query.Term("author", before + word)

    return [
        query.Every(),
        *map(term, WORDS),
        query.And([term("kim"), term("putin")]),
        query.Or([term("kim"), term("world")]),
        query.Phrase("author", [before + "kim", before + "putin"]),
        query.Phrase("author", [before + word for word in ("world", "order", "march")]),
        query.Prefix("author", before + "m"),
    ]


def postings(index: Any) -> dict[str, list[tuple[int, float, list[int]]]]:
    """Of each word the documents, how often they have it, and where."""
    found: dict[str, list[tuple[int, float, list[int]]]] = {}
    with index.reader() as reader:
        for term in reader.lexicon("author"):
            matcher = reader.postings("author", term)
            own = found[term.decode().removeprefix(SPELT)] = []
            while matcher.is_active():
                own.append((matcher.id(), matcher.weight(), matcher.value_as("positions")))
                matcher.next()
    return found


def hits(index: Any, asked: query.Query) -> list[int]:
    with index.searcher() as searcher:
        return sorted(searcher.docs_for_query(asked))


def stock(folder: str, contents: Sequence[Sequence[str]], deleted: Sequence[int]) -> Any:
    schema = Schema(author=TEXT(analyzer=SpaceSeparatedTokenizer()))
    index = create_in(folder, schema)
    writer = index.writer()
    for number, words in enumerate(contents):
        if number not in deleted:
            writer.add_document(author=" ".join(words))
    writer.commit()
    return index


def ours(
    folder: str, contents: Sequence[Sequence[str]], commits: Sequence[int], deleted: Sequence[int]
) -> Any:
    """``commits`` tell how many documents each commit adds; the last joins all segments."""
    index = create_in(folder, make_schema())
    for start, count in zip(accumulate(commits, initial=0), commits, strict=False):
        writer = ArrayWriter(index)
        for words in contents[start : start + count]:
            writer.add_document(author=name_words([" ".join(words)]))
        writer.commit(most=len(contents) + 2)
    writer = ArrayWriter(index)
    for number in deleted:
        writer.delete_document(number)
    writer.commit(most=0)
    return index


@settings(max_examples=40, deadline=None)
@given(documents, st.data())
def test_whoosh_reads_our_segments_as_it_reads_its_own(
    contents: list[list[str]], data: st.DataObject
) -> None:
    commits: list[int] = []
    while sum(commits) < len(contents):
        commits.append(data.draw(st.integers(1, len(contents) - sum(commits))))
    most = len(contents) - 1
    deleted = data.draw(st.lists(st.integers(0, most), max_size=most, unique=True))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        theirs, mine = stock(one, contents, deleted), ours(other, contents, commits, deleted)
        wanted, found = postings(theirs), postings(mine)
        left = [words for number, words in enumerate(contents) if number not in deleted]
        with mine.reader() as reader:
            # The smallest segments are joined first, so documents may come in another order.
            lengths = sorted(reader.doc_field_length(n, "author") for n in reader.all_doc_ids())
        assert lengths == sorted(map(len, left))
        assert found.keys() == wanted.keys()
        for word, own in wanted.items():
            assert sorted(f[1:] for f in found[word]) == sorted(f[1:] for f in own), word
        for asked, same in zip(queries(), queries(SPELT), strict=True):
            assert len(hits(mine, same)) == len(hits(theirs, asked)), asked
