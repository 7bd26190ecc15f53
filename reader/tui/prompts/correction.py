"""What is asked when a name or a quotation is corrected: one line, and the answers that fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from reader.tui.prompts.box import BOX, Prompt
from reader.tui.prompts.matching import begun_and_others
from reader.tui.widgets.item_list import ItemList
from reader.tui.widgets.line import TypedLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult

    from annotations.entities import EntityBook
    from annotations.model import Correction
    from reader.tui.widgets.item_list import Line

HERE = "in this article — ctrl+l: in the whole library"
EVERYWHERE = "in the whole library — ctrl+l: in this article"


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that can be said of a mark."""

    words: str
    """As it is offered."""
    correction: Correction
    decide: Callable[[EntityBook], EntityBook] | None = None
    """The same for the whole library; None where that makes no sense."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a mark."""

    label: str
    answers: tuple[Answer, ...]
    """The likeliest first."""
    typed: Callable[[str], Answer] | None = None
    """The answer that freely typed words give."""
    hint: str = ""
    """What the empty line says."""

    def offered(self, typed: str) -> list[Answer]:
        """The answers that fit what was typed, the likeliest first.

        What it says itself comes first where it is offered anyway, and where it is a whole word
        of a longer answer, in its capitals; else it is rather the beginning of one.
        """
        words = typed.strip()
        if not words:
            return list(self.answers)
        answers = {answer.words: answer for answer in self.answers}
        begun, others = begun_and_others(words, list(answers))
        if self.typed is None:
            return [answers[one] for one in (*begun, *others)]
        own = self.typed(words)
        if own.words in answers or (words != words.lower() and _is_whole(words, begun)):
            order = [own.words, *begun, *others]
        else:
            order = [*begun, own.words, *others]
        answers.setdefault(own.words, own)
        return [answers[one] for one in dict.fromkeys(order)]


def _is_whole(words: str, offered: Iterable[str]) -> bool:
    """Whether ``words`` stand in one of what is ``offered`` with a word's end behind them."""
    whole = re.compile(rf"\b{re.escape(words)}(?!\w)")
    return any(map(whole.search, offered))


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered."""

    answer: Answer
    everywhere: bool
    """Whether it is said of the whole library."""


class AnswerLine(TypedLine):
    """Where an answer is typed; the arrows move among those that fit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.dismiss(None)", "Leave", show=False, id="correct.leave"),
        Binding("down", "screen.step(1)", "Next", show=False, id="correct.down"),
        Binding("up", "screen.step(-1)", "Before", show=False, id="correct.up"),
        Binding("ctrl+l", "screen.widen", "Library", show=False, id="correct.everywhere"),
    ]


class CorrectionPrompt(Prompt[Answered | None]):
    """Asks what a mark is; returns the answer, or None."""

    CSS = BOX.format(name="CorrectionPrompt") + (
        "CorrectionPrompt ItemList { height: 10; max-height: 40vh; margin-top: 1;"
        " background: $surface; }"
    )
    AUTO_FOCUS = "AnswerLine"

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._offered = question.offered("")
        self._everywhere = False

    def compose(self) -> ComposeResult:
        """What is asked, the line, the answers that fit, how far they reach."""
        with Vertical():
            yield Label(self._question.label, markup=False)
            yield AnswerLine(placeholder=self._question.hint)
            items = ItemList()
            items.can_focus = False
            yield items
            yield Label(self._reach, id="reach", markup=False)

    def on_mount(self) -> None:
        """Offer all answers."""
        self._offer("")

    @property
    def offered(self) -> Sequence[Answer]:
        """The answers that fit what was typed."""
        return self._offered

    @property
    def _can_widen(self) -> bool:
        return any(answer.decide for answer in self._question.answers)

    @property
    def _reach(self) -> str:
        if not self._can_widen:
            return "in this article"
        return EVERYWHERE if self._everywhere else HERE

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self._offered = self._question.offered(typed)

        def draw(number: int, _width: int) -> Sequence[Line]:
            return [[(self._offered[number].words, "")]]

        self.query_one(ItemList).show(len(self._offered), 1, draw, empty="Nothing fits")

    def action_step(self, count: int) -> None:
        """Highlight another answer."""
        self.query_one(ItemList).highlighted += count

    def action_widen(self) -> None:
        """Say it of the whole library, or of this article again."""
        self._everywhere = self._can_widen and not self._everywhere
        self.query_one("#reach", Label).update(self._reach)

    @on(Input.Submitted)
    def _entered(self) -> None:
        number = self.query_one(ItemList).highlighted
        self._answer(self._offered[number] if number < len(self._offered) else None)

    @on(ItemList.Chosen)
    def _clicked(self, event: ItemList.Chosen) -> None:
        self._answer(self._offered[event.number])

    def _answer(self, answer: Answer | None) -> None:
        if answer is None:
            self.answer(None)
        else:
            self.answer(Answered(answer, self._everywhere and answer.decide is not None))
