"""The texts that annotations were made on, kept when the article becomes another.

With the old text at hand an annotation is found again far more surely than by its words alone.
One compressed file a text, named by its hash, beside the index; it survives the index being made
anew. Invariant: what is handed out has the hash that was asked for; anything else counts as lost,
which costs certainty and never an annotation.
"""

from __future__ import annotations

import hashlib
import re
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from reader import paths

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "texts"
_KEPT = 400 * 86_400
"""Seconds after which a text that nobody asked for goes."""
_LARGEST = 512 << 20
"""Bytes of one text."""
_HASH = re.compile(r"[0-9a-f]{64}")


class OldTexts:
    """The texts kept in the index's ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def keep(self, text: str) -> None:
        """Keep ``text``; a disk that refuses only costs certainty later."""
        content = text.encode()
        file = self._file(hashlib.sha256(content).hexdigest())
        if not file.exists():
            with suppress(OSError):
                paths.replace_whole(file, zlib.compress(content, 6))

    def text(self, text_sha256: str) -> str | None:
        """The text of that hash (hexadecimal), or None."""
        if not _HASH.fullmatch(text_sha256):
            return None
        file = self._file(text_sha256)
        try:
            content = zlib.decompressobj().decompress(file.read_bytes(), _LARGEST)
            file.touch()
        except (OSError, zlib.error):
            return None
        return content.decode() if hashlib.sha256(content).hexdigest() == text_sha256 else None

    def forget_old(self) -> None:
        """Drop what was neither kept nor asked for in more than a year."""
        limit = time.time() - _KEPT
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.stat().st_mtime < limit:
                    file.unlink(missing_ok=True)

    def _file(self, text_sha256: str) -> Path:
        return self._folder / f"{text_sha256}.z"
