"""The command line: thin verbs over :class:`reader.library.Library`.

Importing this package costs nothing; :func:`main` loads what the one command at hand needs.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line on ``sys.argv`` and exit with its status."""
    try:
        from reader.cli.edge import run

        status = run()
    except KeyboardInterrupt:
        # Before the edge stands, or a second one while it says goodbye to the first.
        status = 130
    raise SystemExit(status)
