"""Annotated articles to export, drawn at random or made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from annotations.export.articles import AnnotatedArticle
from annotations.model import Anchor, Annotation, ArticleNotes, Sidecar, Source
from tests.annotations.strategies import AWKWARD, sidecars

TEXT = "The river rose at night. “We saw it,” said Ada Lovelace, “and left.” The river fell."

HOSTILE = [
    *AWKWARD,
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "\t=1",
    "# heading",
    "> quote\n\n# heading\n\n```\nfence",
    "<script>alert(1)</script> &amp; <https://evil.example>",
    "[link](javascript:alert(1)) ![image](x) `code` **bold** ~~gone~~",
    "1. one\n2) two\n- three\n+ four\n* five",
    "title\n=====\nother\n-----",
    "| a | b |\n|---|---|",
    "    indented\n\ttab",
    "ends in a backslash\\",
    "</Description><Code/>]]>",
    "\x0b\x0c\x1c\x1d\x85",
    "[a]: http://x\n\n[a]",
    "<!-- comment",
    "a  \nb\\\nc",
]

words = st.sampled_from(HOSTILE) | st.text(max_size=40)


@st.composite
def annotated(draw: st.DrawFn) -> AnnotatedArticle:
    sidecar = draw(sidecars())
    text = draw(words | st.just(TEXT))
    places = {}
    for identifier in sidecar.annotations:
        if draw(st.booleans()):
            start = draw(st.integers(0, len(text)))
            places[identifier] = (start, draw(st.integers(start, len(text))))
    return AnnotatedArticle(
        draw(words.filter(bool)),
        sidecar,
        text,
        places,
        title=draw(words),
        authors=tuple(draw(st.lists(words, max_size=2))),
        date=draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        source=draw(words),
        url=draw(words | st.just("https://example.org/a?b=c#d")),
        language=draw(st.sampled_from(["", "en"])),
    )


def libraries() -> st.SearchStrategy[list[AnnotatedArticle]]:
    return st.lists(
        annotated(),
        max_size=3,
        unique_by=lambda article: article.path.encode(errors="replace"),
    )


def at(identifier: str, exact: str, **fields: object) -> Annotation:
    """An annotation of the first ``exact`` in ``TEXT``; an orphan when it is not there."""
    start = TEXT.find(exact)
    anchor = Anchor.at(TEXT, start, start + len(exact)) if start >= 0 else Anchor(3, 9, exact)
    made = {"created": "2026-11-21T10:00:00Z", "creator": "ann", **fields}
    return replace(Annotation(identifier, "highlight", anchor), **made)  # type: ignore[arg-type]


def article(
    *said: Annotation, whole: ArticleNotes | None = None, **fields: object
) -> AnnotatedArticle:
    """An article of ``TEXT`` with annotations on it."""
    sidecar = Sidecar(Source("flood.md")).with_article(whole or ArticleNotes())
    for annotation in said:
        sidecar = sidecar.put(annotation)
    places = {
        one.id: (one.anchor.start, one.anchor.end) for one in said if one.anchor.exact in TEXT
    }
    made = AnnotatedArticle(
        "news/flood.md",
        sidecar,
        TEXT,
        places,
        title="The flood",
        authors=("Bo Li", "Cy Ek"),
        date=datetime(2026, 11, 20, tzinfo=UTC),
        source="The Daily",
        url="https://example.org/flood",
        language="en",
    )
    return replace(made, **fields)  # type: ignore[arg-type]
