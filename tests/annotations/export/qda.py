"""The grammar of a REFI-QDA project, as far as our exports use it: what the schema demands.

REFI-QDA project exchange 1.5: the children of each element in their order and number, and the
attributes with their types.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

GUID = r"([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\{[0-9a-fA-F-]{36}\})"
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
TEXT, NUMBER, YES_OR_NO, RGB = r"[\s\S]*", r"[+-]?[0-9]+", r"true|false|0|1", r"#[0-9a-fA-F]{6}"

MADE = {
    "creatingUser": GUID,
    "creationDateTime": TIME,
    "modifyingUser": GUID,
    "modifiedDateTime": TIME,
}
CHILDREN = {
    "Project": "Users? CodeBook? Sources? Notes? Sets? Description? NoteRef*",
    "Users": "User+",
    "User": "",
    "CodeBook": "Codes",
    "Codes": "Code+",
    "Code": "Description? NoteRef* Code*",
    "Sources": "TextSource+",
    "TextSource": "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef*",
    "PlainTextSelection": "Description? Coding* NoteRef*",
    "Coding": "CodeRef NoteRef*",
    "CodeRef": "",
    "NoteRef": "",
    "Notes": "Note+",
    "Note": "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef*",
    "Sets": "Set+",
    "Set": "Description? MemberCode* MemberSource* MemberNote*",
    "MemberSource": "",
    "Description": "",
    "PlainTextContent": "",
}
"""By element: its children in the order in which they must come."""
ATTRIBUTES = {
    "Project": {"name!": TEXT, "origin": TEXT, "creationDateTime": TIME},
    "User": {"guid!": GUID, "name": TEXT, "id": TEXT},
    "Code": {"guid!": GUID, "name!": TEXT, "isCodable!": YES_OR_NO, "color": RGB},
    "TextSource": {"guid!": GUID, "name": TEXT, "plainTextPath": r"internal://.+", **MADE},
    "PlainTextSelection": {
        "guid!": GUID, "name": TEXT, "startPosition!": NUMBER, "endPosition!": NUMBER, **MADE,
    },
    "Coding": {"guid!": GUID, "creatingUser": GUID, "creationDateTime": TIME},
    "Note": {"guid!": GUID, "name": TEXT, **MADE},
    "Set": {"guid!": GUID, "name!": TEXT},
    **{name: {"targetGUID!": GUID} for name in ("CodeRef", "NoteRef", "MemberSource")},
}  # fmt: skip
"""By element: its attributes, those that it must have marked with ``!``."""


def assert_valid(element: Element, namespace: str) -> None:
    """Fail where ``element``, or what is in it, breaks the grammar."""
    name = local(element, namespace)
    children = " ".join(local(child, namespace) for child in element)
    order = re.sub(r"(\w+)", r"(?:\1 )", CHILDREN[name]).replace(" (", "(")
    assert re.fullmatch(order.strip(), f"{children} " if children else ""), f"{name}: {children}"
    known = ATTRIBUTES.get(name, {})
    for key, form in known.items():
        value = element.get(key.rstrip("!"))
        assert value is not None or not key.endswith("!"), f"{name} has no {key}"
        assert value is None or re.fullmatch(form, value), f"{name}: {key} is {value!r}"
    assert set(element.attrib) <= {key.rstrip("!") for key in known}, name
    assert name in ("Description", "PlainTextContent") or not (element.text or "").strip(), name
    for child in element:
        assert not (child.tail or "").strip(), name
        assert_valid(child, namespace)


def local(element: Element, namespace: str) -> str:
    """The element's name, which must be in ``namespace``."""
    assert element.tag.startswith(f"{{{namespace}}}"), element.tag
    return element.tag.removeprefix(f"{{{namespace}}}")
