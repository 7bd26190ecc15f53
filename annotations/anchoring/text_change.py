"""What has become of a text, worked out once for all the annotations that were made on it.

Knowing the old text tells a deleted sentence from one that was rewritten, and an original from
its copy, where the words of an anchor alone cannot. Invariant: nothing is computed before it is
asked for, and nothing twice.
"""

from __future__ import annotations

from functools import cached_property

from annotations.anchoring.alignment import Alignment, Side
from annotations.anchoring.sliding import at_breaks
from annotations.anchoring.text_view import TextView
from annotations.anchoring.token_diff import equal_blocks


class TextChange:
    """The way from the text that annotations were made on to the text of today."""

    def __init__(self, old: str, new: str | TextView) -> None:
        """Costs nothing yet; the texts are compared when the first anchor needs it."""
        self.old_text = old
        self.new_text = new.text if isinstance(new, TextView) else new
        self._new_view = new if isinstance(new, TextView) else None

    @cached_property
    def old(self) -> TextView:
        """The view of the old text."""
        return TextView(self.old_text)

    @cached_property
    def new(self) -> TextView:
        """The view of the new text."""
        return self._new_view or TextView(self.new_text)

    @cached_property
    def alignment(self) -> Alignment:
        """What the two texts share."""
        old, new = self.old, self.new
        return Alignment(
            Side(old.folded, old.tokens),
            Side(new.folded, new.tokens),
            at_breaks(equal_blocks(old.tokens, new.tokens), old, new),
        )
