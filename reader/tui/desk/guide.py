"""The guided start of ``reader demo``: one thing to try at a time, until all were tried.

Each step says what to press and looks whether it was done; whoever knows better may do anything
else meanwhile, in any order. Invariant: a step that was done is not asked for again, also tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from reader.tui.library.names import MentionsScreen
from reader.tui.panel_items import Tab

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.model import Annotation
    from reader.recent import Recent
    from reader.tui.desk.screen import DeskScreen

_FAREWELL = 30
"""Seconds that the last words stay."""
_LOOK = 0.2
"""Seconds between two looks at what the reader has done."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try."""

    name: str
    """As it is remembered."""
    text: str
    done: Callable[[DeskScreen], bool]


def _said(desk: DeskScreen) -> list[Annotation]:
    opened = desk.text.opened
    return [placed.annotation for placed in opened.placed] if opened else []


STEPS = (
    Step(
        "search",
        "Press / and type harbour: the articles that have the word, as you type.",
        lambda desk: desk.articles.has_hits,
    ),
    Step(
        "open",
        "Press enter: the article opens at its first match. n goes to the next.",
        lambda desk: desk.text.has_matches and desk.text.pane.has_focus,
    ),
    Step(
        "select",
        "Press s: it selects the sentence. Again: the paragraph. + and - grow and shrink it.",
        lambda desk: desk.text.pane.selection is not None,
    ),
    Step(
        "tag",
        "Press t, type a tag such as port, and enter. It is on disk at once.",
        lambda desk: any(said.tags for said in _said(desk)),
    ),
    Step(
        "note",
        "Press c and write a note on it; ctrl+s saves.",
        lambda desk: any(said.note for said in _said(desk)),
    ),
    Step(
        "names",
        "Press F2: the names in this article. ] and [ walk them.",
        lambda desk: desk.panel.tab is Tab.ENTITIES,
    ),
    Step(
        "look",
        "Press enter on a name in the text: all its mentions in the library. escape goes back.",
        lambda desk: any(isinstance(one, MentionsScreen) for one in desk.app.screen_stack),
    ),
    Step(
        "all",
        "u takes back what you did, ? shows all keys, q leaves. This was all; enjoy.",
        lambda _: False,
    ),
)


class Guide(Static):
    """Shows the step that is next."""

    DEFAULT_CSS = """
    Guide {
        height: auto; max-height: 3; padding: 0 1;
        background: $primary-muted; color: $foreground;
    }
    """

    def __init__(self, desk: DeskScreen, done: Recent) -> None:
        """``done`` remembers the steps that were done."""
        super().__init__(id="guide")
        self._desk = desk
        self._recent = done
        known = set(done.all)
        self._left = [step for step in STEPS if step.name not in known]

    @property
    def step(self) -> Step:
        """What is to be tried now."""
        return self._left[0]

    def on_mount(self) -> None:
        """Begin with the first."""
        self._show()
        self.set_interval(_LOOK, self._look)

    def _look(self) -> None:
        before = self.step
        for step in [one for one in self._left if one.done(self._desk)]:
            self._left.remove(step)
            self._recent.use(step.name)
        if self.step is not before:
            self._show()

    def _show(self) -> None:
        number = f"{len(STEPS) - len(self._left) + 1}/{len(STEPS)}"
        self.update(Content.assemble((f" {number} ", "bold"), self.step.text))
        if self.step is STEPS[-1]:
            self.set_timer(_FAREWELL, self.remove)
