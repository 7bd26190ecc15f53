"""One file of named sections, written one beside another and read through a map of its memory.

The table of sections stands at the end, so a file that was not written to its end is found out
when it is opened.
"""

from __future__ import annotations

import json
import mmap
import shutil
import struct
import tempfile
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from array import array
    from pathlib import Path

_MAGIC = b"FLORARR1"
_TAIL = struct.Struct("<Q8s")
_ALIGNMENT = 8


class SectionsWriter:
    """Sections being written, each in a file of its own until all are put together."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._parts: dict[str, IO[bytes]] = {}
        self.facts: dict[str, Any] = {}
        """What is kept beside the sections; JSON."""

    def section(self, name: str) -> IO[bytes]:
        """The section called ``name``, to be written to."""
        if name not in self._parts:
            # Unlinked at once: nothing is left of it, however we end.
            self._parts[name] = tempfile.TemporaryFile(dir=self._file.parent)  # noqa: SIM115
        return self._parts[name]

    def add(self, name: str, content: bytes | array[int]) -> None:
        """Write ``content`` at the end of the section called ``name``."""
        self.section(name).write(content)

    def finish(self) -> None:
        """Put the sections together in the file."""
        table: dict[str, tuple[int, int]] = {}
        with self._file.open("wb") as file:
            for name, part in self._parts.items():
                file.write(bytes(-file.tell() % _ALIGNMENT))
                start = file.tell()
                part.seek(0)
                shutil.copyfileobj(part, file, 1 << 20)
                table[name] = (start, file.tell())
            tail = json.dumps({"sections": table, "facts": self.facts}).encode()
            file.write(tail + _TAIL.pack(len(tail), _MAGIC))
        self.close()

    def close(self) -> None:
        """Give up what was not put together."""
        for part in self._parts.values():
            part.close()
        self._parts.clear()


class SectionsFile:
    """A file of sections, mapped into memory."""

    def __init__(self, file: Path) -> None:
        """Raises :class:`ValueError` when the file is not whole, and :class:`OSError`."""
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        self._views: dict[tuple[str, str], memoryview] = {}
        self._bytes = memoryview(self._map)
        if len(self._map) < _TAIL.size:
            raise ValueError(f"{file.name} is cut off")
        size, magic = _TAIL.unpack(self._map[-_TAIL.size :])
        if magic != _MAGIC or size > len(self._map):
            raise ValueError(f"{file.name} is cut off")
        tail = json.loads(self._map[-_TAIL.size - size : -_TAIL.size])
        self._sections: dict[str, tuple[int, int]] = tail["sections"]
        self.facts: dict[str, Any] = tail["facts"]

    def close(self) -> None:
        """Give the file back; views of it that are still held keep it a little longer."""
        with suppress(BufferError):
            for view in self._views.values():
                view.release()
            self._bytes.release()
            self._map.close()

    def bytes(self, name: str) -> memoryview:
        """A section as it is; empty when there is none of that name."""
        return self._view(name, "B")

    def numbers(self, name: str) -> memoryview:
        """A section of unsigned 32-bit integers."""
        return self._view(name, "I")

    def _view(self, name: str, code: Literal["B", "I"]) -> memoryview:
        if (name, code) not in self._views:
            start, end = self._sections.get(name, (0, 0))
            self._views[name, code] = self._bytes[start:end].cast(code)
        return self._views[name, code]
