"""Correcting marks at the desk: which is meant, what can be said of it, and carrying that out.

A selection is what the reader marks by hand; without one, the mark under the cursor is meant; in
the panel, the highlighted name or quotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from annotations.entities import deciding
from annotations.model import Correction
from reader.articles.sanitising import sanitise_line
from reader.marks import ENTITY_KINDS, Kind, Mark
from reader.tui.keystrokes import words_are_for_nobody
from reader.tui.prompts.correction import Answer, CorrectionPrompt, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.library import Library
    from reader.open_article import OpenArticle
    from reader.tui.desk.annotating import Annotating
    from reader.tui.librarian import Librarian
    from reader.tui.panel_column import PanelColumn
    from reader.tui.prompts.correction import Answered
    from reader.tui.text_column import TextColumn

KINDS = (("a person", Kind.PERSON), ("an organisation", Kind.ORGANISATION), ("a place", Kind.PLACE))
_LONGEST = 60
"""Code points of a mark's words shown in a prompt."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a correction is about: marks, or a span where there is none yet."""

    opened: OpenArticle
    marks: tuple[Mark, ...] = ()
    span: tuple[int, int] = (0, 0)


class Correcting:
    """Turns the correction key into an act."""

    def __init__(
        self,
        text: TextColumn,
        panel: PanelColumn,
        librarian: Librarian,
        annotating: Annotating,
    ) -> None:
        self._text = text
        self._panel = panel
        self._librarian = librarian
        self._annotating = annotating

    def ask(self) -> None:
        """Ask what the mark that is meant is."""
        if meant := self._meant():
            prompt = CorrectionPrompt(_question(meant))
            self._text.app.push_screen(prompt, partial(self._answered, meant))
        else:
            words_are_for_nobody(self._text)

    def _meant(self) -> Meant | None:
        opened = self._annotating.writable()
        if opened is None:
            return None
        if self._panel.has_focus_within:
            marks = self._panel.marks
            if not marks:
                self._annotating.say("Highlight a name or a quotation: F2 and F3 list them.")
                return None
            return Meant(opened, marks)
        pane = self._text.pane
        if pane.selection:
            return Meant(opened, span=pane.sentence_or_selection())
        mark = self._text.mark_at(pane.cursor)
        if mark is None:
            self._annotating.say("No name or quotation is here. Select words (v) to mark them.")
            return None
        return Meant(opened, (mark,))

    def _answered(self, meant: Meant, answered: Answered | None) -> None:
        if answered is not None:
            self._annotating.carry_out(self._said(meant, answered))

    async def _said(self, meant: Meant, answered: Answered) -> OpenArticle:
        answer, path, words = answered.answer, meant.opened.path, _words(meant)
        decide = answer.decide if answered.everywhere else None

        def carry_out(library: Library) -> OpenArticle:
            if decide:
                library.acts.decide(f"say of “{words}”: {answer.words}", decide)
                return library.open(path)
            if meant.marks:
                return library.marks.correct(meant.opened, meant.marks, answer.correction)
            return library.marks.correct_span(
                meant.opened, *meant.span, "entity", answer.correction
            )

        fresh = await self._librarian.ask(carry_out)
        if decide:
            self._annotating.say(f"In the whole library, “{words}” is {answer.words}.")
        return fresh


def _words(meant: Meant) -> str:
    """The words meant, as names are kept."""
    if meant.marks:
        return meant.marks[0].name
    start, end = meant.span
    return " ".join(meant.opened.article.text[start:end].split())


def _question(meant: Meant) -> Question:
    shown = sanitise_line(_words(meant))
    shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
    if not meant.marks:
        return _about_words(meant, shown)
    if meant.marks[0].kind in ENTITY_KINDS:
        return _about_name(meant, shown)
    return _about_quotation(meant, shown)


def _about_words(meant: Meant, shown: str) -> Question:
    words = _words(meant)

    def of_kind(offered: str, kind: str) -> Answer:
        return Answer(
            offered, Correction(type=kind), lambda book: deciding.retype(book, words, kind)
        )

    return Question(
        f"“{shown}” is…",
        tuple(of_kind(offered, kind.value) for offered, kind in KINDS),
        lambda typed: of_kind(f"of the kind “{typed}”", typed),
        "a person, a place, or a kind of your own",
    )


def _about_name(meant: Meant, shown: str) -> Question:
    mark, name = meant.marks[0], _words(meant)
    forms = {_text_of(meant.opened, one) for one in meant.marks} | {name}

    def renamed(full: str) -> Answer:
        return Answer(
            f"called {full}",
            Correction(name=full),
            lambda book: deciding.join(book, full, sorted(forms - {full})),
        )

    answers = [
        Answer(
            f"right: {mark.label}",
            Correction(verdict="confirmed"),
            lambda book: deciding.confirm(book, name),
        ),
        Answer("no name", Correction(verdict="rejected"), lambda book: deciding.ignore(book, name)),
        *(
            Answer(
                offered,
                Correction(type=kind.value),
                partial(deciding.retype, name=name, kind=kind.value),
            )
            for offered, kind in KINDS
            if kind is not mark.kind
        ),
        *(renamed(other) for other in _names(meant.opened, mark.kind) if other != name),
        Answer(
            "as the machine had it",
            Correction(),
            lambda book: deciding.forget(book, name),
        ),
    ]
    return Question(f"“{shown}” is…", tuple(answers), renamed, "no name, a place, called …")


def _about_quotation(meant: Meant, shown: str) -> Question:
    mark = meant.marks[0]

    def spoken(name: str) -> Answer:
        return Answer(f"said by {name}", Correction(speaker=name))

    known = mark.speaker.name if mark.speaker else ""
    names = _names(meant.opened, Kind.PERSON, Kind.ORGANISATION)
    answers = [
        Answer(f"right, said by {known}" if known else "right", Correction(verdict="confirmed")),
        *(spoken(name) for name in names if name != known),
        Answer("a title or a term: nobody speaks", Correction(type=Kind.TERM.value)),
        Answer("no quotation", Correction(verdict="rejected")),
        Answer("as the machine had it", Correction()),
    ]
    return Question(f"“{shown}” is…", tuple(answers), spoken, "who says it")


def _names(opened: OpenArticle, *kinds: Kind) -> Sequence[str]:
    """The names of these kinds in the article, in the order of the text."""
    return _unique(mark.name for mark in opened.marks if mark.kind in kinds)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _text_of(opened: OpenArticle, mark: Mark) -> str:
    return " ".join(opened.article.text[mark.start : mark.end].split())
