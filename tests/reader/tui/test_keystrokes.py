"""Keys that arrive all at once do what they would have done one by one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste
from textual.widgets import Input, TextArea

from annotations.naming import sidecar_path
from annotations.sidecar import load
from reader.demo import articles_dir
from reader.tui.library.annotations import AnnotationsScreen
from reader.tui.library.names import MentionsScreen, NamesScreen
from reader.tui.library.tags import TagsScreen
from reader.tui.prompts.note import NotePrompt

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.model import Annotation
    from tests.reader.tui.conftest import OpenDesk
    from tests.reader.tui.terminals import Terminal

HARBOUR = "2024-03-04-harbour.txt"
COMMENTED = "2025-02-11-kartenfund-zittau.txt"


def said(folder: Path) -> list[Annotation]:
    sidecar = load(sidecar_path(folder / HARBOUR))
    return list(sidecar.annotations.values()) if sidecar else []


@pytest.mark.parametrize("text", ["hello", "just a jumble of commands: s t x u q / = E T"])
async def test_a_note_holds_all_that_was_typed_after_its_key(
    open_desk: OpenDesk, library_folder: Path, text: str
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        await desk.burst("c", *text, "ctrl+s")
        assert [one.note for one in said(library_folder)] == [text]
        assert desk.app.focused is desk.screen.text.pane


async def test_a_paste_after_the_key_of_a_note_is_in_the_note(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        desk.send("c")
        desk.app.post_message(Paste("two\nlines"))
        await desk.burst("!")
        assert isinstance(desk.app.screen, NotePrompt)
        assert desk.app.screen.query_one(TextArea).text == "two\nlines!"


@pytest.mark.parametrize(("key", "line"), [("/", "#search"), ("f", "#find"), ("F", "#narrow")])
async def test_several_lines_are_pasted_into_a_line_as_one(
    open_desk: OpenDesk, library_folder: Path, key: str, line: str
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        desk.send(key)
        desk.app.post_message(Paste("fell\n  silent\n"))
        await desk.burst("!")
        assert desk.screen.query_one(line, Input).value == "fell silent!"


@pytest.mark.parametrize("key", ["c", "t", "i"])
async def test_words_that_were_refused_are_not_taken_for_keys(
    open_desk: OpenDesk, library_folder: Path, key: str
) -> None:
    text = (articles_dir() / COMMENTED).read_text(encoding="utf-8")
    (library_folder / COMMENTED).write_text(text, encoding="utf-8")
    async with open_desk(library_folder, article=COMMENTED) as desk:
        await desk.press("m", "G")
        assert desk.screen.text.pane.in_fold
        await desk.burst(key, *"ggx", "enter", "z", "q")
        assert desk.app.is_running
        assert desk.screen.text.pane.in_fold
        assert any("folded" in told or "No name" in told for told in desk.said)
        await desk.pilot.pause(0.6)
        await desk.press("z")
        assert not desk.screen.text.pane.in_fold


async def test_words_that_are_refused_on_a_list_take_nothing_back(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j")
        await desk.burst("t", *"quay", "enter")
        await desk.press("T", "slash", *"zzz", "enter")
        await desk.burst("d", *"quux")
        assert isinstance(desk.app.screen, TagsScreen)
        assert [one.tags for one in said(library_folder)] == [("quay",)]


async def test_a_merge_into_nothing_is_asked_again(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.burst("j", "t", *"quay", "enter")
        await desk.press("T")
        await desk.burst("m", *"quux")
        assert isinstance(desk.app.screen, TagsScreen)
        assert desk.said == ["There is no other tag."]
        await desk.pilot.pause(0.6)
        await desk.burst("escape", "t", *"boat", "enter")
        await desk.press("T")
        await desk.burst("m", *"quux", "enter")
        assert desk.app.screen.query_one(Input).value == "quux"
        assert [set(one.tags) for one in said(library_folder)] == [{"boat", "quay"}]


async def test_a_tag_typed_at_once_is_that_tag_and_not_a_recent_one(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        await desk.burst("t", *"quay", "enter")
        await desk.press("j", "j")
        await desk.burst("t", *"mast", "enter")
        assert sorted(one.tags for one in said(library_folder)) == [("mast",), ("quay",)]


async def test_what_comes_after_a_prompt_s_enter_is_for_the_screen_below(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        before = desk.screen.text.pane.cursor
        await desk.burst("t", *"quay", "enter", "G")
        assert desk.screen.text.pane.cursor > before
        assert [one.tags for one in said(library_folder)] == [("quay",)]


@pytest.mark.parametrize("first", [["m"], ["t", *"quay", "enter"]])
async def test_an_act_is_done_before_the_next_asks_what_is_meant(
    open_desk: OpenDesk, library_folder: Path, first: list[str]
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        await desk.burst(*first, "c", *"why", "ctrl+s", "t", *"mole", "enter")
        (annotation,) = said(library_folder)
        assert (annotation.note, annotation.tags[-1]) == ("why", "mole")


@pytest.mark.parametrize("keys", [("enter", "enter"), ("enter", "enter", "enter", "enter")])
async def test_a_prompt_answers_once_however_often_enter_arrives(
    open_desk: OpenDesk, library_folder: Path, keys: tuple[str, ...]
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        await desk.burst("t", *"quay", *keys)
        assert desk.app.screen is desk.screen or isinstance(desk.app.screen, MentionsScreen)
        assert [one.tags for one in said(library_folder)] == [("quay",)]


async def test_a_search_typed_at_once_is_the_search(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.burst("/", *"goat", "enter")
        pane = desk.screen.text.pane
        assert desk.shown == HARBOUR
        assert pane.document.text[pane.cursor :].startswith("goat")


@pytest.mark.parametrize("keys", [["/", *"harbour", "enter"], ["enter"]])
async def test_what_comes_after_an_enter_that_opens_is_for_the_text(
    open_desk: OpenDesk, library_folder: Path, keys: list[str]
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.burst(*keys, "G", "m", "/", "g")
        text = desk.screen.text.pane.document.text
        (annotation,) = said(library_folder)
        assert annotation.anchor.end > len(text) / 2
        assert desk.screen.articles.line.value == ("harbourg" if len(keys) > 1 else "g")


async def test_an_enter_that_finds_nothing_to_open_leaves_the_line_as_it_is(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.burst("/", *"zeppelin", "enter", "s")
        assert desk.shown == ""
        assert desk.screen.articles.line.value == "zeppelins"


@pytest.mark.parametrize("size", [(40, 24), (130, 40)])
async def test_words_to_find_typed_at_once_are_found(
    open_desk: OpenDesk, library_folder: Path, size: tuple[int, int]
) -> None:
    async with open_desk(library_folder, size=size) as desk:
        await desk.press("enter")
        await desk.burst("f", *"goat", "enter")
        pane = desk.screen.text.pane
        assert desk.screen.text.find_line.value == "goat"
        assert pane.document.text[pane.cursor :].startswith("goat")
        assert desk.app.focused is pane


@pytest.mark.parametrize("size", [(40, 24), (90, 24), (130, 40)])
async def test_the_panel_is_narrowed_by_all_that_was_typed_at_once(
    open_desk: OpenDesk, library_folder: Path, size: tuple[int, int]
) -> None:
    async with open_desk(library_folder, size=size) as desk:
        await desk.press("enter", "f2")
        await desk.burst("F", *"rotter")
        assert desk.screen.panel.line.value == "rotter"
        assert desk.screen.panel.items.count == 1


async def test_a_screen_of_the_library_is_narrowed_by_all_that_was_typed_at_once(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.burst("E", "/", *"rotterdam", "enter")
        screen = desk.app.screen
        assert isinstance(screen, NamesScreen)
        assert [one.name for one in screen.shown] == ["Rotterdam"]


async def test_a_tag_is_renamed_by_what_was_typed_at_once(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        rename = ["r", "ctrl+u"]
        await desk.burst("t", *"quay", "enter", "T", *rename, *"wharf", "enter")
        assert isinstance(desk.app.screen, TagsScreen)
        assert [one.tags for one in said(library_folder)] == [("wharf",)]
        await desk.burst(*rename, *"pier", "enter", *rename, *"mole", "enter", "u")
        assert [one.tags for one in said(library_folder)] == [("pier",)]
        assert [one.name for one in desk.app.screen.shown] == ["pier"]


async def test_a_list_opens_one_screen_however_often_enter_arrives(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        await desk.burst("t", *"quay", "enter")
        await desk.press("T")
        await desk.burst("enter", "enter")
        opened = [one for one in desk.app.screen_stack if isinstance(one, AnnotationsScreen)]
        assert len(opened) <= 1


async def test_escape_right_after_letters_leaves_with_all_of_them_taken_in(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        await desk.burst("c", *"half a thought", "escape")
        assert not said(library_folder)
        await desk.press("c")
        assert desk.app.screen.query_one(TextArea).text == "half a thought"


async def test_an_article_that_opens_takes_nobody_from_a_line_that_is_being_typed_in(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.burst("enter", "/", *"goat")
        assert desk.screen.articles.line.value == "goat"
        assert desk.app.focused is desk.screen.articles.line


@pytest.mark.parametrize("article", [HARBOUR, "gone.txt"])
async def test_what_is_typed_while_the_first_article_opens_is_a_search(
    open_desk: OpenDesk, library_folder: Path, article: str
) -> None:
    early = ["/", *"goat"]
    async with open_desk(library_folder, article=article, early=early) as desk:
        assert desk.screen.articles.line.value == "goat"
        assert desk.app.focused is desk.screen.articles.line


async def test_an_article_that_cannot_be_opened_leaves_the_reader_where_he_is(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "tab", "tab")
        (library_folder / HARBOUR).unlink()
        assert desk.app.focused is desk.screen.articles.items
        await desk.press("enter")
        assert any("cannot be read" in remark for remark in desk.said), desk.said
        assert desk.app.focused is desk.screen.articles.items


async def test_what_is_typed_after_the_end_does_nothing(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "m")
        for key in ("q", "x", "/", "g", "t", "enter"):
            desk.send(key)
        while desk.app.is_running:
            await asyncio.sleep(0.01)
    assert len(said(library_folder)) == 1


@pytest.mark.parametrize("turns", range(0, 40, 3))
async def test_the_end_may_come_while_keys_wait(
    open_desk: OpenDesk, library_folder: Path, turns: int
) -> None:
    async with open_desk(library_folder) as desk:
        for key in ("/", *"goat", "enter", *"jjm", "T", "r", "c", "L"):
            desk.send(key)
        for _ in range(turns):
            await asyncio.sleep(0)


def test_what_a_script_types_in_a_real_terminal_arrives_whole(
    terminal: Terminal, library_folder: Path
) -> None:
    terminal.read(library_folder)
    terminal.wait_for("The Harbour at Night")
    terminal.press("Enter")
    terminal.wait_for("fell silent")
    terminal.press("j", "c", *"hello", "Space", *"Rotterdam", "C-s")
    terminal.wait_for("✎ hello Rotterdam")  # Not only the words being typed: what is on disk.
    assert [one.note for one in said(library_folder)] == ["hello Rotterdam"]
