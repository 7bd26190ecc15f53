"""Queries through the façade: saved searches count wherever a person types a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library

    Make = Callable[[dict[str, str | bytes]], Library]

FILES: dict[str, str | bytes] = {
    "a.txt": "The kettle sings.",
    "b.txt": "The kestrel flies over the quay.",
    ".reader.toml": '[searches]\nbirds = "kestrel"\n',
}


def typed(library: Library, text: str) -> list[str]:
    return [hit.entry.path for hit in library.search_as_typed(text)[1].hits]


def test_a_saved_search_may_be_typed_and_is_as_new_as_its_file(
    make_library: Make, articles: Path
) -> None:
    library = make_library(FILES)
    assert typed(library, "@birds") == ["b.txt"]
    assert typed(library, "@birds qu") == ["b.txt"]
    (articles / ".reader.toml").write_text('[searches]\nbirds = "ket"\nkettles = "kettle"\n')
    assert typed(library, "@kettles") == ["a.txt"]
    assert typed(library, "@birds") == []
    with pytest.raises(QueryError, match="Did you mean @birds"):
        library.search_as_typed("@bird")


def test_all_that_a_query_finds_are_its_paths(make_library: Make) -> None:
    library = make_library(FILES)
    assert library.queries.found_by("the") == {"a.txt", "b.txt"}
    assert library.queries.found_by("the -@birds") == {"a.txt"}
    node = library.queries.parse("kettle OR @birds")
    assert sorted(library.queries.paths(node)) == ["a.txt", "b.txt"]
    assert library.queries.saved_in("kettle OR @birds") == {"birds": "kestrel"}
