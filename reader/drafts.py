"""Notes that were begun and not saved: kept in the state folder until they are.

One small JSON file a library, written whole at every change, so that a draft survives whatever
ends the program. Several readers of one library share it: each changes only its own draft in what
is on disk. What cannot be read is treated as absent.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from annotations.locking import locked
from reader import paths

if TYPE_CHECKING:
    from pathlib import Path


class Drafts:
    """The drafts of the library at ``root``, by what they are about."""

    def __init__(self, root: Path) -> None:
        self._file = paths.state_folder() / "drafts" / f"{paths.library_key(root)}.json"

    def text(self, about: str) -> str | None:
        """The draft about ``about``, or None."""
        return self._read().get(about)

    def file_for(self, about: str) -> Path:
        """Where another program may write the draft about ``about``; nothing is made there."""
        name = sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return self._file.with_name(f"{self._file.stem}-{name}.md")

    def keep(self, about: str, text: str) -> None:
        """Keep ``text`` as the draft; raises ``OSError`` when it cannot be written down."""
        self._put(about, text)

    def drop(self, about: str) -> None:
        """Forget the draft; raises ``OSError`` when that cannot be written down."""
        if self.text(about) is not None:
            self._put(about, None)

    def _put(self, about: str, text: str | None) -> None:
        with locked(self._file, paths.lock_folder()):
            texts = self._read()
            texts.pop(about, None)
            if text is not None:
                texts[about] = text
            paths.replace_whole(self._file, json.dumps(texts, ensure_ascii=False))

    def _read(self) -> dict[str, str]:
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(about): str(text) for about, text in held.items()}
        except (OSError, ValueError, AttributeError, RecursionError):
            return {}
