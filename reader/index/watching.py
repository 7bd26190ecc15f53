"""Hearing from the system when something in a library has changed that the index must learn of.

What is heard is only a reason to look: a refresh finds by itself what has changed, so that many
events make one, and an event too many does no harm. Invariant: whatever changes while a library is
watched is followed by a reason to look, if not at once then at the next look on our own account.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.codebook.file import CODEBOOK
from annotations.entities.file import ENTITIES
from annotations.naming import is_sidecar
from reader.articles.sanitising import is_unicode
from reader.index.scanning import may_be_named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from threading import Event

_QUIET, _LONGEST = 200, 1_600
"""Milliseconds without an event after which a burst is over, and after which it is told anyway."""
_BREATH = 500
"""Milliseconds after which it is looked whether the folder is still the same."""
_SELDOM, _OFTEN = 60.0, 5.0
"""Seconds between two looks on our own account: for what the system never tells, such as a change
behind a link or by another machine; and when it tells nothing at all."""
_TRIES = 3
"""Times that watching fails, perhaps for a reason that passes, before that is given up."""
_ANOTHER_TRY = 60
"""Looks on our own account before the system is asked once more."""
_GONE = 1.0
"""Seconds between two looks for a folder that is gone."""
_WHOLE_TREE = sys.platform in ("darwin", "win32")
"""Whether the system watches all that is below a folder as easily as the folder itself."""
DEAF = (
    "The system does not tell of changes here, so the folder is looked through every few seconds. "
    "On Linux more can be watched with larger fs.inotify.max_user_watches and max_user_instances."
)


def changes(root: Path, stop: Event, *, remark: Callable[[str], object]) -> Iterator[None]:
    """Yield once watching has begun, and each time that files below ``root`` may have changed.

    ``root`` is a path without links. A burst is told once; what happens while the caller is busy,
    afterwards. Also yields once when ``root`` is gone, so that whoever looks hears why, and when
    it is there again. ``remark`` is given a sentence, once, when the system cannot be asked. Ends
    soon after ``stop`` is set.
    """
    from watchfiles import watch  # Only whoever watches pays for the import.
    from watchfiles._rust_notify import WatchfilesRustInternalError

    deaf, failures = False, 0
    while not stop.is_set():
        held, since = _identity(root), time.monotonic()
        if held is None:
            yield
            while _identity(root) is None and not stop.wait(_GONE):
                pass
            continue
        folders = _folders(root, stop)
        events = watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST,
            step=_QUIET,
            stop_event=stop,
            rust_timeout=_BREATH,
            yield_on_timeout=True,
            recursive=_WHOLE_TREE,
            # With it set, a full table of watches would go unheard as well.
            ignore_permission_denied=False,
        )
        begun = False
        try:
            with closing(events):
                for seen in events:
                    paths = [Path(path) for _, path in seen]
                    stale = (
                        _identity(root) != held
                        or _is_rearranged(root, folders, paths)
                        or (not begun and _folders(root, stop) != folders)
                        or time.monotonic() - since > _SELDOM
                    )
                    if not begun or (not stale and _matters(root, paths)):
                        begun, failures = True, 0
                        yield
                    if stale:
                        break
        except (OSError, UnicodeEncodeError, WatchfilesRustInternalError) as error:
            failures += 1
            passing = (FileNotFoundError, PermissionError, WatchfilesRustInternalError)
            if begun or (isinstance(error, passing) and failures < _TRIES):
                # A name that is not UTF-8, or a folder that was closed before it was watched.
                yield
                stop.wait(_GONE)
                continue
            if not deaf:
                deaf = True
                remark(DEAF)
            yield from _on_our_own_account(root, held, stop)


def _on_our_own_account(root: Path, held: tuple[int, int], stop: Event) -> Iterator[None]:
    """Go on every few seconds for a while, as long as ``root`` is the folder it was."""
    for _ in range(_ANOTHER_TRY):
        yield
        if stop.wait(_OFTEN) or _identity(root) != held:
            return


def _identity(root: Path) -> tuple[int, int] | None:
    """What tells the folder from another that takes its place; None while none can be read."""
    try:
        status = root.stat()
    except OSError:
        return None
    usable = root.is_dir() and os.access(root, os.R_OK | os.X_OK)
    return (status.st_dev, status.st_ino) if usable else None


def _folders(root: Path, stop: Event) -> frozenset[str]:
    """The folders to be watched: ``root``, and where the system does not see to that those below.

    Of these all that a scan may enter: not hidden, no links, readable. One that is made while
    they are listed may be missing.
    """
    if _WHOLE_TREE:
        return frozenset([str(root)])
    found = set()
    for folder, below, _ in os.walk(root):
        if stop.is_set():
            break
        below[:] = [name for name in below if not name.startswith(".") and is_unicode(name)]
        found.add(folder)
    return frozenset(found)


def _is_rearranged(root: Path, watched: Collection[str], paths: Iterable[Path]) -> bool:
    """Whether one of the ``paths`` is, or was, a folder, so that others are to be watched now."""
    if _WHOLE_TREE:
        return False
    return any(
        str(path) in watched
        or (not _is_hidden(root, path) and path.is_dir() and not path.is_symlink())
        for path in paths
    )


def _matters(root: Path, paths: Iterable[Path]) -> bool:
    """Whether one of the ``paths`` may be an article, or a file in which something is said."""
    ours = (CODEBOOK.name, ENTITIES.name)
    return any(
        not _is_hidden(root, path)
        and (may_be_named(path.name) or path.name in ours or is_sidecar(path))
        for path in paths
    )


def _is_hidden(root: Path, path: Path) -> bool:
    below = path.relative_to(root) if path.is_relative_to(root) else path
    return any(part.startswith(".") for part in below.parts)
