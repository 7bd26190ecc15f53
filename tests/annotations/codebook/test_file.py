from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from annotations.codebook import Codebook, Tag
from annotations.codebook.file import CODEBOOK, read_codebook, write_codebook
from annotations.errors import (
    NewerSidecarError,
    SidecarError,
    UnreadableSidecarError,
    UnwritableSidecarError,
    YamlError,
)
from tests.annotations.codebook.codebooks import codebooks
from tests.patience import LONG

REPOSITORY = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from pathlib import Path
from annotations.codebook import Tag
from annotations.codebook.file import CODEBOOK

for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}/{number}"
    CODEBOOK.update(Path(sys.argv[1]), lambda codebook: codebook.put(name, Tag("red")),
                    lock_dir=Path(sys.argv[1]) / "locks")
"""
WHOLE = """\
# The tags of this library. Plain YAML: edit it, keep it in git; unknown keys are kept.
version: 1
tags:
  "method/sampling":
    colour: "yellow"
    description: |
      How the units were chosen.

      Twice.
    aliases: ["sampling", "Stichprobe"]

  "no": {}

  "strike":
    colour: "#cc3333"
    weight: 5
...
"""
BY_HAND = """\
# Mine.
plan: [a, {b: c}]
tags: # all of them
  strike:
    # still open
  # chosen how?
  method // sampling: {colour: Yellow, aliases: sampling, weight: 017} # look here
  # not this one
  No: {aliases: [yes, 5, "\u200b", " "], colour: mauve}
# The end.
...
"""


def put(folder: Path, name: str, tag: Tag) -> Codebook:
    return CODEBOOK.update(
        folder, lambda codebook: codebook.put(name, tag), lock_dir=folder / "locks"
    )


@given(codebooks())
def test_what_is_written_reads_back_the_same(codebook: Codebook) -> None:
    text = write_codebook(codebook)
    assert read_codebook(text) == codebook
    assert write_codebook(read_codebook(text)) == text
    assert len(text.splitlines()) == text.count("\n")


@given(codebooks())
def test_tags_are_written_alike_in_whatever_order_they_came(codebook: Codebook) -> None:
    turned = replace(codebook, tags=dict(reversed(list(codebook.tags.items()))))
    assert write_codebook(turned) == write_codebook(codebook)


def test_the_layout_is_the_documented_one() -> None:
    codebook = (
        Codebook({"strike": Tag("#cc3333", extra={"weight": 5})})
        .put("no", Tag())
        .put(
            "method/sampling",
            Tag("Yellow", "How the units were chosen.\r\n\r\nTwice. ", ("sampling", "Stichprobe")),
        )
    )
    assert write_codebook(codebook) == WHOLE
    assert read_codebook(WHOLE) == codebook
    assert write_codebook(Codebook()).splitlines()[1:] == ["version: 1", "tags: {}", "..."]


def test_a_codebook_written_by_hand_is_read_and_keeps_its_comments() -> None:
    codebook = read_codebook(BY_HAND)
    assert codebook.tags == {
        "strike": Tag(),
        "method/sampling": Tag("Yellow", "", ("sampling",), {"weight": "017"}),
        "No": Tag("mauve", "", ("yes", "5")),
    }
    assert codebook.extra == {"plan": ["a", {"b": "c"}]}
    assert codebook.colour_of("method/sampling/x") == "yellow"
    assert codebook.colour_of("No") == ""
    written = write_codebook(codebook)
    assert '  # chosen how?\n  # look here\n  "method/sampling":' in written
    assert '  # not this one\n  "No":' in written
    assert '  # still open\n  "strike":' in written
    assert "# all of them\ntags:" in written
    assert "# Mine.\nplan:" in written
    assert written.endswith("# The end.\n...\n")
    assert read_codebook(written) == codebook


def test_comments_of_a_tag_that_is_gone_are_kept_at_the_end() -> None:
    codebook = read_codebook(BY_HAND)
    assert replace(codebook, tags={}).comments[()] == (
        "# The end.",
        "# still open",
        "# chosen how?",
        "# look here",
        "# not this one",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tags:\n  a//b: {}\n  a/b: {}\n...\n", 'Line 3: the tag "a/b" stands here twice'),
        ("tags:\n  a: {}\n  a: {}\n...\n", "Line 3: duplicate key"),
        ('tags:\n  " / ": {}\n...\n', "Line 2: a tag must have at least one letter"),
        ("tags:\n  ? [a]\n  : {}\n...\n", "Line 2: a key must be plain text"),
        ("tags: [a, b]\n...\n", 'Line 1: "tags" must be a mapping'),
        ("tags:\n  a: red\n...\n", 'Line 2: "a" must be a mapping'),
        ("tags:\n  a:\n    aliases: [[b]]\n...\n", 'Line 3: "aliases" must be a list of texts'),
        ("tags:\n  a:\n    colour: [red]\n...\n", 'Line 3: "colour" must be text'),
        ("tags:\n  a:\n    colour: #cc3333\n...\n", 'must stand in quotes: "#cc3333"'),
        ("\ufefftags:\n  a:\n    'colour': #C33 \n...\n", 'Line 3: .*quotes: "#C33"'),
        ("tags: &x {}\n...\n", "Line 1: an anchor"),
        ("version: one\n...\n", 'Line 1: "version" must be a whole number'),
        ("- a\n...\n", "the outermost level must be a mapping"),
        ("tags: {}\n", "cut short"),
        ("tags: {a: " + "[" * 100 + "\n...\n", "levels deep"),
    ],
)
def test_what_cannot_be_right_is_an_error_with_its_line(text: str, words: str) -> None:
    with pytest.raises(YamlError, match=words):
        read_codebook(text)


def test_a_remark_in_the_place_of_a_colour_is_no_colour() -> None:
    codebook = read_codebook("tags:\n  a:\n    colour: # red or blue\n...\n")
    assert codebook.tags["a"] == Tag()
    assert codebook.comments == {("tags", "a"): ("# red or blue",)}


def test_the_codebook_stands_at_the_root_of_the_library(tmp_path: Path) -> None:
    file = tmp_path / CODEBOOK.name
    assert CODEBOOK.path(tmp_path) == CODEBOOK.path(file) == file
    assert CODEBOOK.load(tmp_path) == Codebook()
    saved = put(tmp_path, "a", Tag("red"))
    assert CODEBOOK.load(file) == CODEBOOK.load(tmp_path) == saved
    assert file.read_text() == write_codebook(saved)


def test_a_change_sees_what_is_on_disk_and_nothing_is_written_without_one(tmp_path: Path) -> None:
    def same(codebook: Codebook) -> Codebook:
        return codebook

    CODEBOOK.update(tmp_path, same, lock_dir=tmp_path / "locks")
    assert not (tmp_path / CODEBOOK.name).exists()
    (tmp_path / CODEBOOK.name).write_text(BY_HAND)
    CODEBOOK.update(tmp_path, same, lock_dir=tmp_path / "locks")
    assert (tmp_path / CODEBOOK.name).read_text() == BY_HAND
    assert set(put(tmp_path, "b", Tag()).tags) == {"strike", "method/sampling", "No", "b"}


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"tags: {}\ntags: {}\n...\n", SidecarError, 'line 2: duplicate key "tags". Mend'),
        (b"", SidecarError, "cut short"),
        (b"version: 2\n...\n", NewerSidecarError, "Update the program"),
        (b"tags:\n  \xff: {}\n...\n", SidecarError, "line 2: this is not UTF-8"),
    ],
)
def test_a_codebook_that_cannot_be_used_is_reported_and_never_written(
    tmp_path: Path, content: bytes, kind: type[SidecarError], words: str
) -> None:
    file = tmp_path / CODEBOOK.name
    file.write_bytes(content)
    with pytest.raises(kind) as caught:
        CODEBOOK.load(tmp_path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(file))
    with pytest.raises(kind):
        put(tmp_path, "a", Tag())
    assert file.read_bytes() == content


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / CODEBOOK.name).mkdir()
    for path in (tmp_path, tmp_path / CODEBOOK.name):
        with pytest.raises(UnreadableSidecarError, match="not a regular file"):
            CODEBOOK.update(path, lambda _: Codebook({"a": Tag()}), lock_dir=tmp_path / "locks")


def test_a_file_too_large_to_be_a_codebook_is_not_read(tmp_path: Path) -> None:
    (tmp_path / CODEBOOK.name).touch()
    os.truncate(tmp_path / CODEBOOK.name, (32 << 20) + 1)
    with pytest.raises(UnreadableSidecarError, match="larger than 32 MB"):
        CODEBOOK.load(tmp_path)


def test_text_that_came_past_the_door_is_refused_before_anything_is_replaced(
    tmp_path: Path,
) -> None:
    before = put(tmp_path, "a", Tag())
    for wrong in (Codebook({"b": Tag(description="x ")}), Codebook({"\ud800": Tag()})):
        with pytest.raises(UnwritableSidecarError, match="what would be written"):
            CODEBOOK.update(tmp_path, lambda _, new=wrong: new, lock_dir=tmp_path / "locks")  # type: ignore[misc]
    assert CODEBOOK.load(tmp_path) == before


def test_a_link_to_a_codebook_stays_a_link_and_the_mode_is_kept(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text("version: 1\n...\n")
    real.chmod(0o640)
    (tmp_path / CODEBOOK.name).symlink_to(real)
    saved = put(tmp_path, "a", Tag())
    assert (tmp_path / CODEBOOK.name).is_symlink()
    assert read_codebook(real.read_text()) == saved
    assert real.stat().st_mode & 0o777 == 0o640


def test_three_processes_at_once_keep_all_their_tags(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name, "15"],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        for name in "abc"
    ]
    assert [process.wait(timeout=LONG) for process in processes] == [0, 0, 0]
    assert set(CODEBOOK.load(tmp_path).tags) == {f"{a}/{n}" for a in "abc" for n in range(15)}
