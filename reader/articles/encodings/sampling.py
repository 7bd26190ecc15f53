"""Bounded samples of long data, so that a guess at its encoding does not grow with the file.

Invariant: a part begins after white space, which no encoding here uses within a character, so that
it never begins amid one; but for the head, and for data without any white space.
"""

from __future__ import annotations

import re

_ENOUGH = 8_000
"""Bytes: data up to this size is its own sample."""
_FEW = 2_000
"""Bytes below which the parts need the head beside them to tell a language."""
_PARTS = 24
_BEFORE, _AFTER, _MOST = 200, 300, 2_000
"""Bytes of a part before a byte beyond ASCII, after it, and after it at the most."""
_BEYOND = re.compile(rb"[\x80-\xff]")
_SPACE = re.compile(rb"[ \t\r\n]")


def sample(data: bytes) -> bytes:
    """A few kB of ``data`` from all over it, around bytes beyond ASCII."""
    if len(data) <= _ENOUGH:
        return data
    parts: list[bytes] = []
    reached = 0
    for number in range(_PARTS):
        found = _BEYOND.search(data, max(reached, number * len(data) // _PARTS))
        if found is None:
            break
        begin = max(reached, found.start() - _BEFORE)
        before = _SPACE.search(data, begin, found.start())
        after = _SPACE.search(data, found.end() + _AFTER, found.end() + _MOST)
        if (before is None and begin) or (after is None and found.end() + _MOST < len(data)):
            continue
        reached = after.end() if after else len(data)
        parts.append(data[before.end() if before else begin : reached])
    if sum(map(len, parts)) < _FEW:
        head = data[:_ENOUGH]
        last = max(head.rfind(b" "), head.rfind(b"\n"))
        parts.insert(0, head[: last + 1] if last > _ENOUGH - _MOST else head)
    return b"\n".join(parts)
