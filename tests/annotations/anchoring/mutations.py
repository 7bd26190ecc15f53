"""Edits of texts whose every character is followed, so that the truth of any span is known.

A text is taken apart into cells (words, and what stands between them); each edit replaces, drops,
adds or moves cells. Everything is drawn from one ``random.Random``: one seed, one outcome.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_CELL = re.compile(r"\w+|\n\s*\n\s*|\s+|[^\w\s]")
_TORN = 24
"""Code points between two letters from which they need not stand together."""
_LETTERS = 0.8
"""Share of letters and digits in running text."""
_STRAIGHT = str.maketrans("“”„«»‘’‚–—", '"""""\'\'\'--')
_CURLY = str.maketrans("\"'-", "“’–")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of the new text, and what it stands for."""

    text: str
    start: int = -1
    """Code-point offset in the old text of what it stands for; -1 for an insertion."""
    length: int = 0
    """Of what it stands for, in code points."""
    is_kept: bool = False
    """Whether it is that very text, typography apart; otherwise it came in its stead."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What has become of a span."""

    kept: float
    """Share of its letters and digits that stand in the new text, where most of them do."""
    is_torn: bool
    """Whether more than a quarter of what is left of it stands elsewhere."""
    start: int
    """Of where it stands in the new text; -1 when nothing is kept."""
    end: int


@dataclass(frozen=True, slots=True)
class Mutation:
    """A text before and after its edits."""

    old: str
    new: str
    places: Sequence[int | None]
    """Of each code point of the old text, its place in the new one."""
    stead: Sequence[tuple[int, int, int, int]]
    """Words that were replaced: their span in the old text and that of what came in their stead."""

    def truth(self, start: int, end: int) -> Truth:
        """Where ``old[start:end]`` stands now, words replaced at its ends included.

        Of text torn apart, it is the stretch of the new text that has most in common with it.
        """
        letters = [at for at in range(start, end) if self.old[at].isalnum()]
        there = [(place, at) for at in letters if (place := self.places[at]) is not None]
        if not there:
            return Truth(0.0, False, -1, -1)
        part = _likest(sorted(there), len(letters))
        (first, old_first), (last, old_last) = part[0], part[-1]
        low, high = first, last + 1
        for old_start, old_end, new_start, new_end in self.stead:
            if start <= old_start and old_end <= end:
                if old_end <= old_first and 0 <= first - new_end <= 3 * (old_first - old_end) + 4:
                    low = min(low, new_start)
                if old_start > old_last and 0 <= new_start - last <= 3 * (old_start - old_last) + 4:
                    high = max(high, new_end)
        return Truth(len(part) / len(letters), 4 * len(part) < 3 * len(there), low, high)


def _likest(there: list[tuple[int, int]], letters: int) -> list[tuple[int, int]]:
    """Of letters at (new, old) places the stretch with the best Dice coefficient."""
    cuts = [0]
    cuts += [at for at in range(1, len(there)) if there[at][0] - there[at - 1][0] > _TORN]
    cuts.append(len(there))
    stretches = [(low, high) for low in cuts for high in cuts if low < high]

    def likeness(stretch: tuple[int, int]) -> float:
        low, high = stretch
        return (high - low) / (letters / _LETTERS + there[high - 1][0] + 1 - there[low][0])

    low, high = max(stretches, key=likeness)
    return there[low:high]


Paragraph = list[Cell]
Edit: TypeAlias = Callable[[list[Paragraph], Random], list[Paragraph]]


def mutate(old: str, edits: Iterable[Edit], chance: Random) -> Mutation:
    """``old`` after ``edits``, one after the other."""
    paragraphs = list(_paragraphs(old))
    for edit in edits:
        paragraphs = edit(paragraphs, chance)
    return _joined(old, paragraphs)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    cells: Paragraph = []
    for match in _CELL.finditer(text):
        start, end = match.span()
        cells.append(Cell(match.group(), start, end - start, is_kept=True))
        if match.group().count("\n") > 1:
            yield cells
            cells = []
    if cells:
        yield cells


def _joined(old: str, paragraphs: list[Paragraph]) -> Mutation:
    places: list[int | None] = [None] * len(old)
    stead = []
    pieces = []
    length = 0
    for cell in (cell for paragraph in paragraphs for cell in paragraph):
        if cell.is_kept:
            for step in range(cell.length):
                places[cell.start + step] = length + min(step, len(cell.text) - 1)
        elif cell.length:
            stead.append((cell.start, cell.start + cell.length, length, length + len(cell.text)))
        pieces.append(cell.text)
        length += len(cell.text)
    return Mutation(old, "".join(pieces), places, stead)


def words(share: float, *, burst: float = 0.3) -> Edit:
    """Replace, delete, insert and misspell a ``share`` of all words, some in a row."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        vocabulary = [
            cell.text for paragraph in paragraphs for cell in paragraph if cell.text.isalnum()
        ]
        edited = []
        running = False
        for paragraph in paragraphs:
            cells: Paragraph = []
            for cell in paragraph:
                running = chance.random() < (burst if running else share * (1 - burst))
                if not running or not cell.text.isalnum():
                    cells.append(cell)
                else:
                    cells += _edited_word(cell, vocabulary, chance)
            edited.append(cells)
        return edited

    return edit


def _edited_word(cell: Cell, vocabulary: list[str], chance: Random) -> list[Cell]:
    other = chance.choice(vocabulary)
    kind = chance.choices(("replace", "delete", "insert", "typo"), (4, 2, 2, 2))[0]
    if kind == "replace" and other.casefold() != cell.text.casefold():
        return [Cell(other, cell.start, cell.length)]
    if kind == "delete":
        return []
    if kind == "insert":
        return [Cell(other + " "), cell]
    if len(cell.text) < 4 or not cell.is_kept:
        return [cell]
    at = chance.randrange(1, len(cell.text) - 1)
    before = Cell(cell.text[:at], cell.start, at, is_kept=True)
    after = Cell(cell.text[at + 1 :], cell.start + at + 1, cell.length - at - 1, is_kept=True)
    return [before, Cell(chance.choice(("", chance.choice(other), cell.text[at] * 2))), after]


def passages_gone(share: float, longest: int = 60) -> Edit:
    """Drop passages of up to ``longest`` cells, together a ``share`` of the text."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        edited = []
        for paragraph in paragraphs:
            gone: set[int] = set()
            while chance.random() < share * len(paragraph) / (longest / 2 + share * len(paragraph)):
                first = chance.randrange(len(paragraph))
                gone.update(range(first, first + chance.randint(1, longest)))
            last = len(paragraph) - 1
            edited.append(
                [cell for at, cell in enumerate(paragraph) if at not in gone or at == last]
            )
        return edited

    return edit


def paragraphs_gone(share: float) -> Edit:
    """Drop a ``share`` of the paragraphs."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        return [p for p in paragraphs if chance.random() >= share] or paragraphs[:1]

    return edit


def paragraphs_moved(share: float) -> Edit:
    """Put a ``share`` of the paragraphs elsewhere."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        flags = [chance.random() < share for _ in paragraphs]
        stay = [p for p, moves in zip(paragraphs, flags, strict=True) if not moves]
        for paragraph in (p for p, moves in zip(paragraphs, flags, strict=True) if moves):
            stay.insert(chance.randint(0, len(stay)), _ended(paragraph))
        return stay

    return edit


def paragraphs_copied(share: float) -> Edit:
    """Insert exact copies of a ``share`` of the paragraphs, not right beside the original."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        edited = list(paragraphs)
        for paragraph in [p for p in paragraphs if chance.random() < share]:
            here = next(at for at, other in enumerate(edited) if other is paragraph)
            places = [at for at in range(len(edited) + 1) if at not in (here, here + 1)]
            if places:
                copy = [Cell(cell.text) for cell in _ended(paragraph)]
                edited.insert(chance.choice(places), copy)
        return edited

    return edit


def paragraphs_added(share: float) -> Edit:
    """Insert new paragraphs, made of the text's own words in another order."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        vocabulary = [c.text for p in paragraphs for c in p if c.text.isalnum()]
        edited = list(paragraphs)
        for _ in range(sum(chance.random() < share for _ in paragraphs)):
            made = " ".join(chance.choice(vocabulary) for _ in range(chance.randint(5, 60)))
            edited.insert(chance.randint(0, len(edited)), [Cell(made + ".\n\n")])
        return edited

    return edit


def _ended(paragraph: Paragraph) -> Paragraph:
    ends = bool(paragraph) and paragraph[-1].text.count("\n") > 1
    return paragraph if ends else [*paragraph, Cell("\n\n")]


def wrapped_anew(width: int, *, hyphens: float = 0.0) -> Edit:
    """Break lines at ``width``; divide a share of ``hyphens`` of the long words at line ends."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        return [_wrapped(paragraph, width, hyphens, chance) for paragraph in paragraphs]

    return edit


def _wrapped(paragraph: Paragraph, width: int, hyphens: float, chance: Random) -> Paragraph:
    cells: Paragraph = []
    column = 0
    for cell in paragraph:
        text = cell.text
        if text.isspace() and text.count("\n") < 2:
            text = "\n" if column >= width else " "
        column = 0 if "\n" in text else column + len(text)
        divides = column >= width and len(text) > 6 and text.isalpha() and cell.is_kept
        if divides and chance.random() < hyphens:
            half = chance.randrange(3, len(text) - 2)
            cells += [
                Cell(text[:half], cell.start, half, is_kept=True),
                Cell("-\n"),
                Cell(text[half:], cell.start + half, cell.length - half, is_kept=True),
            ]
            column = len(text) - half
        else:
            cells.append(replace(cell, text=text))
    return cells


def quoted_anew(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
    """All quotation marks and dashes straight, or all typographic."""
    table = chance.choice((_STRAIGHT, _CURLY))
    return [[replace(c, text=c.text.translate(table)) for c in p] for p in paragraphs]


def with_crlf(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
    """Line ends as on Windows."""
    return [[replace(c, text=c.text.replace("\n", "\r\n")) for c in p] for p in paragraphs]


def in_capitals(share: float) -> Edit:
    """A ``share`` of the paragraphs in capital letters."""

    def edit(paragraphs: list[Paragraph], chance: Random) -> list[Paragraph]:
        return [
            [
                replace(c, text=c.text.upper() if len(c.text.upper()) == len(c.text) else c.text)
                for c in p
            ]
            if chance.random() < share
            else p
            for p in paragraphs
        ]

    return edit


def light(chance: Random) -> list[Edit]:
    """A revision: a few words, seldom a passage."""
    edits = [words(0.03), passages_gone(0.02, 40), paragraphs_gone(0.02), paragraphs_added(0.05)]
    if chance.random() < 0.3:
        edits.append(paragraphs_moved(0.05))
    return edits + _typography(chance)


def heavy(chance: Random) -> list[Edit]:
    """A rewriting: one word in six, passages gone, paragraphs moved, dropped, added."""
    edits = [
        words(0.16),
        passages_gone(0.08),
        paragraphs_gone(0.08),
        paragraphs_moved(0.15),
        paragraphs_added(0.15),
    ]
    return edits + _typography(chance)


def copied(chance: Random) -> list[Edit]:
    """A few words edited, and paragraphs repeated elsewhere."""
    return [words(0.03), paragraphs_copied(0.15), *_typography(chance)]


def _typography(chance: Random) -> list[Edit]:
    edits: list[Edit] = []
    if chance.random() < 0.5:
        edits.append(wrapped_anew(chance.choice((40, 66, 90)), hyphens=chance.choice((0.0, 0.8))))
    if chance.random() < 0.3:
        edits.append(quoted_anew)
    if chance.random() < 0.2:
        edits.append(with_crlf)
    return edits
