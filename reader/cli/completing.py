"""What a word of a query may become, for the shell's completion: fields, tags, saved searches.

Here words are whole and as the reader means them; ``shells.py`` knows what each shell makes of
them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import click

_MARK = '"'
_MARKS = re.compile('["“”„‟«»]')
_PLAIN = re.compile(r'(?![-=])[^\s()*?~"“”„‟«»]+')
"""What the query language takes letter for letter without quotation marks."""


def complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The words that ``incomplete``, a word of a query, may become."""
    try:
        return _candidates(incomplete, _folder(ctx))
    except (ReaderError, OSError):
        return []


def complete_tags(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The tags of the library that ``incomplete`` may become, as they are."""
    try:
        return [tag for tag in _values("tag", _folder(ctx)) if tag.startswith(incomplete)]
    except (ReaderError, OSError):
        return []


def _folder(ctx: click.Context) -> Path | None:
    folder: Path | None = ctx.params.get("folder") or ctx.find_root().params.get("folder")
    return folder


def _candidates(word: str, folder: Path | None) -> list[str]:
    begun = word.lstrip("-(")
    sign = word[: len(word) - len(begun)]
    field, colon, value = begun.partition(":")
    if begun.startswith("@"):
        from reader import searches
        from reader.cli.sessions import root_of

        found = [f"@{name}" for name in searches.saved(root_of(folder))]
        found = [name for name in found if name.startswith(begun)]
    elif colon:
        exactly = "=" if value.startswith("=") else ""
        values = _written(_values(field.lower(), folder), value.removeprefix(exactly))
        found = [f"{field}:{exactly}{one}" for one in values]
    else:
        found = _fields(begun) if begun else []
    return [sign + one for one in found]


def _written(values: Iterable[str], begun: str) -> list[str]:
    """Those of ``values`` that ``begun`` begins, as a query says them.

    One with a quotation mark in it cannot be said in a query.
    """
    marked = begun[:1] == _MARK
    found = []
    for value in values:
        if value.startswith(begun.removeprefix(_MARK)):
            if not marked and _PLAIN.fullmatch(value):
                found.append(value)
            elif not _MARKS.search(value):
                found.append(f"{_MARK}{value}{_MARK}")
    return found


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
