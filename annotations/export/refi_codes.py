"""Tags as the codes of a REFI-QDA codebook.

Importers want more than the standard: ATLAS.ti, MAXQDA and NVivo know no ``/`` between levels, so
the levels become codes within codes; QualCoder knows a code by the last of them alone and drops a
second one of that name, codings and all, and drops a code that has a note of its own.
Invariant: no two codes of a codebook are called the same, in whatever case.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element, SubElement

from annotations.export.articles import TagLook
from annotations.export.refi_ids import guid, one_line, unique, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_DEEPEST = 20
"""Codes within codes; what lies deeper is part of the last one's name."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

Levels: TypeAlias = tuple[str, ...]


def code_guid(tag: str) -> str:
    """The identifier of the code that ``tag`` becomes."""
    return guid("code", *_levels(tag))


def codes(used: Iterable[str], looks: Mapping[str, TagLook]) -> Element | None:
    """The ``Codes`` of all tags ``used`` or in ``looks``; None when there are none.

    A level that is only above others is not codable.
    """
    codable = {_levels(tag): tag for tag in sorted({*used, *looks} - {""})}
    known = sorted({tag[:depth] for tag in codable for depth in range(1, len(tag) + 1)})
    if not known:
        return None
    names = _unique_names(known)
    root = Element("Codes")
    made: dict[Levels, Element] = {(): root}
    for levels in known:
        tag = codable.get(levels, "/".join(levels))
        look = looks.get(tag, TagLook())
        code = SubElement(
            made[levels[:-1]],
            "Code",
            guid=guid("code", *levels),
            name=names[levels],
            isCodable="true" if levels in codable else "false",
        )
        if _COLOUR.fullmatch(look.colour):
            code.set("color", look.colour)
        if description := xml_text(look.description).strip():
            SubElement(code, "Description").text = description
        made[levels] = code
    return root


def _levels(tag: str) -> Levels:
    return tuple(tag.split("/", _DEEPEST - 1))


def _unique_names(known: Sequence[Levels]) -> dict[Levels, str]:
    """The last level of each, with those above in brackets where it does not stand alone."""
    plain = {levels: one_line(levels[-1]) for levels in known}
    count = Counter(name.casefold() for name in plain.values())
    taken: set[str] = set()
    names: dict[Levels, str] = {}
    for levels in sorted(known, key=lambda levels: (len(levels), levels)):
        full = plain[levels]
        if len(levels) > 1 and count[full.casefold()] > 1:
            full = f"{full} ({one_line('/'.join(levels[:-1]))})"
        names[levels] = unique(full, taken)
    return names
