"""Finding the place of an annotation again in a text that has changed since."""

from __future__ import annotations

from annotations.anchoring.locating import Placement, locate, stands_at, suggest
from annotations.anchoring.text_change import TextChange
from annotations.anchoring.text_view import TextView

__all__ = ["Placement", "TextChange", "TextView", "locate", "stands_at", "suggest"]
