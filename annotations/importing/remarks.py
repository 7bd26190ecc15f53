"""Turns what other programs say, remark by remark, into sidecars.

A remark on words becomes an annotation, one on a whole page a note on the article, and a reply is
added to the note it answers, signed, since an annotation has one creator.
Invariant: no remark that says anything is lost, and the same document gives the same identifiers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotations.importing.reading import (
    Imported,
    Reading,
    Target,
    cleaned,
    sidecar_of,
    stable_id,
)
from annotations.model import Annotation, ArticleNotes, Correction, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.model import Anchor, Value


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing someone said, whatever program it was said in."""

    target: Target
    iri: str
    """What the other program calls it; the same in every export."""
    anchor: Anchor | None = None
    """None for a remark on the whole article."""
    answers: tuple[str, ...] = ()
    """The remarks it replies to, by ``iri``, the first one first."""
    tags: tuple[str, ...] = ()
    """Clean."""
    note: str = ""
    creator: str = ""
    created: str = ""
    """In UTC as ``annotations.times.utc`` gives it, or empty; ``modified`` likewise."""
    modified: str = ""
    id: str | None = None
    """Ours, when it was once exported from here."""
    kind: str = "highlight"
    correction: Correction = field(default_factory=Correction)
    extra: Mapping[str, Value] = field(default_factory=dict)
    source_extra: Mapping[str, Value] = field(default_factory=dict)
    """Unknown keys about the file, of a remark on the whole article."""
    sidecar_extra: Mapping[str, Value] = field(default_factory=dict)


def gather(remarks: Iterable[Remark], problems: Iterable[str] = ()) -> Reading:
    """``remarks`` by article, in the order in which the articles are met first."""
    by_iri = _by_iri(remarks)
    roots = _roots(by_iri)
    replies: dict[str, list[Remark]] = {}
    for iri, remark in by_iri.items():
        if roots[iri] != iri:
            replies.setdefault(roots[iri], []).append(remark)
    by_article: dict[str, list[Remark]] = {}
    for iri, remark in by_iri.items():
        if roots[iri] == iri:
            whole = _with_replies(remark, replies.get(iri, []))
            by_article.setdefault(_key(whole.target), []).append(whole)
    articles = tuple(_imported(group) for group in by_article.values())
    return Reading(articles, tuple(problems))


def _by_iri(remarks: Iterable[Remark]) -> dict[str, Remark]:
    """Each remark once; of two different ones called the same, the second is called otherwise."""
    found: dict[str, Remark] = {}
    for remark in remarks:
        if found.setdefault(remark.iri, remark) != remark:
            iri = repr(remark)
            found[iri] = replace(remark, iri=iri, id=None)
    return found


def _roots(by_iri: Mapping[str, Remark]) -> dict[str, str]:
    """By each remark the one its conversation begins with, as far back as the document goes.

    Those that answer each other in a circle begin with themselves.
    """
    roots: dict[str, str] = {}
    for first in by_iri:
        walked: dict[str, None] = {}
        at: str | None = first
        while at is not None and at not in walked and at not in roots:
            walked[at] = None
            before = next((iri for iri in by_iri[at].answers if iri in by_iri), None)
            if before is None:
                roots[at] = at
            at = before
        for iri in walked:
            roots[iri] = iri if at is None or at in walked else roots[at]
        if at is None:
            root = next(reversed(walked))
            roots.update(dict.fromkeys(walked, root))
    return roots


def _with_replies(remark: Remark, replies: list[Remark]) -> Remark:
    ordered = sorted(replies, key=lambda reply: (reply.created, reply.iri))
    notes = [remark.note, *(_signed(reply) for reply in ordered)]
    tags = (*remark.tags, *(tag for reply in ordered for tag in reply.tags))
    return replace(
        remark,
        note="\n\n".join(note for note in notes if note.strip()),
        tags=tuple(dict.fromkeys(tags)),
    )


def _signed(remark: Remark) -> str:
    signature = ", ".join(filter(None, (remark.creator, remark.created[:10])))
    note = remark.note.rstrip()
    return f"{note}\n— {signature}" if note and remark.creator else note


def _key(target: Target) -> str:
    return target.path or target.url or target.title


def _imported(remarks: list[Remark]) -> Imported:
    annotations: dict[str, Annotation] = {}
    for remark in remarks:
        if remark.anchor is not None:
            annotation = _annotation(remark, remark.anchor)
            annotations[annotation.id] = annotation
    whole = [remark for remark in remarks if remark.anchor is None]
    article = ArticleNotes(
        tuple(dict.fromkeys(tag for remark in whole for tag in remark.tags)),
        "\n\n".join(note for remark in whole if (note := _signed(remark))),
        _merged(remark.extra for remark in whole),
    )
    target = _target(remarks)
    source = Source(
        "",
        target.sha256,
        target.text_sha256,
        _merged(remark.source_extra for remark in whole),
    )
    extra = _merged(remark.sidecar_extra for remark in whole)
    return Imported(target, sidecar_of(source, article, annotations, extra))


def _annotation(remark: Remark, anchor: Anchor) -> Annotation:
    return cleaned(
        Annotation(
            id=stable_id(remark.iri) if remark.id is None else remark.id,
            kind=remark.kind,
            anchor=anchor,
            tags=remark.tags,
            note=remark.note,
            creator=remark.creator,
            created=remark.created,
            modified=remark.modified,
            correction=remark.correction,
            extra=remark.extra,
        )
    )


def _target(remarks: list[Remark]) -> Target:
    """All that the remarks on one article know of it; the first to know something is believed."""

    def known(name: str) -> str:
        values: Iterable[str] = (getattr(remark.target, name) for remark in remarks)
        return next(filter(None, values), "")

    return Target(*map(known, ("path", "url", "title", "sha256", "text_sha256")))


def _merged(extras: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    merged: dict[str, Value] = {}
    for extra in extras:
        merged = {**extra, **merged}
    return merged
