"""What holds for every command: its help, its mistakes, its library, its exit status."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import click
import pytest

from reader.cli.annotations import AnnotationVerbs
from reader.cli.app import Verbs
from reader.cli.saved_searches import SearchVerbs

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]

Group = Verbs | AnnotationVerbs | SearchVerbs
TABLE = {**Verbs.verbs, **AnnotationVerbs.verbs}


def command(verbs: type[Group], name: str) -> click.Command:
    module, _, attribute = verbs.verbs[name][0].partition(":")
    found = getattr(importlib.import_module(module), attribute)
    assert isinstance(found, click.Command)
    return found


@pytest.mark.parametrize(
    ("verbs", "name"),
    [(verbs, name) for verbs in (Verbs, AnnotationVerbs, SearchVerbs) for name in verbs.verbs],
)
def test_the_table_of_verbs_says_what_each_command_says_of_itself(
    verbs: type[Group], name: str
) -> None:
    found = command(verbs, name)
    assert found.name == name
    assert found.get_short_help_str(limit=200) == verbs.verbs[name][1]


@pytest.mark.parametrize(
    ("verbs", "name"),
    [(verbs, name) for verbs in (Verbs, AnnotationVerbs, SearchVerbs) for name in verbs.verbs],
)
def test_every_option_has_a_help_text(verbs: type[Group], name: str) -> None:
    for parameter in command(verbs, name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", list(Verbs.verbs))
def test_every_command_shows_its_help(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.returncode == 0
    assert result.stdout.startswith(f"Usage: reader {name}")
    assert not result.stderr


def test_the_help_lists_every_verb(run: Run) -> None:
    shown = run("--help").stdout
    for name, (_, help_) in Verbs.verbs.items():
        assert f"  {name}" in shown
        assert help_ in shown


def test_the_version_is_data(run: Run) -> None:
    result = run("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("reader ")


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["serch"], "Did you mean “search”?"),
        (["walruses"], "“reader search walruses” searches for it."),
        (["./nowhere.txt"], "See that the path is right."),
        (["annotations", "lst"], "Did you mean “list”?"),
        (["annotations", "zzz"], "There are: list, show, edit, delete, undo, redo"),
        (["list", "--limt", "3"], "--limit"),
        (["list", "-n", "0"], "reader list --help"),
        (["show"], "reader show --help"),
        (["search"], "reader search --help"),
        (["list", "-L", "nowhere"], "Name a folder of articles"),
        (["list", "-L", "harbour.txt"], "Name a folder of articles"),
        (["show", "nothing-like-it"], "“reader list” shows what there is."),
        ([], "“reader search”, “reader list” or “reader show”"),
        (["harbour.txt"], "Reading needs a terminal."),
        (["notes"], "Reading needs a terminal."),
        (["open", "nowhere"], "Name a folder of articles, or one article."),
    ],
)
def test_a_mistake_is_a_sentence_with_a_remedy_and_the_status_two(
    run: Run, library: Path, arguments: list[str], remedy: str
) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("reader: ")
    assert remedy in result.stderr


def test_an_ambiguous_name_shows_the_candidates(run: Run, library: Path) -> None:
    result = run("show", "ke")
    assert result.returncode == 2
    assert "notes/kestrel.txt\n" in result.stderr
    assert "notes/kettle.md\n" in result.stderr


def test_a_folder_named_like_a_verb_is_opened_by_its_path(run: Run, library: Path) -> None:
    (library / "search").mkdir()
    assert "needs a terminal" in run("./search").stderr
    assert "needs a terminal" in run("open", "search").stderr
    assert "Missing argument" in run("search").stderr


def test_the_library_may_be_named_before_or_after_the_verb_or_in_the_environment(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    listed = run("list", "-l", "-L", "library").stdout
    assert listed.splitlines() == ["harbour.txt", "notes/kestrel.txt", "notes/kettle.md"]
    assert run("-L", "library", "list", "-l").stdout == listed
    monkeypatch.setenv("READER_LIBRARY", str(library))
    assert run("list", "-l").stdout == listed
    assert run("list", "-l", "-L", "library/notes").stdout.splitlines() == [
        "kestrel.txt",
        "kettle.md",
    ]


def test_a_bad_setting_is_told_with_its_place(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_SIZE_LIMIT_MB", "large")
    result = run("list")
    assert result.returncode == 2
    assert "READER_SIZE_LIMIT_MB must be a whole number" in result.stderr


def test_debug_shows_where_an_error_comes_from(run: Run, library: Path) -> None:
    assert "Traceback" not in run("show", "nothing-like-it").stderr
    result = run("--debug", "show", "nothing-like-it")
    assert result.returncode == 2
    assert "Traceback" in result.stderr


def test_control_characters_in_an_argument_do_not_come_back(run: Run, library: Path) -> None:
    result = run("show", "\x1b[31mred\x07")
    assert result.returncode == 2
    assert "\x1b" not in result.stderr
    assert "\x07" not in result.stderr


def test_the_demo_without_a_terminal_prints_a_search(run: Run, home: Path) -> None:
    result = run("demo")
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) >= 2
    assert all(line.count("\t") == 3 for line in result.stdout.splitlines())
    assert "$ reader search harbour OR hafen -L" in result.stderr


def test_what_was_annotated_in_the_demo_stays(run: Run, home: Path) -> None:
    run("demo")
    folder = str(home / "data" / "florilegium" / "demo")
    assert run("annotate", "tarrow", "--tag", "mine", "-L", folder).returncode == 0
    assert run("demo").returncode == 0
    assert "mine" in run("annotations", "-L", folder).stdout
