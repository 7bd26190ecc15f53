from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader import config, paths
from reader.articles import Limits
from reader.config import Settings
from reader.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def write_user_file(content: str) -> None:
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text(content)


def test_without_files_and_variables_the_defaults_hold(articles: Path) -> None:
    assert config.load() == config.load(articles) == Settings()
    assert Settings().limits == Limits(50_000_000, 60.0)
    assert Settings().signature


def test_variables_win_over_the_users_file_and_that_over_the_librarys(articles: Path) -> None:
    write_user_file('creator = "user"\ntheme = "user"\nsize_limit_mb = 3\nlibrary = "/x"')
    (articles / ".reader.toml").write_text('mouse = "off"\ntheme = "library"')
    settings = config.load(articles, {"READER_CREATOR": "variable", "READER_THEME": ""})
    assert settings == Settings("/x", "variable", 3, 60, theme="user", mouse="off")
    assert settings.remarks == ()
    write_user_file("")
    assert config.load(articles, {}).theme == "library"
    assert config.load(articles, {"READER_THEME": "variable"}).theme == "variable"


def test_every_setting_is_one_that_a_library_may_set_or_one_that_it_may_not() -> None:
    assert config.names() == config.FROM_A_LIBRARY | config.NOT_FROM_A_LIBRARY
    assert not config.FROM_A_LIBRARY & config.NOT_FROM_A_LIBRARY


@pytest.mark.parametrize("name", sorted(config.NOT_FROM_A_LIBRARY))
def test_what_a_library_may_not_set_is_told_and_not_used(articles: Path, name: str) -> None:
    (articles / ".reader.toml").write_text(f"theme = 'nord'\n{name} = 1\nmouse = 'off'\n")
    settings = config.load(articles, {})
    assert settings == Settings(theme="nord", mouse="off")
    (remark,) = settings.remarks
    assert f"sets “{name}”. It may set: mouse, theme. This is not used." in remark


@pytest.mark.parametrize("value", ["0", "-1", "x", "1.5", "", " "])
def test_the_size_limit_is_a_whole_number_of_megabytes(value: str) -> None:
    if value:
        with pytest.raises(ConfigurationError, match="READER_SIZE_LIMIT_MB must be a whole number"):
            config.load(None, {"READER_SIZE_LIMIT_MB": value})
    else:
        assert config.load(None, {"READER_SIZE_LIMIT_MB": value}) == Settings()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("size_limit_mb = true", "whole number"),
        ("size_limit_mb = 2.5", "whole number"),
        ("size_limit_mb = []", "whole number"),
        ("creator = 3", "text in quotation marks"),
        (
            "colour = 'x'",
            "It may set: creator, keys, library, mouse, size_limit_mb, spacy_model, theme, "
            "time_limit_s",
        ),
        ("mouse = 'maybe'", "“mouse” in .* must be “on” or “off”"),
        ("mouse = 1", "must be “on” or “off”"),
        ("keys = 'j'", r"must be a table: \[keys\]"),
        ("keys = []", r"must be a table: \[keys\]"),
        ("[keys]\n'desk.mark' = 3", "“desk.mark” of “keys” in .* must be text, such as"),
        ("[keys]\ndesk.mark.x = 'M'", "“desk.mark” of “keys” in .* must be text"),
        ("[keys]\n'desk.mark' = 'M'\ndesk.mark = 'N'", "“desk.mark” .* given twice. Remove one"),
        ("creator = ", "cannot be read"),
        ("a = " + "[" * 100_000, "cannot be read|nested too deeply"),
    ],
)
def test_what_cannot_be_used_is_told_with_the_file(content: str, complaint: str) -> None:
    write_user_file(content)
    with pytest.raises(ConfigurationError, match=complaint) as caught:
        config.load()
    assert str(paths.config_file()) in str(caught.value)


def test_what_is_no_file_of_settings_keeps_nobody_from_the_library(articles: Path) -> None:
    file = articles / ".reader.toml"
    plants: dict[str, Callable[[], object]] = {
        "cannot be read": lambda: file.write_bytes(b"\xff\xfe"),
        "nested too deeply": lambda: file.write_text("a = " + "[" * 100_000),
        "larger than 256 kB": lambda: file.write_text("#" * 300_000),
        "not a regular file": file.mkdir,
        "it is not a regular": lambda: os.mkfifo(file),
        "it is a link that leads outside, to /dev/zero": lambda: file.symlink_to("/dev/zero"),
    }
    for told, plant in plants.items():
        plant()
        settings = config.load(articles, {})
        assert settings == Settings()
        (remark,) = settings.remarks
        assert told in remark
        assert remark.endswith("Until then it sets nothing.")
        file.rmdir() if file.is_dir() else file.unlink()


def test_the_users_own_file_that_cannot_be_read_is_an_error() -> None:
    paths.config_file().mkdir(parents=True)
    with pytest.raises(ConfigurationError, match=r"cannot be read \(it is not a regular file\)\."):
        config.load()


def test_a_thousand_settings_of_a_library_are_told_in_a_few_sentences(articles: Path) -> None:
    (articles / ".reader.toml").write_text("".join(f"{'x' * 99}{n} = 1\n" for n in range(1000)))
    remarks = config.load(articles, {}).remarks
    assert len(remarks) == 5
    assert remarks[-1] == "996 more settings of the library's own are not used."
    assert max(map(len, remarks)) < 300


def test_keys_are_read_with_quotation_marks_and_without() -> None:
    write_user_file("""
        mouse = "off"
        [keys]
        "desk.mark" = "M"
        pane.down = "j,ctrl+n,down"
        plain = "x"
        [keys.list]
        up = "k"
    """)
    settings = config.load(None, {"READER_KEYS": "not a table"})
    assert settings.keys == {
        "desk.mark": "M",
        "pane.down": "j,ctrl+n,down",
        "plain": "x",
        "list.up": "k",
    }
    assert hash(settings) == hash(config.load()) != hash(Settings())
    assert settings == config.load() != Settings(mouse="off")
    assert Settings().keys == {}


@pytest.mark.parametrize(
    ("written", "means"), [("true", "on"), ("false", "off"), ("'on'", "on"), ("'off'", "off")]
)
def test_the_mouse_is_on_or_off(written: str, means: str) -> None:
    write_user_file(f"mouse = {written}")
    assert config.load().mouse == means
    assert config.load(None, {"READER_MOUSE": "off"}).mouse == "off"
    assert config.load(None, {"READER_MOUSE": "false"}).mouse == "off"
    assert config.load(None, {"READER_MOUSE": "true"}).mouse == "on"
    with pytest.raises(ConfigurationError, match="The variable READER_MOUSE must be “on” or “off”"):
        config.load(None, {"READER_MOUSE": "maybe"})


def test_a_strangers_file_cannot_drive_the_terminal(articles: Path) -> None:
    (articles / ".reader.toml").write_text('"\\u001b[31m" = 1')
    (remark,) = config.load(articles, {}).remarks
    assert "\x1b" not in remark
