"""What Recogito's text annotator keeps, version 3, told in the words of the W3C's model.

It has ``bodies`` in the place of ``body``, and selectors without a type, each a place of its own,
that hold quotation and position together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.importing.json_value import as_list, as_mapping, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.model import Value

_ABOUT_IT = (("creator", "creator"), ("created", "created"), ("modified", "updated"))
"""Keys of the model and those of Recogito, which stand in targets and bodies."""


def in_the_model(record: dict[str, Value]) -> dict[str, Value]:
    """``record`` with all that is of Recogito's shape in it put into the model's."""
    targets = as_list(record.get("target"))
    found = [each for target in targets for each in _targets(target)]
    if "bodies" not in record and found == targets:
        return record
    parts = [as_mapping(part) for part in (*targets, *as_list(record.get("bodies")))]
    known = {
        key: value
        for key, theirs in _ABOUT_IT
        if (value := next((part[theirs] for part in parts if part.get(theirs)), None))
    }
    bodies = [*as_list(record.get("body")), *as_list(record.get("bodies"))]
    return {**known, **record, "target": found, "body": bodies}


def _targets(target: Value) -> Iterator[Value]:
    """``target`` once for each place that it tells in Recogito's way; else as it is."""
    entry = as_mapping(target)
    selectors = as_list(entry.get("selector"))
    theirs = [each for each in map(as_mapping, selectors) if _is_theirs(each)]
    others = [each for each in selectors if not _is_theirs(as_mapping(each))]
    for selector in theirs:
        yield {**entry, "selector": [*_selectors(selector), *others]}
    if not theirs:
        yield target


def _is_theirs(selector: dict[str, Value]) -> bool:
    return "quote" in selector and not {"type", "@type", "exact"} & selector.keys()


def _selectors(selector: dict[str, Value]) -> Iterator[Value]:
    quote = selector["quote"]
    around = {**selector, **as_mapping(quote)}
    exact = around.get("exact", quote)
    if isinstance(exact, str):
        prefix, suffix = (
            as_text(around.get(name)) or as_text(around.get(f"quote{name.title()}"))
            for name in ("prefix", "suffix")
        )
        yield {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    yield {**selector, "type": "TextPositionSelector"}
