"""A query cut into the signs of its grammar, before anything is known of how they nest.

Quotation marks are settled here, and so are fields: a ``FIELD`` is always followed directly by
the ``WORD``, ``PHRASE`` or ``OPEN`` it belongs to. Invariant: tokens are in the order of the
query, and each knows the code-point offset at which it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from reader.errors import QueryError
from reader.index.query.bounds import shortened
from reader.index.query.fields import canonical_field, unknown_field
from reader.index.query.nodes import EXACTLY
from reader.index.query.saved import SAVED_NAME

_MARKS = '"“”„‟«»'
"""Any of them opens a phrase and any of them closes it, as in “…”, „…“ and »…«."""

_OPENING = tuple(_MARKS)
_CLOSING = re.compile(f"[{_MARKS}]")
_RUN = re.compile(rf"[^\s(){_MARKS}]+")
_FIELD = re.compile(r"([^\W\d_]+):")
ADDRESS = r"(?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|www\.|(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,20}/)"
"""How a web address begins, as an expression."""
_ADDRESS = re.compile(rf"{ADDRESS}[^\s{_MARKS}]+")
"""A web address: its parentheses are its own."""
_SLOP = re.compile(r"~([0-9]*)")
_GREATEST_SLOP = 999


class TokenKind(Enum):
    """What a token is for the grammar."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    FIELD = auto()
    PHRASE = auto()
    WORD = auto()
    SAVED = auto()


_OPERATORS = (TokenKind.AND, TokenKind.OR, TokenKind.NOT)
_OPERATOR = re.compile("|".join(kind.name for kind in _OPERATORS))


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a query."""

    kind: TokenKind
    text: str
    """As typed; the canonical name of a field; what stands between a phrase's marks; the name of
    a saved search."""
    position: int
    """Code-point offset into the query."""
    slop: int = 1
    """Of a phrase."""
    exact: bool = False
    """Of a phrase: whether an equals sign stands before its mark."""


def tokenise(query: str) -> list[Token]:
    """The tokens of ``query``; raises QueryError where no token can be made."""
    tokens: list[Token] = []
    place = 0
    while place < len(query):
        sign = query[place]
        if sign.isspace():
            place += 1
        elif sign in "()":
            kind = TokenKind.OPEN if sign == "(" else TokenKind.CLOSE
            tokens.append(Token(kind, sign, place))
            place += 1
        elif sign in _MARKS or (sign == EXACTLY and query[place + 1 : place + 2] in _OPENING):
            token, place = _phrase(query, place)
            tokens.append(token)
        elif sign == "-":
            tokens.append(_minus(query, place))
            place += 1
        else:
            run = _run_at(query, place)
            tokens += _run(run, query, place)
            place += len(run)
    return tokens


def _run_at(query: str, place: int) -> str:
    """The run of characters at ``place`` that belong together."""
    if address := _ADDRESS.match(query, place):
        return _balanced(address.group())
    run = _RUN.match(query, place)
    assert run is not None  # noqa: S101 -- every other sign begins a run
    found = run.group()
    quoted = query[run.end() : run.end() + 1] in _OPENING
    return found[:-1] if quoted and found.endswith(f":{EXACTLY}") else found


def _balanced(address: str) -> str:
    """A web address without the parentheses that close what was opened before it."""
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1]
    return address


def _phrase(query: str, place: int) -> tuple[Token, int]:
    """The phrase whose opening mark is at ``place``, or directly after, and the offset after it."""
    exact = query[place] == EXACTLY
    place += exact
    closing = _CLOSING.search(query, place + 1)
    if closing is None:
        raise QueryError('The quotation mark is never closed. Add a closing ".', query, place)
    text = query[place + 1 : closing.start()]
    if not text.strip():
        raise QueryError(
            "There is nothing between the quotation marks. Put words there, or remove the marks.",
            query,
            place,
        )
    tilde = _SLOP.match(query, closing.end())
    if tilde is None:
        return Token(TokenKind.PHRASE, text, place, exact=exact), closing.end()
    digits = tilde.group(1)
    if not digits or len(digits) > len(str(_GREATEST_SLOP)) or int(digits) == 0:
        raise QueryError(
            "How near the words must be is a number from 1 to "
            f'{_GREATEST_SLOP}. Write "…"~5 for five words.',
            query,
            tilde.start(),
        )
    return Token(TokenKind.PHRASE, text, place, int(digits), exact), tilde.end()


def _minus(query: str, place: int) -> Token:
    """The minus sign at ``place``, which begins a term."""
    after = query[place + 1 : place + 2]
    if not after or after.isspace() or after == ")":
        raise QueryError(
            "A minus sign must stand directly before what it excludes. "
            "Close the gap, or remove the sign.",
            query,
            place,
        )
    return Token(TokenKind.NOT, "-", place)


def _run(run: str, query: str, place: int) -> list[Token]:
    """The tokens of a run of characters without space, parentheses or quotation marks."""
    if _OPERATOR.fullmatch(run):
        return [Token(TokenKind[run], run, place)]
    if run[0] == "@" and "@" not in run[1:] and (saved := SAVED_NAME.match(run, 1)):
        return [_saved(saved, query, place)]
    match = _FIELD.match(run)
    if match is None:
        return [Token(TokenKind.WORD, run, place)]
    name = match.group(1)
    field = canonical_field(name)
    value = run[match.end() :]
    value_place = place + match.end()
    if field is None:
        if value.startswith("//"):
            return [Token(TokenKind.WORD, run, place)]
        raise unknown_field(name, query, place)
    if value.startswith("-"):
        raise QueryError(
            "The minus sign belongs before the field. "
            f"Write -{name}:{shortened(value[1:]) or '…'}, or put the value in quotation marks.",
            query,
            value_place,
        )
    token = Token(TokenKind.FIELD, field, place)
    if value:
        return [token, Token(TokenKind.WORD, value, value_place)]
    after = query[value_place : value_place + 1]
    if after and after in f"{_MARKS}({EXACTLY}":
        return [token]
    raise QueryError(
        f"Nothing stands after {name}:. Write what to look for directly after the colon, "
        "without a space.",
        query,
        place,
    )


def _saved(name: re.Match[str], query: str, place: int) -> Token:
    """The saved search ``name``, whose sign is at ``place``."""
    if name.end() < len(name.string):
        raise QueryError(
            "The name of a saved search is letters, digits, - and _, not "
            f"{shortened(name.string[1:])!r}. "
            "To search for the word itself, put it in quotation marks.",
            query,
            place + name.end(),
        )
    return Token(TokenKind.SAVED, name.group(), place)
