"""Finds the words that a W3C selector means; Hypothesis writes the same selectors.

Invariant: an anchor is made of quoted words or of a position, never of a guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.importing.json_value import as_list, as_mapping, as_text, is_offset
from annotations.model import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Value


def anchor_of(selectors: Value) -> Anchor | None:
    """The anchor told by ``selectors``: one, a list, or some that refine others.

    A quotation without a position is placed at 0, a position without a quotation has no words.
    None when there is neither. Offsets are in the text that the other program saw.
    """
    quotation: dict[str, Value] = {}
    position: tuple[int, int] | None = None
    for selector in _flattened(selectors):
        kind = kind_of(selector)
        if kind == "TextQuoteSelector" and not quotation and "exact" in selector:
            quotation = selector
        if kind == "TextPositionSelector" and position is None:
            start, end = selector.get("start"), selector.get("end")
            if is_offset(start) and is_offset(end) and start <= end:
                position = start, end
    if not quotation and position is None:
        return None
    exact = as_text(quotation.get("exact"))
    start, end = position or (0, len(exact))
    return Anchor(
        start, end, exact, as_text(quotation.get("prefix")), as_text(quotation.get("suffix"))
    )


def kind_of(thing: dict[str, Value]) -> str:
    """The first type of ``thing``, without a prefix or namespace."""
    kinds = as_list(thing.get("type", thing.get("@type")))
    kind = as_text(kinds[0]) if kinds else ""
    return kind.rsplit("#", 1)[-1].removeprefix("oa:")


def _flattened(selectors: Value) -> Iterator[dict[str, Value]]:
    waiting = as_list(selectors)[::-1]
    while waiting:
        selector = as_mapping(waiting.pop())
        yield selector
        within = [*as_list(selector.get("items")), *as_list(selector.get("refinedBy"))]
        waiting += within[::-1]
