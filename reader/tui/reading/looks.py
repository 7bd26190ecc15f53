"""How the reading pane looks: one component class a kind, in the colours of the theme.

Invariant: every kind differs from the others in text style or ground as well as in colour, so
that the page can be read without colours. Grounds are opaque: a row is painted in one go.
"""

from __future__ import annotations

from reader.tui.text.spans import PRIORITY

PREFIX = "reading-pane--"
COMPONENT_CLASSES = {f"{PREFIX}{kind}" for kind in (*PRIORITY, "bar", "fold")}

CSS = """
ReadingPane {
    width: 1fr;
    height: 1fr;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    scrollbar-color: $surface-lighten-2;
    scrollbar-background: $background;
    background: $background;
    color: $foreground;

    & .reading-pane--heading { color: $text-primary; text-style: bold; }
    & .reading-pane--dimmed { text-style: dim; }
    & .reading-pane--fold { text-style: dim italic; }
    & .reading-pane--quotation { color: $text-primary; text-style: italic; }
    & .reading-pane--term { text-style: italic dim; }
    & .reading-pane--date { color: $text-success; text-style: dim; }
    & .reading-pane--place { color: $text-success; text-style: underline; }
    & .reading-pane--organisation { color: $text-warning; text-style: bold underline; }
    & .reading-pane--other { color: $text-secondary; text-style: underline; }
    & .reading-pane--person { color: $text-accent; text-style: bold; }
    & .reading-pane--annotation { background: $warning-muted; }
    & .reading-pane--bar { color: $warning; text-style: bold; }
    & .reading-pane--match { background: $success-muted; text-style: bold underline; }
    & .reading-pane--current { background: $success; color: $background; text-style: bold; }
    & .reading-pane--selection { background: $primary-muted; }
    & .reading-pane--cursor { text-style: underline; }
    &:focus .reading-pane--cursor { text-style: reverse; }

    &:ansi .reading-pane--annotation { background: ansi_yellow; color: ansi_black; }
    &:ansi .reading-pane--match { background: ansi_green; color: ansi_black; }
    &:ansi .reading-pane--current { background: ansi_cyan; color: ansi_black; }
    &:ansi .reading-pane--selection { background: ansi_blue; color: ansi_black; }
    &:ansi:focus .reading-pane--cursor {
        background: ansi_bright_white; color: ansi_black; text-style: bold;
    }
}
"""
