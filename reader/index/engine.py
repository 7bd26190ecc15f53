"""The one module that imports Whoosh, so that its warnings and its traps are met in one place.

Whoosh 2.7.4 carries string escapes that newer Pythons warn about while compiling them; they are
silenced here, once. Nothing outside ``reader.index`` may import this.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh import query, scoring, versionstring
    from whoosh.analysis import IDAnalyzer
    from whoosh.fields import FieldType, Schema
    from whoosh.formats import Format
    from whoosh.index import LockError, create_in, exists_in, open_dir
    from whoosh.query.spans import SpanNear2

__all__ = [
    "FieldType",
    "Format",
    "IDAnalyzer",
    "LockError",
    "Schema",
    "SpanNear2",
    "create_in",
    "exists_in",
    "open_dir",
    "query",
    "scoring",
    "versionstring",
]
