"""What is known about an article: what the file states, else a guess, and above all the reader.

Invariant: nothing gets into :class:`~reader.articles.model.Metadata` but through here, so all of
it is sanitised and on one line.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from reader.articles.drafts import Stated
from reader.articles.model import Metadata
from reader.articles.sanitising import sanitise_line
from reader.articles.values import NAMES, stated_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.model import Value


_REMEDIES = {
    "date": "write it as 2025-09-03",
    "language": "write a code such as en or de",
}
_LONGEST_SHOWN = 80


def settled(stated: Stated, *guesses: Stated) -> Metadata:
    """``stated``, and where it is silent the first guess there is, named as guessed."""
    known = _known(stated)
    guessed: set[str] = set()
    for guess in guesses:
        new = {name: value for name, value in _known(guess).items() if name not in known}
        known |= new
        guessed |= new.keys()
    return Metadata(**{"title": "", **known}, guessed=frozenset(guessed))


def overridden(metadata: Metadata, own: Mapping[str, Value]) -> Metadata:
    """``metadata`` with the reader's ``own`` values, as ``article:`` of a sidecar holds them."""
    known = _known(stated_by(own))
    return (
        replace(metadata, **known, guessed=metadata.guessed - known.keys()) if known else metadata
    )


def own_fields(own: Mapping[str, Value]) -> frozenset[str]:
    """The fields of the metadata that the reader's ``own`` values settle."""
    return frozenset(_known(stated_by(own)))


def doubt(own: Mapping[str, Value]) -> str:
    """What of the reader's ``own`` values cannot be used, as a sentence; empty when all can."""
    for name, value in own.items():
        field = name.lower()
        if field in NAMES and value not in (None, "", []) and not own_fields({name: value}):
            shown = sanitise_line(f"{name}: {value}")[:_LONGEST_SHOWN]
            remedy = _REMEDIES.get(field, "write text in quotation marks, or a list of such")
            return f"“{shown}” in its sidecar cannot be used; {remedy}."
    return ""


def _known(stated: Stated) -> dict[str, Any]:
    """The fields of ``stated`` that say something, sanitised."""
    lines = {
        field.name: _line(getattr(stated, field.name))
        for field in fields(Stated)
        if field.name != "date"
    }
    return {name: value for name, value in {**lines, "date": stated.date}.items() if value}


def _line(value: str | Iterable[str]) -> str | tuple[str, ...]:
    """A value, or each of several, on one line; nothing empty among several."""
    if isinstance(value, str):
        return sanitise_line(value)
    return tuple(line for line in map(sanitise_line, value) if line)
