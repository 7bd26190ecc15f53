"""Saved searches: queries with a name, in the user's configuration file or the library's own.

They stand in a table ``[searches]``. A library's may be a stranger's: they are only queries, so
both files may have them, and the library's go before the user's. Invariant: saving one changes
one line of a file and keeps all else in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from annotations.locking import locked
from annotations.opening import read_regular, real_path
from reader import config, paths
from reader.articles.sanitising import is_unicode, sanitise_line
from reader.errors import ConfigurationError, QueryError
from reader.index import query

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.index.query import Node


class Origin(StrEnum):
    """Whose a saved search is."""

    LIBRARY = "library"
    USER = "user"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name."""

    name: str
    query: str
    origin: Origin
    file: Path


def saved(root: Path | None) -> dict[str, SavedSearch]:
    """The searches in force for the library at ``root``, or for none, by their names.

    Raises :class:`~reader.errors.ConfigurationError` for a file that cannot be used.
    """
    found = _in_file(paths.config_file(), Origin.USER)
    if root is not None:
        found |= _in_file(root / config.LIBRARY_FILE, Origin.LIBRARY)
    return dict(sorted(found.items()))


def texts(root: Path | None, *, for_query: str = "@") -> dict[str, str]:
    """The queries of the searches in force, by their names; none if ``for_query`` names none."""
    return {name: one.query for name, one in saved(root).items()} if "@" in for_query else {}


def parse(text: str, root: Path | None) -> Node:
    """The tree of the query ``text``, which may name what is saved for the library at ``root``.

    Raises :class:`~reader.errors.QueryError`.
    """
    return query.parse(text, texts(root, for_query=text))


def read_as_words(text: str, root: Path | None) -> list[str]:
    """What to say of names with @ in the query ``text`` that no search has, and so are words."""
    known = texts(root, for_query=text)
    return [query.not_saved(name, known) for name in query.words_in(text, known)]


def save(root: Path, name: str, text: str, origin: Origin) -> SavedSearch | None:
    """Keep the query ``text`` under ``name``; what was kept there in the same file until now.

    Raises :class:`~reader.errors.QueryError` when it is no query, and
    :class:`~reader.errors.ConfigurationError` when the file cannot be changed.
    """
    from reader.toml_lines import with_entry

    if not query.SAVED_NAME.fullmatch(name):
        raise ConfigurationError(
            f"“{name}” cannot be the name of a search. Use letters, digits, - and _."
        )
    if not is_unicode(text):
        raise ConfigurationError("The query holds bytes that are no text. Type it anew.")
    known = {**texts(root), name: text}
    query.parse(text, known)
    for other in query.words_in(text, known):
        raise QueryError(query.not_saved(other, known), text, text.index(f"@{other}"))
    file = _file(root, origin)
    before = _in_file(file, origin).get(name)
    if before is None or before.query != text:
        _change(file, origin, lambda held: with_entry(held, config.SEARCHES_TABLE, name, text))
    return before


def remove(root: Path, name: str, origin: Origin | None = None) -> SavedSearch:
    """Forget the search ``name``: the one in force, or that of ``origin``; the one forgotten.

    Raises :class:`~reader.errors.ConfigurationError` when there is none, or when its file cannot
    be changed.
    """
    from reader.toml_lines import without_entry

    known = saved(root) if origin is None else _in_file(_file(root, origin), origin)
    if name not in known:
        raise ConfigurationError(query.not_saved(name, known))
    gone = known[name]
    _change(gone.file, gone.origin, lambda held: without_entry(held, config.SEARCHES_TABLE, name))
    return gone


def _file(root: Path, origin: Origin) -> Path:
    return root / config.LIBRARY_FILE if origin is Origin.LIBRARY else paths.config_file()


def _within(file: Path, origin: Origin) -> Path | None:
    """The folder that ``file`` may not lead out of."""
    return file.parent if origin is Origin.LIBRARY else None


def _in_file(file: Path, origin: Origin) -> dict[str, SavedSearch]:
    table = config.values_in(file, _within(file, origin)).get(config.SEARCHES_TABLE, {})
    if not isinstance(table, dict):
        raise ConfigurationError(f"“searches” in {file} must be a table: [searches].")
    for name, text in table.items():
        if not query.SAVED_NAME.fullmatch(name):
            raise ConfigurationError(
                f"{file} names a search “{sanitise_line(name)}”. "
                "Use letters, digits, - and _ in the names of searches."
            )
        if not isinstance(text, str):
            raise ConfigurationError(
                f"The search “{name}” in {file} must be text in quotation marks."
            )
    return {name: SavedSearch(name, text, origin, file) for name, text in table.items()}


def _change(file: Path, origin: Origin, edit: Callable[[str], str | None]) -> None:
    """Put what ``edit`` makes of the content of ``file`` in its place."""
    root = _within(file, origin)
    try:
        target = real_path(file, root)
        with locked(target, paths.lock_folder()):
            _edit(target, edit, root)
    except OSError as error:
        raise ConfigurationError(
            f"{file} cannot be changed ({error.strerror or error}). See to its permissions and "
            "its folder's."
        ) from error


def _edit(file: Path, edit: Callable[[str], str | None], root: Path | None) -> None:
    try:
        text = read_regular(file, config.LARGEST, root).decode()
    except FileNotFoundError:
        text = ""
    changed = edit(text)
    if changed is None:
        raise ConfigurationError(
            f"{file} writes its searches in a way that cannot be changed from here. "
            'Edit it by hand: name = "query" in a table [searches].'
        )
    paths.replace_whole(file, changed, root=root)
