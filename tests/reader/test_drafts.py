"""Drafts outlive the program, and those of one reader those of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.drafts import Drafts

if TYPE_CHECKING:
    from pathlib import Path


def test_two_readers_of_one_library_keep_each_others_drafts(tmp_path: Path) -> None:
    here, there = Drafts(tmp_path), Drafts(tmp_path)
    here.keep("a", "half a thought")
    there.keep("b", "another half")
    here.keep("a", "half a thought more")
    there.drop("c")
    kept = Drafts(tmp_path)
    assert (kept.text("a"), kept.text("b")) == ("half a thought more", "another half")
    there.drop("a")
    assert (here.text("a"), here.text("b")) == (None, "another half")
