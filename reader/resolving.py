"""Which article a person means by what was typed: a path, a file's name, or a part of one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.articles.sanitising import is_harmless, sanitise_line
from reader.errors import LibraryError
from reader.index.scanning import STRANGE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def resolve(root: Path, name: str, known: Callable[[], Iterable[str]]) -> str:
    """The path, below ``root``, of the article meant by ``name``.

    A path that exists, from here or from the library's root; else the one article of that file
    name; else the one whose path contains ``name``. ``known`` gives the paths there are. Raises
    :class:`~reader.errors.LibraryError`, naming candidates.
    """
    strange = False
    for file in (Path(name), root / name):
        if not os.path.isfile(file):  # noqa: PTH113 - Path.is_file raises for a name too long
            continue
        # The folder's links are followed, the file's own is not: it is an article of ours.
        beside = file.parent.resolve() / file.name
        if beside.is_relative_to(root):
            path = beside.relative_to(root).as_posix()
            if not is_harmless(path):
                raise LibraryError(f"{sanitise_line(path)}: {STRANGE_NAME}.")
            return path
        strange = True
    if strange:
        raise LibraryError(f"{name} is not in the library {root}. Name its library with -L.")
    wanted = name.casefold()
    found = [path for path in known() if wanted in path.casefold()]
    exact = [path for path in found if path.casefold().rpartition("/")[2] == wanted]
    found = exact if len(exact) == 1 else found
    if len(found) == 1:
        return found[0]
    if not found:
        raise LibraryError(
            f"There is no article “{name}” in {root}. “reader list” shows what there is."
        )
    some = "".join(f"\n  {path}" for path in found[:8])
    more = f"\n  and {len(found) - 8} more" if len(found) > 8 else ""
    raise LibraryError(f"“{name}” may mean {len(found)} articles; say which:{some}{more}")
