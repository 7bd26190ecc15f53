"""What everything looks like in JSON: the one place that knows the names of the keys.

Invariant: this is version 1 of the shapes that the manual documents. Keys are added, never
renamed or dropped, without a new version. Every offset is in code points of the article's text.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from annotations.codebook import Codebook
    from reader.annotating import Placed
    from reader.articles import Block, Metadata
    from reader.comparing import Comparison
    from reader.concordance import Mention
    from reader.index.entries import Entry
    from reader.index.explaining import Explained
    from reader.index.facets import Facet
    from reader.index.searching import Hit
    from reader.index.snippets import Snippet
    from reader.library_marks import Named, Quoted
    from reader.marks import Mark, Speaker
    from reader.open_article import OpenArticle
    from reader.searches import SavedSearch

Record = dict[str, object]


def entry_as_json(entry: Entry) -> Record:
    """An article as ``reader list`` gives it."""
    return {
        "path": entry.path,
        "title": entry.title,
        "authors": list(entry.authors),
        "date": _date(entry.date),
        "source": entry.source,
        "url": entry.url,
        "language": entry.language,
        "format": entry.format,
        "words": entry.words,
        "annotations": entry.annotations,
        "tags": list(entry.tags),
    }


def hit_as_json(hit: Hit, passages: Iterable[Snippet]) -> Record:
    """An article as ``reader search`` gives it, with the passages that show why."""
    entry = hit.entry
    return {
        "path": entry.path,
        "title": entry.title,
        "date": _date(entry.date),
        "source": entry.source,
        "language": entry.language,
        "score": round(hit.score, 4),
        "tags": list(entry.tags),
        "annotations": entry.annotations,
        "snippets": [
            {
                "start": p.start,
                "text": p.text,
                "matches": [list(m) for m in p.matches],
                "page": p.page or None,
            }
            for p in passages
        ],
    }


def facets_as_json(facets: Iterable[Facet]) -> Record:
    """The facets of ``reader search --facet``, by their names."""
    return {
        facet.name: [{"value": value, "count": count} for value, count in facet.counts]
        for facet in facets
    }


def explained_as_json(explained: Explained) -> Record:
    """A part of a query as ``reader search --explain`` gives it."""
    return {
        "part": explained.said,
        "articles": explained.articles,
        "looked_for": [
            {
                "fields": list(way.fields),
                "terms": list(way.terms),
                "languages": list(way.languages),
            }
            for way in explained.ways
        ],
        "parts": [explained_as_json(part) for part in explained.parts],
    }


def search_as_json(saved: SavedSearch) -> Record:
    """A saved search as ``reader searches`` gives it."""
    return {"name": saved.name, "query": saved.query, "from": saved.origin.value}


def article_as_json(opened: OpenArticle) -> Record:
    """All that is known of one article, as ``reader show`` gives it."""
    article, meta = opened.article, opened.article.metadata
    said = opened.sidecar.article if opened.sidecar else None
    return {
        "path": opened.path,
        **metadata_as_json(meta),
        "text": article.text,
        "format": article.format,
        "pages": [{"start": page.start, "label": page.label} for page in article.pages],
        "blocks": [_block(block) for block in article.blocks],
        "marks": [_mark(mark) for mark in opened.marks],
        "tags": list(said.tags) if said else [],
        "note": said.note if said else "",
        "annotations": [annotation_as_json(opened, placed) for placed in opened.placed],
    }


def metadata_as_json(meta: Metadata) -> Record:
    """What is known about an article; ``guessed`` names what nobody stated."""
    return {
        "title": meta.title,
        "authors": list(meta.authors),
        "date": _date(meta.date),
        "source": meta.source,
        "url": meta.url,
        "language": meta.language,
        "keywords": list(meta.keywords),
        "guessed": sorted(meta.guessed),
    }


def annotation_as_json(opened: OpenArticle, placed: Placed) -> Record:
    """One annotation; ``start`` and ``end`` are null when it has no place in the text.

    What is said of a whole article has the kind ``article`` and no id.
    """
    annotation = placed.annotation
    anchored = bool(annotation.id) and not placed.is_orphan
    return {
        "article": opened.path,
        "id": annotation.id or None,
        "kind": annotation.kind,
        "start": placed.start if anchored else None,
        "end": placed.end if anchored else None,
        "page": opened.page_of(placed) or None,
        "exact": annotation.anchor.exact,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
        "correction": {k: v for k, v in asdict(annotation.correction).items() if v},
        "orphan": placed.is_orphan,
    }


def tag_as_json(name: str, book: Codebook, articles: int) -> Record:
    """A tag of the library, with the number of ``articles`` it is on."""
    from annotations.codebook import Tag, rgb

    tag = book.tags.get(name, Tag())
    return {
        "tag": name,
        "articles": articles,
        "colour": book.colour_of(name),
        "rgb": rgb(book.colour_of(name)),
        "description": tag.description,
        "aliases": list(tag.aliases),
        "in_codebook": name in book.tags,
    }


def _block(block: Block) -> Record:
    return {
        "start": block.start,
        "end": block.end,
        "role": block.role.value,
        "level": block.level,
        "language": block.language,
    }


def _mark(mark: Mark) -> Record:
    return {
        "kind": mark.label,
        "start": mark.start,
        "end": mark.end,
        "name": mark.name,
        "confidence": round(mark.confidence, 3),
        "origin": mark.origin.value,
        **_speaker(mark.speaker),
    }


def _speaker(speaker: Speaker | None) -> Record:
    """Who speaks; ``speaker`` alone is the name, the rest says how we know."""
    words = speaker is not None and speaker.end > speaker.start
    return {
        "speaker": speaker.name if speaker else None,
        "speaker_start": speaker.start if speaker and words else None,
        "speaker_end": speaker.end if speaker and words else None,
        "reference": speaker.reference.value if speaker else None,
        "rule": speaker.rule if speaker else None,
        "cue": list(speaker.cue) if speaker and speaker.cue else None,
    }


def named_as_json(named: Named) -> Record:
    """A name as ``reader entities`` gives it."""
    return {
        "kind": named.label,
        "name": named.name,
        "mentions": named.mentions,
        "articles": named.articles,
        "forms": list(named.forms),
        "origin": named.origin.value,
    }


def mention_as_json(mention: Mention) -> Record:
    """A mention of a name as ``reader entities mentions`` gives it."""
    return {
        "article": mention.path,
        "title": mention.title,
        "start": mention.mark.start,
        "end": mention.mark.end,
        "page": mention.page or None,
        "kind": mention.mark.label,
        "name": mention.mark.name,
        "words": mention.words,
        "confidence": round(mention.mark.confidence, 3),
        "origin": mention.mark.origin.value,
        "before": mention.before,
        "after": mention.after,
    }


def comparison_as_json(ours: OpenArticle, theirs: OpenArticle, common: Comparison) -> Record:
    """What ``reader compare`` gives of two articles."""
    return {
        "articles": [ours.path, theirs.path],
        "passages": [
            {
                "start": passage.ours[0],
                "end": passage.ours[1],
                "other_start": passage.theirs[0],
                "other_end": passage.theirs[1],
                "words": ours.article.text[slice(*passage.ours)],
            }
            for passage in common.passages
        ],
        "names": list(common.names),
    }


def quoted_as_json(quoted: Quoted) -> Record:
    """A quotation as ``reader quotes`` gives it."""
    return {
        "article": quoted.path,
        "title": quoted.title,
        "start": quoted.mark.start,
        "end": quoted.mark.end,
        "page": quoted.page or None,
        "quotation": quoted.mark.name,
        "confidence": round(quoted.mark.confidence, 3),
        "origin": quoted.mark.origin.value,
        **_speaker(quoted.mark.speaker),
        "speaker_words": quoted.words,
        "before": quoted.before,
        "after": quoted.after,
    }


def _date(date: datetime | None) -> str | None:
    return date.isoformat() if date else None
