"""Sidecars of every kind that the model lets in, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from annotations.model import (
    CORRECTIONS,
    Anchor,
    Annotation,
    ArticleNotes,
    Correction,
    Sidecar,
    Source,
    Value,
)

AWKWARD = [
    "",
    "\U0001f469\u200d\U0001f52c",
    "\xa0x\xa0",
    "a\u2028b\u2029c\x85d",
    "\ufeffx",
    "  leading",
    "trailing  ",
    "---",
    "...",
    "---\n...\nx",
    "\ttab\t",
    '\\ "quoted" \\n',
    "# no comment",
    "a: b",
    "| >",
    "\n\nx\n\n",
    "x\r\ny\rz",
    "\x00\x1b[31m\x7f\x9b",
    "\ud800lone\udfff",
    "\ufffe\uffff\ufffd",
    "null",
    "017",
    "- a",
    "%YAML",
    "\u202eabc",
    "x" * 3000,
    "a\n  b\n\tc\n\nd",
]
SIDECAR_KEYS = {"version", "source", "article", "annotations", "deleted"}
ANNOTATION_KEYS = {
    *("kind", "start", "end", "exact", "prefix", "suffix"),
    *("tags", "note", "creator", "created", "modified"),
    *("verdict", "name", "type", "speaker"),
}

texts = st.text(st.characters(exclude_categories=[])) | st.sampled_from(AWKWARD)
values: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
tags = texts.filter(lambda text: any(letter.isalnum() for letter in text))


def extras(known: set[str]) -> st.SearchStrategy[dict[str, Value]]:
    return st.dictionaries(texts.filter(lambda key: key not in known), values, max_size=3)


@st.composite
def annotation_made(draw: st.DrawFn) -> Annotation:
    start = draw(st.integers(0, 10**6))
    kind = draw(texts | st.sampled_from(CORRECTIONS))
    corrected = st.builds(Correction, texts, texts, texts, texts)
    return Annotation(
        id=draw(texts),
        kind=kind,
        anchor=Anchor(
            start, start + draw(st.integers(0, 999)), draw(texts), draw(texts), draw(texts)
        ),
        tags=tuple(draw(st.lists(tags, max_size=3))),
        note=draw(texts),
        creator=draw(texts),
        created=draw(texts),
        modified=draw(texts),
        correction=draw(corrected) if kind in CORRECTIONS else Correction(),
        extra=draw(extras(ANNOTATION_KEYS)),
    )


@st.composite
def sidecars(draw: st.DrawFn) -> Sidecar:
    """A sidecar whose every text came in through the model's door."""
    said = ArticleNotes(
        tuple(draw(st.lists(tags, max_size=3))), draw(texts), draw(extras({"tags", "note"}))
    )
    source = Source(
        draw(texts), draw(texts), draw(texts), draw(extras({"name", "sha256", "text_sha256"}))
    )
    held = ArticleNotes(extra=draw(extras(SIDECAR_KEYS)))
    extra = Sidecar(Source()).with_article(held).article.extra
    sidecar = Sidecar(Source(), extra=extra).with_source(source).with_article(said)
    for annotation in draw(st.lists(annotation_made(), max_size=3)):
        sidecar = sidecar.put(annotation)
    for identifier in draw(st.lists(st.sampled_from(sorted(sidecar.annotations) or [""]))):
        sidecar = sidecar.remove(identifier, draw(texts))
    return sidecar
