"""Which keys are in force together: what a rebound key is checked against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.binding import Binding

from reader.tui.articles_column import SearchLine
from reader.tui.desk.keys import BINDINGS as DESK_KEYS
from reader.tui.help import HelpScreen
from reader.tui.library.articles import ChoosingLine
from reader.tui.library.comparing import CompareScreen
from reader.tui.library.listing import ListingLine, ListingScreen
from reader.tui.library.tags import TagsScreen
from reader.tui.panel_column import NarrowLine
from reader.tui.prompts.choice import ChoiceLine
from reader.tui.prompts.correction import AnswerLine
from reader.tui.prompts.note import NotePrompt
from reader.tui.prompts.place import PlacePrompt
from reader.tui.prompts.tag import TagLine
from reader.tui.reading.keys import BINDINGS as PANE_KEYS
from reader.tui.text_column import FindLine
from reader.tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

APP_KEYS = [
    Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit"),
    Binding("ctrl+z", "suspend_process", "Suspend", show=False, id="app.suspend"),
]
_PALETTE = Binding(App.COMMAND_PALETTE_BINDING, "command_palette", "Palette")
"""Always in force; Textual binds it itself, without an id."""


def _keys(*groups: Sequence[BindingType]) -> list[Binding]:
    return [
        key
        for group in (*groups, APP_KEYS, [_PALETTE])
        for key in group
        if isinstance(key, Binding)
    ]


SCOPES = [
    ("reading", _keys(PANE_KEYS, DESK_KEYS)),
    ("the lists of the desk", _keys(ItemList.BINDINGS, DESK_KEYS)),
    ("a list of the library", _keys(ItemList.BINDINGS, ListingScreen.BINDINGS)),
    ("the tags of the library", _keys(ItemList.BINDINGS, TagsScreen.BINDINGS)),
    ("comparing", _keys(PANE_KEYS, CompareScreen.BINDINGS)),
    ("asking for a place", _keys(ItemList.BINDINGS, PlacePrompt.BINDINGS)),
    ("the help", _keys(HelpScreen.BINDINGS)),
]
"""Every place at the keyboard, and the keys that are in force there."""

LINES = [
    ("the search line", _keys(SearchLine.BINDINGS)),
    ("the find line", _keys(FindLine.BINDINGS)),
    ("the filter line", _keys(NarrowLine.BINDINGS)),
    ("narrowing a list", _keys(ListingLine.BINDINGS)),
    ("choosing an article", _keys(ChoosingLine.BINDINGS)),
    ("asking for a tag", _keys(TagLine.BINDINGS)),
    ("correcting", _keys(AnswerLine.BINDINGS)),
    ("choosing", _keys(ChoiceLine.BINDINGS)),
    ("writing a note", _keys(NotePrompt.BINDINGS)),
]
"""The places where text is typed, and the keys that are in force there."""
