"""The shell's completion of a query: fields, tags, saved searches; as the shells ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Start = Callable[..., subprocess.CompletedProcess[str]]
    Run = Callable[..., subprocess.CompletedProcess[str]]
    Complete = Callable[..., list[str]]


@pytest.fixture
def complete(start: Start, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """``complete(shell, *words)``: what the last of ``words`` may become."""

    def ask(shell: str, *words: str) -> list[str]:
        monkeypatch.setenv("_READER_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_LINE", " ".join(["reader", *words]))
        monkeypatch.setenv("COMP_WORDBREAKS", " \t\n\"'><=;|&(:@")
        return [line.removeprefix("plain\t") for line in start().stdout.splitlines() if line]

    return ask


@pytest.fixture
def saved(run: Run, library: Path) -> Path:
    run("searches", "save", "ports", "quay")
    run("searches", "save", "past", "date:..1999")
    run("annotate", "harbour.txt", "--tag", "labour/strike", "--tag", "ports")
    run("index")
    return library


def test_saved_searches_are_completed(complete: Complete, saved: Path) -> None:
    assert complete("zsh", "search", "kettle", "@p") == ["@past", "@ports"]
    assert complete("zsh", "search", "(@po") == ["(@ports"]
    assert complete("fish", "search", "-@po") == ["-@ports"]
    assert complete("bash", "search", "kettle", "@po") == ["@ports"]
    assert complete("bash", "search", "-@po") == ["@ports"]


def test_tags_are_completed(complete: Complete, saved: Path) -> None:
    assert complete("zsh", "search", "tag:l") == ["tag:labour/strike"]
    assert complete("bash", "search", "kettle", "tag:l") == ["labour/strike"]
    assert complete("bash", "search", "tag:") == ["labour/strike", "ports"]
    assert complete("zsh", "annotate", "harbour", "--tag", "po") == ["ports"]
    assert complete("zsh", "annotate", "harbour", "--tag=po") == ["--tag=ports"]


def test_a_tag_that_a_query_would_take_for_more_is_completed_in_quotation_marks(
    complete: Complete, run: Run, saved: Path
) -> None:
    run("annotate", "harbour.txt", "--tag", "to check", "--tag", 'say"x', "--tag", "what?")
    run("index")
    assert complete("zsh", "search", "tag:to") == ['tag:"to check"']
    assert complete("zsh", "search", "'tag:\"to") == ['tag:"to check"']
    assert complete("zsh", "search", "tag:w") == ['tag:"what?"']
    assert complete("zsh", "search", "tag:s") == []


def test_fields_are_completed_and_never_followed_by_a_space_alone(
    complete: Complete, library: Path
) -> None:
    assert complete("zsh", "search", "t") == ["text:", "title:", "tag:"]
    assert complete("zsh", "search", "spea") == ["speaker:", "speaker:*"]
    assert complete("zsh", "search", "has:ann") == ["has:annotations"]


def test_facets_are_completed(complete: Complete, library: Path) -> None:
    assert complete("zsh", "search", "--facet", "tag,p") == ["tag,person", "tag,place"]


def test_a_line_with_something_to_expand_is_left_alone(complete: Complete, saved: Path) -> None:
    assert complete("bash", "search", "tag:$(po") == []
    assert complete("bash", "search", '"tag:`po') == []


def test_a_line_that_makes_no_sense_is_left_alone(complete: Complete, library: Path) -> None:
    assert complete("zsh", "nonsense", "x") == []


def test_shells_that_are_not_quoted_for_are_offered_nothing(
    complete: Complete, saved: Path
) -> None:
    assert complete("powershell", "search", "tag:p") == []


def test_what_an_older_script_asks_is_not_answered_with_values(
    start: Start, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMP_WORDS", "reader search tag:p")
    monkeypatch.setenv("COMP_CWORD", "2")
    for shell in ("bash", "zsh", "fish"):
        monkeypatch.setenv("_READER_COMPLETE", f"{shell}_complete")
        assert "ports" not in start().stdout


def test_where_nothing_can_be_read_nothing_is_completed(complete: Complete, library: Path) -> None:
    (library / ".reader.toml").write_text("[searches\n")
    assert complete("zsh", "search", "@p") == []
    assert complete("zsh", "-L", "nowhere", "search", "tag:p") == []
