"""Where the reader left off: the offset in each article, and which article was open last.

Kept in the state folder, one small JSON file a library, written whole and replaced at once. Two
readers of one library keep each other's places. What cannot be read is treated as absent: a lost
place is a page turned, not a loss.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader import paths

if TYPE_CHECKING:
    from pathlib import Path


_UNUSABLE = (
    OSError, ValueError, ArithmeticError, RecursionError, LookupError, TypeError, AttributeError,
)  # fmt: skip
"""What a file that is missing, damaged or not ours may raise while it is read."""


class Places:
    """The reading places of the library at ``root``."""

    def __init__(self, root: Path) -> None:
        self._file = paths.state_folder() / "places" / f"{paths.library_key(root)}.json"
        self._fresh: dict[str, int] = {}
        """What was remembered here and is perhaps not written down yet."""
        held = self._read()
        self._offsets = held[0]
        self.last = held[1]
        """Path of the article that was open last; empty for none."""

    def offset(self, path: str) -> int:
        """Code-point offset at which ``path`` was left; 0 when it was not read yet."""
        return self._fresh.get(path, self._offsets.get(path, 0))

    def remember(self, path: str, offset: int) -> None:
        """``path`` is the open article and is being read at ``offset``."""
        self.last = path
        self._fresh[path] = offset

    def move(self, old: str, new: str) -> None:
        """The article at ``old`` is at ``new`` now; raises ``OSError`` as :meth:`save` does."""
        offsets, last = self._read()
        if old in offsets:
            offsets[new] = offsets.pop(old)
            self._write(offsets, new if last == old else last)

    def save(self) -> None:
        """Write the places down; raises ``OSError`` when that cannot be done."""
        if not self._fresh:
            return
        offsets = self._read()[0] | self._fresh
        self._write(offsets, self.last)

    def _write(self, offsets: dict[str, int], last: str) -> None:
        paths.replace_whole(self._file, json.dumps({"last": last, "offsets": offsets}))

    def _read(self) -> tuple[dict[str, int], str]:
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            offsets = {str(path): max(0, int(offset)) for path, offset in held["offsets"].items()}
            return offsets, str(held["last"])
        except _UNUSABLE:
            return {}, ""
