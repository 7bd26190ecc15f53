"""A query while it is being typed: its last word may be a beginning, its quotation still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.index.query.nodes import And, Or, Prefix, Word
from reader.index.query.parser import parse

if TYPE_CHECKING:
    from reader.index.query.nodes import Node

_SHORTEST_BEGINNING = 2


def as_typed(typed: str) -> Node:
    """The tree for the unfinished query ``typed``.

    Raises :class:`~reader.errors.QueryError` when no ending could make it a query.
    """
    try:
        node = parse(typed)
    except QueryError:
        if typed.count('"') % 2 == 0 or typed.endswith('"'):
            raise
        return parse(typed + '"')
    return _open_ended(node) if typed[-1:].isalnum() else node


def _open_ended(node: Node) -> Node:
    match node:
        case Word(text, field, position) if len(text) >= _SHORTEST_BEGINNING:
            return Or((node, Prefix(text, field, position)))
        case And((*before, last)):
            return And((*before, _open_ended(last)))
        case Or((*before, last)):
            ended = _open_ended(last)
            return Or((*before, *(ended.nodes if isinstance(ended, Or) else (ended,))))
    return node
