"""The desk while others write: what is listed follows, what the reader does is left alone."""

from __future__ import annotations

import os
import pty
import sys
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Static, TextArea

from annotations.entities import deciding
from annotations.locking import locked
from annotations.naming import sidecar_path
from reader import paths
from reader.articles import Role
from reader.config import Settings
from reader.demo import articles_dir
from reader.index import location
from reader.library import Library
from reader.tui.library.tags import TagsScreen
from reader.tui.panel_items import Tab
from reader.tui.widgets.key_line import KeyLine
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotating import Placed
    from tests.reader.tui.conftest import Desk, OpenDesk

HARBOUR = "2024-03-04-harbour.txt"
RIVER = "2023-01-02-river.txt"
COMMENTED = "2025-02-11-kartenfund-zittau.txt"


async def until(desk: Desk, holds: Callable[[], bool], what: str) -> None:
    await until_so(desk, holds, what)
    await desk.settle()


async def until_so(desk: Desk, holds: Callable[[], bool], what: str = "") -> None:
    """As :func:`until`, where work goes on that is not done before something else happens."""
    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        await desk.pilot.pause(0.05)


def text_of(placed: Placed, text: str) -> str:
    return text[placed.start : placed.end]


def found(desk: Desk) -> str:
    return str(desk.screen.articles.query_one("#found", Static).content)


def listed(desk: Desk) -> list[str]:
    return [entry.path for entry in desk.screen.articles._shown]


async def until_listed(desk: Desk, *paths: str) -> None:
    await until(desk, lambda: listed(desk) == list(paths), f"{paths} instead of {listed(desk)}")


async def test_a_new_article_is_listed_and_the_highlight_stays_on_its_article(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("j")
        assert desk.screen.articles.highlighted_path == RIVER
        (library_folder / "2024-12-24-goat.txt").write_text("The Goat Returns\n\nIt came home.\n")
        await until_listed(desk, "2024-12-24-goat.txt", HARBOUR, RIVER)
        assert desk.screen.articles.highlighted_path == RIVER
        assert desk.app.focused is desk.screen.articles.items


async def test_an_article_that_changes_or_goes_does_so_in_the_list(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        (library_folder / HARBOUR).write_text("Silence at Noon\n\nThe cranes stood still.\n")
        titles = desk.screen.articles._entries
        await until(
            desk,
            lambda: "Silence at Noon" in [e.title for e in desk.screen.articles._entries],
            f"the new title, not {titles}",
        )
        (library_folder / HARBOUR).unlink()
        await until_listed(desk, RIVER)
        assert desk.screen.articles.highlighted_path == RIVER


async def test_a_search_under_way_finds_what_is_new_and_nothing_typed_is_lost(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("rotterdam")
        await desk.press("down")
        kept = desk.screen.articles.highlighted_path
        assert len(listed(desk)) == 2
        text = "Rotterdam\n\nRotterdam, Rotterdam: the Rotterdam of Rotterdam.\n"
        (library_folder / "rotterdam.txt").write_text(text)
        await until(desk, lambda: len(listed(desk)) == 3, "a third hit")
        line = desk.screen.query_one("#search", Input)
        assert line.value == "rotterdam"
        assert desk.app.focused is line
        assert desk.screen.articles.highlighted_path == kept
        await desk.type(" goat")
        assert listed(desk) == [HARBOUR]


async def test_the_view_stays_where_it_was_scrolled_to(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    for number in range(60):
        (library_folder / f"2022-01-01-{number:02}.txt").write_text(f"Number {number}\n\nA rose.\n")
    async with open_desk(library_folder) as desk:
        items = desk.screen.articles.items
        await desk.press("G", "k")
        first = listed(desk)[items.in_view()[0]]
        (library_folder / "2024-12-24-goat.txt").write_text("The Goat Returns\n\nIt came home.\n")
        await until(desk, lambda: len(listed(desk)) == 63, "a new article")
        assert listed(desk)[items.in_view()[0]] == first


async def test_a_text_that_changes_under_the_eyes_is_shown_at_the_same_words(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    text = "".join(f"Paragraph {number} is here.\n\n" for number in range(200))
    (library_folder / RIVER).write_text(text)
    async with open_desk(library_folder, article=RIVER) as desk:
        pane = desk.screen.text.pane
        pane.go_to(text.index("Paragraph 100"))
        await desk.press("m")
        view = pane.scroll_offset.y
        (library_folder / RIVER).write_text("Something new.\n\n" * 5 + text)
        await until(desk, lambda: "Something new" in pane.document.text, "the new text")
        assert pane.document.text[pane.cursor :].startswith("Paragraph 100 ")
        assert pane.scroll_offset.y == view + 10
        assert desk.app.focused is pane
        assert desk.said == [f"{RIVER} has another text now; you are at the same words."]
        opened = desk.screen.text.opened
        assert opened
        assert [text_of(placed, pane.document.text) for placed in opened.placed] == [
            "Paragraph 100 is here."
        ]
        (library_folder / "2024-12-24-goat.txt").write_text("The Goat Returns\n\nIt came home.\n")
        await until(desk, lambda: len(listed(desk)) == 3, "another article")
        assert len(desk.said) == 1


async def test_comments_that_were_opened_stay_open_when_the_text_changes(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    text = (articles_dir() / COMMENTED).read_text(encoding="utf-8")
    (library_folder / COMMENTED).write_text(text, encoding="utf-8")
    async with open_desk(library_folder, article=COMMENTED) as desk:
        pane = desk.screen.text.pane
        await desk.press("G")
        assert pane.in_fold
        await desk.press("z", "G")
        assert not pane.in_fold
        last = pane.document.text[pane.cursor :].strip()
        more = f"Another opening.\n\n{text}\nNoch ein Kommentar: Gut gesagt.\n"
        (library_folder / COMMENTED).write_text(more, encoding="utf-8")
        await until(desk, lambda: "Another opening" in pane.document.text, "the new text")
        assert not pane.in_fold
        assert pane.document.text[pane.cursor :].startswith(last)


async def test_comments_stay_open_when_paragraphs_come_right_before_them(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    text = (articles_dir() / COMMENTED).read_text(encoding="utf-8")
    (library_folder / COMMENTED).write_text(text, encoding="utf-8")
    async with open_desk(library_folder, article=COMMENTED) as desk:
        pane, opened = desk.screen.text.pane, desk.screen.text.opened
        assert opened is not None
        comment = next(b for b in opened.article.blocks if b.role is Role.COMMENT)
        words = opened.article.text[comment.start : comment.end]
        await desk.press("G", "z", "g")
        more = "The council met again on Monday, and spoke of nothing else than that.\n\n" * 3
        changed = text.replace(words, more + words, 1)
        assert changed != text
        (library_folder / COMMENTED).write_text(changed, encoding="utf-8")
        await until(desk, lambda: "nothing else" in pane.document.text, "the new text")
        await desk.press("G")
        assert not pane.in_fold


async def test_a_file_that_cannot_be_read_is_told_once(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    (library_folder / "a.txt").write_bytes(b"%PDF-1.4 and no more")
    async with open_desk(library_folder) as desk:
        assert desk.said == ["a.txt is not listed: it is a damaged PDF."]
        for name in "bc":
            (library_folder / f"{name}.txt").write_bytes(b"%PDF-1.4 and no more")
        told = "2 files are not listed, such as b.txt: it is a damaged PDF. “reader check” names"
        await until(desk, lambda: any(told in said for said in desk.said), told)


async def test_a_selection_stays_on_its_words_when_the_text_changes(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        pane = desk.screen.text.pane
        pane.go_to(pane.document.text.index("The ferry"))
        await desk.press("s")
        before = (library_folder / HARBOUR).read_text(encoding="utf-8")
        (library_folder / HARBOUR).write_text(
            before.replace("Three ships", "Thirty-three ships"), encoding="utf-8"
        )
        await until(desk, lambda: "Thirty" in pane.document.text, "the new text")
        assert pane.selection
        words = pane.document.text[slice(*pane.selection)]
        assert words == "The ferry sailed at noon with forty passengers and a goat."
        keys = desk.screen.query_one(KeyLine)
        assert "Grow" in [hint.label for hint in keys.hints]


async def test_the_matches_of_a_search_follow_the_text(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("goat")
        await desk.press("enter")
        (library_folder / HARBOUR).write_text("The Goat\n\nA goat, another goat, a ferry.\n")
        await until(desk, lambda: "another" in desk.screen.text.pane.document.text, "a new text")
        assert "/3" in str(desk.screen.query_one("#status", Static).content)


async def test_what_was_found_is_found_in_the_new_text_too(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("f")
        await desk.type("goat")
        (library_folder / HARBOUR).write_text("The Goat\n\nA goat, another goat, a ferry.\n")
        await until(desk, lambda: "another" in desk.screen.text.pane.document.text, "a new text")
        assert "/3" in str(desk.screen.query_one("#status", Static).content)


async def test_a_place_is_found_again_next_time_although_the_text_has_changed(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    text = "".join(f"Paragraph {number} is here.\n\n" for number in range(200))
    (library_folder / RIVER).write_text(text)
    async with open_desk(library_folder, article=RIVER) as desk:
        desk.screen.text.pane.go_to(text.index("Paragraph 100"))
        await desk.press("tab", "tab", "k", "enter")
        assert desk.shown == HARBOUR
    (library_folder / RIVER).write_text("Something new.\n\n" * 5 + text)
    async with open_desk(library_folder, article=RIVER) as desk:
        pane = desk.screen.text.pane
        assert pane.document.text[pane.cursor :].startswith("Paragraph 100 ")


async def test_an_annotation_made_elsewhere_appears_in_the_open_article(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "G", "m")
        panel = desk.screen.panel
        assert panel.tab is Tab.ANNOTATIONS
        mine = panel.annotation
        pane = desk.screen.text.pane
        cursor = pane.cursor
        other = Library(library_folder, Settings(creator="bob"))
        other.acts.annotate(other.open(HARBOUR), 4, 11, tags=["port"])
        other.close()
        await until(desk, lambda: panel.items.count == 2, "a second annotation")
        assert panel.annotation == mine
        assert (pane.cursor, desk.app.focused) == (cursor, pane)
        assert desk.said == []


async def test_every_act_is_found_by_a_search_not_only_the_first(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter")
        for tag in ("animals", "boats"):
            await desk.press("t")
            await desk.type(tag)
            await desk.press("enter")

            def is_known(tag: str = tag) -> bool:
                return any(tag in entry.tags for entry in desk.screen.articles._entries)

            await until(desk, is_known, tag)


async def test_what_another_process_is_indexing_is_listed_when_it_is_done(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        with locked(location.index_folder(library_folder), paths.lock_folder()):
            (library_folder / "goat.txt").write_text("The Goat Returns\n\nIt came home.\n")
            await until_so(desk, lambda: found(desk) == "being indexed elsewhere", "a word of it")
            assert len(listed(desk)) == 2
        await until(desk, lambda: "goat.txt" in listed(desk), "the new article")
        assert found(desk) == "3 articles"
        assert desk.said == []


async def test_a_list_of_the_library_says_that_it_is_being_indexed_and_comes_when_it_was(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    def told() -> str:
        return "\n".join(
            str(desk.app.screen.query_one(which, Static).content)
            for which in ("#heading", "#remark")
        )

    async with open_desk(library_folder, article=HARBOUR) as desk:
        with locked(location.index_folder(library_folder), paths.lock_folder()):
            await desk.press("j", "t", "g", "o", "a", "t", "enter")
            await desk.pilot.press("T")
            await until_so(desk, lambda: "0 tags   the library is still being indexed" in told())
        await until_so(desk, lambda: told() == "Tags of the library\n1 tag")
        with locked(location.index_folder(library_folder), paths.lock_folder()):
            await until_so(desk, lambda: "1 tag   the library is still being indexed" in told())
        await until_so(desk, lambda: told() == "Tags of the library\n1 tag")


async def test_an_open_list_of_the_library_follows_what_others_say(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("T")
        screen = desk.app.screen
        assert isinstance(screen, TagsScreen)
        assert not screen.shown
        with closing(Library(library_folder, Settings())) as other:
            other.acts.annotate(other.open(HARBOUR), 4, 11, tags=["port"])
        await until(desk, lambda: [one.name for one in screen.shown] == ["port"], "the tag")


async def test_a_draft_waits_for_its_words_also_when_they_stand_elsewhere(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        pane = desk.screen.text.pane
        pane.go_to(pane.document.text.index("The ferry"))
        await desk.press("s", "c", *"half", "escape", "escape")
        before = (library_folder / HARBOUR).read_text(encoding="utf-8")
        (library_folder / HARBOUR).write_text(f"Something new.\n\n{before}", encoding="utf-8")
        await until(desk, lambda: "new" in pane.document.text, "the new text")
        await desk.press("s", "c")
        assert desk.app.screen.query_one(TextArea).text == "half"


async def test_a_folder_that_is_gone_is_told_and_the_list_stays(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        away = library_folder.with_name("elsewhere")
        library_folder.rename(away)
        await until(desk, lambda: bool(desk.said), "a remark")
        assert f"The folder {library_folder} cannot be read" in desk.said[0]
        assert listed(desk) == [HARBOUR, RIVER]
        (away / "goat.txt").write_text("The Goat Returns\n\nIt came home.\n")
        away.rename(library_folder)
        await until(desk, lambda: "goat.txt" in listed(desk), "the new article")


async def test_nothing_listens_any_more_when_the_desk_is_left(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        names = [thread.name for thread in threading.enumerate()]
        assert "watcher" in names
        await desk.pilot.press("q")
    assert "watcher" not in [thread.name for thread in threading.enumerate()]


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals there")
def test_the_program_ends_at_once_and_without_a_complaint(library_folder: Path) -> None:
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "reader", str(library_folder)])
    seen = b""
    while b"2 articles" not in seen:
        seen += os.read(terminal, 4096)
    (library_folder / "goat.txt").write_text("The Goat Returns\n\nIt came home.\n")
    while b"3 articles" not in seen:
        seen += os.read(terminal, 4096)
    os.write(terminal, b"q")
    try:
        while piece := os.read(terminal, 4096):
            seen += piece
    except OSError:
        pass  # Linux says so that nobody holds the other end any more.
    os.close(terminal)
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"Traceback" not in seen


@pytest.mark.parametrize(
    ("now", "told"), [(None, "not there any more"), (b"\0\1\2\0" * 400, "cannot be read")]
)
async def test_one_may_annotate_what_is_gone_and_is_told_and_takes_it_back(
    open_desk: OpenDesk, library_folder: Path, now: bytes | None, told: str
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j")
        if now is None:
            (library_folder / HARBOUR).unlink()
        else:
            (library_folder / HARBOUR).write_bytes(now)
        await desk.press("m")
        assert desk.screen.panel.items.count == 1
        await until(desk, lambda: any(told in said for said in desk.said), told)
        await desk.press("u")
        assert desk.screen.panel.items.count == 0


async def test_when_a_sidecar_is_damaged_meanwhile_nothing_is_offered_that_would_write_it(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        keys = desk.screen.query_one(KeyLine)
        await desk.press("j", "m")
        assert "Tag" in [hint.label for hint in keys.hints]
        sidecar = sidecar_path(library_folder / HARBOUR)
        whole = sidecar.read_text(encoding="utf-8")
        sidecar.write_text(f"{whole}broken: [\n", encoding="utf-8")
        await until(desk, lambda: "Tag" not in [hint.label for hint in keys.hints], "other keys")
        sidecar.write_text(whole, encoding="utf-8")
        await until(desk, lambda: "Tag" in [hint.label for hint in keys.hints], "the keys again")


async def test_when_a_sidecar_is_removed_it_is_told_and_comes_back_with_it(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "m")
        sidecar = sidecar_path(library_folder / HARBOUR)
        whole = sidecar.read_text(encoding="utf-8")
        sidecar.unlink()
        panel = desk.screen.panel.items
        await until(desk, lambda: panel.count == 0, "a list without it")
        assert any(f"{sidecar.name} was removed" in said for said in desk.said)
        sidecar.write_text(whole, encoding="utf-8")
        await until(desk, lambda: panel.count == 1, "the annotation again")


async def test_what_another_process_decides_on_a_name_is_shown_at_once(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:

        def names() -> set[str]:
            opened = desk.screen.text.opened
            return {mark.name for mark in opened.marks} if opened else set()

        assert "Rotterdam" in names()
        with closing(Library(library_folder, Settings())) as other:
            other.acts.decide("decide", lambda book: deciding.ignore(book, "Rotterdam"))
            other.refresh(wait=True)
        await until(desk, lambda: "Rotterdam" not in names(), "a name less")
