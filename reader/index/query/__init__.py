"""The query language, a researcher's, as one front door: text to tree and back.

| query | tree |
|---|---|
| ``kim parade``, ``kim AND parade`` | `And` of two `Word` |
| ``kim OR putin`` | `Or` |
| ``-trump``, ``NOT trump`` | `And` of `Everything` and `Not` |
| ``"world order"``, ``"kim putin"~5`` | `Phrase` |
| ``=parade``, ``="world order"``, ``"=kim putin"~5`` | the same, of words in just this form |
| ``san*`` | `Prefix` |
| ``*tion``, ``s?n*`` | `Wildcard` |
| ``sanction~``, ``sanction~2`` | `Fuzzy` |
| ``date:2025-09``, ``date:2025-08-30..2025-09-03``, ``date:2025..`` | `DateRange` |
| ``has:annotations`` | `Has` |
| ``*`` | `Everything` |
| ``person:"Kim Jong Un"``, ``tag:(a OR b)`` | the same, in a field |
| ``@ports`` | what the saved search of that name stands for |

Negation binds closest, then AND (written or implied), then OR. Operators are upper case; a minus
counts only at the start of a term. Nothing here knows Whoosh; the compiler of the tree does.
"""

from __future__ import annotations

from reader.index.query.dates import read_date_range
from reader.index.query.fields import FIELDS
from reader.index.query.nodes import (
    EXACTLY,
    And,
    DateRange,
    Everything,
    Fuzzy,
    Has,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from reader.index.query.parser import NO_SEARCHES, parse, saved_in, words_in
from reader.index.query.saved import SAVED_NAME, not_saved
from reader.index.query.unfinished import as_typed
from reader.index.query.writer import unparse

__all__ = [
    "EXACTLY",
    "FIELDS",
    "NO_SEARCHES",
    "SAVED_NAME",
    "And",
    "DateRange",
    "Everything",
    "Fuzzy",
    "Has",
    "Leaf",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Wildcard",
    "Word",
    "as_typed",
    "not_saved",
    "parse",
    "read_date_range",
    "saved_in",
    "unparse",
    "words_in",
]
