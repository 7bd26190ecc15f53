"""Lines of lightly marked-up text, gathered to pieces: what reStructuredText and Org share.

In both an empty line ends a paragraph, a mark at its head makes a list item, and indented lines go
on where the item began. Invariant: every line that is added is in exactly one piece.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.articles.pieces import BULLET, Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ITEM = re.compile(r"\s*([-+•]|\*(?=\s)|(?:\d{1,3}|#|[a-zA-Z])[.)])(?:\s+(?=\S)|$)")


class Gatherer:
    """Collects lines to a piece until something ends it."""

    def __init__(self, plain: Callable[[str], str]) -> None:
        """``plain`` takes the inline markup out of a paragraph."""
        self._plain = plain
        self._lines: list[str] = []
        self._role = Role.PARAGRAPH
        self._marker = ""

    def add(self, line: str, role: Role = Role.PARAGRAPH) -> Iterator[Piece]:
        """Take in one line; yields the piece that it ends, if it ends one."""
        item = _ITEM.match(line)
        if not line.strip():
            yield from self.end()
        elif item and item.end() < len(line):
            yield from self.end()
            self._role = Role.LIST_ITEM
            self._marker = item[1] if item[1][0].isalnum() else BULLET
            self._lines.append(line[item.end() :])
        else:
            if not self._lines:
                self._role = role
            elif role is not self._role and not (
                self._role is Role.LIST_ITEM and line[0].isspace()
            ):
                yield from self.end()
                self._role = role
            self._lines.append(line)

    def end(self) -> Iterator[Piece]:
        """End the piece that is being gathered."""
        if self._lines:
            yield Piece(self._plain(" ".join(self._lines)), self._role, marker=self._marker)
            self._lines, self._marker = [], ""

    def verbatim(self, line: str, role: Role = Role.PARAGRAPH) -> Iterator[Piece]:
        """A line that stands alone and keeps its signs: of code, verse or a table."""
        yield from self.end()
        yield Piece(line, role)

    def heading(self, line: str, level: int) -> Iterator[Piece]:
        """A heading on ``level``."""
        yield from self.end()
        yield Piece(self._plain(line), Role.HEADING, level)
