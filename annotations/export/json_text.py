"""Writes JSON that survives every pipe: Unicode, readable, and nothing a terminal would obey.

Invariant: reading the text gives the values again, but for lone surrogates, which become U+FFFD.
"""

from __future__ import annotations

import json
import re

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def json_text(value: object) -> str:
    """``value`` as indented JSON with a final line end."""
    text = _SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False, indent=2))
    return _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
