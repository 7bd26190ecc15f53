"""Reads what Hypothesis exports, and what its API answers.

Page notes are notes on the article; replies are added to the note they answer. Of a user
``acct:ann@hypothes.is`` the name is kept, and the identifier at Hypothesis under ``via``.
Invariant: importing the same export twice gives the same identifiers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import ImportFormatError
from annotations.importing.json_value import (
    as_list,
    as_mapping,
    as_text,
    first_text,
    read_value,
    texts_in,
)
from annotations.importing.reading import Reading, Target, clean_tags, labelled, without_words
from annotations.importing.remarks import Remark, gather
from annotations.importing.selectors import anchor_of
from annotations.times import utc

if TYPE_CHECKING:
    from annotations.model import Value


def read_hypothesis(text: str) -> Reading:
    """The annotations in an export of Hypothesis; raises ``ImportFormatError``."""
    return from_rows(read_value(text))


def is_hypothesis(value: Value) -> bool:
    """Whether ``value`` is an answer, an export, a list of annotations or one, of Hypothesis."""
    rows = _rows(value)
    return rows is not None and (not rows or any(_is_row(as_mapping(row)) for row in rows))


def from_rows(value: Value) -> Reading:
    """The annotations in ``value``, which is JSON already read; raises ``ImportFormatError``."""
    rows = _rows(value)
    if rows is None:
        reason = "This JSON has no annotations of Hypothesis"
        raise ImportFormatError(f'{reason}. Look for a list of "rows" or "annotations" in it.')
    problems: list[str] = []
    remarks = []
    for number, row in enumerate(rows, 1):
        label = labelled("Annotation", as_text(as_mapping(row).get("id")), number)
        remark = _remark(row, label, problems)
        if remark is not None:
            remarks.append(remark)
    return gather(remarks, problems)


def _rows(value: Value) -> list[Value] | None:
    if isinstance(value, dict):
        for key in ("rows", "annotations"):
            if isinstance(value.get(key), list):
                return as_list(value[key])
        return [value] if _is_row(value) else None
    return value if isinstance(value, list) else None


def _is_row(row: dict[str, Value]) -> bool:
    return isinstance(row.get("uri"), str) and "@context" not in row


def _remark(row: Value, label: str, problems: list[str]) -> Remark | None:
    if not isinstance(row, dict):
        problems.append(f"{label} is no object and was passed over.")
        return None
    uri = as_text(row.get("uri"))
    targets = [as_mapping(target) for target in as_list(row.get("target"))]
    url = uri or next((as_text(target.get("source")) for target in targets), "")
    if not url:
        problems.append(f"{label} does not say which page it is on and was passed over.")
        return None
    selectors = [selector for target in targets for selector in as_list(target.get("selector"))]
    anchor = anchor_of(selectors)
    identifier = as_text(row.get("id"))
    user, created = as_text(row.get("user")), as_text(row.get("created"))
    updated = as_text(row.get("updated"))
    tags, note = clean_tags([*texts_in(row.get("tags"))]), "\n\n".join(texts_in(row.get("text")))
    if selectors and anchor is None:
        problems.append(without_words(label, is_note=bool(tags or note.strip())))
    return Remark(
        target=Target(url=url, title=first_text(as_mapping(row.get("document")).get("title"))),
        iri=identifier or repr((url, user, created, anchor, note)),
        anchor=anchor,
        answers=tuple(filter(None, map(as_text, as_list(row.get("references"))))),
        tags=tags,
        note=note,
        creator=user.removeprefix("acct:").split("@")[0],
        created=utc(created),
        modified="" if updated == created else utc(updated),
        extra={"via": f"https://hypothes.is/a/{identifier}"} if identifier and anchor else {},
    )
