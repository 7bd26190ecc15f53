"""``reader search``: the query is the rest of the line, and every way to have the hits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.groups import QueryCommand

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


def parsed(*arguments: str) -> dict[str, object]:
    command = QueryCommand(
        "search",
        params=[
            click.Argument(["words"], nargs=-1),
            click.Option(["-n", "--limit"], type=int),
            click.Option(["-L", "--library"]),
            click.Option(["-l", "--paths"], is_flag=True),
            click.Option(["-0", "--null"], is_flag=True),
        ],
    )
    return command.make_context("search", list(arguments)).params


@given(st.lists(st.text(min_size=1)))
def test_after_a_double_hyphen_every_word_is_the_query(words: list[str]) -> None:
    assert parsed("-n", "3", "--", *words) == parsed("-n", "3") | {"words": tuple(words)}


@given(st.from_regex(r"-[a-z]{2}[a-z*~]*|-\"[a-z ]+\"|-[0-9]+[a-z]*|-\(", fullmatch=True))
def test_a_hyphen_before_a_word_excludes_it(word: str) -> None:
    if word != "-0":
        assert parsed("kettle", word, "-l")["words"] == ("kettle", word)


@pytest.mark.parametrize("way", [["-n", "5"], ["-n5"], ["--limit", "5"], ["--limit=5"]])
def test_options_may_stand_anywhere_in_the_query(way: list[str]) -> None:
    for arguments in ([*way, "a", "-bc"], ["a", *way, "-bc"], ["a", "-bc", *way]):
        found = parsed(*arguments)
        assert (found["limit"], found["words"]) == (5, ("a", "-bc"))


def test_the_value_of_an_option_is_not_a_word_of_the_query() -> None:
    assert parsed("-L", "some where", "kettle") == parsed("kettle") | {"library": "some where"}


def test_a_hit_in_a_pipe_is_one_line_of_path_date_title_and_snippet(
    run: Run, library: Path
) -> None:
    result = run("search", "kettle")
    assert result.returncode == 0
    path, date, title, snippet = result.stdout.removesuffix("\n").split("\t")
    assert (path, date, title) == ("notes/kettle.md", "2024-05-06", "On Kettles")
    assert "kettle" in snippet.casefold()
    assert result.stderr == ""


def test_nothing_found_is_the_status_one_and_said_on_standard_error(
    run: Run, library: Path
) -> None:
    result = run("search", "zeppelin")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "Nothing found for zeppelin.\n"


@pytest.mark.parametrize("query", ["(kettle", "foo:bar", "date:yesterday-ish"])
def test_a_bad_query_is_the_status_two_with_a_caret_under_the_place(
    run: Run, library: Path, query: str
) -> None:
    result = run("search", query)
    assert (result.returncode, result.stdout) == (2, "")
    sentence, echoed, caret = result.stderr.removesuffix("\n").rsplit("\n", 2)
    assert sentence.startswith("reader: ")
    assert echoed == f"  {query}"
    assert caret.strip() == "^"
    assert len(caret) <= len(echoed) + 1


def test_a_bad_query_touches_no_library(run: Run, library: Path) -> None:
    assert "parenthesis" in run("search", "(kettle", "-L", "nowhere").stderr


def test_excluded_words_are_words_not_options(run: Run, library: Path) -> None:
    found = run("search", "-l", "harbour", "-kettle").stdout
    assert found == "harbour.txt\n"
    assert run("search", "-l", "--", "-harbour").stdout == "notes/kestrel.txt\n"


def test_paths_end_in_a_nul_when_asked(run: Run, library: Path) -> None:
    plain = run("search", "-l", "--sort", "path", "harbour").stdout
    assert plain == "harbour.txt\nnotes/kettle.md\n"
    for way in (["-0"], ["-l", "-0"]):
        assert run("search", *way, "--sort", "path", "harbour").stdout == plain.replace("\n", "\0")


def test_counts_are_of_the_places_in_each_article(run: Run, library: Path) -> None:
    result = run("search", "-c", "--sort", "path", "pilots")
    path, count = result.stdout.removesuffix("\n").split("\t")
    assert (path, int(count)) == ("harbour.txt", 3)


def test_the_limit_bounds_every_shape(run: Run, library: Path) -> None:
    for shape in ([], ["-l"], ["-c"]):
        assert len(run("search", *shape, "-n", "1", "harbour").stdout.splitlines()) == 1
    assert len(json.loads(run("search", "--json", "-n", "1", "harbour").stdout)) == 1


def test_the_order_is_the_one_asked_for(run: Run, library: Path) -> None:
    def paths(sort: str) -> list[str]:
        return run("search", "-l", "--sort", sort, "harbour").stdout.splitlines()

    assert paths("title") == ["notes/kettle.md", "harbour.txt"]
    assert paths("date")[0] == "notes/kettle.md"
    assert paths("path") == ["harbour.txt", "notes/kettle.md"]


@pytest.mark.parametrize("shapes", [["-l", "-c"], ["-l", "--json"], ["-0", "-c"]])
def test_two_shapes_at_once_are_a_mistake(run: Run, library: Path, shapes: list[str]) -> None:
    result = run("search", *shapes, "harbour")
    assert result.returncode == 2
    assert "Say one of" in result.stderr


def test_json_is_one_array_whose_ranges_are_offsets_into_the_article(
    run: Run, library: Path
) -> None:
    hits = json.loads(run("search", "--json", "pilots").stdout)
    [shown] = json.loads(run("show", "--json", "harbour.txt").stdout)
    assert [hit["path"] for hit in hits] == ["harbour.txt"]
    ranges = [match for snippet in hits[0]["snippets"] for match in snippet["matches"]]
    assert ranges
    assert {shown["text"][start:end] for start, end in ranges} == {"pilots"}
    for snippet in hits[0]["snippets"]:
        assert snippet["text"].split() == (
            shown["text"][snippet["start"] :][: len(snippet["text"])].split()
        )


def test_json_of_nothing_is_an_empty_array_and_the_status_one(run: Run, library: Path) -> None:
    result = run("search", "--json", "zeppelin")
    assert (result.returncode, result.stdout) == (1, "[]\n")


def test_an_index_that_is_gone_is_made_anew(run: Run, library: Path, home: Path) -> None:
    before = run("search", "kettle").stdout
    for file in sorted((home / "cache").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    assert run("search", "kettle").stdout == before


def test_what_is_new_in_the_folder_is_found_at_once(run: Run, library: Path) -> None:
    assert run("search", "zeppelin").returncode == 1
    (library / "fresh.txt").write_text("A zeppelin was seen above the quay.\n", encoding="utf-8")
    assert run("search", "-l", "zeppelin").stdout == "fresh.txt\n"
    (library / "fresh.txt").unlink()
    assert run("search", "zeppelin").returncode == 1
