"""Searches that are not typed again, and what the search line says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from reader import searches
from reader.tui.prompts.choice import ChoicePrompt

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import Desk, OpenDesk

HARBOUR = "2024-03-04-harbour.txt"


def found(desk: Desk) -> str:
    return str(desk.screen.query_one("#found", Static).content)


async def test_a_search_of_yesterday_is_offered_and_searched_again(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("goat")
        await desk.press("enter")
    async with open_desk(library_folder) as desk:
        await desk.press("slash", "ctrl+r")
        assert isinstance(desk.app.screen, ChoicePrompt)
        await desk.press("enter")
        assert desk.screen.articles.line.value == "goat"
        assert desk.app.focused is desk.screen.articles.line
        assert found(desk) == "1 of 2 articles"


async def test_without_any_search_before_the_key_says_so(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash", "ctrl+r")
        assert any("No search was made" in said for said in desk.said)
        await desk.press("ctrl+s")
        assert any("Type a search first" in said for said in desk.said)


async def test_a_search_is_saved_under_a_name_and_offered_by_it(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("goat OR river")
        await desk.press("ctrl+s")
        await desk.type("animals")
        await desk.press("enter")
        assert searches.saved(library_folder)["animals"].query == "goat OR river"
        await desk.press("escape", "ctrl+r")
        await desk.type("anim")
        await desk.press("enter")
        assert desk.screen.articles.line.value == "@animals"
        assert found(desk) == "2 of 2 articles"


async def test_a_name_that_cannot_be_one_is_refused_and_the_search_stays(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("goat")
        await desk.press("ctrl+s")
        await desk.type("no name")
        await desk.press("enter")
        assert any("cannot be the name" in said for said in desk.said)
        assert desk.screen.articles.line.value == "goat"


async def test_the_recent_tags_are_on_the_digits_tomorrow(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        for key, tag in (("j", "port"), ("G", "goats")):
            await desk.press(key, "t")
            await desk.type(tag)
            await desk.press("enter")
        await desk.pilot.pause(1.5)  # The index learns of tags when the reader is quiet.
        await desk.settle()
    async with open_desk(library_folder, article="2023-01-02-river.txt") as desk:
        await desk.press("j", "1", "2")
        opened = desk.screen.text.opened
        assert opened
        (placed,) = opened.placed
        assert placed.annotation.tags == ("goats", "port")


async def test_an_unfinished_phrase_of_one_word_is_searched_as_it_is_typed(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash", "quotation_mark")
        await desk.type("harb")
        assert found(desk) == "1 of 2 articles"


async def test_a_damaged_configuration_is_told_where_searches_are_recalled_or_named(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    (library_folder / ".reader.toml").write_text("[searches\n")
    async with open_desk(library_folder) as desk:
        await desk.press("slash", "ctrl+r")
        assert [".reader.toml" in said for said in desk.said] == [True]
        await desk.type("goat (")
        assert "parenthes" in found(desk)
        await desk.press("ctrl+u")
        await desk.type("@ports")
        assert ".reader.toml" in found(desk)
        await desk.press("ctrl+u")
        await desk.type("goat")
        assert found(desk) == "1 of 2 articles"
