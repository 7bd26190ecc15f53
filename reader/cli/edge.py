"""The edge: where every error becomes one sentence and an exit status, and nothing else catches.

Statuses: 0 found or done, 1 nothing found, 2 an error in usage, query or files, 3 done but some
files failed, 130 interrupted. A closed pipe is no error.
"""

from __future__ import annotations

import os
import sys

import click

from reader.cli.app import app

INTERRUPTED = 130
BROKEN = 2


def run(arguments: list[str] | None = None) -> int:
    """Run the command line on ``arguments``, by default those of the process; its exit status."""
    try:
        status = app.main(arguments, prog_name="reader", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return BROKEN
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more; keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the one place that catches everything
        return _report(error)
    return status if isinstance(status, int) else 0


def _report(error: Exception) -> int:
    status = getattr(error, "exit_status", None)
    if "--debug" in sys.argv:
        raise error
    if status is None:
        click.echo(
            f"reader: something went wrong that should not have: {type(error).__name__}: {error}\n"
            "Nothing you wrote is lost. Run the same command with --debug to see where.",
            err=True,
        )
        return BROKEN
    click.echo(f"reader: {error}", err=True)
    return int(status)
