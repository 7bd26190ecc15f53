"""The readers' own colours: what the codebook gives a tag, in ink and on the ground.

A look or a kind may carry one behind its name, as ``tag#d1453b``; without it, it has the colour of
the theme. Terminals that keep to their own sixteen colours get the nearest of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.color import Color as Shade

from annotations.codebook import rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.codebook import Codebook

TagColours: TypeAlias = "Callable[[str], str]"
"""The ``#rrggbb`` of a tag; empty for none."""

_SHARE = 0.4
"""How much of a colour there is in a ground of it; the rest is the page."""


def colours_of(book: Codebook) -> TagColours:
    """The colours that ``book`` gives tags."""
    return lambda tag: rgb(book.colour_of(tag))


def no_colours(_tag: str) -> str:
    """The colours of a library that gives none."""
    return ""


def coloured(name: str, tags: Iterable[str], colour_of: TagColours) -> str:
    """The look or kind ``name`` in the first colour that ``tags`` have."""
    return name + next((colour for tag in tags if (colour := colour_of(tag))), "")


def base_name(name: str) -> str:
    """A look or kind without its colour."""
    return name.partition("#")[0]


def ink(name: str, *, ansi: bool) -> Style:
    """Text in the colour that ``name`` carries; no style without one."""
    colour = _colour(name)
    return Style(color=_own(colour) if ansi else Color.parse(colour)) if colour else Style()


def ground(name: str, page: Color | None, *, ansi: bool) -> Style:
    """A ground in the colour that ``name`` carries, on the colour of the ``page``."""
    colour = _colour(name)
    if not colour:
        return Style()
    if ansi or page is None or page.triplet is None:
        return Style(bgcolor=_own(colour), color=Color.parse("black"))
    mixed = Shade(*page.triplet).blend(Shade.parse(colour), _SHARE)
    return Style(bgcolor=mixed.rich_color)


def _colour(name: str) -> str:
    return "".join(name.partition("#")[1:])


def _own(colour: str) -> Color:
    """The nearest of the terminal's own colours."""
    return Color.parse(colour).downgrade(ColorSystem.STANDARD)
