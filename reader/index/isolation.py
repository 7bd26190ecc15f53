"""A process apart for work on strangers' files: isolated, bounded, and never outliving its parent.

Python runs what lies in the current folder before what is installed, and the current folder is
often the library. So the process is started in no folder of anybody's, ignores what the environment
says to Python, and has the path of its parent less that folder and the library. Invariant: nothing
that lies in a library is ever run.
"""

from __future__ import annotations

import fcntl
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MEMORY = 6 << 30
"""Bytes of address space of one process."""
_HOME = Path(__file__).resolve().parents[2]
"""The folder in which the running program itself lies; it may be the current one."""
_BEGINNING = (
    "import sys; sys.path[:] = sys.argv[4:]; "
    "from importlib import import_module; "
    "getattr(import_module(sys.argv[1]), '_live')(int(sys.argv[2]), int(sys.argv[3]))"
)


class Isolated:
    """One process apart."""

    def __init__(self, root: Path, serve: Callable[[Connection], None]) -> None:
        """Start it; it runs ``serve``, a function of a module, and ends when that returns.

        ``root`` is the library, of which it runs nothing. Raises ``OSError`` when there is no room
        for another process.
        """
        self.channel, theirs = Pipe()
        """To what ``serve`` is handed."""
        end, self._lifeline = os.pipe()
        # It leaves Ctrl-C to its parent from its first moment on, so it is born deaf to it.
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process = subprocess.Popen(  # noqa: S603
                [
                    *_python(),
                    "-c",
                    _BEGINNING,
                    __name__,
                    str(theirs.fileno()),
                    str(end),
                    *_path(root),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=os.sep,
                pass_fds=(theirs.fileno(), end),
            )
        except BaseException:
            os.close(self._lifeline)
            self.channel.close()
            raise
        finally:
            theirs.close()
            os.close(end)
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)
        self.channel.send(serve)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.channel.close()
        os.close(self._lifeline)
        self._process.kill()
        self._process.wait()


def _python() -> list[str]:
    """The interpreter, isolated, as this one is set in what its own work depends on."""
    encoding = ["-X", f"utf8={sys.flags.utf8_mode}"]
    return [sys.executable, "-I", *encoding, *(["-B"] if sys.dont_write_bytecode else [])]


def _path(root: Path) -> Iterable[str]:
    barred = {os.path.realpath(root)}
    with suppress(OSError):  # The current folder may be gone.
        barred.add(os.path.realpath(Path.cwd()))
    barred.discard(str(_HOME))
    entries = (entry for entry in sys.path if Path(entry).is_absolute())
    return [entry for entry in entries if os.path.realpath(entry) not in barred]


def _live(channel: int, lifeline: int) -> None:
    """The life of the process."""
    logging.disable(logging.CRITICAL)
    _bound(resource.RLIMIT_AS, _MEMORY)
    _bound(resource.RLIMIT_CORE, 0)
    _follow(lifeline)
    connection = Connection(channel)
    connection.recv()(connection)


def _bound(kind: int, most: int) -> None:
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, hard))


def _follow(lifeline: int) -> None:
    """End when the parent does, however: its end of the line is closed then.

    The system says so by a signal that ends the process, also in the middle of an expression that
    lets no other thread run; where it does not, a thread looks.
    """
    with suppress(OSError, AttributeError):
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(1)
