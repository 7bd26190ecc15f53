"""``reader entities`` and ``reader quotes``: listing, and correcting by the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def names(run: Any, *words: str) -> dict[str, str]:
    """The kinds by name that ``reader entities`` lists."""
    result = run("entities", *words, "--json")
    return {one["name"]: one["kind"] for one in json.loads(result.stdout)}


def test_the_names_of_the_library_and_of_an_article(run: Any, library: Path) -> None:
    assert names(run)["Ingrid Vold"] == "person"
    (person,) = json.loads(run("entities", "harbour", "--kind", "person", "--json").stdout)
    assert person == {
        "kind": "person",
        "name": "Ingrid Vold",
        "mentions": 1,
        "articles": 1,
        "forms": ["Ingrid Vold"],
        "origin": "machine",
    }
    assert "person\tIngrid Vold\t1\t1\t" in run("entities").stdout
    assert run("entities", "--min", "40").returncode == 1
    assert run("entities", "--kind", "date", "--json").returncode in (0, 1)


def test_the_mentions_of_a_name(run: Any, library: Path) -> None:
    (library / "vold.md").write_text(
        "---\ntitle: Later\ndate: 2025-02-03\n---\n\nIngrid Vold wrote. They asked\nVold why.\n"
    )
    given = run("entities", "mentions", "Ingrid Vold")
    assert given.returncode == 0
    rows = [line.split("\t") for line in given.stdout.splitlines()]
    assert [(row[0], row[3]) for row in rows] == [
        ("vold.md", "Ingrid Vold"),
        ("vold.md", "Vold"),
        ("harbour.txt", "Ingrid Vold"),
    ]
    text = json.loads(run("show", "vold", "--json").stdout)[0]["text"]
    assert text[int(rows[1][1]) : int(rows[1][2])] == "Vold"
    assert rows[1][4:] == ["Ingrid Vold wrote. They asked ", " why."]
    first, _, last = json.loads(run("entities", "mentions", "Ingrid Vold", "--json").stdout)
    assert first == {
        "article": "vold.md",
        "title": "Later",
        "start": int(rows[0][1]),
        "end": int(rows[0][2]),
        "page": None,
        "kind": "person",
        "name": "Ingrid Vold",
        "words": "Ingrid Vold",
        "confidence": first["confidence"],
        "origin": "machine",
        "before": "",
        "after": " wrote. They asked Vold why.",
    }
    inside = run("entities", "mentions", "Ingrid Vold", "--in", "harbour", "--json")
    assert json.loads(inside.stdout) == [last]
    limited = run("entities", "mentions", "Ingrid Vold", "-n", "2").stdout
    assert limited.splitlines() == given.stdout.splitlines()[:2]
    hurried = run("entities", "mentions", "ingrid vold", "--in", "harbour", "--json")
    assert hurried.stdout == inside.stdout
    assert run("entities", "mentions", "INGRID VOLD", "-n", "2").stdout == limited


def test_a_name_that_is_not_mentioned_is_told_with_those_like_it(run: Any, library: Path) -> None:
    nothing = run("entities", "mentions", "Vold", "--json")
    assert (nothing.returncode, nothing.stdout) == (1, "[]\n")
    assert nothing.stderr == "No mention of “Vold”. Did you mean: “Ingrid Vold” (person)?\n"
    wrong = run("entities", "mentions", "Ingrid Vold", "--kind", "place")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "“Ingrid Vold” (person)" in wrong.stderr
    elsewhere = run("entities", "mentions", "Ingrid Vold", "--in", "kestrel")
    assert (elsewhere.returncode, elsewhere.stdout) == (1, "")
    assert elsewhere.stderr == "No mention of “Ingrid Vold”.\n"
    assert run("entities", "mentions", "Ingrid Vold", "--in", "zeppelin").returncode == 2


def test_quotations_with_their_speakers(run: Any, library: Path) -> None:
    (first, second) = json.loads(run("quotes", "harbour", "--json").stdout)
    assert (first["quotation"], first["speaker"]) == ("It closes every spring,", "Ingrid Vold")
    assert (first["rule"], first["reference"]) == ("cue after", "role")
    text = json.loads(run("show", "harbour", "--json").stdout)[0]["text"]
    assert text[slice(*first["cue"])] == "said"
    assert text[first["speaker_start"] : first["speaker_end"]] == "the harbour master"
    assert second["speaker"] == "Ingrid Vold"
    assert len(json.loads(run("quotes", "--speaker", "vold", "--json").stdout)) == 2
    assert json.loads(run("quotes", "-w", "closes spring", "-n", "1", "--json").stdout) == [first]
    assert run("quotes", "--speaker", "nobody").returncode == 1
    assert run("quotes", "harbour").stdout.count("\n") == 2


def test_a_decision_for_the_library_and_its_undoing(run: Any, library: Path) -> None:
    before = names(run)
    assert "Would" in run("entities", "reject", "Ingrid Vold", "--dry-run").stderr
    assert names(run) == before
    done = run("entities", "reject", "Ingrid Vold")
    assert done.returncode == 0
    assert "Ingrid Vold" not in names(run)
    assert "Ingrid Vold" in (library / "entities.yaml").read_text()
    assert run("entities", "reject", "Ingrid Vold").returncode == 1
    assert run("annotations", "undo").returncode == 0
    assert names(run) == before


def test_a_correction_in_one_article(run: Any, library: Path) -> None:
    assert run("entities", "retype", "Ostrand", "ship", "--in", "harbour").returncode == 0
    assert names(run, "harbour")["Ostrand"] == "ship"
    assert run("entities", "rename", "Ingrid Vold", "I. Vold", "--in", "harbour").returncode == 0
    assert names(run)["I. Vold"] == "person"
    assert run("entities", "forget", "Ostrand", "--in", "harbour").returncode == 0
    assert names(run, "harbour").get("Ostrand") != "ship"
    assert (
        run("entities", "confirm", "east quay", "--kind", "quay", "--in", "kestrel").returncode == 0
    )
    assert names(run, "kestrel")["east quay"] == "quay"


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("entities", "reject", "Nobody Atall", "--in", "harbour"), "“reader entities"),
        (("entities", "forget", "Ingrid Vold", "--in", "harbour"), "Nothing was said"),
        (("entities", "rejct", "x"), "Did you mean “reject”?"),
        (("entities", "reject", "x", "--in", "harbour", "--dry-run"), "whole library"),
        (("quotes", "speaker", "harbour", "zeppelin", "X"), "“reader quotes"),
        (("quotes", "speaker", "harbour", "every", "X"), "Give more words"),
        (("quotes", "forget", "harbour", "every"), "Nothing was said"),
    ],
)
def test_mistakes_are_told_with_a_remedy(
    run: Any, library: Path, words: tuple[str, ...], remedy: str
) -> None:
    result = run(*words)
    assert result.returncode == 2
    assert remedy in result.stderr


def test_a_speaker_is_corrected_confirmed_and_forgotten(run: Any, library: Path) -> None:
    def speakers() -> list[str]:
        return [one["speaker"] for one in json.loads(run("quotes", "harbour", "--json").stdout)]

    assert run("quotes", "speaker", "harbour", "closes every spring", "Bo Pen").returncode == 0
    assert speakers() == ["Bo Pen", "Ingrid Vold"]
    assert run("search", "speaker:pen", "-l").stdout.strip().endswith(".txt")
    assert run("quotes", "forget", "harbour", "closes every").returncode == 0
    assert speakers() == ["Ingrid Vold", "Ingrid Vold"]
    assert run("quotes", "term", "harbour", "closes every").returncode == 0
    assert speakers() == ["Ingrid Vold"]
    assert run("quotes", "confirm", "harbour", "closes every").returncode == 0
    assert len(speakers()) == 2
    assert run("quotes", "reject", "harbour", "closes every").returncode == 0
    assert speakers() == ["Ingrid Vold"]


def test_a_damaged_book_of_names_is_told_and_costs_nothing_else(run: Any, library: Path) -> None:
    (library / "entities.yaml").write_text("entities: [")
    assert "Ingrid Vold" in names(run)
    assert "entities.yaml" in run("check").stdout
    assert run("entities", "reject", "Ostrand").returncode == 2
    assert (library / "entities.yaml").read_text() == "entities: ["
