"""Where the reader left off: the place in each article, and which article was open last.

A place is an offset and the words that stand there, so that it is found again when the text has
changed. Kept in the state folder, one small JSON file a library, written whole and replaced at
once. Two readers of one library keep each other's places. What cannot be read is treated as
absent: a lost place is a page turned, not a loss.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotations.anchoring import TextView, locate, suggest
from annotations.model import Anchor
from reader import paths

if TYPE_CHECKING:
    from pathlib import Path


_UNUSABLE = (
    OSError, ValueError, ArithmeticError, RecursionError, LookupError, TypeError, AttributeError,
)  # fmt: skip
"""What a file that is missing, damaged or not ours may raise while it is read."""


_WORDS = 48
"""Code points kept of what stands at a place, and as many of what stands before it."""


def place_in(text: str, offset: int) -> Anchor:
    """The place at ``offset`` (code points) of ``text``, to be found again in another text."""
    start = max(0, min(offset, len(text)))
    return Anchor.at(text, start, min(len(text), start + _WORDS), _WORDS)


def found_again(place: Anchor, text: str) -> int:
    """The code-point offset of ``place`` in ``text``, which may be another than it was taken in.

    Where the words stand, else where the likeliest words stand, else the same offset. The beginning
    stays the beginning.
    """
    last = max(0, len(text) - 1)
    if not place.start:
        return 0
    if not place.exact or text.startswith(place.exact, place.start):
        return min(place.start, last)
    view = TextView(text)
    found = locate(place, view) or next(iter(suggest(place, view, most=1)), None)
    return min(found.start if found else place.start, last)


class Places:
    """The reading places of the library at ``root``."""

    def __init__(self, root: Path) -> None:
        self._file = paths.state_folder() / "places" / f"{paths.library_key(root)}.json"
        self._fresh: dict[str, Anchor] = {}
        """What was remembered here and is perhaps not written down yet."""
        self._held, self.last = self._read()
        """And the path of the article that was open last; empty for none."""

    def offset(self, path: str, text: str) -> int:
        """Where ``path``, whose text is ``text`` now, was left; 0 when it was not read yet.

        In code points. Takes a while for a long text that has changed.
        """
        place = self._fresh.get(path, self._held.get(path))
        return found_again(place, text) if place else 0

    def remember(self, path: str, text: str, offset: int) -> None:
        """``path`` is the open article and is being read at ``offset`` of its ``text``."""
        self.last = path
        self._fresh[path] = place_in(text, offset)

    def move(self, old: str, new: str) -> None:
        """The article at ``old`` is at ``new`` now; raises ``OSError`` as :meth:`save` does."""
        places, last = self._read()
        if old in places:
            places[new] = places.pop(old)
            self._write(places, new if last == old else last)

    def save(self) -> None:
        """Write the places down; raises ``OSError`` when that cannot be done."""
        if self._fresh:
            self._write(self._read()[0] | self._fresh, self.last)

    def _write(self, places: dict[str, Anchor], last: str) -> None:
        offsets = {path: place.start for path, place in places.items()}
        words = {path: [place.prefix, place.exact] for path, place in places.items()}
        held = {"last": last, "offsets": offsets, "words": words}
        paths.replace_whole(self._file, json.dumps(held, ensure_ascii=False))

    def _read(self) -> tuple[dict[str, Anchor], str]:
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
            words = held.get("words", {})
            places = {
                str(path): _place(offset, *words.get(path, ("", "")))
                for path, offset in held["offsets"].items()
            }
            return places, str(held["last"])
        except _UNUSABLE:
            return {}, ""


def _place(offset: object, prefix: object, exact: object) -> Anchor:
    start = max(0, int(str(offset)))
    return Anchor(start, start + len(str(exact)), str(exact), str(prefix))
