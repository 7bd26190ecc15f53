"""The screens as they look, one picture for each; the shades of colours are not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotations.naming import sidecar_path
from tests.reader.tui.pictures import check
from tests.reader.tui.test_keeping_up import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import Desk, OpenDesk

HARBOUR = "2024-03-04-harbour.txt"
RIVER = "2023-01-02-river.txt"


async def silence(desk: Desk) -> None:
    """Wait until nothing is said on the screen any more."""
    desk.app.clear_notifications()
    while desk.app.screen.query("Toast"):
        await desk.pilot.pause(0.05)
    await desk.settle()


async def learned(desk: Desk, annotations: int) -> None:
    """Wait until the list on the left knows what was annotated."""

    def is_listed() -> bool:
        return any(one.annotations == annotations for one in desk.screen.articles._entries)

    await until(desk, is_listed, "the annotations in the list")
    await silence(desk)


async def annotated(desk: Desk) -> None:
    """Mark a sentence with a note in the open article, and its paragraph with a tag."""
    await desk.press("j", "m", "c")
    await desk.type("who ordered it")
    await desk.press("ctrl+s", "s", "s", "t")
    await desk.type("port")
    await desk.press("enter")
    await learned(desk, 2)


@pytest.mark.parametrize(
    ("name", "size"),
    [("wide", (140, 30)), ("medium", (90, 26)), ("narrow", (40, 22)), ("vast", (300, 24))],
)
async def test_reading(
    open_desk: OpenDesk, library_folder: Path, name: str, size: tuple[int, int]
) -> None:
    async with open_desk(library_folder, size=size, article=HARBOUR) as desk:
        await annotated(desk)
        check(desk.app, f"reading-{name}")


async def test_the_list_on_a_narrow_screen(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(40, 16)) as desk:
        check(desk.app, "list-narrow")


async def test_a_search(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(120, 22)) as desk:
        await desk.press("slash")
        await desk.type("rotterdam")
        check(desk.app, "search")


async def test_a_search_that_cannot_be_understood(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, size=(80, 16)) as desk:
        await desk.press("slash")
        await desk.type("river (")
        check(desk.app, "search-error")


async def test_finding_in_the_article(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(80, 20), article=HARBOUR) as desk:
        await desk.press("f")
        await desk.type("the")
        check(desk.app, "find")


async def test_a_selection(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(80, 20), article=HARBOUR) as desk:
        await desk.press("j", "v", "w", "w", "w")
        check(desk.app, "selection")


async def test_folded_matter(open_desk: OpenDesk, library_folder: Path) -> None:
    (library_folder / RIVER).write_text(
        "The River Treaty\n\nTwo states signed a treaty about the river Issel today.\n\n"
        "Please donate to support our work.\n\n"
        "Comments\n\nAnna\nMarch 3, 2023 at 10:14\nWell said, all of it.\n\n"
        "Ben\nMarch 4, 2023 at 11:20\nI do not agree with this.\n",
        encoding="utf-8",
    )
    async with open_desk(library_folder, size=(80, 16), article=RIVER) as desk:
        check(desk.app, "folded")


async def test_asking_for_a_tag_that_is_nearly_there(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, size=(90, 24), article=HARBOUR) as desk:
        await desk.press("j", "t")
        await desk.type("strike")
        await desk.press("enter")
        await learned(desk, 1)
        await desk.press("t")
        await desk.type("strikes")
        check(desk.app, "tag-prompt")


async def test_a_note(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(80, 24), article=HARBOUR) as desk:
        await desk.press("j", "c")
        await desk.type("half a thought")
        check(desk.app, "note-prompt")


@pytest.mark.parametrize("tab", ["f2", "f3", "f4"])
async def test_the_panel(open_desk: OpenDesk, library_folder: Path, tab: str) -> None:
    async with open_desk(library_folder, size=(120, 20), article=HARBOUR) as desk:
        await desk.press(tab)
        check(desk.app, f"panel-{tab}")


@pytest.mark.parametrize(("name", "key"), [("names", "E"), ("annotations", "L"), ("tags", "T")])
async def test_a_screen_of_the_library(
    open_desk: OpenDesk, library_folder: Path, name: str, key: str
) -> None:
    async with open_desk(library_folder, size=(90, 22), article=HARBOUR) as desk:
        await annotated(desk)
        await desk.press(key)
        check(desk.app, name)


async def test_the_mentions_of_a_name(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(80, 14), article=RIVER) as desk:
        pane = desk.screen.text.pane
        pane.go_to(pane.document.text.index("Rotterdam"))
        await desk.press("enter")
        check(desk.app, "mentions")


@pytest.mark.parametrize(("name", "width"), [("wide", 120), ("narrow", 60)])
async def test_two_articles_beside_each_other(
    open_desk: OpenDesk, library_folder: Path, name: str, width: int
) -> None:
    async with open_desk(library_folder, size=(width, 22), article=HARBOUR) as desk:
        await desk.press("equals_sign")
        await desk.type("river")
        await desk.press("enter")
        check(desk.app, f"compare-{name}")


async def test_help(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, size=(80, 40)) as desk:
        await desk.press("question_mark")
        check(desk.app, "help")


async def test_a_damaged_sidecar(open_desk: OpenDesk, library_folder: Path) -> None:
    sidecar_path(library_folder / HARBOUR).write_text("a: [1")
    async with open_desk(library_folder, size=(90, 22), article=HARBOUR) as desk:
        await silence(desk)
        check(desk.app, "damaged")
