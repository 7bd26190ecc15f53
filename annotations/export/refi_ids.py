"""Identifiers and text as a REFI-QDA project can hold them.

Invariant: equal things have equal identifiers in every export, so that a second export of the same
annotations is the first one byte for byte.
"""

from __future__ import annotations

import json
import re
import uuid

_NAMESPACE = uuid.UUID("5d0c1f0e-7a60-5b0f-9d0f-2b6f6c1f5a11")
_NOT_IN_XML = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


def guid(*parts: str | int) -> str:
    """The identifier of what ``parts`` say; its kind comes first."""
    return str(uuid.uuid5(_NAMESPACE, json.dumps(parts)))


def xml_text(text: str) -> str:
    """``text`` without what XML 1.0 cannot hold, and with ``\\n`` line ends."""
    return _NOT_IN_XML.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """``text`` without what XML cannot hold, with one space for each run of white space."""
    return " ".join(xml_text(text).split())


def source_text(text: str) -> str:
    """``text`` as the file of a source, of the same length, so that places in it still count.

    Importers read ``\\r\\n`` as one character and drop a U+FEFF at the beginning: the first becomes
    a blank and ``\\n``, the second a word joiner.
    """
    lines = text.replace("\r\n", " \n").replace("\r", "\n")
    if lines.startswith("\ufeff"):
        lines = "\u2060" + lines[1:]
    return _NOT_IN_XML.sub(_REPLACEMENT, lines)


def unique(name: str, taken: set[str]) -> str:
    """``name``, with a number when it is ``taken`` already in whatever case; it is from now on."""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name} {number}"
    taken.add(found.casefold())
    return found
