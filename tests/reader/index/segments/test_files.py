"""A file of sections is read as it was written, or refused."""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index.segments.files import SectionsFile, SectionsWriter

sections = st.dictionaries(st.text("abc.", min_size=1, max_size=4), st.binary(max_size=40))


def write(file: Path, contents: dict[str, list[bytes]]) -> None:
    writer = SectionsWriter(file)
    for name, parts in contents.items():
        for part in parts:
            writer.add(name, part)
    writer.facts = {"documents": 3}
    writer.finish()


@given(sections, st.lists(st.integers(0, 2**32 - 1)))
def test_sections_come_back_as_they_were_added(
    contents: dict[str, bytes], numbers: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file")
        parts = {name: [content[:7], content[7:]] for name, content in contents.items()}
        write(file, {**parts, "numbers": [array("I", numbers).tobytes()]})
        assert [path.name for path in Path(folder).iterdir()] == ["file"]
        read = SectionsFile(file)
        assert {name: bytes(read.bytes(name)) for name in contents} == contents
        assert read.numbers("numbers").tolist() == numbers
        assert bytes(read.bytes("unknown")) == b""
        assert read.facts == {"documents": 3}
        read.close()


def test_a_file_cut_anywhere_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write(file, {"words": [b"kim\nputin\n"], "numbers": [array("I", range(9)).tobytes()]})
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(ValueError, match=r"\S"):
            SectionsFile(file)


@given(st.binary(max_size=64))
def test_what_is_no_file_of_ours_is_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file")
        file.write_bytes(content)
        with pytest.raises(ValueError, match=r"\S"):
            SectionsFile(file)


def test_what_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    writer = SectionsWriter(tmp_path / "file")
    writer.add("words", b"kim")
    writer.close()
    assert list(tmp_path.iterdir()) == []
