"""From the text of a query to its tree, by recursive descent.

    query = any end
    any   = all { "OR" all }
    all   = term { ["AND"] term }
    term  = ("NOT" | "-") term | "@" name | [field ":"] (word | phrase | "(" any ")")

A saved search is read where its name stands, as if in parentheses. A name that no saved search has,
nor one like it, is a word: texts have such names, too.

Invariant: any text at all is read, or raises QueryError; depth, length and the number of parts
are bounded, so no query can exhaust the stack.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.index.query.bounds import DEEPEST_NESTING, refuse_too_long
from reader.index.query.nodes import And, Not, Or, Word
from reader.index.query.normal import normalise
from reader.index.query.saved import Searches, placed_at
from reader.index.query.terms import read_term
from reader.index.query.tokens import TokenKind, tokenise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.index.query.nodes import Node
    from reader.index.query.tokens import Token

NO_SEARCHES: Mapping[str, str] = MappingProxyType({})


def parse(query: str, searches: Mapping[str, str] = NO_SEARCHES) -> Node:
    """The tree of ``query``, with the saved ``searches`` in the place of their names.

    Raises QueryError, with the code-point offset at which to put the caret, when the query is
    empty, too long, too deeply nested, of too many parts, or not in the grammar.
    """
    if not query.strip():
        raise QueryError("The query is empty. Type a word, or * for every article.", query, 0)
    return normalise(_Parser(query, Searches(searches)).read("", 0))


def saved_in(query: str, searches: Mapping[str, str]) -> dict[str, str]:
    """Those of the saved ``searches`` that ``query`` names, or that they name.

    Raises QueryError as `parse` does.
    """
    known = Searches(searches)
    _Parser(query, known).read("", 0)
    return known.used


def words_in(query: str, searches: Mapping[str, str]) -> list[str]:
    """The names in ``query`` that are read as words, because no saved search is called so.

    Raises QueryError as `parse` does.
    """
    known = Searches(searches)
    _Parser(query, known).read("", 0)
    return known.words


class _Parser:
    """A place in the tokens of one query."""

    __slots__ = ("_next", "_query", "_searches", "_tokens")

    def __init__(self, query: str, searches: Searches) -> None:
        refuse_too_long(query)
        self._query = query
        self._searches = searches
        self._tokens: list[Token] = tokenise(query)
        self._next = 0

    def read(self, field: str, depth: int) -> Node:
        node = self._any(field, depth)
        if self._next < len(self._tokens):
            raise self._unopened(self._tokens[self._next])
        return node

    def _peek(self) -> TokenKind | None:
        return self._tokens[self._next].kind if self._next < len(self._tokens) else None

    def _take(self, kind: TokenKind) -> bool:
        taken = self._peek() is kind
        self._next += taken
        return taken

    def _any(self, field: str, depth: int) -> Node:
        nodes = [self._all(field, depth)]
        while self._take(TokenKind.OR):
            nodes.append(self._all(field, depth))
        return Or(tuple(nodes)) if len(nodes) > 1 else nodes[0]

    def _all(self, field: str, depth: int) -> Node:
        nodes = [self._term(field, depth)]
        while self._take(TokenKind.AND) or self._peek() not in (
            None,
            TokenKind.OR,
            TokenKind.CLOSE,
        ):
            nodes.append(self._term(field, depth))
        return And(tuple(nodes)) if len(nodes) > 1 else nodes[0]

    def _term(self, field: str, depth: int) -> Node:
        if self._peek() in (None, TokenKind.CLOSE, TokenKind.AND, TokenKind.OR):
            raise self._missing()
        token = self._tokens[self._next]
        self._next += 1
        if depth > DEEPEST_NESTING:
            raise QueryError(
                f"The query is nested more than {DEEPEST_NESTING} deep. Use fewer parentheses.",
                self._query,
                token.position,
            )
        match token.kind:
            case TokenKind.FIELD:
                return self._term(token.text, depth)
            case TokenKind.NOT:
                return Not(self._term(field, depth + 1))
            case TokenKind.OPEN:
                return self._group(token, field, depth)
            case TokenKind.SAVED:
                return self._saved(token, field, depth)
            case _:
                self._searches.count_part(self._query, token.position)
                return read_term(token, field, self._query)

    def _group(self, opening: Token, field: str, depth: int) -> Node:
        node = self._any(field, depth + 1)
        if not self._take(TokenKind.CLOSE):
            raise QueryError(
                "The parenthesis is never closed. Add a closing ).", self._query, opening.position
            )
        return node

    def _saved(self, token: Token, field: str, depth: int) -> Node:
        if self._searches.is_word(token.text):
            self._searches.count_part(self._query, token.position)
            return Word(f"@{token.text}", field, token.position)
        with self._searches.opened(token.text, self._query, token.position) as text:
            node = _Parser(text, self._searches).read(field, depth + 1)
        return placed_at(node, token.position)

    def _missing(self) -> QueryError:
        """The error for a place where a term should be and is not."""
        before = self._tokens[self._next - 1] if self._next else None
        here = self._tokens[self._next] if self._next < len(self._tokens) else None
        if before is not None and before.kind is not TokenKind.OPEN:
            return QueryError(
                f"{before.text} needs something after it. Add a term there, "
                f'or write "{before.text}" to search for it as a word.',
                self._query,
                before.position,
            )
        if here is not None and here.kind is not TokenKind.CLOSE:
            return QueryError(
                f"{here.text} needs something before it. Add a term there, "
                f'or write "{here.text}" to search for it as a word.',
                self._query,
                here.position,
            )
        if before is None and here is not None:
            return self._unopened(here)
        opening = self._tokens[self._next - 1]
        remedy = "Put a term inside." if here else "Add a term and a closing )."
        return QueryError(
            f"There is nothing in the parentheses. {remedy}", self._query, opening.position
        )

    def _unopened(self, closing: Token) -> QueryError:
        return QueryError(
            "This parenthesis closes nothing. Remove it, or add an opening ( before it.",
            self._query,
            closing.position,
        )
