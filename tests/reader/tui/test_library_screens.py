"""The screens of the whole library, by keys: names, quotations, tags, annotations, comparing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Static

from annotations.codebook.file import CODEBOOK
from annotations.naming import sidecar_path
from annotations.sidecar import load
from reader.tui.library.annotations import AnnotationsScreen
from reader.tui.library.comparing import CompareScreen
from reader.tui.library.listing import ListingScreen
from reader.tui.library.names import Heading, MentionsScreen, NamesScreen
from reader.tui.library.quotes import QuotationsScreen, SpeakersScreen
from reader.tui.library.tags import TagsScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import Desk, OpenDesk

HARBOUR = "2024-03-04-harbour.txt"
RIVER = "2023-01-02-river.txt"


def listed(desk: Desk) -> list[str]:
    """The first line of each item of the list on top, as it is drawn."""
    screen = desk.app.screen
    assert isinstance(screen, ListingScreen)
    drawn = [screen.lines(item, 60) for item in screen.shown]
    return ["".join(text for text, _ in lines[0]) for lines in drawn]


async def tagged(desk: Desk, *tags: str) -> None:
    """Tag the sentence under the cursor of the open article."""
    for tag in tags:
        await desk.press("t")
        await desk.type(tag)
        await desk.press("enter")


async def test_every_mention_of_a_name_is_listed_by_article_and_opens_where_it_stands(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("E")
        assert isinstance(desk.app.screen, NamesScreen)
        await desk.press("slash")
        await desk.type("rott")
        assert len(listed(desk)) == 1
        await desk.press("enter", "enter")
        screen = desk.app.screen
        assert isinstance(screen, MentionsScreen)
        headings = [item.path for item in screen.shown if isinstance(item, Heading)]
        assert headings == [HARBOUR, RIVER]
        await desk.press("G", "enter")
        pane = desk.screen.text.pane
        assert desk.app.screen is desk.screen
        assert desk.shown == RIVER
        assert pane.document.text[pane.cursor :].startswith("Rotterdam")


async def test_the_words_of_a_concordance_stand_in_one_column(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("E", "slash")
        await desk.type("rotterdam")
        await desk.press("enter", "enter")
        lines = [line for line in listed(desk) if not line.startswith("The ")]
        assert {line.index("Rotterdam") for line in lines} == {24}


@pytest.mark.parametrize("width", [36, 90])
async def test_a_name_has_room_on_a_narrow_screen_too(
    open_desk: OpenDesk, library_folder: Path, width: int
) -> None:
    async with open_desk(library_folder, size=(40, 20)) as desk:
        await desk.press("E")
        screen = desk.app.screen
        assert isinstance(screen, NamesScreen)
        (line,) = screen.lines(screen.shown[0], width)
        text = "".join(piece for piece, _ in line)
        assert text.startswith("Ada Quill ")
        assert len(text) == width
        assert ("person" in text) is (width == 90)


async def test_enter_on_a_name_shows_its_mentions_and_back_is_where_one_was(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        pane = desk.screen.text.pane
        pane.go_to(pane.document.text.index("Ada Quill"))
        at = pane.cursor
        await desk.press("enter")
        assert isinstance(desk.app.screen, MentionsScreen)
        await desk.press("escape")
        assert (desk.shown, pane.cursor) == (HARBOUR, at)
        pane.go_to(pane.document.text.index("Rotterdam"))
        await desk.press("enter", "G", "enter")
        assert desk.shown == RIVER
        await desk.press("backspace")
        assert desk.shown == HARBOUR
        assert pane.document.text[pane.cursor :].startswith("Rotterdam")
        await desk.press("backspace")
        assert any("no earlier place" in said for said in desk.said)


async def test_quotations_are_listed_by_speaker(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("Q")
        assert isinstance(desk.app.screen, SpeakersScreen)
        assert listed(desk) == ["Ada Quill  1 in 1"]
        await desk.press("enter")
        assert isinstance(desk.app.screen, QuotationsScreen)
        await desk.press("enter")
        pane = desk.screen.text.pane
        assert desk.shown == HARBOUR
        assert "Nobody ordered this" in pane.document.text[pane.cursor : pane.cursor + 25]
        await desk.press("enter")
        assert isinstance(desk.app.screen, QuotationsScreen)


async def test_a_tag_is_renamed_everywhere_and_taken_back(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    def tags() -> set[str]:
        said = load(sidecar_path(library_folder / HARBOUR))
        return {tag for one in said.annotations.values() for tag in one.tags} if said else set()

    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        await tagged(desk, "port")
        await desk.press("T")
        screen = desk.app.screen
        assert isinstance(screen, TagsScreen)
        assert [item.name for item in screen.shown] == ["port"]
        await desk.press("r", "ctrl+u")
        await desk.type("places/port")
        await desk.press("enter")
        assert tags() == {"places/port"}
        await desk.press("u")
        assert tags() == {"port"}
        await desk.press("U")
        assert [item.name for item in screen.shown] == ["places/port"]


async def test_tags_are_merged_and_the_old_name_is_understood(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        await tagged(desk, "port", "harbour")
        await desk.press("T")
        screen = desk.app.screen
        assert isinstance(screen, TagsScreen)
        assert [item.name for item in screen.shown] == ["harbour", "port"]
        await desk.press("m", "enter")
        assert [item.name for item in screen.shown] == ["port"]
        assert CODEBOOK.load(library_folder).tags["port"].aliases == ("harbour",)


async def test_a_tag_gets_a_colour_and_a_description_and_the_text_shows_the_colour(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        await tagged(desk, "port")
        await desk.press("T", "c")
        await desk.type("blue")
        await desk.press("enter", "d")
        await desk.type("all about ports")
        await desk.press("enter")
        tag = CODEBOOK.load(library_folder).tags["port"]
        assert (tag.colour, tag.description) == ("blue", "all about ports")
        await desk.press("c")
        await desk.type("mauve")
        await desk.press("enter")
        assert any("no colour here" in said for said in desk.said)
        assert desk.app.screen.query_one(Input).value == "mauve"
        await desk.press("escape", "escape")
        strips = desk.screen.text.pane.render_lines(desk.screen.text.pane.size.region)
        grounds = {
            segment.style.bgcolor.triplet
            for strip in strips
            for segment in strip
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.triplet
        }
        assert any(ground.blue > ground.red + 40 for ground in grounds), grounds
        listed = desk.screen.articles.items
        tags = [
            segment.style.color.triplet
            for y in range(listed.size.height)
            for segment in listed.render_line(y)
            if "#port" in segment.text and segment.style and segment.style.color
        ]
        assert [ink.blue > ink.red + 40 for ink in tags if ink] == [True], tags


async def test_all_annotations_are_narrowed_by_tag_creator_colour_and_words(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        await tagged(desk, "port")
        await desk.press("G", "m", "c")
        await desk.type("poor goat")
        await desk.press("ctrl+s", "L")
        screen = desk.app.screen
        assert isinstance(screen, AnnotationsScreen)
        line = screen.query_one("#line", Input)
        for typed, count in {
            "": 2,
            "#po": 1,
            "by:ann": 2,
            "by:bob": 0,
            "poor": 1,
            "harbour": 2,
            "colour:red": 0,
            "#port goat": 0,
        }.items():
            line.value = typed
            await desk.settle()
            assert len(screen.shown) == count, typed
        line.value = "poor"
        await desk.settle()
        await desk.press("enter")
        pane = desk.screen.text.pane
        assert pane.document.text[pane.cursor :].startswith("The ferry")


async def test_a_sidecar_that_cannot_be_read_is_listed_with_its_reason(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    sidecar_path(library_folder / RIVER).write_text("a: [1")
    async with open_desk(library_folder) as desk:
        await desk.press("L")
        screen = desk.app.screen
        assert isinstance(screen, AnnotationsScreen)
        (item,) = screen.shown
        assert item.path == RIVER
        assert item.problem


async def test_two_articles_are_compared_and_what_both_say_is_walked(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    copied = "By Tuesday the cranes moved again."
    (library_folder / "2024-03-05-port.txt").write_text(
        f"The Port\n\nIt was quiet in Rotterdam. {copied} Nobody knew why.\n", encoding="utf-8"
    )
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("equals_sign")
        await desk.type("port")
        assert len(listed(desk)) == 1
        await desk.press("enter")
        screen = desk.app.screen
        assert isinstance(screen, CompareScreen)
        said = str(screen.query_one("#said", Static).content)
        assert "1 passage word for word in both" in said
        assert "Rotterdam" in said
        await desk.press("right_square_bracket")
        for side in screen.sides:
            pane = side.pane
            assert pane.document.text[pane.cursor :].startswith(copied[:-1])
        await desk.press("tab", "enter")
        assert desk.shown == "2024-03-05-port.txt"
        pane = desk.screen.text.pane
        assert pane.document.text[pane.cursor :].startswith(copied[:-1])


@pytest.mark.parametrize("key", ["E", "Q", "T", "L"])
async def test_in_an_empty_library_every_screen_says_so_and_lets_go(
    open_desk: OpenDesk, tmp_path: Path, key: str
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    async with open_desk(folder) as desk:
        await desk.press(key)
        assert isinstance(desk.app.screen, ListingScreen)
        assert listed(desk) == []
        await desk.press("enter", "escape")
        assert len(desk.app.screen_stack) == 2


async def test_the_panel_is_narrowed_and_walking_keeps_to_what_is_left(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        await tagged(desk, "port")
        await desk.press("G", "m", "F")
        await desk.type("#port")
        panel = desk.screen.panel
        assert panel.items.count == 1
        await desk.press("enter", "tab", "tab", "right_square_bracket")
        pane = desk.screen.text.pane
        assert pane.document.text[pane.cursor :].startswith("The harbour of Rotterdam")
        await desk.press("F", "escape")
        assert panel.items.count == 2
