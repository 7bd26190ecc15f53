"""``reader compare``: what two articles have in common, from the shell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SAID = "We shall go on together to the end"


def test_passages_and_names_of_two_articles(run: Any, library: Path) -> None:
    (library / "one.txt").write_text(f"One\n\nIn Berlin he said: {SAID}. Nobody clapped.\n")
    (library / "two.txt").write_text(f"Two\n\nIt was late in Berlin.\n{SAID}, he said.\n")
    given = run("compare", "one", "two")
    assert given.returncode == 0
    start, end, other, other_end, words = given.stdout.rstrip("\n").split("\t")
    assert words == SAID
    (common,) = json.loads(run("compare", "one", "two", "--json").stdout)
    assert common["articles"] == ["one.txt", "two.txt"]
    assert "Berlin" in common["names"]
    (passage,) = common["passages"]
    assert passage["words"] == SAID
    texts = [json.loads(run("show", n, "--json").stdout)[0]["text"] for n in ("one", "two")]
    assert texts[0][int(start) : int(end)] == texts[1][int(other) : int(other_end)] == SAID


def test_nothing_in_common_is_a_status(run: Any, library: Path) -> None:
    (library / "one.txt").write_text("One\n\nThe cat sat.\n")
    (library / "two.txt").write_text("Two\n\nA dog ran.\n")
    given = run("compare", "one", "two")
    assert (given.returncode, given.stdout) == (1, "")


def test_an_article_that_is_not_there_is_named(run: Any, library: Path) -> None:
    given = run("compare", "harbour", "no-such")
    assert given.returncode == 2
    assert "no-such" in given.stderr
