"""Notes that were begun and not saved: kept in the state folder until they are.

One small JSON file a library, written whole at every change, so that a draft survives whatever
ends the program. What cannot be read is treated as absent.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from reader import paths

if TYPE_CHECKING:
    from pathlib import Path


class Drafts:
    """The drafts of the library at ``root``, by what they are about."""

    def __init__(self, root: Path) -> None:
        self._file = paths.state_folder() / "drafts" / f"{paths.library_key(root)}.json"
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            self._texts = {str(about): str(text) for about, text in held.items()}
        except (OSError, ValueError, AttributeError, RecursionError):
            self._texts = {}

    def text(self, about: str) -> str | None:
        """The draft about ``about``, or None."""
        return self._texts.get(about)

    def file_for(self, about: str) -> Path:
        """Where another program may write the draft about ``about``; nothing is made there."""
        name = sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return self._file.with_name(f"{self._file.stem}-{name}.md")

    def keep(self, about: str, text: str) -> None:
        """Keep ``text`` as the draft; raises ``OSError`` when it cannot be written down."""
        if self._texts.get(about) != text:
            self._texts[about] = text
            self._write()

    def drop(self, about: str) -> None:
        """Forget the draft; raises ``OSError`` when that cannot be written down."""
        if self._texts.pop(about, None) is not None:
            self._write()

    def _write(self) -> None:
        paths.replace_whole(self._file, json.dumps(self._texts, ensure_ascii=False))
