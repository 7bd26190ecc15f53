"""``reader [PATH]``: the terminal interface, the only command that imports Textual."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reader import config
from reader.cli import interrupts, output, sessions
from reader.errors import LibraryError


@click.command("open")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@sessions.library_option
def open_(*, path: Path | None, folder: Path | None) -> int:
    """Read and annotate in the terminal (the default).

    PATH is a folder of articles, or one article.
    """
    library = sessions.named_folder(folder)
    if path is None or not path.is_file():
        return open_library(path or library or Path())
    file = path.resolve()
    if library and file.is_relative_to(library.resolve()):
        return open_library(library, file.relative_to(library.resolve()).as_posix())
    return open_library(file.parent, file.name)


def is_interactive() -> bool:
    """Whether there is a person at both ends: keys to read, a screen to draw on."""
    return bool(sys.stdin and sys.stdin.isatty()) and output.is_terminal()


def open_library(root: Path, article: str = "", *, guided: bool = False) -> int:
    """Open the terminal interface on the library at ``root``, at ``article`` when it is given.

    ``guided`` leads a first-time reader through what can be done.
    """
    if not root.is_dir():
        what = "is a file" if root.exists() else "does not exist"
        raise LibraryError(f"{root} {what}. Name a folder of articles, or one article.")
    if not is_interactive():
        raise click.UsageError(
            "Reading needs a terminal. In a pipe, use “reader search”, “reader list” or "
            "“reader show”."
        )
    from reader.tui.app import ReaderApp, run

    with interrupts.left_alone():
        return run(ReaderApp(root, config.load(root), article=article, guided=guided))
