"""Codebooks for properties: of every text the door lets in, and of few names that often meet."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from annotations.codebook import COLOURS, Codebook, Tag
from annotations.model import ArticleNotes, Sidecar, Source, clean_tag
from tests.annotations.strategies import extras, tags, texts

LEVELS = ["a", "b", "C", "c", "é", "no"]

colours = st.sampled_from(["", "#C0FFEE", *COLOURS])
short_names = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=3).map("/".join)
comment_lines = st.lists(
    st.sampled_from(["# one", "#", "# a: b", '# "', "#'#", "# …"]), min_size=1, max_size=3
).map(tuple)


def cleaned(extra: ArticleNotes) -> ArticleNotes:
    return Sidecar(Source()).with_article(extra).article


@st.composite
def codebooks(draw: st.DrawFn, names: st.SearchStrategy[str] = tags) -> Codebook:
    """Texts of every kind under ``names``, with unknown keys and comments as a file has them."""
    top = cleaned(ArticleNotes(extra=draw(extras({"version", "tags"})))).extra
    codebook = Codebook(extra=top)
    for name in draw(st.lists(names, max_size=4)):
        unknown = cleaned(ArticleNotes(extra=draw(extras({"colour", "description", "aliases"}))))
        aliases = tuple(draw(st.lists(names, max_size=3)))
        tag = Tag(draw(colours), draw(texts), aliases, unknown.extra)
        codebook = codebook.put(name, tag)
    paths: list[tuple[str, ...]] = [(), ("version",), ("tags",), *((key,) for key in top)]
    paths += [("tags", name) for name in codebook.tags]
    return replace(
        codebook, comments=draw(st.dictionaries(st.sampled_from(paths), comment_lines, max_size=3))
    )


@st.composite
def tag_trees(draw: st.DrawFn) -> tuple[Codebook, frozenset[str]]:
    """A codebook and the tags in use, of few names, so that they are often near each other."""
    codebook = Codebook()
    for name in draw(st.lists(short_names, max_size=5)):
        codebook = codebook.put(name, Tag(draw(colours), draw(st.sampled_from(["", "x", "y"]))))
    return codebook, frozenset(clean_tag(name) for name in draw(st.lists(short_names, max_size=5)))
