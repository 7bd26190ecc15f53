"""What the reading pane reports, and what it is given to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.articles.model import Block


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read."""

    text: str
    """Sanitised, as ``Article.text``."""
    blocks: tuple[Block, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a reader is in a text, all in code points."""

    cursor: int
    top: int
    """The offset at which the view begins."""
    mark: int | None = None
    """The other end of the selection; None without one."""
    unfolded: tuple[int, ...] = ()
    """Places in the notices and comments that are open."""

    def moved(self, to: Callable[[int], int]) -> Standing:
        """The same in another text, where ``to`` gives the offsets."""
        mark = None if self.mark is None else to(self.mark)
        return Standing(to(self.cursor), to(self.top), mark, tuple(map(to, self.unfolded)))


@dataclass
class CursorMoved(Message, namespace="reading_pane"):
    """The cursor stands at another place."""

    offset: int
    """Code-point offset."""

    def can_replace(self, message: Message) -> bool:
        """Only the last of several moves counts."""
        return isinstance(message, CursorMoved)


@dataclass
class Selected(Message, namespace="reading_pane"):
    """A selection has been made, with keys or the mouse."""

    start: int
    """Code-point offset."""
    end: int
    """Exclusive."""


@dataclass
class Opened(Message, namespace="reading_pane"):
    """A document has been opened and laid out."""

    document: Document
