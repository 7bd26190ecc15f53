"""How much one file may cost; whatever would cost more is refused with a reason."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

_USUAL = 5_000_000
"""Bytes up to which a file has no claim to more time than any other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for each file."""

    size: int = 50_000_000
    """Bytes; a larger file is refused."""
    time: float = 60.0
    """Seconds in which a file of usual size must have been read; larger ones have more."""

    @property
    def mark(self) -> int:
        """A number that is another for other limits, of 31 bits."""
        return zlib.crc32(repr(self).encode()) & 0x7FFFFFFF

    def time_for(self, size: int) -> float:
        """Seconds that a file of ``size`` bytes may take."""
        return self.time * max(1.0, size / _USUAL)
