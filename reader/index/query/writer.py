"""From a query's tree back to its text, for saved searches and for showing what was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.index.query.dates import write_date_range
from reader.index.query.nodes import (
    EXACTLY,
    And,
    DateRange,
    Everything,
    Fuzzy,
    Has,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

if TYPE_CHECKING:
    from reader.index.query.nodes import Leaf, Node


def unparse(node: Node) -> str:
    """A query that `parse` reads as ``node``, for any node that `parse` returned.

    Fields given to a group are written before each of its terms, so the text may be longer than
    the one that was parsed, and beyond what `parse` takes.
    """
    match node:
        case And(nodes):
            return " ".join(_within(part, (And, Or)) for part in nodes)
        case Or(nodes):
            return " OR ".join(_within(part, (Or,)) for part in nodes)
        case Not(inner):
            return "-" + _within(inner, (And, Or))
        case _:
            return _term(node)


def _within(node: Node, bracketed: tuple[type[And] | type[Or], ...]) -> str:
    text = unparse(node)
    return f"({text})" if isinstance(node, bracketed) else text


def _term(leaf: Leaf) -> str:
    match leaf:
        case Everything():
            return "*"
        case Has(what):
            return f"has:{what}"
        case DateRange():
            return f"{leaf.field}:{write_date_range(leaf)}"
    field = f"{leaf.field}:" if leaf.field else ""
    match leaf:
        case Word(text):
            return field + text
        case Phrase(words):
            near = f"~{leaf.slop}" if leaf.slop != 1 else ""
            exact = ""
            if all(word.startswith(EXACTLY) for word in words):
                exact, words = EXACTLY, tuple(word[1:] for word in words)
            return f'{field}{exact}"{" ".join(words)}"{near}'
        case Prefix(text):
            return f"{field}{text}*"
        case Wildcard(pattern):
            return field + pattern
        case Fuzzy(text):
            return f"{field}{text}~{leaf.distance if leaf.distance != 1 else ''}"
