"""``reader [PATH]``: the terminal interface, the only command that imports Textual."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reader import config
from reader.cli import sessions
from reader.errors import LibraryError


@click.command("open")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@sessions.library_option
def open_(*, path: Path | None, folder: Path | None) -> int:
    """Read and annotate in the terminal (the default).

    PATH is a folder of articles, or one article.
    """
    root = sessions.library_folder(path or folder)
    article = ""
    if root.is_file():
        root, article = root.parent, root.name
    return open_library(root, article)


def open_library(root: Path, article: str = "") -> int:
    """Open the terminal interface on the library at ``root``, at ``article`` when it is given."""
    if not root.is_dir():
        raise LibraryError(f"{root} does not exist. Name a folder of articles, or one article.")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "Reading needs a terminal. In a pipe, use “reader search”, “reader list” or "
            "“reader show”."
        )
    from reader.tui.app import ReaderApp

    app = ReaderApp(root, config.load(root), article=article)
    app.run()
    return app.return_code or 0
