"""What a word of a query may become, for the shell's completion: fields, tags, saved searches.

Bash takes a word apart at ``:`` and ``@``, hands over the pieces, and replaces what comes behind
the last colon, or from the last ``@`` on; other shells mean whole words.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import click

_SHELL = "_READER_COMPLETE"
"""The variable in which the shell says which one it is."""


def complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The words that ``incomplete``, a word of a query, may become."""
    folder = ctx.params.get("folder") or ctx.find_root().params.get("folder")
    in_pieces = os.environ.get(_SHELL, "").startswith("bash")
    word = _whole(ctx.params.get(param.name or "") or (), incomplete) if in_pieces else incomplete
    try:
        found = _candidates(word, folder)
    except (ReaderError, OSError):
        return []
    kept = max(0, word.rfind(":") + 1, word.rfind("@")) if in_pieces else 0
    return [candidate[kept:] for candidate in found]


def _whole(before: Iterable[str], incomplete: str) -> str:
    """The word whose last piece is ``incomplete``; the words and pieces ``before`` are known."""
    word, pieces = incomplete, list(before)
    while pieces and (word.startswith(":") or pieces[-1].endswith((":", "@"))):
        word = pieces.pop() + word
    return word


def _candidates(word: str, folder: Path | None) -> list[str]:
    begun = word.lstrip("-(")
    sign = word[: len(word) - len(begun)]
    field, colon, _ = begun.partition(":")
    if begun.startswith("@"):
        from reader import searches
        from reader.cli.sessions import root_of

        values = [f"@{name}" for name in searches.saved(root_of(folder))]
    elif colon:
        values = [f"{field}:{value}" for value in _values(field.lower(), folder)]
    elif begun:
        values = _fields(begun)
    else:
        return []
    return [sign + value for value in values if value.startswith(begun)]


def _fields(begun: str) -> list[str]:
    from reader.index.query import FIELDS

    fields = [f"{field}:" for field in FIELDS if field.startswith(begun)]
    # With one candidate alone the shell would put a space behind the colon.
    return [*fields, f"{fields[0]}*"] if len(fields) == 1 else fields


def _values(field: str, folder: Path | None) -> Iterable[str]:
    if field == "tag":
        from reader.cli.sessions import opened

        with opened(folder, refresh=False) as library:
            return sorted(library.tags())
    if field == "has":
        from reader.index.query.fields import POSSESSIONS

        return sorted(set(POSSESSIONS.values()))
    return ()
