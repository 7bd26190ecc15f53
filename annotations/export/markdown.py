"""Annotations as a document to read: article by article, or tag by tag.

Invariant: headings are articles or tags and nothing else, whatever the words in between say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from annotations.export.articles import TagLook
from annotations.export.markdown_text import inline, line, link, paragraphs, quoted
from annotations.times import utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.export.articles import AnnotatedArticle
    from annotations.model import Annotation

Grouping: TypeAlias = Literal["article", "tag"]

_DEEPEST = 6
_UNTAGGED = "Without a tag"
_ORPHAN = "these words are not in the article any more"
_SEPARATOR = " · "


def export_markdown(
    articles: Iterable[AnnotatedArticle],
    *,
    by: Grouping = "article",
    tags: Mapping[str, TagLook] | None = None,
) -> str:
    """A CommonMark document of quotations, notes and tags, with the article of each cited.

    ``by`` says whether the headings are articles, or tags with those below them further down;
    ``tags`` gives the descriptions that stand under a tag's heading. Anchors, ids and unknown keys
    are left out.
    """
    blocks = ["# Annotations"]
    if by == "article":
        for article in articles:
            blocks += _article_blocks(article)
    else:
        blocks += _tag_blocks(articles, tags or {})
    return "\n\n".join(blocks) + "\n"


def _article_blocks(article: AnnotatedArticle) -> Iterator[str]:
    said = article.sidecar.article
    yield f"## {inline(article.name)}"
    yield _citation(article)
    if said.note:
        yield "\n".join(paragraphs(said.note))
    if said.tags:
        yield f"Tags: {_listed(said.tags)}"
    for annotation in article.in_order():
        yield from _annotation_blocks(article, annotation, ())


def _tag_blocks(
    articles: Iterable[AnnotatedArticle], looks: Mapping[str, TagLook]
) -> Iterator[str]:
    below: dict[tuple[str, ...], list[str]] = {}
    untagged: list[str] = []
    for article in articles:
        said = article.sidecar.article
        if said.tags or said.note:
            about = [f"The whole article: {_citation(article)}", *_said(said.note)]
            for tag in said.tags:
                below.setdefault(_levels(tag), []).extend(about)
            if not said.tags:
                untagged += about
        for annotation in article.in_order():
            blocks = [*_annotation_blocks(article, annotation, (_citation(article),))]
            for tag in annotation.tags:
                below.setdefault(_levels(tag), []).extend(blocks)
            if not annotation.tags:
                untagged += blocks
    above = {levels[:depth] for levels in below for depth in range(1, min(len(levels), _DEEPEST))}
    for levels in sorted(above | set(below)):
        yield _tag_heading(levels)
        yield from _said(looks.get("/".join(levels), TagLook()).description)
        yield from below.get(levels, [])
    if untagged:
        yield f"## {_UNTAGGED}"
        yield from untagged


def _levels(tag: str) -> tuple[str, ...]:
    return tuple(tag.split("/"))


def _tag_heading(levels: tuple[str, ...]) -> str:
    """A heading as deep as the tag; one too deep for Markdown is called by its full name."""
    depth = len(levels) + 1
    name = levels[-1] if depth <= _DEEPEST else "/".join(levels)
    return f"{'#' * min(depth, _DEEPEST)} {inline(name)}"


def _annotation_blocks(
    article: AnnotatedArticle, annotation: Annotation, cited: tuple[str, ...]
) -> Iterator[str]:
    words = article.anchor(annotation).exact
    if words.strip():
        yield "\n".join(quoted(words))
    yield from _said(annotation.note)
    correction = annotation.correction
    facts = [
        f"Tags: {_listed(annotation.tags)}" if annotation.tags else "",
        inline(" ".join([annotation.kind, correction.verdict]) if correction else ""),
        inline(correction.name),
        inline(correction.type),
        f"said by {inline(correction.speaker)}" if correction.speaker else "",
        inline(annotation.creator),
        utc(annotation.created)[:10],
        _ORPHAN if article.place(annotation) is None else "",
        *cited,
    ]
    footer = _SEPARATOR.join(fact for fact in facts if fact)
    if footer:
        yield f"— {footer}"


def _said(note: str) -> list[str]:
    return ["\n".join(paragraphs(note))] if note.strip() else []


def _citation(article: AnnotatedArticle) -> str:
    """Authors, title, source, day, address and path, as far as they are known."""
    parts = [
        line(", ".join(author for author in article.authors if author.strip())),
        f"*{inline(article.name)}*",
        inline(article.source),
        article.day,
        link(article.url) if article.url else "",
        f"({inline(article.path)})" if article.title else "",
    ]
    return ", ".join(part for part in parts if part)


def _listed(tags: tuple[str, ...]) -> str:
    return ", ".join(inline(tag) for tag in tags)
