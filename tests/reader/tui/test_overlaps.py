"""Annotations that overlap: which is meant, and how the reader picks another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from annotations.naming import sidecar_path
from annotations.sidecar import load
from reader.tui.prompts.matching import offered_tags

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import Desk, OpenDesk

HARBOUR = "2024-03-04-harbour.txt"


def status(desk: Desk) -> str:
    return str(desk.screen.query_one("#status", Static).content)


async def overlapping(desk: Desk) -> None:
    """Mark the paragraph with the tag ``whole``, in it the sentence with ``part``."""
    for keys, tag in ((("j", "s", "s"), "whole"), (("g", "j", "s"), "part")):
        await desk.press(*keys, "t")
        await desk.type(tag)
        await desk.press("enter")


async def test_of_overlapping_annotations_the_shortest_is_meant_until_another_is_picked(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await overlapping(desk)
        assert "✎ 1/2 #part" in status(desk)
        await desk.press("full_stop")
        assert "✎ 2/2 #whole" in status(desk)
        await desk.press("c")
        await desk.type("all of it")
        await desk.press("ctrl+s")
        said = load(sidecar_path(library_folder / HARBOUR))
        assert said
        assert {one.tags: one.note for one in said.annotations.values()} == {
            ("whole",): "all of it",
            ("part",): "",
        }
        await desk.press("full_stop", "x")
        said = load(sidecar_path(library_folder / HARBOUR))
        assert said
        assert [one.tags for one in said.annotations.values()] == [("whole",)]
        await desk.press("full_stop")
        assert any("Only one annotation" in told for told in desk.said)


async def test_redo_has_the_key_that_vim_has(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "m", "u")
        assert desk.screen.panel.items.count == 0
        await desk.press("ctrl+r")
        assert desk.screen.panel.items.count == 1


def test_a_new_tag_is_followed_by_those_that_it_nearly_is() -> None:
    assert offered_tags("strikes", ["peace", "strike"]) == ["strikes", "strike"]
    assert offered_tags("Strike-Effects", ["strike effects"]) == [
        "Strike-Effects",
        "strike effects",
    ]


async def test_what_overlaps_is_painted_in_the_colour_of_each(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    (library_folder / "tags.yaml").write_text(
        "version: 1\ntags:\n  whole:\n    colour: blue\n  part:\n    colour: red\n...\n"
    )
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await overlapping(desk)
        pane = desk.screen.text.pane
        shades = [
            segment.style.bgcolor.triplet
            for segment in (*pane.render_line(2), *pane.render_line(3))
            if segment.style and segment.text.strip() and segment.style.bgcolor
        ]
        assert any(shade and shade.red > shade.blue + 40 for shade in shades), shades
        assert any(shade and shade.blue > shade.red + 40 for shade in shades), shades
