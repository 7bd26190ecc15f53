"""Where the reader left off: the offset in each article, and which article was open last.

Kept in the state folder, one small JSON file a library, written whole and replaced at once. What
cannot be read is treated as absent: a lost place is a page turned, not a loss.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from reader import paths

if TYPE_CHECKING:
    from pathlib import Path


class Places:
    """The reading places of the library at ``root``."""

    def __init__(self, root: Path) -> None:
        key = hashlib.sha256(str(root.resolve()).encode(errors="surrogateescape")).hexdigest()[:16]
        self._file = paths.state_folder() / "places" / f"{key}.json"
        self._offsets: dict[str, int] = {}
        self.last = ""
        """Path of the article that was open last; empty for none."""
        self._read()

    def offset(self, path: str) -> int:
        """Code-point offset at which ``path`` was left; 0 when it was not read yet."""
        return self._offsets.get(path, 0)

    def remember(self, path: str, offset: int) -> None:
        """``path`` is the open article and is being read at ``offset``."""
        self.last = path
        self._offsets[path] = offset

    def save(self) -> None:
        """Write the places down; raises ``OSError`` when that cannot be done."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".tmp")
        fresh.write_text(json.dumps({"last": self.last, "offsets": self._offsets}))
        fresh.replace(self._file)

    def _read(self) -> None:
        try:
            held = json.loads(self._file.read_text())
            offsets = {str(path): int(offset) for path, offset in held["offsets"].items()}
            self._offsets, self.last = offsets, str(held["last"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return
