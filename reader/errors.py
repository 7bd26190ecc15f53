"""Every error of the reader: a sentence a person can act on, and the exit status it carries.

Raised anywhere below the command line, caught once at the edge (``reader.cli.edge`` and
``reader.tui.failures``), never swallowed in between.
"""

from __future__ import annotations


class ReaderError(Exception):
    """Something the user can mend; ``str(error)`` is the sentence shown."""

    exit_status = 2


class UnreadableArticleError(ReaderError):
    """One file cannot be read as an article; it costs only itself."""


FORBIDDEN = "permission denied"
"""Why a file that may not be read is unreadable; the one reason that goes away by itself."""


class QueryError(ReaderError):
    """A query that cannot be understood, with the place where it went wrong."""

    def __init__(self, message: str, query: str, position: int, *, saved: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.position = position
        """Code-point offset into ``query`` at which the caret belongs."""
        self.saved = saved
        """Name of the saved search that ``query`` is; empty when it is what was typed."""

    def __str__(self) -> str:
        return f"{self.message}\n  {self.query}\n  {' ' * self.position}^"


class IndexBusyError(ReaderError):
    """Another process is writing the index; what is there can still be read."""


class LibraryError(ReaderError):
    """A folder or article that was named cannot be used as such."""


class ConfigurationError(ReaderError):
    """A configuration file or variable holds something we cannot use."""
