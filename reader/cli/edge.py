"""The edge: where every error becomes one sentence and an exit status, and nothing else catches.

A closed pipe is no error: who closes it has seen enough.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from reader.cli.app import app
from reader.cli.interrupts import heard
from reader.cli.status import Status
from reader.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMPLETION = "_READER_COMPLETE"
"""The variable by which a shell asks for completions instead of running anything."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on ``arguments``, by default those of the process; its exit status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    _show_what_cannot_be_encoded()
    try:
        with heard():
            return _dispatch(words)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        _say(_usage(error))
        return Status.ERROR
    except (click.Abort, KeyboardInterrupt):
        _say("Interrupted.")
        return Status.INTERRUPTED
    except BrokenPipeError:
        _hang_up()
        return Status.DONE
    except Exception as error:  # noqa: BLE001 - the one place that catches everything
        if "--debug" in words:
            traceback.print_exception(error)
        _say(_sentence(error))
        return _status(error)


def _dispatch(words: list[str]) -> int:
    # Not ``app.main``: it takes a closed pipe, and Ctrl-C, into its own hands.
    if _COMPLETION in os.environ:
        from reader.cli import shells

        shells.register()
        app.main(words, prog_name="reader")
    with app.make_context("reader", list(words)) as context:
        status = app.invoke(context)
    return status if isinstance(status, int) else Status.DONE


def _usage(error: click.ClickException) -> str:
    message = f"reader: {error.format_message()}"
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message}\nSee “{context.command_path} --help”." if context else message


def _sentence(error: Exception) -> str:
    if isinstance(error, QueryError):
        from reader.cli.carets import told

        return f"reader: {told(error)}"
    if hasattr(error, "exit_status"):
        return f"reader: {error}"
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename is not None else ""
        return (
            f"reader: {what}{error.strerror or error}. "
            "See that it exists, that you may use it, and that there is room; then repeat."
        )
    return (
        f"reader: something went wrong that should not have: {type(error).__name__}: {error}\n"
        "Nothing you wrote is lost. “reader --debug …” with the same command shows where."
    )


def _status(error: Exception) -> int:
    return int(getattr(error, "exit_status", Status.ERROR))


def _say(text: str) -> None:
    """The last word, on standard error; when nobody listens there either, silence."""
    from reader.cli import output

    with suppress(OSError):
        output.talk(text)


def _show_what_cannot_be_encoded() -> None:
    """Let a terminal that is not Unicode show escapes instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _hang_up() -> None:
    """Send to nowhere what is not read any more; Python would complain when it flushes at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
