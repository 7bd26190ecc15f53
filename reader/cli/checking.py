"""``reader check``: what is wrong in the library, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotations.errors import AnnotationsError
from annotations.git import BOOKS
from reader.cli import output, sessions
from reader.cli.status import Status
from reader.git import has_unsafe_driver
from reader.wording import counted

if TYPE_CHECKING:
    from pathlib import Path

    from reader.index.refreshing import RefreshReport
    from reader.library import Library


@click.command()
@sessions.library_option
@sessions.json_option
def check(*, folder: Path | None, as_json: bool) -> int:
    """List what is wrong in the library.

    Files that are no articles, sidecars that are damaged, annotations whose place is not to be
    found, sidecars without their article, conflict copies of sidecars. In a pipe: path and
    problem, separated by a tab. The status is 3 when there are any.
    """
    with sessions.opened(folder, refresh=False) as library:
        report = sessions.bring_up_to_date(library, wait=True)
        problems = _problems(library, report)
    if as_json:
        output.write_json([{"path": path, "problem": problem} for path, problem in problems])
    else:
        for path, problem in problems:
            _write(path, problem)
    sessions.tell_others(report)
    output.talk(counted(len(problems), "problem") if problems else "Nothing is wrong.")
    return Status.SOME_FAILED if problems else Status.DONE


def _write(path: str, problem: str) -> None:
    if not output.is_terminal():
        output.record([path, problem])
        return
    output.write(click.style(output.safe(path), bold=True))
    indent = "  "
    shown = output.safe(problem)
    output.write(click.wrap_text(shown, output.width() - 1, indent, indent))


def _problems(library: Library, report: RefreshReport) -> list[tuple[str, str]]:
    # Files that cannot even be named are in no index; each refresh meets them again.
    problems = dict(report.unreadable)
    problems |= {entry.path: entry.problem for entry in library.problems()}
    for opened in library.annotated():
        lost = sum(placed.is_orphan for placed in opened.placed)
        if lost:
            of_what = counted(lost, "annotation")
            problems[opened.path] = (
                f"the place of {of_what} is lost; “reader annotations orphans” lists them"
            )
    problems |= {stray.path: stray.remark for stray in library.acts.strays()}
    if has_unsafe_driver(library.root):
        problems[".git/config"] = (
            "git merges with a command that also runs Python files lying in the clone; "
            "“reader annotations install-merge-driver” replaces it"
        )
    for book in BOOKS:
        try:
            book.load(library.root)
        except AnnotationsError as error:
            problems[book.name] = str(error)
    return sorted(problems.items())
