"""What the reader used last in a library: tags, searches, steps of the guide, the newest first.

Kept in the state folder, one small JSON file a library, written whole and replaced at once. Two
readers of one library add to each other's. What cannot be read is treated as absent: it is a
convenience, not something the reader wrote.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from reader import paths

if TYPE_CHECKING:
    from pathlib import Path

TAGS, SEARCHES, STEPS = "tags", "searches", "steps"
_MOST = {TAGS: 30, SEARCHES: 200, STEPS: 30}
"""How many of each are kept."""


class Recent:
    """What was used last in the library at ``root``: `TAGS`, `SEARCHES` or `STEPS`."""

    def __init__(self, root: Path, kind: str) -> None:
        self._file = paths.state_folder() / "recent" / f"{paths.library_key(root)}-{kind}.json"
        self._kind = kind

    @property
    def all(self) -> list[str]:
        """All that is kept, the newest first."""
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return []
        return [str(one) for one in held] if isinstance(held, list) else []

    def use(self, one: str) -> None:
        """``one`` was used now. Where it cannot be written down, it is forgotten."""
        kept = [one, *(held for held in self.all if held != one)][: _MOST[self._kind]]
        with suppress(OSError):
            paths.replace_whole(self._file, json.dumps(kept, ensure_ascii=False))
