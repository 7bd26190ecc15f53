"""``reader search --explain``: how a query is understood, with what each part finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Make = Callable[[dict[str, str | bytes]], Library]


def test_a_query_is_an_outline_in_words(run: Run, library: Path) -> None:
    result = run("search", "--explain", '(pilots OR kettles) -"east quay"')
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "all of  (2 articles)",
        "  any of  (2 articles)",
        "    the word “pilots”  (1 article)",
        "        pilots in text, title, note, tag",
        "        pilot, a stem in en, in text, title, note, tag",
        "    the word “kettles”  (1 article)",
        "        kettles in text, title, note, tag",
        "        kettl, a stem in en, in text, title, note, tag",
        "  without  (1 article)",
        "    the phrase “east quay”  (1 article)",
        "        east quay in text, title, note, tag",
        "        east quay, a stem in en, in text, title, note, tag",
    ]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("quay*", "what begins with “quay”  (1 article)"),
        ("*estrel", "the pattern “*estrel”  (1 article)"),
        ("ketle~", "what is spelt like “ketle”, but for 1 letter  (1 article)"),
        ("kestrol~2", "what is spelt like “kestrol”, but for 2 letters  (1 article)"),
        ('"harbour closing"~5', "the words “harbour closing”, within 5 words  (1 article)"),
        ("date:2024", "dated from 2024-01-01 to 2024-12-31  (1 article)"),
        ("date:2024..", "dated from 2024-01-01  (1 article)"),
        ("date:..2024-05-06", "dated to 2024-05-06  (1 article)"),
        ("has:annotations", "with annotations  (0 articles)"),
        ("has:date", "with any date  (1 article)"),
        ("date:*", "any date at all  (1 article)"),
        ("*", "every article  (3 articles)"),
    ],
)
def test_each_kind_of_term_has_words_for_it(run: Run, library: Path, query: str, line: str) -> None:
    assert run("search", "--explain", query).stdout.splitlines()[0] == line


def test_a_field_is_where_a_term_is_looked_for(run: Run, library: Path) -> None:
    shown = run("search", "--explain", 'person:"Ingrid Vold" tag:a/B title:Kettles').stdout
    assert "    ingrid vold in person\n" in shown
    assert "    a/b in tag\n" in shown
    assert "    kettles in title\n      kettl, a stem in en, in title\n" in shown
    assert run("search", "--explain", "=kettle").stdout.splitlines() == [
        "the word “kettle”, spelt so  (1 article)",
        "    kettle in text, title, note, tag",
    ]


def test_languages_that_stem_a_word_otherwise_are_told(make_library: Make) -> None:
    german = "Die Häfen an der Küste waren geschlossen, sagten die Lotsen, und das Wetter auch. "
    library = make_library({"de.txt": german * 3, "en.txt": "The harbour was closed again. " * 5})
    explained = library.queries.explain(library.queries.parse("Häfen"))
    assert [(way.terms, way.languages) for way in explained.ways] == [
        (("hafen",), ()),
        (("haf",), ("de",)),
        (("hafen",), ("en",)),
    ]
    assert explained.articles == 1


def test_saved_searches_are_written_out(run: Run, library: Path) -> None:
    run("searches", "save", "ports", "quay")
    run("searches", "save", "both", "@ports OR kettle")
    shown = run("search", "--explain", "@both").stdout.splitlines()
    assert shown[:3] == ["@both is @ports OR kettle", "@ports is quay", "any of  (2 articles)"]
    assert json.loads(run("search", "--explain", "--json", "@both").stdout)["saved"] == {
        "both": "@ports OR kettle",
        "ports": "quay",
    }


def test_json_has_the_shape_of_the_tree(run: Run, library: Path) -> None:
    shown = json.loads(run("search", "--explain", "--json", "kettle", "-pilots").stdout)
    assert (shown["query"], shown["part"], shown["articles"]) == ("kettle -pilots", "all of", 1)
    word, without = shown["parts"]
    fields = ["text", "title", "note", "tag"]
    assert word == {
        "part": "the word “kettle”",
        "articles": 1,
        "looked_for": [
            {"fields": fields, "terms": ["kettle"], "languages": []},
            {"fields": fields, "terms": ["kettl"], "languages": ["en"]},
        ],
        "parts": [],
    }
    assert [part["part"] for part in without["parts"]] == ["the word “pilots”"]


def test_what_finds_nothing_is_explained_with_the_status_one(run: Run, library: Path) -> None:
    result = run("search", "--explain", "kettle", "pilots")
    assert result.returncode == 1
    assert "the word “kettle”  (1 article)" in result.stdout


@pytest.mark.parametrize("other", ["-l", "-c", "-0", "--jsonl", "--facet=tag"])
def test_an_explanation_is_asked_for_alone(run: Run, library: Path, other: str) -> None:
    result = run("search", "--explain", other, "kettle")
    assert result.returncode == 2
    assert "--explain goes with" in result.stderr
