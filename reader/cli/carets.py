"""A query with a caret under the place where it went wrong.

Terminals count cells, not characters: the caret stands under the place also behind wide and
combining ones, and of a query too long for the terminal only what is around the place is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli import output

if TYPE_CHECKING:
    from reader.errors import QueryError

_INDENT = "  "
_CUT = "…"
_SIGNS = 4
"""Code points that are looked at for each cell: a query may be nothing but combining marks."""


def told(error: QueryError) -> str:
    """The sentence of ``error``, and below it the query with its caret, for standard error."""
    width = output.width() if output.is_terminal(err=True) else None
    query, caret = pointed(error.query, error.position, width and width - len(_INDENT) - 1)
    return f"{error.message}\n{_INDENT}{query}\n{_INDENT}{caret}"


def pointed(query: str, position: int, room: int | None = None) -> tuple[str, str]:
    """``query`` on one line, and the line below it with the caret under ``position``.

    Neither takes more than ``room`` cells, if that is given and not less than 8.
    """
    line = output.safe("".join(" " if sign.isspace() else sign for sign in query))
    before, after = line[:position], line[position:]
    if room is not None and _cells(before) + max(1, _cells(after)) > room:
        before = _end_of(before, max(room - _cells(after), room * 2 // 3))
        after = _start_of(after, room - _cells(before))
    return before + after, f"{' ' * _cells(before)}^"


def _end_of(text: str, room: int) -> str:
    """The end of ``text`` in at most ``room`` cells, one of which is left to what follows."""
    text, whole = text[-_SIGNS * room :], text
    if text == whole and _cells(text) < room:
        return text
    start = len(text)
    while start and _cells(_CUT + text[start - 1 :]) < room:
        start -= 1
    return _CUT + text[start:]


def _start_of(text: str, room: int) -> str:
    text, whole = text[: _SIGNS * room], text
    if text == whole and _cells(text) <= room:
        return text
    end = 0
    while end < len(text) and _cells(text[: end + 1] + _CUT) <= room:
        end += 1
    return text[:end] + _CUT


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
