"""The screens when the library is not what they expect: gone, damaged, changed, strange."""

from __future__ import annotations

from contextlib import closing
from threading import Event
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from annotations.naming import sidecar_path
from annotations.sidecar import load
from reader.config import Settings
from reader.library import Library
from reader.tui.library.comparing import CompareScreen
from reader.tui.library.listing import ListingScreen
from reader.tui.library.names import MentionsScreen, NamesScreen
from reader.tui.library.tags import TagsScreen
from reader.tui.prompts.choice import ChoicePrompt
from reader.tui.widgets.item_list import ItemList
from tests.reader.tui.test_keeping_up import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import Desk, OpenDesk

HARBOUR = "2024-03-04-harbour.txt"
RIVER = "2023-01-02-river.txt"


async def test_an_article_that_is_gone_when_it_is_chosen_is_told(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        pane = desk.screen.text.pane
        pane.go_to(pane.document.text.index("Rotterdam"))
        await desk.press("enter")
        assert isinstance(desk.app.screen, MentionsScreen)
        (library_folder / RIVER).unlink()
        await desk.press("G", "enter")
        assert any(RIVER in said for said in desk.said)
        assert desk.shown == HARBOUR


async def test_a_damaged_codebook_is_told_and_reading_goes_on(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "t", *"port", "enter")
        (library_folder / "tags.yaml").write_text("tags: [")
        await desk.press("T")
        screen = desk.app.screen
        assert isinstance(screen, TagsScreen)
        assert "tags.yaml" in screen.problem
        assert [one.name for one in screen.shown] == ["port"]
        await desk.press("r", "ctrl+u", *"haven", "enter")
        assert any("tags.yaml" in said for said in desk.said)
        await desk.press("escape", "escape", "u", "m")
        assert desk.screen.panel.items.count == 1


async def test_a_damaged_book_of_names_is_told_where_names_are_listed(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    (library_folder / "entities.yaml").write_text("entities: [broken")
    async with open_desk(library_folder) as desk:
        await desk.press("E")
        screen = desk.app.screen
        assert isinstance(screen, NamesScreen)
        assert "entities.yaml" in screen.problem
        assert screen.shown


def remark_of(desk: Desk) -> str:
    """What is said above the list; nothing as long as the screen is not composed."""
    return "".join(str(one.content) for one in desk.app.screen.query("#remark").results(Static))


async def test_what_is_long_indexed_keeps_neither_lists_nor_acts_waiting(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        done = Event()
        try:
            desk.screen._librarian._index.submit(lambda _: done.wait())
            desk.send("m")  # Nothing settles as long as the index is at work.
            await desk.until(sidecar_path(library_folder / HARBOUR).exists)
            desk.send("T")
            await desk.until(lambda: isinstance(desk.app.screen, TagsScreen))
            await desk.until(lambda: "0 tags" in remark_of(desk))
        finally:
            done.set()


async def test_tags_that_are_missing_for_a_damaged_sidecar_are_told(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    sidecar_path(library_folder / RIVER).write_text("a: [1")
    async with open_desk(library_folder) as desk:
        await desk.press("T")
        screen = desk.app.screen
        assert isinstance(screen, TagsScreen)
        assert RIVER in screen.problem
        assert "no tags" not in "".join(str(screen.items.render_line(y)) for y in range(3))
        sidecar_path(library_folder / RIVER).unlink()
        await desk.press("escape", "T")
        screen = desk.app.screen
        assert isinstance(screen, TagsScreen)
        assert not screen.problem


async def test_a_note_is_saved_although_the_text_changed_while_it_was_written(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        pane = desk.screen.text.pane
        pane.go_to(pane.document.text.index("The ferry"))
        await desk.press("c")
        await desk.type("poor goat")
        before = (library_folder / HARBOUR).read_text(encoding="utf-8")
        (library_folder / HARBOUR).write_text("An hour later.\n\n" + before, encoding="utf-8")
        await until(desk, lambda: "An hour later" in pane.document.text, "the new text")
        await desk.press("ctrl+s")
        said = load(sidecar_path(library_folder / HARBOUR))
        assert said
        assert [one.note for one in said.annotations.values()] == ["poor goat"]

        def is_shown_there() -> bool:
            opened = desk.screen.text.opened
            return bool(
                opened
                and [opened.article.text[p.start : p.start + 9] for p in opened.placed]
                == ["The ferry"]
            )

        await until(desk, is_shown_there, "the note at its words")


async def test_the_article_that_is_read_may_go_and_come_back(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        text = (library_folder / HARBOUR).read_text(encoding="utf-8")
        (library_folder / HARBOUR).unlink()
        await until(desk, lambda: any("cannot be read" in said for said in desk.said), "a remark")
        await desk.press("m", "y", "E", "escape", "equals_sign", "escape")
        assert desk.shown == HARBOUR
        (library_folder / HARBOUR).write_text(text, encoding="utf-8")
        await until(desk, lambda: desk.screen.articles.items.count == 2, "the article again")
        await desk.press("G", "m")
        assert desk.screen.panel.items.count >= 1


async def test_one_may_compare_with_an_article_that_has_gone(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("equals_sign")
        (library_folder / RIVER).unlink()
        await desk.press("enter")
        assert not isinstance(desk.app.screen, CompareScreen)
        assert any(RIVER in said for said in desk.said)


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (300, 80)])
async def test_every_screen_stands_at_any_size(
    open_desk: OpenDesk, library_folder: Path, size: tuple[int, int]
) -> None:
    async with open_desk(library_folder, size=size, article=HARBOUR) as desk:
        await desk.press("j", "t")
        await desk.type("port")
        await desk.press("enter")
        for keys in (["E"], ["Q"], ["T"], ["L"], ["equals_sign"], ["question_mark"], ["c"], ["i"]):
            await desk.press(*keys)
            await desk.pilot.resize_terminal(size[0] + 7, size[1] + 3)
            await desk.pilot.pause()
            await desk.pilot.resize_terminal(*size)
            await desk.press("escape", "escape")
            while len(desk.app.screen_stack) > 2:
                await desk.press("escape")
        await desk.press("j", "m")
        assert desk.shown == HARBOUR


async def test_strange_tags_are_listed_as_they_are_and_renamed(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    strange = ["[red]no markup[/red]", "פרק ראשון", "🦀 crab", "a" * 200, "port city"]
    async with open_desk(library_folder, article=HARBOUR) as desk:
        opened = desk.screen.text.opened
        assert opened
        await desk.screen._librarian.ask(
            lambda library: library.acts.annotate(opened, 0, 11, tags=strange)
        )
        await desk.press("T")
        screen = desk.app.screen
        assert isinstance(screen, TagsScreen)
        assert {item.name for item in screen.shown} == set(strange)
        await desk.press("slash")
        await desk.type("port")
        await desk.press("enter", "r", "ctrl+u")
        await desk.type("ports")
        await desk.press("enter", "slash", "ctrl+u", "enter")
        assert "ports" in {item.name for item in screen.shown}
        await desk.press("enter")
        listing = desk.app.screen
        assert isinstance(listing, ListingScreen)
        assert len(listing.shown) == 1


async def test_keys_pressed_while_a_screen_fills_are_not_lost(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.pilot.press("E", "slash", "r", "o", "t", "t", "enter")
        await desk.settle()
        screen = desk.app.screen
        assert isinstance(screen, ListingScreen)
        assert [item.name for item in screen.shown] == ["Rotterdam"]


async def test_the_choices_of_a_prompt_are_in_sight_on_a_low_screen(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, size=(40, 12), article=HARBOUR) as desk:
        await desk.press("j", "t", *"port", "enter", "T")
        await desk.press("c")
        prompt = desk.app.screen
        assert isinstance(prompt, ChoicePrompt)
        choices = prompt.query_one(ItemList)
        assert choices.size.height >= 4
        assert desk.app.screen.region.contains_region(choices.region)


async def test_of_a_note_of_a_megabyte_only_what_there_is_room_for_is_looked_at(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    note = "a long note " * 100_000
    with closing(Library(library_folder, Settings(creator="ann"))) as library:
        library.acts.annotate(library.open(HARBOUR), 0, 30, note=note)
    async with open_desk(library_folder, article=HARBOUR) as desk:
        status = str(desk.screen.query_one("#status", Static).content)
        assert "a long note a long note" in status
        assert len(status) < 2_000
        (lines,) = [item.lines(30) for item in desk.screen.panel._items]
        assert sum(len(text) for line in lines for text, _ in line) < 2_000
