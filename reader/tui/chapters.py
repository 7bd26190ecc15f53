"""Keys by what they act on: what the help screen, the palette and the bottom row are made of.

Read from the bindings themselves, as the configuration has rebound them, so that what is shown is
always what is in force.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, Self

from textual.binding import Binding

from reader.tui.keymap import in_force, shown
from reader.tui.widgets.key_line import Hint
from reader.tui.widgets.line import TypedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.screen import Screen

    from reader.tui.widgets.item_list import ItemList


class Target(Protocol):
    """What runs actions: an application, a screen or a widget."""

    async def run_action(self, action: str) -> None:
        """Carry ``action`` out."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Keys that are in force together, and on what they act."""

    title: str
    target: Target
    """Runs the actions of the keys."""
    keys: tuple[Binding, ...]

    @classmethod
    def of(cls, title: str, target: Target, keys: Iterable[BindingType]) -> Self:
        """The keys of ``target``."""
        return cls(title, target, tuple(_bindings(keys)))

    @classmethod
    def of_list(cls, items: ItemList) -> Self:
        """The keys of a list."""
        return cls.of("Lists", items, items.BINDINGS)


def chapters_of(screen: Screen[object]) -> list[Chapter]:
    """The keys of ``screen``; none of one that says nothing of them."""
    chapters: list[Chapter] = getattr(screen, "chapters", [])
    return chapters


def keymap_of(node: DOMNode) -> Mapping[str, str]:
    """The keys that the configuration has rebound, by id; none in an application of a test's."""
    keymap: Mapping[str, str] = getattr(node.app, "keymap", {})
    return keymap


def signs(key: Binding, node: DOMNode) -> str:
    """The keys of a binding as a reader knows them, separated by spaces."""
    return shown(in_force(key, keymap_of(node)))


def hints(keys: Iterable[BindingType], node: DOMNode) -> list[Hint]:
    """``keys`` for the bottom row; each by the first of its keys."""
    return [_hint(key, node) for key in _bindings(keys)]


def _hint(key: Binding, node: DOMNode) -> Hint:
    first = in_force(key, keymap_of(node)).split(",")[0]
    return Hint(shown(first), key.description, first)


def hints_of(node: DOMNode) -> list[Hint]:
    """The keys of ``node`` that are made to be shown, called by what they do now."""
    emptied_by = node.EMPTIED_BY if isinstance(node, TypedLine) and node.value else None
    keys = (key for key in _bindings(node.BINDINGS) if key.show)
    return hints(
        (replace(key, description="Empty") if key.id == emptied_by else key for key in keys), node
    )


def _bindings(keys: Iterable[BindingType]) -> Iterable[Binding]:
    return (key for key in keys if isinstance(key, Binding))
