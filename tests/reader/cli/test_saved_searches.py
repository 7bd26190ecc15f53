"""``reader searches``, and ``@name`` in a query: also in a library that a stranger made."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from reader import paths, searches
from reader.errors import ConfigurationError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]


def write_user_file(content: str) -> None:
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text(content, encoding="utf-8")


def test_a_saved_search_is_used_by_its_name(run: Run, library: Path) -> None:
    assert run("searches", "save", "ports", "quay", "OR", "pilots").returncode == 0
    found = run("search", "-l", "--sort", "path", "@ports")
    assert found.stdout == "harbour.txt\nnotes/kestrel.txt\n"
    assert run("search", "-l", "harbour", "-@ports").stdout == "notes/kettle.md\n"
    assert run("search", "-l", "(@ports kestrel)").stdout == "notes/kestrel.txt\n"
    assert run("annotate", "harbour.txt", "--tag", "x").returncode == 0
    assert "harbour.txt" in run("annotations", "--query", "@ports").stdout


def test_they_are_listed_with_where_they_stand(run: Run, library: Path) -> None:
    write_user_file('[searches]\nports = "hidden"\nquiet = "-strike"\n')
    run("searches", "save", "ports", '"east quay"')
    listed = run("searches")
    assert listed.stdout == 'ports\t"east quay"\tlibrary\nquiet\t-strike\tuser\n'
    assert json.loads(run("searches", "--json").stdout) == [
        {"name": "ports", "query": '"east quay"', "from": "library"},
        {"name": "quiet", "query": "-strike", "from": "user"},
    ]


def test_without_any_the_list_is_empty_and_says_how_to_make_one(run: Run, library: Path) -> None:
    result = run("searches")
    assert (result.returncode, result.stdout) == (1, "")
    assert "“reader searches save NAME QUERY…” makes one" in result.stderr
    assert run("searches", "--json").stdout == "[]\n"


def test_what_else_stands_in_the_file_survives(run: Run, library: Path) -> None:
    file = library / ".reader.toml"
    written = '# Ours.\ntheme = "nord"  # dark\n\n[searches]\nold = "x"  # keep\n'
    file.write_text(written, encoding="utf-8")
    file.chmod(0o640)
    run("searches", "save", "ports", "quay")
    assert file.read_text(encoding="utf-8") == written + 'ports = "quay"\n'
    assert file.stat().st_mode & 0o777 == 0o640
    run("searches", "save", "@ports", "quay", "-pilots")
    run("searches", "remove", "@ports")
    assert file.read_text(encoding="utf-8") == written


def test_saving_anew_and_removing_tell_what_was(run: Run, library: Path) -> None:
    run("searches", "save", "ports", "quay")
    assert run("searches", "save", "ports", "pilots").stderr == "In the place of: quay\n"
    assert run("searches", "remove", "ports").stderr == "It was: pilots\n"
    gone = run("searches", "remove", "ports")
    assert gone.returncode == 2
    assert "There is no saved search @ports" in gone.stderr


def test_the_users_own_serve_every_library_and_are_named_when_hidden(
    run: Run, library: Path
) -> None:
    assert run("searches", "save", "--user", "ports", "quay").stderr == ""
    assert run("search", "-l", "@ports", "-L", "notes").stdout == "kestrel.txt\n"
    run("searches", "save", "ports", "pilots")
    again = run("searches", "save", "--user", "ports", "kettle")
    assert "In this library @ports is its own: pilots" in again.stderr
    run("searches", "remove", "--user", "ports")
    assert run("searches").stdout == "ports\tpilots\tlibrary\n"
    assert not (library / "notes" / ".reader.toml").exists()


def test_a_query_is_tried_before_it_is_kept(run: Run, library: Path) -> None:
    for words, told in (
        (["(quay"], "never closed"),
        (["quay", "@me"], "stands for itself"),
        (["@nobody"], "There is no saved search @nobody"),
    ):
        result = run("searches", "save", "me", *words)
        assert result.returncode == 2
        assert told in result.stderr
    assert not (library / ".reader.toml").exists()


@pytest.mark.parametrize("name", ["two words", "a.b", "", "-", "a*"])
def test_a_name_is_one_that_a_query_can_hold(run: Run, library: Path, name: str) -> None:
    result = run("searches", "save", "--", name, "quay")
    assert result.returncode == 2
    assert not (library / ".reader.toml").exists()


@pytest.mark.parametrize(
    "content", ['searches = { a = "b" }\n', '[searches]\na = """\nb"""\n', 'searches.a = "b"\n']
)
def test_a_file_that_cannot_be_changed_by_one_line_is_refused_whole(
    run: Run, library: Path, content: str
) -> None:
    file = library / ".reader.toml"
    file.write_text(content)
    for act in (["save", "a", "quay"], ["remove", "a"]):
        result = run("searches", *act)
        assert result.returncode == 2
        assert "Edit it by hand" in result.stderr
        assert file.read_text() == content


def test_where_nothing_can_be_locked_it_is_told_in_words(library: Path) -> None:
    folder = paths.lock_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("")
    with pytest.raises(ConfigurationError, match=r"cannot be changed \(File exists\)\. See to"):
        searches.save(library, "ports", "harbour", searches.Origin.LIBRARY)


def test_a_link_in_a_library_is_not_written_through(
    run: Run, library: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text("")
    (library / ".reader.toml").symlink_to(elsewhere)
    result = run("searches", "save", "ports", "quay")
    assert result.returncode == 2
    assert "is a link" in result.stderr
    assert elsewhere.read_text() == ""


def test_a_users_own_file_may_be_a_link(run: Run, library: Path, tmp_path: Path) -> None:
    dotfile = tmp_path / "dotfile.toml"
    dotfile.write_text('theme = "nord"\n')
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().symlink_to(dotfile)
    run("searches", "save", "--user", "ports", "quay")
    assert paths.config_file().is_symlink()
    assert dotfile.read_text() == 'theme = "nord"\n\n[searches]\nports = "quay"\n'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("searches = 3", "must be a table: [searches]"),
        ("[searches]\nports = 3", "“ports” in"),
        ('[searches]\n"a b" = "x"', "names a search “a b”"),
        ('[searches]\n"\\u001b[31m" = "x"', "names a search"),
    ],
)
def test_a_strangers_table_that_cannot_be_used_is_told_when_it_is_needed(
    run: Run, library: Path, content: str, told: str
) -> None:
    (library / ".reader.toml").write_text(content)
    assert run("search", "-l", "kettle").stdout == "notes/kettle.md\n"
    result = run("search", "@ports")
    assert result.returncode == 2
    assert told in result.stderr
    assert "\x1b" not in result.stderr


def test_a_strangers_searches_cannot_exhaust_anything(run: Run, library: Path) -> None:
    lines = [f'a{n} = "@a{n + 1} @a{n + 1}"' for n in range(30)]
    (library / ".reader.toml").write_text("\n".join(["[searches]", *lines, 'a30 = "kettle"']))
    result = run("search", "@a0")
    assert result.returncode == 2
    assert "more than 2,000 parts" in result.stderr


def test_an_unknown_name_is_pointed_at_with_the_nearest(run: Run, library: Path) -> None:
    run("searches", "save", "ports", "quay")
    result = run("search", "kettle", "@prots")
    assert result.returncode == 2
    assert "Did you mean @ports?" in result.stderr
    assert result.stderr.endswith("\n  kettle @prots\n         ^\n")


def test_an_error_inside_shows_the_saved_query(run: Run, library: Path) -> None:
    (library / ".reader.toml").write_text('[searches]\nports = "quay (x"\n')
    result = run("search", "kettle", "@ports")
    assert "In the saved search @ports: The parenthesis is never closed." in result.stderr
    assert result.stderr.endswith("\n  quay (x\n       ^\n")


def test_bytes_that_are_no_text_are_refused(run: Run, library: Path) -> None:
    result = run("searches", "save", "ports", os.fsdecode(b"\xff"))
    assert result.returncode == 2
    assert "bytes that are no text" in result.stderr
