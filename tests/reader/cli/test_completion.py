"""The shell's completion of a query: fields, tags, saved searches; as bash and zsh ask for it."""

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
        monkeypatch.setenv("COMP_WORDS", " ".join(["reader", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        lines = start().stdout.splitlines()
        if shell == "zsh":
            return lines[1::3]
        return [line.partition(",")[2] for line in lines]

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
    assert complete("bash", "search", "kettle", "@", "po") == ["@ports"]
    assert complete("bash", "search", "-", "@", "po") == ["@ports"]


def test_tags_are_completed(complete: Complete, saved: Path) -> None:
    assert complete("zsh", "search", "tag:l") == ["tag:labour/strike"]
    assert complete("bash", "search", "kettle", "tag", ":", "l") == ["labour/strike"]
    assert complete("bash", "search", "tag", ":") == ["labour/strike", "ports"]


def test_fields_are_completed_and_never_followed_by_a_space_alone(
    complete: Complete, library: Path
) -> None:
    assert complete("zsh", "search", "t") == ["text:", "title:", "tag:"]
    assert complete("zsh", "search", "spea") == ["speaker:", "speaker:*"]
    assert complete("zsh", "search", "has:ann") == ["has:annotations"]


def test_facets_are_completed(complete: Complete, library: Path) -> None:
    assert complete("zsh", "search", "--facet", "tag,p") == ["tag,person", "tag,place"]


def test_where_nothing_can_be_read_nothing_is_completed(complete: Complete, library: Path) -> None:
    (library / ".reader.toml").write_text("[searches\n")
    assert complete("zsh", "search", "@p") == []
    assert complete("zsh", "-L", "nowhere", "search", "tag:p") == []
