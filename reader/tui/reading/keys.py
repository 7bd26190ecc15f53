"""The reading pane's keys: every action has an id that the configuration can rebind."""

from __future__ import annotations

from textual.binding import Binding


def _key(keys: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    return Binding(keys, action, description, show=False, tooltip=tooltip, id=f"pane.{name}")


BINDINGS = [
    _key("j,down", "rows(1)", "down", "Down", "Move the cursor one row down"),
    _key("k,up", "rows(-1)", "up", "Up", "Move the cursor one row up"),
    _key("h,left", "move('left')", "left", "Left", "Move the cursor one character left"),
    _key("l,right", "move('right')", "right", "Right", "Move the cursor one character right"),
    _key("space,pagedown", "page(1)", "page_down", "Page", "Show the next page"),
    _key("b,pageup", "page(-1)", "page_up", "Page back", "Show the page before"),
    _key("g,home", "move('first')", "top", "Top", "Go to the beginning of the article"),
    _key("G,end", "move('last')", "end", "End", "Go to the end of the article"),
    _key("w", "move('word_forward')", "word", "Word", "Go to the next word"),
    _key("W", "move('word_back')", "word_back", "Word back", "Go to the word before"),
    _key("e", "move('word_end')", "word_end", "Word end", "Go to the end of the word"),
    _key("v", "change('select')", "select", "Select", "Start a selection at the cursor, or end it"),
    _key("escape", "clear", "clear", "Clear", "Let go of the selection"),
    _key(
        "s",
        "change('sentence')",
        "sentence",
        "Sentence",
        "Select the sentence, then the paragraph",
    ),
    _key("plus", "change('grow')", "grow", "Grow", "Let the selection grow by a sentence"),
    _key("minus", "change('shrink')", "shrink", "Shrink", "Let the selection shrink by a sentence"),
    _key(
        "o", "change('other_end')", "other_end", "Other end", "Go to the other end of the selection"
    ),
    _key("z", "fold", "fold", "Fold", "Open or shut notices or comments here"),
]
