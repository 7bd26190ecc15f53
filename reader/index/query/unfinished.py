"""A query while it is being typed: its last word may be a beginning, its quotation still open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.index.query.nodes import EXACTLY, And, Or, Phrase, Prefix, Word
from reader.index.query.parser import NO_SEARCHES, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.index.query.nodes import Node

_SHORTEST_BEGINNING = 2
_SAVED_LAST = re.compile(r"""(?:^|[\s()"“”„‟«»-])@[\w-]+$""")
"""A query that ends in the name of a saved search, which is finished."""


def as_typed(typed: str, searches: Mapping[str, str] = NO_SEARCHES) -> Node:
    """The tree for the unfinished query ``typed``, which may name saved ``searches``.

    Raises :class:`~reader.errors.QueryError` when no ending could make it a query.
    """
    quoted = False
    try:
        node = parse(typed, searches)
    except QueryError:
        if typed.count('"') % 2 == 0 or typed.endswith('"'):
            raise
        node = parse(typed + '"', searches)
        quoted = True
    unfinished = typed[-1:].isalnum() and not _SAVED_LAST.search(typed)
    return _open_ended(node, quoted=quoted) if unfinished else node


def _open_ended(node: Node, *, quoted: bool) -> Node:
    """``node``, or what it would be if its last word were only the beginning of one.

    In a quotation that is still open, the words before the last are to stand as they do.
    """
    match node:
        case Word(text, field, position) if len(text) >= _SHORTEST_BEGINNING:
            return Or((node, Prefix(text.removeprefix(EXACTLY), field, position)))
        case Phrase((*before, text), field, _, position) if quoted:
            if len(text) < _SHORTEST_BEGINNING:
                return node
            beginning = Prefix(text.removeprefix(EXACTLY), field, position)
            if not before:
                return Or((node, beginning))
            return Or((node, And((Phrase(tuple(before), field, position=position), beginning))))
        case And((*before, last)):
            return And((*before, _open_ended(last, quoted=quoted)))
        case Or((*before, last)):
            ended = _open_ended(last, quoted=quoted)
            return Or((*before, *(ended.nodes if isinstance(ended, Or) else (ended,))))
    return node
