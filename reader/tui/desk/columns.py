"""Three columns, as many in sight as there is room for, and the focus among them.

Three from 120 cells, two from 80, one below; the column with the focus is always in sight. Each
has a line to type in, and its own way into that line and out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen
from textual.widgets import Input

from reader.tui.articles_column import ArticlesColumn
from reader.tui.panel_column import PanelColumn
from reader.tui.panel_items import Tab
from reader.tui.text_column import TextColumn

if TYPE_CHECKING:
    from textual.widget import Widget

COLUMNS = ("articles", "text", "panel")


class ColumnsScreen(Screen[None]):
    """A screen of an ``ArticlesColumn``, a ``TextColumn`` and a ``PanelColumn``."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    ColumnsScreen {
        & ArticlesColumn { width: 24%; max-width: 40; border-right: vkey $surface-lighten-1; }
        & TextColumn { width: 1fr; }
        & PanelColumn { width: 26%; max-width: 42; border-left: vkey $surface-lighten-1; }

        &.-medium ArticlesColumn { width: 30%; }
        &.-medium PanelColumn { width: 40%; max-width: 42; display: none; }
        &.-medium.-at-panel PanelColumn { display: block; }
        &.-medium.-at-panel ArticlesColumn { display: none; }

        &.-narrow ArticlesColumn, &.-narrow TextColumn, &.-narrow PanelColumn {
            display: none; width: 1fr; border: none;
        }
        &.-narrow.-at-articles ArticlesColumn { display: block; }
        &.-narrow.-at-text TextColumn { display: block; }
        &.-narrow.-at-panel PanelColumn { display: block; }
    }
    """

    _wanted: Widget | None = None
    _narrowed_from = "panel"
    """The column from which the reader went to the line that narrows the panel."""

    @property
    def articles(self) -> ArticlesColumn:
        """The left column."""
        return self.query_one(ArticlesColumn)

    @property
    def text(self) -> TextColumn:
        """The middle column."""
        return self.query_one(TextColumn)

    @property
    def panel(self) -> PanelColumn:
        """The right column."""
        return self.query_one(PanelColumn)

    def go_to_column(self, column: str) -> None:
        """Focus what ``articles``, ``text`` or ``panel`` mainly is."""
        targets = {
            "articles": self.articles.items,
            "text": self.text.pane,
            "panel": self.panel.items,
        }
        self.go_to(column, targets[column])

    def go_to(self, column: str, target: Widget) -> None:
        """Focus ``target``: at once, so that no key goes astray, or as soon as it is in sight."""
        for name in COLUMNS:
            self.set_class(name == column, f"-at-{name}")
        self._wanted = target
        if isinstance(target, Input):
            self.app.clear_notifications()  # Not to lie over what is typed there.
        self.set_focus(target)
        self.call_after_refresh(self._focus_wanted)

    def _focus_wanted(self) -> None:
        """What was out of sight may have lost the focus again while it came into sight."""
        if self.focused is None:
            self.set_focus(self._wanted)

    def on_descendant_focus(self) -> None:
        """The column with the focus is the one in sight when there is room for one."""
        focused = self.focused
        for name in COLUMNS:
            column = self.query_one(f"#{name}-column")
            self.set_class(focused is not None and column in focused.ancestors, f"-at-{name}")

    @property
    def column(self) -> str:
        """The one with the focus."""
        return next((name for name in COLUMNS if self.has_class(f"-at-{name}")), COLUMNS[0])

    @property
    def attention(self) -> tuple[Widget | None, str]:
        """Where the reader is, and what he has typed there: he is not to be taken from it."""
        focused = self.focused
        return focused, focused.value if isinstance(focused, Input) else ""

    def action_column(self, step: int) -> None:
        """Go to the next column, or to the one before."""
        at = COLUMNS.index(self.column)
        self.go_to_column(COLUMNS[(at + step) % len(COLUMNS)])

    def action_turn(self, tab: str) -> None:
        """Show another tab of the panel."""
        self.panel.turn(Tab(tab))
        if not self.has_class("-wide"):
            self.go_to_column("panel")

    def action_search(self) -> None:
        """Go to the search line."""
        self.go_to("articles", self.articles.line)

    def action_leave_search(self) -> None:
        """From the search line to the list; with an empty line, to the text."""
        if self.articles.line.value:
            self.articles.line.value = ""
        else:
            self.go_to_column("text" if self.text.opened else "articles")

    def action_articles_step(self, count: int) -> None:
        """Move in the list while typing."""
        self.articles.items.highlighted += count

    def action_find(self) -> None:
        """Open the line for words to find in the article."""
        if self.text.opened:
            self.text.find_line.add_class("-open")
            self.go_to("text", self.text.find_line)

    def action_leave_find(self) -> None:
        """Close the find line and let go of its matches."""
        self.text.find_line.remove_class("-open")
        self.text.show_matches(())
        self.go_to_column("text")
        self.text.explain()

    @on(Input.Changed, "#find")
    def _finding(self, event: Input.Changed) -> None:
        self.text.find(event.value)

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.text.find_line.remove_class("-open")
        self.go_to_column("text")

    def action_narrow(self) -> None:
        """Go to the line that narrows the panel."""
        if self.focused is not self.panel.line:
            self._narrowed_from = self.column
        self.go_to("panel", self.panel.line)

    def action_leave_narrow(self) -> None:
        """Empty the line that narrows the panel; from an empty one, back to where one was."""
        if self.panel.line.value:
            self.panel.line.value = ""
        else:
            self.go_to_column(self._narrowed_from)

    def action_panel_step(self, count: int) -> None:
        """Move in the panel while typing."""
        self.panel.items.highlighted += count

    @on(Input.Submitted, "#narrow")
    def _narrowed(self) -> None:
        self.go_to_column("panel")
