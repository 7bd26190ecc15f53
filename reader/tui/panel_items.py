"""What the panel on the right lists: annotations, entities, quotations, outline.

Each tab is a list of items, each item a place in the text, so that walking (``]`` and ``[``) and
choosing work alike in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from annotations.codebook import COLOURS
from annotations.model import CORRECTIONS
from reader.articles import Role
from reader.marks import NAMED_KINDS, Kind, Origin, Reference
from reader.tui.colours import coloured
from reader.tui.narrowing import Facts
from reader.tui.widgets.item_list import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.model import Annotation
    from reader.annotating import Placed
    from reader.articles.model import Block
    from reader.marks import Mark
    from reader.open_article import OpenArticle
    from reader.tui.colours import TagColours
    from reader.tui.widgets.item_list import Line


class Tab(StrEnum):
    """The panel's tabs."""

    ANNOTATIONS = "annotations"
    ENTITIES = "entities"
    QUOTES = "quotes"
    OUTLINE = "outline"


ROWS = {Tab.ANNOTATIONS: 6, Tab.ENTITIES: 2, Tab.QUOTES: 4, Tab.OUTLINE: 1}
"""Rows of an item."""

EMPTY = {
    Tab.ANNOTATIONS: "Nothing yet. m marks a sentence",
    Tab.ENTITIES: "No names found",
    Tab.QUOTES: "No quotations found",
    Tab.OUTLINE: "No headings",
}

NARROWED = "Nothing here fits; escape in the line above shows all"

DOUBTFUL = 0.65
"""How sure the machine must be of a name for it to be shown without a doubt."""
_ORDER = {kind: number for number, kind in enumerate(NAMED_KINDS)}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of thought in the panel, and where in the text it stands."""

    places: tuple[tuple[int, int], ...]
    """Spans in code points, in order; empty for an orphan."""
    lines: Callable[[int], Sequence[Line]]
    """What it looks like in a width of so many cells."""
    facts: Callable[[], Facts]
    """What the list can be narrowed by."""
    key: str = ""
    """An annotation's id."""
    marks: Callable[[], Sequence[Mark]] = tuple
    """Gives the marks that are listed in it, one for each form of a name."""


def items_of(tab: Tab, opened: OpenArticle, colour_of: TagColours) -> list[Item]:
    """The items of ``tab`` for an article; they are worked out only where they are seen."""
    match tab:
        case Tab.ANNOTATIONS:
            return [
                *_said_of_all(opened, colour_of),
                *(
                    _annotation(placed, colour_of)
                    for placed in opened.placed
                    if placed.annotation.kind not in CORRECTIONS
                ),
            ]
        case Tab.ENTITIES:
            return _entities(opened)
        case Tab.QUOTES:
            spoken = [mark for mark in opened.marks if mark.kind is Kind.QUOTATION]
            return [_quotation(opened, mark) for mark in spoken]
        case Tab.OUTLINE:
            return _outline(opened)


def places_of(items: Sequence[Item]) -> list[tuple[int, int]]:
    """The places of all ``items`` in the order of the text."""
    return sorted({place for item in items for place in item.places})


def _said_of_all(opened: OpenArticle, colour_of: TagColours) -> list[Item]:
    """What is said of the whole article, if anything is."""
    said = opened.sidecar.article if opened.sidecar else None
    if said is None or not (said.tags or said.note):
        return []

    def lines(width: int) -> list[Line]:
        head: list[Line] = [[("the whole article", "faint")]]
        head += [tag_line(said.tags, colour_of)] if said.tags else []
        left = ROWS[Tab.ANNOTATIONS] - 1 - len(head)
        return head + [[(row, "")] for row in broken(said.note, width, left)]

    def facts() -> Facts:
        colours = _colours(said.tags, colour_of)
        return Facts.of(said.note, *said.tags, tags=said.tags, colours=colours)

    return [Item((), lines, facts)]


def _annotation(placed: Placed, colour_of: TagColours) -> Item:
    rows = ROWS[Tab.ANNOTATIONS] - 1
    return Item(
        () if placed.is_orphan else ((placed.start, placed.end),),
        lambda width: annotation_lines(placed, width, rows, colour_of),
        lambda: annotation_facts(placed.annotation, colour_of),
        key=placed.annotation.id,
    )


def annotation_lines(placed: Placed, width: int, rows: int, colour_of: TagColours) -> list[Line]:
    """An annotation on at most ``rows`` rows: its words, its tags, its note."""
    said = placed.annotation
    words = broken(f"“{said.anchor.exact.strip()}”", width, 2)
    lines: list[Line] = [[(row, "title")] for row in words]
    if placed.is_orphan:
        lines[0] = [("place lost  ", "alert"), *lines[0]]
    if said.tags:
        lines.append(tag_line(said.tags, colour_of))
    return lines + [[(row, "")] for row in broken(said.note, width, rows - len(lines))]


def annotation_facts(said: Annotation, colour_of: TagColours, *more: str) -> Facts:
    """What a list of annotations can be narrowed by."""
    return Facts.of(
        said.anchor.exact,
        said.note,
        *said.tags,
        *more,
        tags=said.tags,
        creator=said.creator,
        colours=_colours(said.tags, colour_of),
        kind=said.kind,
    )


def tag_line(tags: Sequence[str], colour_of: TagColours) -> Line:
    """Tags, each in its colour."""
    return [(f"#{tag} ", coloured("tag", [tag], colour_of)) for tag in tags]


def _colours(tags: Sequence[str], colour_of: TagColours) -> list[str]:
    """The colours of tags, by value and by name."""
    values = {colour for tag in tags if (colour := colour_of(tag))}
    return [*values, *(name for name, value in COLOURS.items() if value in values)]


def _entities(opened: OpenArticle) -> list[Item]:
    """One item a name: persons first, then by how often they are mentioned."""
    mentions: dict[tuple[Kind, str, str], list[Mark]] = {}
    for mark in opened.marks:
        if mark.kind in NAMED_KINDS:
            mentions.setdefault((mark.kind, mark.label, mark.name), []).append(mark)
    ranked = sorted(
        mentions.items(), key=lambda item: (_ORDER[item[0][0]], -len(item[1]), item[0][2])
    )
    return [_entity(opened, marks) for _, marks in ranked]


def _entity(opened: OpenArticle, marks: Sequence[Mark]) -> Item:
    """A name: dim while the machine is in doubt, with a tick once the reader has spoken."""
    one = marks[0]
    text = opened.article.text

    def forms() -> dict[str, Mark]:
        return {" ".join(text[mark.start : mark.end].split()): mark for mark in reversed(marks)}

    def lines(_width: int) -> list[Line]:
        surest = max(mark.confidence for mark in marks)
        said = any(mark.origin is not Origin.MACHINE for mark in marks)
        look = one.kind.value if surest >= DOUBTFUL else "faint"
        about = f"{one.label} · {_times(len(marks))}"
        doubt = "" if said or surest >= DOUBTFUL else f" · {surest:.0%}"
        return [[(one.name, look), (" ✓" if said else "", "tag")], [(about + doubt, "faint")]]

    return Item(
        tuple((mark.start, mark.end) for mark in marks),
        lines,
        lambda: Facts.of(one.name, one.label, *forms(), kind=one.label),
        marks=lambda: tuple(forms().values()),
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _quotation(opened: OpenArticle, mark: Mark) -> Item:
    who = mark.speaker.name if mark.speaker else "somebody"

    def lines(width: int) -> list[Line]:
        how = f"  {_how(opened, mark)}" if mark.speaker else ""
        words = " ".join(mark.name.split())
        return [
            [(who, "person" if mark.speaker else "faint"), (how, "faint")],
            *([(row, "")] for row in broken(f"“{words}”", width, 2)),
        ]

    return Item(
        ((mark.start, mark.end),),
        lines,
        lambda: Facts.of(who, mark.name, creator=who),
        marks=lambda: (mark,),
    )


def _how(opened: OpenArticle, mark: Mark) -> str:
    """How the speaker of ``mark`` is known: the words that were resolved, rule, confidence."""
    speaker = mark.speaker
    if speaker is None:
        return ""
    resolved = speaker.reference in (Reference.PRONOUN, Reference.ROLE)
    said = " ".join(opened.article.text[speaker.start : speaker.end].split())
    words = f"“{said}”, " if resolved and said else ""
    sure = "✓ " if mark.origin is not Origin.MACHINE else ""
    return f"{sure}{words}{speaker.rule}, {mark.confidence:.0%}"


def _outline(opened: OpenArticle) -> list[Item]:
    headings = [block for block in opened.article.blocks if block.role is Role.HEADING]
    return [_heading(opened.article.text[block.start : block.end], block) for block in headings]


def _heading(words: str, block: Block) -> Item:
    look = "title" if block.level == 1 else ""
    line: Line = [("  " * (block.level - 1) + " ".join(words.split()), look)]
    return Item(((block.start, block.end),), lambda _width: [line], lambda: Facts.of(words))
