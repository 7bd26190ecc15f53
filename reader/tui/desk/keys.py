"""The desk's keys: every action has an id that the configuration can rebind, and a tooltip."""

from __future__ import annotations

from textual.binding import Binding


def _key(keys: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    return Binding(keys, action, description, show=False, tooltip=tooltip, id=f"desk.{name}")


BINDINGS = [
    _key("question_mark", "app.help", "help", "Keys", "Show the keys in force"),
    _key("slash", "search", "search", "Search", "Search the library as you type"),
    _key("f", "find", "find", "Find", "Find words in the article"),
    _key("n", "find_next(1)", "find_next", "Next match", "Go to the next match"),
    _key("N", "find_next(-1)", "find_previous", "Match before", "Go to the match before"),
    _key("m", "annotate('mark')", "mark", "Mark", "Mark the selection, or the sentence"),
    _key("t", "annotate('ask_tag')", "tag", "Tag", "Tag the annotation, or the selection"),
    _key("c", "annotate('ask_note')", "note", "Note", "Write a note on it"),
    _key("C", "annotate('edit_note')", "edit_note", "Note in editor", "Write the note in $EDITOR"),
    _key("i", "correct", "correct", "Fix", "Say what a name or a quotation is"),
    _key("x", "annotate('delete')", "delete", "Delete", "Delete the annotation under the cursor"),
    _key("a", "annotate('attach')", "attach", "Attach", "Give a lost note a place"),
    _key("A", "adopt", "adopt", "Adopt", "Fold in stray annotations"),
    _key("u", "turn_act(True)", "undo", "Undo", "Take back the last act on this article"),
    _key("U,ctrl+r", "turn_act(False)", "redo", "Redo", "Do again what was taken back"),
    _key("full_stop", "annotate('pick_next')", "pick", "Other note", "Pick another note here"),
    _key("y", "copy", "copy", "Copy", "Copy the words with their source"),
    _key("enter", "look", "look", "Look", "Look at the name, quote or note here"),
    _key(
        "right_square_bracket", "walk(1)", "next", "Next in panel", "Go to the next mark of the tab"
    ),
    _key("left_square_bracket", "walk(-1)", "previous", "Before", "Go to the mark before"),
    _key("backspace", "back", "back", "Back", "Go back to before the last jump"),
    _key("tab", "column(1)", "next_column", "Column", "Go to the next column"),
    _key("shift+tab", "column(-1)", "previous_column", "Column back", "Go to the column before"),
    *(
        _key(f"f{number}", f"turn('{tab}')", f"tab_{tab}", tab.title(), f"Show the {tab}")
        for number, tab in enumerate(("annotations", "entities", "quotes", "outline"), 1)
    ),
    _key("F", "narrow", "narrow", "Filter", "Narrow the panel to words, #tag, by:name"),
    _key("E", "library('names')", "names", "Names", "List the names of the library"),
    _key("Q", "library('speakers')", "speakers", "Quotes", "List the library's speakers"),
    _key("T", "library('tags')", "tags", "Tags", "Rename, merge and colour the library's tags"),
    _key("L", "library('annotations')", "all", "Notes", "List the library's annotations"),
    _key("equals_sign", "compare", "compare", "Compare", "Read another article beside this one"),
    _key("P", "page", "pager", "Pager", "Show the article in $PAGER"),
    *(
        _key(str(n), f"recent_tag({n})", f"tag_{n}", f"Tag {n}", f"Tag with recent tag {n}")
        for n in range(1, 10)
    ),
    _key("q", "app.quit", "quit", "Quit", "Leave; everything is saved"),
]
