"""``reader demo``: the reader on a small sample library, to try things on."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from reader import paths
from reader.cli import output
from reader.demo import articles_dir
from reader.places import Places

if TYPE_CHECKING:
    from pathlib import Path

_FIRST = "the-slow-wire-svolvaer"
"""Open at the first visit: it has something of everything."""
_SEARCH = ("harbour", "OR", "hafen")


@click.command()
def demo() -> int:
    """Try the reader on a small sample library.

    The articles are copied to a folder of yours, so what you annotate stays. Without a terminal:
    a search in them, printed.
    """
    folder = _own_copy()
    from reader.cli.opening import is_interactive, open_library

    if is_interactive():
        return open_library(folder, "" if Places(folder).last else _FIRST, guided=True)
    from reader.cli.searching import search

    output.talk(f"The sample library is {folder}")
    output.talk(f"$ reader search {' '.join(_SEARCH)} -L {shlex.quote(str(folder))}")
    status: int = click.get_current_context().invoke(search, words=_SEARCH, folder=folder)
    return status


def _own_copy() -> Path:
    """The user's copy of the sample articles; files that are missing are put there."""
    folder = paths.demo_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles_dir().iterdir():
        if not (folder / article.name).exists():
            paths.replace_whole(folder / article.name, article.read_bytes(), root=folder)
    return folder
