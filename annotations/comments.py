"""Comments of a file that is edited by hand, each kept with the entry it stands above.

A file that is written anew from its values loses its comments, unless they are carried along with
what they were written about. Invariant: every comment but our own first line belongs to exactly
one entry, and comments of an entry that does not stand (any more) are at the end, under ``()``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

    from annotations.model import EntryPath
    from annotations.yaml_format.strict import Document


def comments_by_entry(
    document: Document, container: str, header: re.Pattern[str]
) -> dict[EntryPath, tuple[str, ...]]:
    """Each comment, its ``#`` included, with the entry it stands in or above.

    Entries are the keys of the outermost mapping and those of the mapping ``container`` in it.
    A first comment that matches ``header`` in full is ours and is left out.
    """
    entries = [
        (place, path)
        for path, place in document.keys.items()
        if len(path) == 1 or (len(path) == 2 and path[0] == container)
    ]
    found: dict[EntryPath, list[str]] = {}
    passed = 0
    for number, comment in enumerate(document.comments):
        while passed < len(entries) and entries[passed][0].index < comment.index:
            passed += 1
        if number == 0 and passed == 0 and header.fullmatch(comment.text):
            continue
        above = entries[passed - 1] if passed else None
        below = entries[passed] if passed < len(entries) else None
        path = below[1] if below else ()
        if above and comment.index < document.end:
            heads_child = below is not None and len(below[1]) > len(above[1])
            inside = comment.column > above[0].column and not heads_child
            path = above[1] if inside or not comment.alone else path
        found.setdefault(path, []).append(comment.text)
    return {path: tuple(texts) for path, texts in found.items()}


def with_homes(
    comments: Mapping[EntryPath, tuple[str, ...]], stands: Callable[[EntryPath], bool]
) -> dict[EntryPath, tuple[str, ...]]:
    """``comments`` with those of entries that do not stand moved to the end, under ``()``."""
    kept = {path: texts for path, texts in comments.items() if texts and (not path or stands(path))}
    moved = tuple(text for path, texts in comments.items() if path not in kept for text in texts)
    if moved:
        kept[()] = kept.get((), ()) + moved
    return kept
