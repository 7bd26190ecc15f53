"""The desk, by keys and mouse: opening, searching, annotating, coming back."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, Static, TextArea

from annotations.model import Correction
from annotations.naming import sidecar_path
from annotations.sidecar import load
from reader import library, paths
from reader.config import Settings
from reader.demo import articles_dir
from reader.index import query
from reader.library import Library
from reader.tui.prompts.correction import Answer, CorrectionPrompt, Question
from reader.tui.prompts.matching import offered_tags
from reader.tui.widgets.item_list import ItemList

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.model import Sidecar
    from tests.reader.tui.conftest import Desk, OpenDesk

HARBOUR = "2024-03-04-harbour.txt"
RIVER = "2023-01-02-river.txt"


def saved(folder: Path, name: str = HARBOUR) -> Sidecar:
    said = load(sidecar_path(folder / name))
    assert said is not None
    return said


async def test_the_newest_article_is_listed_first_and_enter_opens_it(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        assert desk.screen.articles.items.count == 2
        await desk.press("enter")
        assert desk.shown == HARBOUR
        assert desk.app.focused is desk.screen.text.pane


async def test_typing_narrows_the_list_and_the_hit_opens_at_its_match(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("goa")
        assert desk.screen.articles.items.count == 1
        await desk.press("enter")
        pane = desk.screen.text.pane
        assert desk.shown == HARBOUR
        assert pane.document.text[pane.cursor :].startswith("goat")


async def test_a_query_that_cannot_be_read_says_why_and_keeps_the_hits(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("river")
        await desk.press("space", "left_parenthesis")
        said = str(desk.screen.query_one("#found", Static).content)
        assert "parentheses" in said
        assert desk.screen.articles.items.count == 1


async def test_leaving_the_search_shows_all_articles_again(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("river")
        await desk.press("escape")
        assert desk.screen.query_one("#search", Input).value == ""
        assert desk.screen.articles.items.count == 2


async def test_marking_without_a_selection_marks_the_sentence_and_it_is_on_disk(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "m")
        (annotation,) = saved(library_folder).annotations.values()
        assert annotation.anchor.exact == "The harbour of Rotterdam fell silent on Monday."
        assert annotation.creator == "ann"
        assert desk.screen.panel.items.count == 1


async def test_a_selection_made_with_v_is_what_gets_marked(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "w", "v", "e", "m")
        (annotation,) = saved(library_folder).annotations.values()
        assert annotation.anchor.exact == "harbour"
        assert desk.screen.text.pane.selection is None


async def test_a_tag_is_completed_from_what_was_typed_and_a_digit_repeats_it(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "t")
        await desk.type("port/strike")
        await desk.press("enter")
        await desk.press("G", "1")
        tags = [a.tags for a in saved(library_folder).annotations.values()]
        assert tags == [("port/strike",), ("port/strike",)]
        await desk.press("t")
        await desk.type("str")
        await desk.press("tab")
        assert desk.app.screen.query_one(Input).value == "port/strike"


async def test_a_second_tag_goes_to_the_annotation_under_the_cursor(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "m", "t")
        await desk.type("silence")
        await desk.press("enter")
        (annotation,) = saved(library_folder).annotations.values()
        assert annotation.tags == ("silence",)


async def test_a_note_left_half_written_waits_for_the_next_time(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "c")
        await desk.type("check this")
        await desk.press("escape")
        assert load(sidecar_path(library_folder / HARBOUR)) is None
        await desk.press("c")
        assert desk.app.screen.query_one(TextArea).text == "check this"
        await desk.press("ctrl+s")
        (annotation,) = saved(library_folder).annotations.values()
        assert annotation.note == "check this"


async def test_deleting_is_undone_and_so_is_marking(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "m")
        marked = saved(library_folder).annotations
        await desk.press("x")
        assert not saved(library_folder).annotations
        await desk.press("u")
        assert saved(library_folder).annotations.keys() == marked.keys()
        await desk.press("u")
        assert not saved(library_folder).annotations
        await desk.press("u")
        assert any("nothing to undo" in said for said in desk.said)
        await desk.press("U")
        assert saved(library_folder).annotations.keys() == marked.keys()
    async with open_desk(library_folder) as desk:
        await desk.press("u")
        assert not saved(library_folder).annotations


async def test_a_note_whose_place_is_lost_is_attached_to_the_selection(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("G", "m")
    file = library_folder / HARBOUR
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("By Tuesday")] + "The end.\n", encoding="utf-8")
    async with open_desk(library_folder, article=HARBOUR) as desk:
        assert any("place lost" in str(line) for line in panel_lines(desk))
        await desk.press("g", "g", "j", "j", "s", "tab", "a")
        assert type(desk.app.screen).__name__ == "PlacePrompt"
        await desk.press("enter")
        (attached,) = saved(library_folder).annotations.values()
        assert attached.anchor.exact.startswith("Mayor Ada Quill said")
        assert not any("place lost" in str(line) for line in panel_lines(desk))
        await desk.press("u")
        (back,) = saved(library_folder).annotations.values()
        assert back.anchor.exact.endswith("a goat.")


def panel_lines(desk: Desk) -> list[object]:
    return [line for item in desk.screen.panel._items for line in item.lines(40)]


async def test_a_conflict_copy_is_offered_and_folded_in(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "m")
    held = sidecar_path(library_folder / HARBOUR)
    copy = held.with_name(held.name.replace(".yaml", " (conflicted copy 2026-11-22).yaml"))
    held.rename(copy)
    async with open_desk(library_folder, article=HARBOUR) as desk:
        assert any("A folds them in" in said for said in desk.said)
        await desk.press("A")
        assert len(saved(library_folder).annotations) == 1
        assert not copy.exists()
        await desk.press("A")
        assert any("No stray annotations" in said for said in desk.said)


async def test_what_was_annotated_is_found_by_its_tag_a_moment_later(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "t")
        await desk.type("strike")
        await desk.press("enter")
        await desk.pilot.pause(1.2)
        await desk.settle()
        await desk.press("slash")
        await desk.type("tag:strike")
        assert desk.screen.articles.items.count == 1


async def test_coming_back_finds_the_article_the_place_and_the_annotation(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("enter", "j", "m", "G")
        place = desk.screen.text.pane.cursor
    async with open_desk(library_folder) as desk:
        assert desk.shown == HARBOUR
        assert desk.screen.text.pane.cursor == place
        assert desk.screen.panel.items.count == 1


async def test_an_article_named_on_the_command_line_is_opened(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=RIVER) as desk:
        assert desk.shown == RIVER


async def test_the_panel_lists_names_quotes_and_headings_and_walking_goes_round(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("f4")
        assert desk.screen.panel.items.count == 2
        pane = desk.screen.text.pane
        await desk.press("right_square_bracket")
        assert pane.document.text[pane.cursor :].startswith("The Morning After")
        await desk.press("right_square_bracket")
        assert pane.cursor == 0
        await desk.press("left_square_bracket")
        assert pane.document.text[pane.cursor :].startswith("The Morning After")
        await desk.press("f3")
        assert desk.screen.panel.items.count == 1
        await desk.press("f2")
        assert desk.screen.panel.items.count == 2


async def test_finding_in_the_article_counts_and_walks_the_matches(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("f")
        await desk.type("harbour")
        await desk.press("enter")
        pane = desk.screen.text.pane
        first = pane.cursor
        await desk.press("n")
        assert pane.cursor > first
        assert "2/2" in str(desk.screen.query_one("#status", Static).content)
        await desk.press("N")
        assert pane.cursor == first


@pytest.mark.parametrize("width", [40, 80, 119, 120, 200])
async def test_the_column_with_the_focus_is_in_sight_at_every_width(
    open_desk: OpenDesk, library_folder: Path, width: int
) -> None:
    async with open_desk(library_folder, size=(width, 30)) as desk:
        for column in ("articles", "text", "panel", "articles"):
            focused = desk.app.focused
            assert focused is not None
            assert focused.region.width > 10, (width, column)
            await desk.press("tab")


async def test_a_damaged_sidecar_is_told_and_never_written(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    damaged = sidecar_path(library_folder / HARBOUR)
    damaged.write_text("annotations: [\n", encoding="utf-8")
    async with open_desk(library_folder, article=HARBOUR) as desk:
        assert any(damaged.name in said for said in desk.said)
        await desk.press("j", "m")
        assert damaged.read_text(encoding="utf-8") == "annotations: [\n"
        panel = desk.screen.panel.items
        told = "".join(panel.render_line(y).text.strip() for y in range(12))
        assert damaged.name in told
        assert "Nothing yet" not in told


async def test_an_article_added_meanwhile_is_listed_at_the_next_start(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        assert desk.screen.articles.items.count == 2
    (library_folder / "2025-01-01-new.md").write_text("# News\n\nSomething new.\n")
    async with open_desk(library_folder) as desk:
        assert desk.screen.articles.items.count == 3


async def test_help_shows_the_keys_and_closes(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("question_mark")
        assert type(desk.app.screen).__name__ == "HelpScreen"
        await desk.press("escape")
        assert desk.app.screen is desk.screen


async def test_a_click_on_an_article_opens_it(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder) as desk:
        await desk.pilot.click(ItemList, offset=(3, 5))
        await desk.settle()
        assert desk.shown == RIVER


async def test_an_empty_library_says_so(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        articles = desk.screen.articles

        def listed() -> str:
            return "".join(str(articles.items.render_line(y).text) for y in range(3))

        await desk.press("enter", "m")
        assert any("Open an article first" in said for said in desk.said)
        assert "No articles here" in listed()
        articles.remark("indexing 0 of 3")
        assert "No articles here" not in listed()
        articles.remark("")
        assert "No articles here" in listed()


async def test_what_is_being_indexed_is_told_beside_hits_and_never_over_an_error(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        articles = desk.screen.articles

        def told() -> str:
            return str(articles.query_one("#found", Static).content)

        await desk.press("slash", *"river")
        articles.remark("indexing 2 of 3")
        assert told() == "1 of 2   indexing 2 of 3"
        await desk.press("space", "left_parenthesis")
        wrong = told()
        assert "indexing" not in wrong
        articles.remark("")
        assert told() == wrong


async def test_a_tag_that_is_searched_for_as_it_is_shown_is_explained(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("slash")
        await desk.type("#port")
        found = desk.screen.articles.query_one("#found", Static)
        assert str(found.content) == "0 of 2   try tag:port"


async def test_what_was_told_does_not_lie_over_what_is_asked(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("x")
        assert desk.said
        await desk.press("c")
        assert not desk.said
        await desk.press("escape", "N")
        assert desk.said
        await desk.press("f")
        assert not desk.said
        await desk.press("z")
        status = desk.screen.query_one("#status", Static)
        assert "not found" in str(status.content)
        await desk.press("escape")
        assert "not found" not in str(status.content)


async def test_a_selection_that_ends_in_a_fold_is_refused_in_words(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    name = "2025-02-11-kartenfund-zittau.txt"
    shutil.copy(articles_dir() / name, library_folder)
    async with open_desk(library_folder, article=name) as desk:
        await desk.press("v", "G", "m")
        assert desk.said == ["The selection ends in folded lines: z opens them."]
        assert not sidecar_path(library_folder / name).exists()
        await desk.press("z", "m")
        assert len(saved(library_folder, name).annotations) == 1


async def test_in_the_panel_the_highlighted_note_is_meant(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "m", "G", "m")
        assert len(saved(library_folder).annotations) == 2
        await desk.press("tab", "g", "x")
        (left,) = saved(library_folder).annotations.values()
        assert left.anchor.exact.endswith("a goat.")


async def test_in_the_list_the_annotation_keys_do_nothing_but_say_so(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("shift+tab", "m")
        assert load(sidecar_path(library_folder / HARBOUR)) is None
        assert any("act on the text" in said for said in desk.said)


async def test_marking_twice_marks_once(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "m")
        await desk.press("m")
        assert len(saved(library_folder).annotations) == 1


async def test_a_draft_outlives_the_program(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "c")
        await desk.type("half a thought")
        await desk.press("escape")
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("c")
        assert desk.app.screen.query_one(TextArea).text == "half a thought"
        await desk.press("ctrl+s")
        (annotation,) = saved(library_folder).annotations.values()
        assert annotation.note == "half a thought"


async def test_tags_given_in_quick_succession_are_all_kept(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        for tag in ("alpha", "beta"):
            await desk.press("g", "t")
            await desk.type(tag)
            await desk.press("enter")
        await desk.press("G", "m")
        await desk.pilot.press("1", "2")
        await desk.settle()
        tags = {frozenset(a.tags) for a in saved(library_folder).annotations.values()}
        assert tags == {frozenset({"alpha", "beta"})}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("strike", "strike"),
        ("str", "strike/effects"),
        ("effects", "strike/effects"),
        ("#Peace", "peace"),
        ("new", "new"),
        ("eff", "strike/effects"),
        ("jet", "private jets"),
        ("art", "art"),
        ("pc", "pc"),
        ("", "peace"),
    ],
)
def test_enter_takes_a_tag_as_it_was_typed_or_completes_a_beginning(typed: str, first: str) -> None:
    assert offered_tags(typed, ["peace", "strike/effects", "private jets", "party"])[0] == first


async def test_a_name_is_corrected_where_the_cursor_stands_and_undone(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article="2024-03-04-harbour.txt") as desk:
        pane = desk.screen.text.pane
        opened = desk.screen.text.opened
        assert opened is not None
        pane.place_cursor(opened.article.text.index("Rotterdam") + 1)
        await desk.press("i")
        await desk.type("no name")
        await desk.press("enter")

        def names() -> set[str]:
            shown = desk.screen.text.opened
            return {mark.name for mark in shown.marks} if shown else set()

        assert "Rotterdam" not in names()
        await desk.press("u")
        assert "Rotterdam" in names()


async def test_a_speaker_is_set_from_the_panel(open_desk: OpenDesk, library_folder: Path) -> None:
    async with open_desk(library_folder, article="2024-03-04-harbour.txt") as desk:
        await desk.press("f3")
        desk.screen.set_focus(desk.screen.panel.items)
        await desk.press("i")
        assert isinstance(desk.app.screen, CorrectionPrompt)
        offered = [answer.words for answer in desk.app.screen.offered]
        assert [words for words in offered if "Ada Quill" in words] == ["right, said by Ada Quill"]
        await desk.type("Bo Pen")
        await desk.press("enter")
        opened = desk.screen.text.opened
        assert opened is not None
        assert [m.speaker.name for m in opened.marks if m.speaker] == ["Bo Pen"]


async def test_words_are_marked_by_hand_in_the_whole_library(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article="2024-03-04-harbour.txt") as desk:
        pane = desk.screen.text.pane
        opened = desk.screen.text.opened
        assert opened is not None
        pane.place_cursor(opened.article.text.index("ferry"))
        await desk.press("v", "e", "i", "ctrl+l")
        await desk.type("boat")
        await desk.press("enter")
        assert 'kind: "boat"' in (library_folder / "entities.yaml").read_text()
        opened = desk.screen.text.opened
        assert opened is not None
        assert [mark.label for mark in opened.marks if mark.name == "ferry"] == ["boat"]
        assert "In the whole library, “ferry” is of the kind “boat”." in desk.said


async def test_a_correction_of_the_library_is_taken_back_before_what_was_done_earlier(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:

        def seen() -> tuple[int, bool]:
            opened = desk.screen.text.opened
            assert opened is not None
            return len(opened.placed), any(mark.label == "boat" for mark in opened.marks)

        pane, opened = desk.screen.text.pane, desk.screen.text.opened
        assert opened is not None
        await desk.press("m")
        pane.place_cursor(opened.article.text.index("ferry"))
        await desk.press("v", "e", "i", "ctrl+l")
        await desk.type("boat")
        await desk.press("enter")
        assert seen() == (1, True)
        for key, then in {"u": (1, False), "ctrl+r": (1, True)}.items():
            await desk.press(key)
            assert seen() == then
        await desk.press("u", "u")
        assert seen() == (0, False)


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("Kim", "Kim", "Kim Yo Jong"),
        ("kim", "Kim Yo Jong", "kim"),
        ("Vlad", "Vladimir Putin", "Vlad"),
        ("Kim Yo Jong", "Kim Yo Jong", ""),
        ("Put", "Vladimir Putin", "Put"),
        ("Putin", "Putin", "Vladimir Putin"),
    ],
)
def test_a_name_typed_whole_is_meant_and_a_beginning_is_completed(
    typed: str, first: str, second: str
) -> None:
    def called(name: str) -> Answer:
        return Answer(f"called {name}", Correction(name=name))

    question = Question("?", (called("Kim Yo Jong"), called("Vladimir Putin")), called)
    offered = [answer.words for answer in question.offered(typed)]
    assert offered == [f"called {name}" for name in (first, second) if name]


async def test_without_a_mark_the_key_says_what_to_do(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article="2024-03-04-harbour.txt") as desk:
        desk.screen.text.pane.place_cursor(1)
        await desk.press("i")
        assert any("Select words" in note for note in desk.said)


async def test_a_choice_that_comes_after_the_panel_became_shorter_does_nothing(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        await desk.press("j", "m", "tab")
        items = desk.screen.panel.items
        assert items.count == 1
        await desk.press("x")
        assert items.count == 0
        items.post_message(ItemList.Chosen(items, 0))
        await desk.settle()
        assert desk.app.is_running
        assert desk.app.focused is items


async def test_a_place_that_cannot_be_written_down_is_told(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder, article=HARBOUR) as desk:
        kept = paths.state_folder() / "places"
        shutil.rmtree(kept, ignore_errors=True)
        kept.write_text("no folder")
        await desk.press("j", "shift+tab", "j", "enter")
        assert desk.shown == RIVER
        assert any("cannot be remembered" in said for said in desk.said), desk.said


@pytest.fixture
def all_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every article counts as one that takes long to open."""
    monkeypatch.setattr(library, "_LONG", 1)


@pytest.mark.usefixtures("all_are_long")
async def test_a_long_article_is_there_before_its_marks_which_follow(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        await desk.press("f2", "enter")
        opened = desk.screen.text.opened
        assert opened
        assert opened.whole
        assert any(mark.name == "Rotterdam" for mark in opened.marks)
        assert desk.screen.panel.items.count == 2


@pytest.mark.usefixtures("all_are_long")
async def test_what_is_done_before_the_marks_are_there_is_kept_and_shown(
    open_desk: OpenDesk, library_folder: Path
) -> None:
    async with open_desk(library_folder) as desk:
        desk.send("enter")
        while desk.screen.text.opened is None:
            await asyncio.sleep(0)
        await desk.burst("j", "m", "c", *"why", "ctrl+s", "G", "m", "u")
        opened = desk.screen.text.opened
        assert opened.whole
        assert opened.marks
        assert opened.sidecar == saved(library_folder)
        assert [one.annotation.note for one in opened.placed] == ["why"]


def test_a_glimpse_has_what_was_said_and_waits_for_no_marks(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Library(library_folder, Settings(creator="ann"))) as opened:
        opened.refresh()
        opened.acts.annotate(opened.open(HARBOUR), 0, 11, note="here")
        assert opened.glimpse(HARBOUR) is None
        monkeypatch.setattr(library, "_LONG", 1)
        glimpse = opened.glimpse(HARBOUR)
        assert glimpse
        assert (glimpse.whole, glimpse.marks) == (False, ())
        assert glimpse.placed == opened.open(HARBOUR).placed
        assert opened.glimpse(HARBOUR, query.parse("goat"))
        assert opened.glimpse(HARBOUR, query.parse("person:quill")) is None
        (library_folder / HARBOUR).write_text("Another text than the index knows.\n")
        assert opened.glimpse(HARBOUR) is None
