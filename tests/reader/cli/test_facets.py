"""``reader search --facet``: how all that is found spreads."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.index.facets import FACETS

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Make = Callable[[dict[str, str | bytes]], Library]


def article(number: int, date: str, source: str) -> str:
    return f"---\ntitle: T{number}\ndate: {date}\nsource: {source}\n---\n\nA kettle, {number}.\n"


@pytest.fixture
def kettles(run: Run, library: Path) -> Path:
    for number in range(30):
        text = article(number, f"{2000 + number % 3}-01-01", f"Paper {number % 4}")
        (library / f"k{number}.md").write_text(text)
    run("annotate", "k1.md", "--tag", "steam", "--tag", "tea/green")
    run("annotate", "k2.md", "--tag", "steam")
    return library


def test_in_a_pipe_facets_are_records_and_count_more_than_is_shown(run: Run, kettles: Path) -> None:
    result = run("search", "kettle", "--facet", "tag,year", "-n", "1")
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "tag\tsteam\t2",
        "tag\ttea/green\t1",
        "year\t2024\t1",
        "year\t2002\t10",
        "year\t2001\t10",
        "year\t2000\t10",
    ]


def test_the_most_frequent_come_first(run: Run, kettles: Path) -> None:
    lines = run("search", "kettle", "--facet", "source").stdout.splitlines()
    assert lines == [f"source\tPaper {n}\t{8 if n < 2 else 7}" for n in range(4)]


def test_json_with_facets_is_one_object(run: Run, kettles: Path) -> None:
    found = json.loads(run("search", "kettle", "--json", "-n", "2", "--facet", "tag").stdout)
    assert found["total"] == 31
    assert len(found["hits"]) == 2
    assert found["facets"] == {
        "tag": [{"value": "steam", "count": 2}, {"value": "tea/green", "count": 1}]
    }
    nothing = run("search", "zeppelin", "--json", "--facet", "tag,person")
    assert nothing.returncode == 1
    assert json.loads(nothing.stdout)["facets"] == {"tag": [], "person": []}


def test_facets_of_each_query_of_a_file(run: Run, kettles: Path, tmp_path: Path) -> None:
    (tmp_path / "queries").write_text("tag:steam\ntag:tea/green\n")
    way = ["search", "--queries", str(tmp_path / "queries"), "--facet", "tag"]
    assert run(*way).stdout.splitlines() == [
        "tag:steam\ttag\tsteam\t2",
        "tag:steam\ttag\ttea/green\t1",
        "tag:tea/green\ttag\tsteam\t1",
        "tag:tea/green\ttag\ttea/green\t1",
    ]
    assert [set(one) for one in json.loads(run(*way, "--json").stdout)] == [
        {"query", "total", "hits", "facets"}
    ] * 2


def test_names_are_counted_by_article(run: Run, library: Path) -> None:
    people = run("search", "harbour", "--facet", "person").stdout.splitlines()
    assert people == ["person\tIngrid Vold\t1"]
    assert run("search", "kestrel", "--facet", "person,people").returncode == 2


@pytest.mark.parametrize(
    ("facets", "told"),
    [("yaer", "Did you mean year?"), ("zzz", "There are: tag, source"), ("tag,", "no facet")],
)
def test_a_facet_that_is_none_names_the_nearest(
    run: Run, library: Path, facets: str, told: str
) -> None:
    result = run("search", "kettle", "--facet", facets)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize("shape", ["-l", "-c", "-0", "--jsonl"])
def test_facets_have_no_place_among_paths(run: Run, library: Path, shape: str) -> None:
    result = run("search", "kettle", "--facet", "tag", shape)
    assert result.returncode == 2
    assert "--facet does not go with" in result.stderr


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sets(st.integers(0, 11), min_size=1))
def test_every_count_is_what_a_search_for_the_value_finds(
    make_library: Make, numbers: set[int]
) -> None:
    library = make_library(
        {f"{n}.md": article(n, f"{2000 + n % 3}-02-03", f"Paper {n % 4}") for n in range(12)}
    )
    asked = library.queries.parse(" OR ".join(f"title:T{n}" for n in numbers))
    found = [hit.entry for hit in library.search(asked).hits]
    assert len(found) == len(numbers)
    facets = {facet.name: dict(facet.counts) for facet in library.queries.facets(asked, FACETS)}
    assert list(facets) == list(FACETS)
    assert facets["source"] == Counter(entry.source for entry in found)
    assert facets["year"] == Counter(str(entry.date.year) for entry in found if entry.date)
    assert facets["format"] == Counter(entry.format for entry in found)
    for value, count in facets["source"].items():
        both = library.queries.parse(f'source:"{value}"')
        assert len(set(library.queries.paths(both)) & {e.path for e in found}) == count
