"""What is asked on top of the desk: a tag, a note. Nothing typed here is lost by leaving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, TextArea

from reader.tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.tui.widgets.item_list import Line

_BOX = """
    {name} {{
        align: center middle;
        & > Vertical {{
            width: 64;
            max-width: 94%;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $surface;
            border: round $primary;
        }}
        & Label {{ width: 1fr; color: $text-muted; }}
    }}
"""


def matching_tags(typed: str, tags: Sequence[str]) -> list[str]:
    """``tags`` that fit ``typed``: beginnings first, then parts, then scattered letters."""
    wanted = typed.casefold().strip()
    ranked = []
    for number, tag in enumerate(tags):
        folded = tag.casefold()
        if any(part.startswith(wanted) for part in (folded, *folded.split("/"))):
            ranked.append((0, number, tag))
        elif wanted in folded:
            ranked.append((1, number, tag))
        elif _scattered(wanted, folded):
            ranked.append((2, number, tag))
    return [tag for _, _, tag in sorted(ranked)]


def _scattered(wanted: str, folded: str) -> bool:
    letters = iter(folded)
    return all(letter in letters for letter in wanted)


class TagLine(Input):
    """Where a tag is typed. Its keys are its own, so that they wait for what was typed before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.dismiss(None)", "Leave", show=False, id="tag.leave"),
        Binding("down", "screen.step(1)", "Next", show=False, id="tag.down"),
        Binding("up", "screen.step(-1)", "Before", show=False, id="tag.up"),
        Binding("tab", "screen.complete", "Complete", show=False, id="tag.complete"),
    ]


class TagPrompt(ModalScreen[str | None]):
    """Asks for a tag; returns it, or None."""

    CSS = (
        _BOX.format(name="TagPrompt")
        + "TagPrompt ItemList { height: 9; margin-top: 1; background: $surface; }"
    )

    def __init__(self, tags: Sequence[str], words: str) -> None:
        super().__init__()
        self._tags = tags
        self._words = words
        self._offered: list[str] = []

    def compose(self) -> ComposeResult:
        """The words to be tagged, the line, the tags that fit."""
        with Vertical():
            yield Label(f"Tag “{self._words}”", markup=False)
            yield TagLine(placeholder="tag, or level/tag")
            items = ItemList()
            items.can_focus = False
            yield items

    def on_mount(self) -> None:
        """Offer the tags used last."""
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value.strip())

    def _offer(self, typed: str) -> None:
        fitting = matching_tags(typed, self._tags)
        known = typed.casefold() in (tag.casefold() for tag in self._tags)
        self._offered = [*fitting, *([] if known or not typed else [typed])]
        if known:
            self._offered.sort(key=lambda tag: tag.casefold() != typed.casefold())

        def draw(number: int, _width: int) -> Sequence[Line]:
            tag = self._offered[number]
            return [[(f"#{tag}", "tag"), ("  new tag" if tag not in self._tags else "", "faint")]]

        self.query_one(ItemList).show(len(self._offered), 1, draw, empty="Type the first tag")

    def action_step(self, count: int) -> None:
        """Highlight another tag."""
        self.query_one(ItemList).highlighted += count

    def action_complete(self) -> None:
        """Put the highlighted tag into the line, to go on from there."""
        items = self.query_one(ItemList)
        if items.count:
            line = self.query_one(Input)
            line.value = self._offered[items.highlighted]
            line.cursor_position = len(line.value)

    @on(Input.Submitted)
    @on(ItemList.Chosen)
    def _settled(self) -> None:
        items = self.query_one(ItemList)
        self.dismiss(self._offered[items.highlighted] if items.count else None)


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed as a note."""

    text: str
    keep: bool
    """False when the prompt was left: then it is only a draft."""


class NoteArea(TextArea):
    """Where a note is typed. Its keys are its own, so that they wait for what was typed before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "screen.settle(True)", "Save", show=False, id="note.save"),
        Binding("escape", "screen.settle(False)", "Leave", show=False, id="note.leave"),
    ]


class NotePrompt(ModalScreen[Written]):
    """Asks for a note; leaving keeps what was typed as a draft."""

    CSS = _BOX.format(name="NotePrompt") + "NotePrompt TextArea { height: 8; margin: 1 0; }"

    def __init__(self, words: str, text: str) -> None:
        super().__init__()
        self._words = words
        self._text = text

    def compose(self) -> ComposeResult:
        """The words, the note, the two keys."""
        with Vertical():
            yield Label(f"“{self._words}”", markup=False)
            yield NoteArea(self._text, show_line_numbers=False, soft_wrap=True)
            yield Label("ctrl+s saves   escape leaves; what you typed waits for the next c")

    def on_mount(self) -> None:
        """Go on at the end of what was written before."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_settle(self, keep: bool) -> None:
        """Give back what was typed."""
        self.dismiss(Written(self.query_one(TextArea).text, keep))
