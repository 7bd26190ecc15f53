"""What counts as damage to the index, which is thrown away and made anew, and what does not.

Whoosh unpickles what it reads and checks nothing, so a damaged file may raise anything at all.
Invariant: whatever a rebuild could not mend (a full disk, a closed folder, another process at
it) leaves here as a sentence for the reader, and never throws an index away.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.errors import IndexBusyError, LibraryError, ReaderError
from reader.index.engine import LockError

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_DAMAGE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE}
)
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM})


class DamagedIndexError(Exception):
    """The index cannot be used and has to be made anew; never leaves ``reader.index``."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn what goes wrong with the index inside the block into one of three errors.

    Raises :class:`DamagedIndexError` for damage, :class:`~reader.errors.IndexBusyError` when
    another process holds the index, and :class:`~reader.errors.LibraryError` for the rest.
    """
    try:
        yield
    except (ReaderError, DamagedIndexError, MemoryError, RecursionError):
        raise
    except LockError as error:
        raise _busy() from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            raise _busy() from error
        if code in _NO_ROOM:
            raise _unwritable(str(error)) from error
        raise DamagedIndexError(str(error)) from error
    except OSError as error:
        if error.errno in _NOT_DAMAGE:
            raise _unwritable(error.strerror or str(error)) from error
        raise DamagedIndexError(str(error)) from error
    except Exception as error:
        # A damaged pickle raises anything at all.
        raise DamagedIndexError(f"{type(error).__name__}: {error}") from error


def _busy() -> IndexBusyError:
    return IndexBusyError("Another program is writing the index. Try again in a moment.")


def _unwritable(reason: str) -> LibraryError:
    return LibraryError(
        f"The index cannot be written ({reason}). "
        "Make room, or set XDG_CACHE_HOME to a folder you can write to."
    )
