"""Three-way merging: what two people, or two programs, made of one sidecar becomes one again.

By id and field, with the sidecar both began from. Invariants: merging is commutative; what both
sides say is said once; of what only one side says nothing is lost but what the other took away on
purpose, and never a text that was changed meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from annotations.model import (
    CORRECTION_KEYS,
    CORRECTIONS,
    Annotation,
    ArticleNotes,
    Correction,
    Sidecar,
    Source,
)
from annotations.three_way import (
    larger,
    merge_mapping,
    merge_sequence,
    merge_texts,
    merge_values,
    same,
    three_way,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.model import Anchor
    from annotations.three_way import Texts

T = TypeVar("T")


def merge(
    base: Sidecar | None, ours: Sidecar, theirs: Sidecar, *, texts: Texts = merge_texts
) -> Sidecar:
    """What ``ours`` and ``theirs`` made of ``base``, as one sidecar.

    Tags are sets. Of two changed notes both are kept. What one side deleted and the other changed
    is kept. Of other values that both changed, the side that was modified later has its way.
    Without a ``base`` (two copies of which nobody knows the common origin) nothing counts as taken
    away but what has a tombstone younger than the last change on the other side. ``texts`` merges
    notes, from base, ours and theirs.
    """
    begun = base or Sidecar(Source())
    source = _source(begun.source, ours.source, theirs.source)
    states = {
        key: _state(begun, ours, theirs, key, source, texts)
        for key in dict.fromkeys(
            (*ours.annotations, *theirs.annotations, *ours.deleted, *theirs.deleted)
        )
    }
    return Sidecar(
        source=source,
        article=merge_article(begun.article, ours.article, theirs.article, texts=texts),
        annotations={k: state for k, state in states.items() if isinstance(state, Annotation)},
        deleted={k: state for k, state in sorted(states.items()) if isinstance(state, str)},
        extra=merge_values(begun.extra, ours.extra, theirs.extra, larger),
        comments=merge_mapping(begun.comments, ours.comments, theirs.comments, merge_sequence),
    )


def difference(before: Sidecar, after: Sidecar) -> tuple[Sidecar, Sidecar]:
    """``before`` and ``after`` with nothing in them but what differs.

    Of ``after`` and ``before`` they say as much to :func:`merge` as the two themselves: with
    ``before`` as base, ``after`` and any third sidecar, and the other way round. Sources, unknown
    keys of the sidecar and comments are left out.
    """
    keys = {
        key
        for key in {*before.annotations, *after.annotations}
        if before.annotations.get(key) != after.annotations.get(key)
    }
    articles = [side.article for side in (before, after)]
    if articles[0] == articles[1]:
        articles = [ArticleNotes(), ArticleNotes()]
    first, second = (
        Sidecar(
            source=after.source,
            article=article,
            annotations={key: side.annotations[key] for key in keys if key in side.annotations},
            deleted={key: side.deleted[key] for key in keys if key in side.deleted},
        )
        for side, article in zip((before, after), articles, strict=True)
    )
    return first, second


def merge_annotation(
    base: Annotation | None,
    ours: Annotation,
    theirs: Annotation,
    *,
    home: str = "",
    texts: Texts = merge_texts,
) -> Annotation:
    """What ``ours`` and ``theirs`` made of ``base``, field by field; see :func:`merge`.

    ``home`` names the side whose anchor counts in the text that is kept: ``ours``, ``theirs``, or
    neither.
    """
    begun = base or Annotation(ours.id, "", ours.anchor)
    later = _later(ours, theirs)
    kind = three_way(begun.kind, ours.kind, theirs.kind, later)
    correction = Correction(
        *(
            three_way(
                getattr(begun.correction, key),
                getattr(ours.correction, key),
                getattr(theirs.correction, key),
                later,
            )
            for key in CORRECTION_KEYS
        )
    )
    extra = merge_values(begun.extra, ours.extra, theirs.extra, later)
    if kind in CORRECTIONS:
        # What these keys said under another kind has a meaning of its own now.
        extra = {key: extra[key] for key in extra if key not in CORRECTION_KEYS}
    return Annotation(
        id=ours.id,
        kind=kind,
        anchor=_anchor(base, ours, theirs, home, later),
        tags=merge_sequence(begun.tags, ours.tags, theirs.tags),
        note=texts(begun.note, ours.note, theirs.note),
        creator=three_way(begun.creator, ours.creator, theirs.creator, later),
        created=three_way(begun.created, ours.created, theirs.created, _earlier_time),
        modified=max(ours.modified, theirs.modified),
        correction=correction if kind in CORRECTIONS else Correction(),
        extra=extra,
    )


def _later(ours: Annotation, theirs: Annotation) -> Callable[[T, T], T]:
    """Settles for the value of the side modified later; of equals, for the larger one."""

    def settle(our_value: T, their_value: T) -> T:
        if ours.last_changed == theirs.last_changed:
            return larger(our_value, their_value)
        return our_value if ours.last_changed > theirs.last_changed else their_value

    return settle


def _earlier_time(ours: str, theirs: str) -> str:
    return min(time for time in (ours, theirs, "~") if time) if ours or theirs else ""


def _source(base: Source, ours: Source, theirs: Source) -> Source:
    """One side's name and hashes, for they belong together; and all that is unknown."""
    kept = three_way(
        replace(base, extra={}), replace(ours, extra={}), replace(theirs, extra={}), larger
    )
    return replace(kept, extra=merge_values(base.extra, ours.extra, theirs.extra, larger))


def merge_article(
    base: ArticleNotes, ours: ArticleNotes, theirs: ArticleNotes, *, texts: Texts = merge_texts
) -> ArticleNotes:
    """What ``ours`` and ``theirs`` made of ``base``; see :func:`merge`."""
    return ArticleNotes(
        merge_sequence(base.tags, ours.tags, theirs.tags),
        texts(base.note, ours.note, theirs.note),
        merge_values(base.extra, ours.extra, theirs.extra, larger),
    )


def _state(
    base: Sidecar, ours: Sidecar, theirs: Sidecar, key: str, source: Source, texts: Texts
) -> Annotation | str | None:
    """What becomes of one id: an annotation, the time of its deletion, or nothing."""
    begun, one, other = (
        side.annotations.get(key) or side.deleted.get(key) for side in (base, ours, theirs)
    )
    if same(other, one) or same(other, begun):
        return one
    if same(one, begun):
        return other
    if isinstance(one, Annotation) and isinstance(other, Annotation):
        homes = [
            name
            for name, side in (("ours", ours), ("theirs", theirs))
            if side.source.text_sha256 == source.text_sha256
        ]
        held = begun if isinstance(begun, Annotation) else None
        home = homes[0] if len(homes) == 1 else ""
        return merge_annotation(held, one, other, home=home, texts=texts)
    if isinstance(one, Annotation):
        moved = base.source.text_sha256 != ours.source.text_sha256
        return _kept_or_deleted(begun, one, other, moved=moved)
    if isinstance(other, Annotation):
        moved = base.source.text_sha256 != theirs.source.text_sha256
        return _kept_or_deleted(begun, other, one, moved=moved)
    return max(one or "", other or "")


def _kept_or_deleted(
    begun: Annotation | str | None, kept: Annotation, deleted: T, *, moved: bool
) -> Annotation | T:
    """``kept``, which the other side has not; or not, when nothing was changed in it since.

    ``moved`` says that its anchor counts in another text than before, which is no change.
    """
    if isinstance(begun, Annotation):
        anchor = kept.anchor if moved else begun.anchor
        unchanged = replace(begun, anchor=anchor, modified=kept.modified) == kept
    else:
        younger = isinstance(deleted, str) and deleted > kept.last_changed
        unchanged = begun is None and younger
    return deleted if unchanged else kept


def _anchor(
    base: Annotation | None,
    ours: Annotation,
    theirs: Annotation,
    home: str,
    settle: Callable[[Anchor, Anchor], Anchor],
) -> Anchor:
    """The anchor on other words, if only one side moved it; else the one at ``home``."""
    if base is not None:
        moved = [side.anchor.exact != base.anchor.exact for side in (ours, theirs)]
        if moved[0] != moved[1]:
            return (ours if moved[0] else theirs).anchor
    if home:
        return (ours if home == "ours" else theirs).anchor
    if base is not None:
        return three_way(base.anchor, ours.anchor, theirs.anchor, settle)
    return ours.anchor if ours.anchor == theirs.anchor else settle(ours.anchor, theirs.anchor)
