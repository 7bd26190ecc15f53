"""Tantivy beside us, a search engine in Rust: only where its package is installed.

It is no dependency of ours; ``pip install --target FOLDER tantivy`` and ``PYTHONPATH=FOLDER`` are
enough. Other than what stands in :mod:`beside` it is not written in Python, nor has it a single
thread by nature: here it is given one.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from reader.index.query import And, DateRange, Everything, Not, Or, Phrase, Prefix, Word
from tests.benchmarks.beside import BOOSTS, LIMIT, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.index.query import Node
    from tests.benchmarks.beside import Texts

_HEAP = 256_000_000


def is_installed() -> bool:
    """Whether there is anything to compare with."""
    return find_spec("tantivy") is not None


def tantivy_articles(texts: Iterable[Text], folder: Path) -> None:
    """Index title, day and text."""
    tantivy = import_module("tantivy")
    index = tantivy.Index(_schema(tantivy), path=str(folder))
    writer = index.writer(_HEAP, 1)
    for one in texts:
        writer.add_document(tantivy.Document(title=one.title, day=one.day, text=one.text))
    writer.commit()
    writer.wait_merging_threads()


def tantivy_texts(texts: Texts, folder: Path) -> None:
    """Index texts alone."""
    tantivy_articles((Text(path, "", "", text) for path, text in texts.items()), folder)


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("day", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("text", tokenizer_name="en_stem")
    return builder.build()


class Tantivy:
    """An index that was made by :func:`tantivy_articles`."""

    def __init__(self, folder: Path) -> None:
        self._tantivy = import_module("tantivy")
        self._index = self._tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def search(self, query: Any, limit: int = LIMIT) -> Any:
        """The best hits of a translated query."""
        return self._searcher.search(query, limit, count=False)

    def translated(self, node: Node) -> Any | None:
        """``node`` as a query of this index, or None when it cannot be said."""
        occur, kind = self._tantivy.Occur, self._tantivy.Query
        match node:
            case And(nodes):
                parts = [
                    (occur.MustNot, self.translated(part.node))
                    if isinstance(part, Not)
                    else (occur.Must, self.translated(part))
                    for part in nodes
                ]
            case Or(nodes):
                parts = [(occur.Should, self.translated(part)) for part in nodes]
            case Everything():
                return kind.all_query()
            case Word(text, field) if field in ("", *BOOSTS):
                return self._parsed(f'"{text}"', field)
            case Phrase(words, field, slop) if field in ("", *BOOSTS):
                near = f"~{slop - 1}" if slop > 1 else ""
                return self._parsed(f'"{" ".join(words)}"{near}', field)
            case Prefix(text, field) if field in ("", *BOOSTS):
                schema, pattern = self._index.schema, f"{text.lower()}.*"
                fields = [field] if field else list(BOOSTS)
                parts = [(occur.Should, kind.regex_query(schema, name, pattern)) for name in fields]
            case DateRange(start, end) if start and end:
                days = f"[{start:%Y%m%d} TO {end:%Y%m%d}}}"
                return self._index.parse_query(f"day:{days}", ["day"])
            case _:
                return None
        return None if None in (part for _, part in parts) else kind.boolean_query(parts)

    def _parsed(self, asked: str, field: str) -> Any:
        fields = [field] if field else list(BOOSTS)
        return self._index.parse_query(asked, fields, field_boosts=BOOSTS)
