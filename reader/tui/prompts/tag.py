"""Asks for a tag: a known one by a few letters, or a new one, doubted where it is nearly known."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from annotations.codebook.near import near
from reader.tui.colours import coloured, no_colours
from reader.tui.prompts.box import BOX, Prompt
from reader.tui.prompts.matching import offered_tags
from reader.tui.widgets.item_list import ItemList
from reader.tui.widgets.line import TypedLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult

    from reader.tui.colours import TagColours
    from reader.tui.widgets.item_list import Line


class TagLine(TypedLine):
    """Where a tag is typed; the arrows move among those that fit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.dismiss(None)", "Leave", show=False, id="tag.leave"),
        Binding("down", "screen.step(1)", "Next", show=False, id="tag.down"),
        Binding("up", "screen.step(-1)", "Before", show=False, id="tag.up"),
        Binding("tab", "screen.complete", "Complete", show=False, id="tag.complete"),
    ]


class TagPrompt(Prompt[str | None]):
    """Asks for a tag; returns it, or None."""

    CSS = (
        BOX.format(name="TagPrompt")
        + "TagPrompt ItemList { height: 9; max-height: 40vh; margin-top: 1; background: $surface; }"
    )
    AUTO_FOCUS = "TagLine"

    def __init__(
        self,
        words: str,
        recent: Sequence[str],
        known: Callable[[], Awaitable[Sequence[str]]],
        colour_of: TagColours = no_colours,
    ) -> None:
        super().__init__()
        self._words = words
        self._recent = recent
        self._known = known
        self._colour_of = colour_of
        self._tags: list[str] = list(recent)
        self._offered: list[str] = []
        self._stepped = False

    def compose(self) -> ComposeResult:
        """The words to be tagged, the line, the tags that fit."""
        with Vertical():
            yield Label(f"Tag “{self._words}”", markup=False)
            yield TagLine(placeholder="tag, or level/tag")
            items = ItemList()
            items.can_focus = False
            yield items

    def on_mount(self) -> None:
        """Offer the recent tags at once, all others when they are known."""
        self._offer("")
        self.run_worker(self._learn())

    async def _learn(self) -> None:
        self._tags = list(dict.fromkeys([*self._recent, *await self._known()]))
        if self.is_mounted and not self._stepped:
            self._offer(self.query_one(Input).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self._offered = offered_tags(typed, self._tags)
        self._stepped = False

        def draw(number: int, _width: int) -> Sequence[Line]:
            tag = self._offered[number]
            digit = self._recent.index(tag) + 1 if tag in self._recent[:9] else 0
            if tag in self._tags:
                return [
                    [
                        (f"#{tag}", coloured("tag", [tag], self._colour_of)),
                        (f"  {digit}" if digit else "", "faint"),
                    ]
                ]
            doubt = "".join(f"  is it #{like}?" for like in near(tag, self._tags)[:1])
            return [[(f"#{tag}", "tag"), ("  new tag", "faint"), (doubt, "alert")]]

        self.query_one(ItemList).show(len(self._offered), 1, draw, empty="Type the first tag")

    def action_step(self, count: int) -> None:
        """Highlight another tag."""
        self._stepped = True
        self.query_one(ItemList).highlighted += count

    def action_complete(self) -> None:
        """Put the highlighted tag into the line, to go on from there."""
        items = self.query_one(ItemList)
        if items.count:
            line = self.query_one(Input)
            line.value = self._offered[items.highlighted]
            line.cursor_position = len(line.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        number = self.query_one(ItemList).highlighted
        self.answer(self._offered[number] if number < len(self._offered) else None)

    @on(ItemList.Chosen)
    def _clicked(self, event: ItemList.Chosen) -> None:
        self.answer(self._offered[event.number])
