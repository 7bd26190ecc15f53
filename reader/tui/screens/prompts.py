"""What is asked on top of the desk: a tag, a note. Nothing typed here is lost by leaving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, TextArea

from annotations.codebook.near import near
from reader.tui.colours import coloured, no_colours
from reader.tui.widgets.eager import EagerArea, EagerInput
from reader.tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from reader.tui.colours import TagColours
    from reader.tui.widgets.item_list import Line

BOX = """
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


def offered_tags(typed: str, tags: Sequence[str]) -> list[str]:
    """What to offer for ``typed``, the likeliest first.

    A tag that is there already, or that has others below it, is meant as it was typed; anything
    else is rather the beginning of a tag, if there is one that fits, than a new one, which tags
    that are nearly the same follow.
    """
    wanted = typed.strip().lstrip("#")
    if not wanted:
        return list(tags)
    folded = wanted.casefold()
    same = [tag for tag in tags if tag.casefold() == folded]
    above = any(tag.casefold().startswith(f"{folded}/") for tag in tags)
    fitting = [tag for tag in matching_tags(wanted, tags) if tag not in same]
    if same or above:
        return [*(same or [wanted]), *fitting]
    return [*fitting, wanted, *(tag for tag in near(wanted, tags)[:2] if tag not in fitting)]


class TagLine(EagerInput):
    """Where a tag is typed; the arrows move among those that fit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.dismiss(None)", "Leave", show=False, id="tag.leave"),
        Binding("down", "screen.step(1)", "Next", show=False, id="tag.down"),
        Binding("up", "screen.step(-1)", "Before", show=False, id="tag.up"),
        Binding("tab", "screen.complete", "Complete", show=False, id="tag.complete"),
    ]


class TagPrompt(ModalScreen[str | None]):
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
        self.run_worker(self._learn(), exit_on_error=False)

    async def _learn(self) -> None:
        self._tags = list(dict.fromkeys([*self._recent, *await self._known()]))
        if self.is_mounted and not self._stepped:
            self._offer(self.query_one(Input).value)

    def on_key(self, event: events.Key) -> None:
        """A letter typed before the line was there."""
        if event.is_printable and event.character:
            self.query_one(Input).insert_text_at_cursor(event.character)

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
    def _entered(self, event: Input.Submitted) -> None:
        """What was in the line at that moment counts, not what was typed after it."""
        offered = offered_tags(event.value, self._tags)
        number = self.query_one(ItemList).highlighted if self._stepped else 0
        self.dismiss(offered[number] if number < len(offered) else None)

    @on(ItemList.Chosen)
    def _clicked(self, event: ItemList.Chosen) -> None:
        self.dismiss(self._offered[event.number])


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed as a note."""

    text: str
    keep: bool
    """False when the prompt was left: then it is only a draft."""


_KEEP_DRAFT = 1.0
"""Seconds between two looks at whether a draft must be written down."""


class NotePrompt(ModalScreen[Written]):
    """Asks for a note; leaving keeps what was typed as a draft."""

    CSS = BOX.format(name="NotePrompt") + (
        "NotePrompt TextArea { height: 8; max-height: 40vh; min-height: 3; margin: 1 0; }"
    )
    AUTO_FOCUS = "EagerArea"

    def __init__(self, words: str, text: str, keep_draft: Callable[[str], object]) -> None:
        super().__init__()
        self._words = words
        self._text = self._kept = text
        self._keep_draft = keep_draft

    def compose(self) -> ComposeResult:
        """The words, the note, the two keys."""
        with Vertical():
            yield Label(f"“{self._words}”", markup=False)
            yield EagerArea(self._text, show_line_numbers=False, soft_wrap=True)
            yield Label("ctrl+s saves   escape leaves; what you typed waits for the next c")

    def on_mount(self) -> None:
        """Go on at the end of what was written before."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        self.set_interval(_KEEP_DRAFT, self._keep)

    def _keep(self) -> None:
        """Have what was typed written down, whatever becomes of the program."""
        text = self.query_one(TextArea).text
        if text != self._kept:
            self._kept = text
            self._keep_draft(text)

    def on_key(self, event: events.Key) -> None:
        """A letter typed before the note was there."""
        if event.is_printable and event.character:
            self.query_one(TextArea).insert(event.character)

    def action_settle(self, keep: bool) -> None:
        """Give back what was typed."""
        self.dismiss(Written(self.query_one(TextArea).text, keep))
