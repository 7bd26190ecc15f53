"""Searching against brute force: what a query means, said again in a few lines."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.config import Settings
from reader.index import query
from reader.index.ordering import Sort
from reader.index.query import And, Everything, Node, Not, Or, Phrase, Prefix, Wildcard, Word
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[dict[str, str | bytes]], Library]

WORDS = ("kim", "putin", "march", "order", "world")
"""Words whose stems are themselves."""


def found(library: Library, asked: str, sort: Sort = Sort.PATH) -> list[str]:
    return [hit.entry.path for hit in library.search(query.parse(asked), sort=sort).hits]


def brute(node: Node, words: list[str]) -> bool:
    match node:
        case And(nodes):
            return all(brute(part, words) for part in nodes)
        case Or(nodes):
            return any(brute(part, words) for part in nodes)
        case Not(inner):
            return not brute(inner, words)
        case Everything():
            return True
        case Word(text):
            return text in words
        case Prefix(text):
            return any(word.startswith(text) for word in words)
        case Wildcard(pattern):
            return any(word.endswith(pattern[1:]) for word in words)
        case Phrase(wanted, _, 1):
            runs = zip(*(words[n:] for n in range(len(wanted))), strict=False)
            return tuple(wanted) in runs
        case Phrase((first, second), _, slop):
            places = [
                (a, b)
                for a, one in enumerate(words)
                for b, other in enumerate(words)
                if one == first and other == second
            ]
            return any(0 < abs(a - b) <= slop for a, b in places)
    raise AssertionError(node)


leaves = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([word[:3] + "*" for word in WORDS]),
    st.sampled_from(["*" + word[2:] for word in WORDS]),
    st.just("*"),
    st.builds('"{} {}"'.format, st.sampled_from(WORDS), st.sampled_from(WORDS)),
    st.permutations(WORDS).map(lambda words: f'"{words[0]} {words[1]}"~2'),
    st.sampled_from([f"text:{word}" for word in WORDS]),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("({} {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("-{}".format, inner),
    ),
    max_leaves=5,
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)


@settings(max_examples=10)
@given(st.lists(texts, min_size=1, max_size=6), st.lists(queries, min_size=8, max_size=12))
@example([["kim"], ["kim", "putin"], ["putin"], ["putin"], ["kim"], ["putin"]], ["(putin OR *)"])
def test_a_search_finds_what_reading_everything_finds(
    contents: list[list[str]], asked: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for number, words in enumerate(contents):
            # Stated titles, so that no article's words are in its title.
            head = f"---\ntitle: '{number}'\nlanguage: en\n---\n"
            (root / f"{number}.md").write_text(head + " ".join(words))
        library = Library(root, Settings())
        try:
            library.refresh()
            for one in asked:
                node = query.parse(one)
                expected = [f"{n}.md" for n, words in enumerate(contents) if brute(node, words)]
                assert found(library, one) == expected, one
                hits = library.search(node, limit=2)
                assert hits.total == len(expected), one
                assert {hit.entry.path for hit in hits.hits} <= set(expected), one
        finally:
            library.close()


POSITIVE = (
    "sanctions", "Häuser", "hauser", '"new sanctions"', '"sanctions russia"~4', "sanc*", "happi*",
    "sanctions*", "*ctions", "s?nctions", "sanktions~", "kim OR putin", "sanctions -kim",
    "text:houses", '"the summit of peace"~6', "carbon-fiber", "carbon-fibre~2", "Straße", "strasse",
)  # fmt: skip
LIBRARY: dict[str, str | bytes] = {
    "a.txt": "New sanctions\n\nThe new sanctions against Russia make nobody happy. Kim and Putin"
    " met at the summit; it was a summit of peace, they said, and of carbon-fiber bicycles.",
    "b.txt": "Die neuen Häuser\n\nDie neuen Häuser in der Straße sind nicht schön, und das Haus"
    " neben der Kirche ist auch nicht mehr das, was es einmal war.",
    "c.txt": "The houses\n\nThe houses and the streets of the town were happier under sanctioning"
    " powers, said one who had been there.\n\nEr sagte nicht, dass die Häuser schön sind.",
}


@pytest.mark.parametrize("asked", POSITIVE)
def test_every_hit_of_a_text_query_has_matches_and_a_snippet_that_shows_them(
    make_library: Make, asked: str
) -> None:
    library = make_library(LIBRARY)
    node = query.parse(asked)
    paths = found(library, asked)
    assert paths, asked
    for path in paths:
        opened = library.open(path)
        text = opened.article.text
        matches = library.matches(node, opened)
        assert matches == sorted(matches)
        assert all(0 <= a < b <= len(text) for a, b in matches)
        assert all(b <= c for (_, b), (c, _) in pairwise(matches))
        (snippet,) = library.snippets(node, path)
        assert text[snippet.start :].replace("\n", " ").startswith(snippet.text)
        assert snippet.matches
        for start, end in snippet.matches:
            assert snippet.start <= start < end <= snippet.start + len(snippet.text)
            assert any(a <= start and end <= b for a, b in matches)


def test_words_are_stemmed_by_the_language_of_their_paragraph(make_library: Make) -> None:
    library = make_library(LIBRARY)
    assert found(library, "Haus") == ["b.txt", "c.txt"]
    assert found(library, "house") == ["c.txt"]
    assert found(library, "sanction") == ["a.txt", "c.txt"]
    assert found(library, "happiness OR happy") == ["a.txt"]


def test_words_in_a_language_that_nobody_could_tell_are_found_as_they_are_spelt(
    make_library: Make,
) -> None:
    library = make_library({"a.txt": "Bicycles", "b.txt": LIBRARY["b.txt"]})
    assert found(library, "bicycles") == ["a.txt"]
    assert found(library, "bicycle") == []


def test_accents_case_and_composition_do_not_matter(make_library: Make) -> None:
    library = make_library({"a.txt": "Malmö and Élysée, said he."})
    for asked in ("malmo", "MALMÖ", "Malmo\u0308", "elysee", '"malmo\u0308 and élysée"'):
        assert found(library, asked) == ["a.txt"], asked


def test_no_phrase_runs_from_one_paragraph_to_the_next(make_library: Make) -> None:
    library = make_library({"a.txt": "It was the end of the world.\n\nOrder came next to it."})
    assert found(library, '"world order"') == []
    assert found(library, '"world order"~900') == []


def test_fields_ask_about_the_file(make_library: Make) -> None:
    library = make_library(
        {
            "2025/Ärger im Büro.md": "---\ntitle: Trouble\nauthor: Jörg Müller\ndate: 2025-09-03\n"
            "language: de\nsource: The Post\n---\nNichts als Ärger.",
            "2025/09/b.txt": "Something else altogether happened.",
            "notes [1].md": "---\ndate: 0999-01-02\n---\nMore of it.",
        }
    )
    trouble = ["2025/Ärger im Büro.md"]
    for asked in (
        "title:trouble", "author:müller", 'author:"jorg muller"', "author:mül*", "source:post",
        "date:2025", "date:2025-09", "date:2025-09-03", "date:2025-08-30..2025-09-03",
        "date:2025..", "language:DE", 'path:"2025/ärger im büro.md"', "path:*büro*", "has:author",
        "has:date -folder:*", "format:markdown folder:2025", "has:source author:*",
    ):  # fmt: skip
        expected = trouble if asked != "has:date -folder:*" else ["notes [1].md"]
        assert found(library, asked) == expected, asked
    assert found(library, "date:..2025-09-02") == ["notes [1].md"]
    assert found(library, "folder:2025/") == ["2025/09/b.txt", *trouble]
    assert found(library, "folder:2025/09") == ["2025/09/b.txt"]
    assert found(library, "path:*[1]*") == ["notes [1].md"]


def test_a_field_that_has_any_value_is_no_loophole(make_library: Make) -> None:
    library = make_library({"a.txt": "Kim came to Beijing.", "b.txt": "Putin came to Moscow."})
    assert found(library, "* kim") == ["a.txt"]
    assert found(library, "title:* title:putin") == ["b.txt"]
    assert found(library, "text:* -kim") == ["b.txt"]


@pytest.mark.parametrize(
    "asked", ["&*", "&~", '"&"', "\u0301*", "text:&*", "person:&*", "(&* kim)"]
)
def test_a_query_without_words_finds_nothing(make_library: Make, asked: str) -> None:
    library = make_library({"a.txt": "Kim came to Beijing & left."})
    assert found(library, asked) == []
    assert library.matches(query.parse("&* OR &~"), library.open("a.txt")) == []


def test_names_are_found_in_their_fields_and_shown_where_they_stand(make_library: Make) -> None:
    text = (
        "Chinese President Xi Jinping met Vladimir Putin in Beijing. “We will win,” Putin said."
        " Nobody else in Moscow will win."
    )
    library = make_library({"a.txt": text})

    def shown(asked: str) -> list[str]:
        matches = library.matches(query.parse(asked), library.open("a.txt"))
        return [text[a:b] for a, b in matches]

    for asked in ("person:putin", "person:put*", "speaker:putin", "place:beijing", "quote:win"):
        assert found(library, asked) == ["a.txt"], asked
    assert found(library, "place:putin OR person:utin OR quote:moscow") == []
    assert shown("person:put*") == ["Vladimir Putin", "Putin"]
    assert shown("place:put* OR person:utin") == []
    assert shown("speaker:putin") == ["“We will win,”"]
    assert shown("quote:win") == ["win"]


def test_hits_come_in_the_order_asked_for(make_library: Make) -> None:
    library = make_library(
        {
            "a.md": "---\ntitle: zebra\ndate: 2024-01-01\n---\nkim",
            "b.md": "---\ntitle: Apple\n---\nkim kim kim",
            "c.md": "---\ntitle: mango\ndate: 2025-01-01\n---\nkim and a great many other words",
        }
    )
    assert found(library, "kim", Sort.PATH) == ["a.md", "b.md", "c.md"]
    assert found(library, "kim", Sort.TITLE) == ["b.md", "c.md", "a.md"]
    assert found(library, "kim", Sort.DATE) == ["c.md", "a.md", "b.md"]
    assert found(library, "kim", Sort.RELEVANCE)[-1] == "c.md"
    assert [entry.path for entry in library.entries(Sort.DATE)] == ["c.md", "a.md", "b.md"]
    hits = library.search(query.parse("kim"), limit=1, sort=Sort.DATE)
    assert (len(hits.hits), hits.total) == (1, 3)


def test_an_unfinished_word_finds_what_it_may_become(make_library: Make) -> None:
    library = make_library(LIBRARY)
    for typed in ("sanc", "sanction", 'kim "new sanctions', "Hä"):
        assert library.search_as_typed(typed)[1].total, typed


def test_many_small_commits_are_merged_and_still_searched(
    make_library: Make, articles: Path, home: Path
) -> None:
    library = make_library({"0.txt": "kim came zero times"})
    for number in range(1, 13):
        (articles / f"{number}.txt").write_text(f"Kim came to the parade {number}.")
        library.refresh()
    assert len(found(library, '"the parade"')) == 12
    assert len(found(library, "kin~ par*")) == 12
    assert found(library, "-parade") == ["0.txt"]
    segments = list((home / "cache").rglob("*.arrays"))
    assert 1 <= len(segments) < 13
