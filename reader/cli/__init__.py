"""The command line: thin verbs over :class:`reader.library.Library`.

Importing this package costs nothing; :func:`main` loads what the one command at hand needs.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line on ``sys.argv`` and exit with its status."""
    from reader.cli.edge import run

    raise SystemExit(run())
