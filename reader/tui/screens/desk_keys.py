"""The desk's keys: every action has an id that the configuration can rebind, and a tooltip."""

from __future__ import annotations

from textual.binding import Binding


def _key(
    keys: str, action: str, name: str, description: str, tooltip: str, *, show: bool = False
) -> Binding:
    return Binding(keys, action, description, show=show, tooltip=tooltip, id=f"desk.{name}")


BINDINGS = [
    _key("question_mark", "help", "help", "Keys", "Show the keys", show=True),
    _key("slash", "search", "search", "Search", "Search the library as you type", show=True),
    _key("f", "find", "find", "Find", "Find words in the article"),
    _key("n", "find_next(1)", "find_next", "Next match", "Go to the next match"),
    _key("N", "find_next(-1)", "find_previous", "Match before", "Go to the match before"),
    _key("m", "mark", "mark", "Mark", "Mark the selection, or the sentence", show=True),
    _key("t", "tag", "tag", "Tag", "Tag the annotation, or the selection", show=True),
    _key("c", "note", "note", "Note", "Write a note on it", show=True),
    _key("i", "correct", "correct", "Fix", "Say what a name or a quotation is", show=True),
    _key("x", "delete", "delete", "Delete", "Delete the annotation under the cursor"),
    _key("a", "attach", "attach", "Attach", "Give a note whose place is lost another"),
    _key("A", "adopt", "adopt", "Adopt", "Fold in stray annotations of this article"),
    _key(
        "u", "turn_act(True)", "undo", "Undo", "Take back the last act on this article", show=True
    ),
    _key("U", "turn_act(False)", "redo", "Redo", "Do again what was taken back"),
    _key("y", "copy", "copy", "Copy", "Copy the words with their source"),
    _key(
        "right_square_bracket", "walk(1)", "next", "Next in panel", "Go to the next mark of the tab"
    ),
    _key("left_square_bracket", "walk(-1)", "previous", "Before", "Go to the mark before"),
    _key("tab", "column(1)", "next_column", "Column", "Go to the next column", show=True),
    _key("shift+tab", "column(-1)", "previous_column", "Column back", "Go to the column before"),
    *(
        _key(f"f{number}", f"turn('{tab}')", f"tab_{tab}", tab.title(), f"Show the {tab}")
        for number, tab in enumerate(("annotations", "entities", "quotes", "outline"), 1)
    ),
    *(
        _key(str(n), f"recent_tag({n})", f"tag_{n}", f"Tag {n}", f"Tag with recent tag {n}")
        for n in range(1, 10)
    ),
    _key("q", "app.quit", "quit", "Quit", "Leave; everything is saved", show=True),
]
