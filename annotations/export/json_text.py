"""Writes JSON that survives every pipe: Unicode, readable, and nothing a terminal would obey.

Invariant: reading the text gives the values again, but for lone surrogates, which become U+FFFD.
"""

from __future__ import annotations

import json
import re

from annotations.characters import escaped_for_json

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def json_text(value: object) -> str:
    """``value`` as indented JSON with a final line end."""
    text = _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False, indent=2))
    return escaped_for_json(text) + "\n"
