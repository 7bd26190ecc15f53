"""Asks for a line: something that is there already, found by a few letters, or something new."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from reader.tui.prompts.box import BOX, Prompt
from reader.tui.prompts.matching import matching_tags
from reader.tui.widgets.item_list import ItemList
from reader.tui.widgets.line import TypedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from reader.tui.widgets.item_list import Line


class ChoiceLine(TypedLine):
    """Where the line is typed; the arrows move among what fits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.dismiss(None)", "Leave", show=False, id="choice.leave"),
        Binding("down", "screen.step(1)", "Next", show=False, id="choice.down"),
        Binding("up", "screen.step(-1)", "Before", show=False, id="choice.up"),
        Binding("tab", "screen.complete", "Complete", show=False, id="choice.complete"),
    ]


class ChoicePrompt(Prompt[str | None]):
    """Returns what was chosen or typed, or None."""

    CSS = BOX.format(name="ChoicePrompt") + (
        "ChoicePrompt ItemList { max-height: 50vh; margin-top: 1; background: $surface; }"
    )
    AUTO_FOCUS = "ChoiceLine"

    def __init__(
        self,
        label: str,
        choices: Sequence[str] = (),
        *,
        value: str = "",
        hint: str = "",
        free: bool = False,
        look: Callable[[str], str] = lambda _: "",
    ) -> None:
        """``free`` takes what was typed as it is, unless a choice was stepped to.

        ``look`` gives the look of a choice in the list.
        """
        super().__init__()
        self._label = label
        self._choices = list(choices)
        self._value = value
        self._hint = hint
        self._free = free
        self._look = look
        self._offered: list[str] = []
        self._stepped = False

    def compose(self) -> ComposeResult:
        """What is asked, the line, and what fits."""
        with Vertical():
            yield Label(self._label, markup=False)
            yield ChoiceLine(self._value, placeholder=self._hint, select_on_focus=False)
            items = ItemList()
            items.can_focus = False
            items.display = bool(self._choices)
            items.styles.height = min(12, len(self._choices))
            yield items

    def on_mount(self) -> None:
        """Offer all there is."""
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer("" if event.value == self._value else event.value)

    def _offer(self, typed: str) -> None:
        self._offered = matching_tags(typed, self._choices) if typed.strip() else self._choices
        self._stepped = False

        def draw(number: int, _width: int) -> Sequence[Line]:
            choice = self._offered[number]
            return [[(choice, self._look(choice))]]

        empty = "" if self._free else "Nothing fits"
        self.query_one(ItemList).show(len(self._offered), 1, draw, empty=empty)

    def action_step(self, count: int) -> None:
        """Highlight another choice."""
        items = self.query_one(ItemList)
        if self._stepped or not self._free:
            items.highlighted += count
        self._stepped = True

    def action_complete(self) -> None:
        """Put the highlighted choice into the line, to go on from there."""
        number = self.query_one(ItemList).highlighted
        if number < len(self._offered):
            line = self.query_one(Input)
            line.value = self._offered[number]
            line.cursor_position = len(line.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """The one that is highlighted, or what was typed; where nothing fits, it is asked on."""
        number = self.query_one(ItemList).highlighted
        if self._free and not self._stepped:
            self.answer(event.value)
        elif number < len(self._offered):
            self.answer(self._offered[number])

    @on(ItemList.Chosen)
    def _clicked(self, event: ItemList.Chosen) -> None:
        self.answer(self._offered[event.number])
