"""How fast a long article is opened and read, beside Textual's own TextArea.

Not part of the test run. By hand, each by itself with ``-k pane`` or ``-k desk``::

    pytest -s -q -o addopts= tests/benchmarks/test_speed_of_reading.py

``BENCHMARK_MEGABYTES`` (10) is the length of the text, which is made: paragraphs, headings, a few
ideographs; over it 60,000 marks and 2,000 annotations. Keys are sent to the running
application, frames are drawn to the last escape sequence and thrown away. Seconds are of the CPU
until nothing more is drawn, those on the wall until the last frame, so they hold what Textual waits
for the clock of its frames. TextArea gets the first megabyte only.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import pytest
from textual import events, on
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widgets import TextArea

from annotations.model import Anchor, Annotation, Sidecar, Source
from reader.annotating import Placed
from reader.articles import Article, Block, Metadata, Role
from reader.marks import Kind, Mark, Speaker
from reader.open_article import OpenArticle
from reader.tui.colours import no_colours
from reader.tui.keystrokes import OrderlyApp
from reader.tui.panel_column import PanelColumn
from reader.tui.panel_items import Tab, items_of
from reader.tui.reading.messages import CursorMoved
from reader.tui.reading.pane import Document, ReadingPane
from reader.tui.text.spans import Span
from reader.tui.text_column import TextColumn
from tests.benchmarks.made_words import RareWords
from tests.benchmarks.measuring import few_objects, in_turns, say, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot
    from textual.widget import Widget

    Figures = dict[str, list["Spent"]]

_MARKS, _ANNOTATIONS, _NAMES = 60_000, 2_000, 3_000
_PAGES, _STEPS, _IN_VIEW, _ROUNDS = 100, 200, 20, 3
_SIZE, _NARROW = (120, 40), (64, 40)
_QUIET = 0.04
"""Seconds without a frame after which nothing more is expected; more than two frames last."""
_PATIENCE = 300
"""Seconds."""
_KINDS = {
    Kind.PERSON: 30,
    Kind.ORGANISATION: 20,
    Kind.PLACE: 18,
    Kind.DATE: 12,
    Kind.QUOTATION: 12,
    Kind.TERM: 5,
    Kind.OTHER: 3,
}
_TARGETS = {
    "opening all": "; target 1,500",
    "desk: opening": "; target 1,500",
    ": space": "; target 15",
    ": j": "; target 3",
    ": l": "; target 3",
}
_WALKED = (Tab.ANNOTATIONS, Tab.ENTITIES)
"""The tabs with the longest lists."""
_LENGTHS = {Kind.QUOTATION: (40, 600)}
_TAGS = ("method", "method/sampling", "claim", "doubt", "harbour")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds."""

    cpu: float
    wall: float


class Stage(OrderlyApp):
    """Knows when it has drawn; its frames are made as for a terminal."""

    is_headless = False

    def __init__(self) -> None:
        super().__init__()
        self._last_frame = 0.0

    def post_display_hook(self) -> None:
        self._last_frame = time.perf_counter()

    async def spent(self, act: Callable[[], object]) -> Spent:
        """What it takes until ``act`` is done and all it sets off is drawn."""
        cpu, began = time.process_time(), time.perf_counter()
        act()
        while (left := max(began, self._last_frame) + _QUIET - time.perf_counter()) > 0 or (
            self._last_frame < began
        ):
            assert left > -_PATIENCE, "nothing was drawn"
            await asyncio.sleep(max(left, _QUIET / 2))
        return Spent(time.process_time() - cpu, self._last_frame - began)

    async def pressed(self, key: str, times: int) -> list[Spent]:
        """What each press of ``key`` takes."""
        character = " " if key == "space" else key if len(key) == 1 else None
        press = partial(events.Key, key, character)
        return [await self.spent(lambda: self.post_message(press())) for _ in range(times)]


class One(Stage):
    """One widget on the screen."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        yield self._widget

    def on_mount(self) -> None:
        self._widget.focus()


class Desk(Stage):
    """Text and panel, wired as on the desk."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield TextColumn()
            yield PanelColumn()

    def on_mount(self) -> None:
        self.query_one(PanelColumn).styles.width = 36
        self.text.pane.focus()

    @property
    def text(self) -> TextColumn:
        return self.query_one(TextColumn)

    @property
    def panel(self) -> PanelColumn:
        return self.query_one(PanelColumn)

    @on(CursorMoved)
    def follow(self, event: CursorMoved) -> None:
        self.panel.follow(event.offset)

    def show(self, opened: OpenArticle) -> None:
        self.text.show(opened)
        self.panel.show(opened)

    def show_again(self, opened: OpenArticle) -> None:
        """As after every act."""
        self.text.show_said(opened)
        self.panel.show(opened)


@pytest.fixture(scope="module")
def opened() -> OpenArticle:
    """A long article with all that is said of it."""
    chance = Random(8)
    size = int(float(os.environ.get("BENCHMARK_MEGABYTES", "10")) * 1e6)
    pieces = list(_pieces(chance, size))
    text = "\n\n".join(piece for piece, _ in pieces)
    starts = accumulate((len(piece) + 2 for piece, _ in pieces), initial=0)
    blocks = tuple(
        Block(start, start + len(piece), role, "en", level=2 * (role is Role.HEADING))
        for start, (piece, role) in zip(starts, pieces, strict=False)
    )
    article = Article(text, blocks, Metadata("A long article"), "plain text", "", "")
    marks, placed = _marks(chance, text), _placed(chance, text)
    said = Sidecar(Source(), annotations={one.annotation.id: one.annotation for one in placed})
    return OpenArticle("long.txt", article, marks, said, placed)


def _pieces(chance: Random, size: int) -> Iterator[tuple[str, Role]]:
    """Paragraphs and headings of ``size`` characters in all."""
    rare = RareWords(chance)
    words = [rare.draw() for _ in range(50_000)]
    while size > 0:
        if chance.random() < 0.05:
            piece, role = " ".join(chance.choices(words, k=chance.randint(2, 9))), Role.HEADING
        else:
            sentences = (
                " ".join(chance.choices(words, k=chance.randint(4, 35))).capitalize()
                for _ in range(chance.randint(1, 9))
            )
            piece, role = ". ".join(sentences) + ".", Role.PARAGRAPH
        if chance.random() < 0.02:
            piece += " 港口管理局表示"
        size -= len(piece) + 2
        yield piece, role


def _marks(chance: Random, text: str) -> tuple[Mark, ...]:
    rare = RareWords(chance)
    names = [f"{rare.draw().title()} {rare.draw().title()}" for _ in range(_NAMES)]
    odds = list(accumulate(1 / rank for rank in range(1, _NAMES + 1)))
    marks = []
    for kind in chance.choices([*_KINDS], [*_KINDS.values()], k=_MARKS):
        start, end = _place(chance, text, *_LENGTHS.get(kind, (4, 24)))
        (name,) = chance.choices(names, cum_weights=odds)
        if kind is Kind.QUOTATION:
            speaker = Speaker(end, end, name, "cue after")
            marks.append(Mark(kind, start, end, text[start:end], 0.8, speaker))
        else:
            marks.append(Mark(kind, start, end, name, chance.random()))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _placed(chance: Random, text: str) -> tuple[Placed, ...]:
    placed = []
    for number in range(_ANNOTATIONS):
        start, end = _place(chance, text, 20, 900)
        tags = tuple(chance.sample(_TAGS, k=chance.randint(0, 2)))
        note = text[end : end + chance.choice((0, 40, 400))]
        anchor = Anchor.at(text, start, end)
        said = Annotation(f"a{number:05}", "highlight", anchor, tags, note, "ann")
        placed.append(Placed(said, start, end))
    return tuple(sorted(placed, key=lambda one: one.start))


def _place(chance: Random, text: str, shortest: int, longest: int) -> tuple[int, int]:
    start = chance.randrange(len(text) - longest)
    return start, start + chance.randint(shortest, longest)


def _spans(opened: OpenArticle) -> list[Span]:
    marks = (Span(mark.start, mark.end, mark.kind.value) for mark in opened.marks)
    return [*marks, *(Span(one.start, one.end, "annotation") for one in opened.placed)]


def _open(pane: ReadingPane, document: Document, spans: list[Span]) -> None:
    pane.open(document)
    pane.set_spans("marks", spans)


def _first(document: Document, characters: int) -> Document:
    """The first blocks of ``document``."""
    blocks = tuple(block for block in document.blocks if block.end <= characters)
    return Document(document.text[: blocks[-1].end], blocks, document.title)


def _cpu(times: list[Spent]) -> float:
    return median(one.cpu for one in times)


def _tell(figures: Figures) -> None:
    """Print figures: by now the application has given the terminal back."""
    for what, times in figures.items():
        target = next((told for end, told in _TARGETS.items() if what.endswith(end)), "")
        say(
            f"{what:44} {1000 * _cpu(times):8.2f} ms CPU, "
            f"at most {1000 * max(one.cpu for one in times):8.2f}, "
            f"wall {1000 * median(one.wall for one in times):8.2f}{target}"
        )


async def _keys(app: Stage, pilot: Pilot[None], where: str) -> Figures:
    """Pages and steps from the middle of the text."""
    pane = app.query_one(ReadingPane)
    pane.go_to(len(pane.document.text) // 2)
    await pilot.pause()
    figures = {f"{where}, without scrolling: j": await app.pressed("j", _IN_VIEW)}
    for key, count in (("space", _PAGES), ("j", _STEPS), ("l", _STEPS)):
        figures[f"{where}: {key}"] = await app.pressed(key, count)
    return figures


async def test_the_pane(opened: OpenArticle) -> None:
    document = Document(opened.article.text, opened.article.blocks)
    short = _first(document, 1_000_000)
    spans = _spans(opened)
    some = [span for span in spans if span.end <= len(short.text)]
    figures: Figures = {}
    with few_objects():
        app = One(pane := ReadingPane())
        async with app.run_test(size=_SIZE) as pilot:
            for what, shown, over in (("1 MB", short, some), ("all", document, spans)):
                figures[f"opening {what}"] = [
                    await app.spent(partial(_open, pane, shown, over)) for _ in range(_ROUNDS)
                ]
            figures |= await _keys(app, pilot, "all")
            for what, cells in (("narrow", _NARROW), ("wide again", _SIZE)):
                figures[what] = [await app.spent(partial(_resize, app, cells))]
            pane.set_spans("marks", [*spans, Span(0, len(document.text), "quotation")])
            figures |= await _keys(app, pilot, "a span over the whole")
        area = TextArea(read_only=True)
        area.cursor_blink = False
        app = One(area)
        async with app.run_test(size=_SIZE) as pilot:
            loading = [await app.spent(partial(area.load_text, short.text)) for _ in range(2)]
            area.move_cursor((area.document.line_count // 2, 0))
            await pilot.pause()
            theirs = {key: await app.pressed(key, 20) for key in ("pagedown", "down", "right")}
    say(f"\n{_told(opened)}")
    _tell(figures)
    ratios = [("opening 1 MB", _cpu(loading), "TextArea")]
    ratios += [
        (f"all: {key}", _cpu(times), f"TextArea in 1 MB, {other}")
        for key, (other, times) in zip(("space", "j", "l"), theirs.items(), strict=True)
    ]
    for ours, beside, name in ratios:
        tell(f"{ours}, CPU", _cpu(figures[ours]), {name: beside})
        assert _cpu(figures[ours]) < beside


def _resize(app: Stage, cells: tuple[int, int]) -> None:
    size = Size(*cells)
    app.post_message(events.Resize(size, size))


def _told(opened: OpenArticle) -> str:
    article = opened.article
    return (
        f"{len(article.text.encode()) / 1e6:.1f} MB, {len(article.blocks):,} blocks, "
        f"{len(opened.marks):,} marks, {len(opened.placed):,} annotations, {_SIZE} cells"
    )


async def test_the_desk(opened: OpenArticle) -> None:
    """Text and panel; what each of them has to do at a step; and what follows every act."""
    figures: Figures = {}
    parts: list[str] = []
    with few_objects():
        app = Desk()
        async with app.run_test(size=_SIZE) as pilot:
            figures["desk: opening"] = [await app.spent(partial(app.show, opened))]
            for tab in Tab:
                if tab is not app.panel.tab:
                    turn = partial(app.panel.turn, tab)
                    figures[f"{tab}: turning to it"] = [await app.spent(turn)]
                if tab in _WALKED:
                    figures |= await _keys(app, pilot, tab)
                figures[f"{tab}: after an act"] = [
                    await app.spent(partial(app.show_again, replace(opened)))
                ]
                parts += _parts(app, opened, tab)
    say(f"\n{_told(opened)}")
    _tell(figures)
    say("parts of a step, and of an act")
    for part in parts:
        say(part)


def _parts(app: Desk, opened: OpenArticle, tab: Tab) -> list[str]:
    """What is done at each step, one by one and without the frame; and the list of a tab."""
    chance = Random(8)
    offsets = [chance.randrange(len(opened.article.text)) for _ in range(_STEPS)]
    told = []
    works: dict[str, Callable[[int], object]] = {
        "explain": lambda _offset: app.text.explain(),
        "annotation_at": app.text.annotation_at,
        "mark_at": app.text.mark_at,
        "follow": app.panel.follow,
    }
    for name, work in works.items():
        times = []
        for offset in offsets:
            app.text.pane.place_cursor(offset)
            began = time.process_time()
            work(offset)
            times.append(1000 * (time.process_time() - began))
        told.append(f"{tab}: {name:31} {median(times):8.3f} ms CPU, at most {max(times):8.3f}")
    (listing,) = in_turns([partial(items_of, tab, opened, no_colours)], _ROUNDS)
    return [*told, f"{tab}: items_of {1000 * min(listing):31.1f} ms CPU"]
