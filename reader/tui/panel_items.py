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
    from collections.abc import Sequence

    from annotations.model import Annotation
    from reader.annotating import Placed
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
_NO_FACTS = Facts()
_NO_FACTS = Facts()
_ORDER = {kind: number for number, kind in enumerate(NAMED_KINDS)}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of thought in the panel, and where in the text it stands."""

    places: tuple[tuple[int, int], ...]
    """Spans in code points, in order; empty for an orphan."""
    lines: tuple[Line, ...]
    key: str = ""
    """An annotation's id."""
    marks: tuple[Mark, ...] = ()
    """The marks that are listed in it, one for each form of a name."""
    facts: Facts = _NO_FACTS
    """What the list can be narrowed by."""


def items_of(tab: Tab, opened: OpenArticle, width: int, colour_of: TagColours) -> list[Item]:
    """The items of ``tab`` for an article, their texts broken for ``width`` cells."""
    match tab:
        case Tab.ANNOTATIONS:
            return [
                *_said_of_all(opened, width, colour_of),
                *(
                    _annotation(placed, width, colour_of)
                    for placed in opened.placed
                    if placed.annotation.kind not in CORRECTIONS
                ),
            ]
        case Tab.ENTITIES:
            return _entities(opened)
        case Tab.QUOTES:
            spoken = [mark for mark in opened.marks if mark.kind is Kind.QUOTATION]
            return [_quotation(opened, mark, width) for mark in spoken]
        case Tab.OUTLINE:
            return _outline(opened)


def places_of(items: Sequence[Item]) -> list[tuple[int, int]]:
    """The places of all ``items`` in the order of the text."""
    return sorted({place for item in items for place in item.places})


def _said_of_all(opened: OpenArticle, width: int, colour_of: TagColours) -> list[Item]:
    """What is said of the whole article, if anything is."""
    said = opened.sidecar.article if opened.sidecar else None
    if said is None or not (said.tags or said.note):
        return []
    lines: list[Line] = [[("the whole article", "faint")]]
    if said.tags:
        lines.append(tag_line(said.tags, colour_of))
    left = ROWS[Tab.ANNOTATIONS] - 1 - len(lines)
    facts = Facts.of(said.note, *said.tags, tags=said.tags, colours=_colours(said.tags, colour_of))
    rows = broken(said.note, width, left)
    return [Item((), (*lines, *([(row, "")] for row in rows)), facts=facts)]


def _annotation(placed: Placed, width: int, colour_of: TagColours) -> Item:
    said = placed.annotation
    lines = annotation_lines(placed, width, ROWS[Tab.ANNOTATIONS] - 1, colour_of)
    places = () if placed.is_orphan else ((placed.start, placed.end),)
    return Item(places, tuple(lines), said.id, facts=annotation_facts(said, colour_of))


def annotation_lines(placed: Placed, width: int, rows: int, colour_of: TagColours) -> list[Line]:
    """An annotation on at most ``rows`` rows: its words, its tags, its note."""
    said = placed.annotation
    words = " ".join(said.anchor.exact.split())
    lines: list[Line] = [[(row, "title")] for row in broken(f"“{words}”", width, 2)]
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
    surest = max(mark.confidence for mark in marks)
    said = any(mark.origin is not Origin.MACHINE for mark in marks)
    look = one.kind.value if surest >= DOUBTFUL else "faint"
    text = opened.article.text
    forms = {" ".join(text[mark.start : mark.end].split()): mark for mark in reversed(marks)}
    about = f"{one.label} · {_times(len(marks))}"
    doubt = "" if said or surest >= DOUBTFUL else f" · {surest:.0%}"
    return Item(
        tuple((mark.start, mark.end) for mark in marks),
        ([(one.name, look), (" ✓" if said else "", "tag")], [(about + doubt, "faint")]),
        marks=tuple(forms.values()),
        facts=Facts.of(one.name, one.label, *forms, kind=one.label),
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _quotation(opened: OpenArticle, mark: Mark, width: int) -> Item:
    who = mark.speaker.name if mark.speaker else "somebody"
    how = f"  {_how(opened, mark)}" if mark.speaker else ""
    words = " ".join(mark.name.split())
    lines: list[Line] = [
        [(who, "person" if mark.speaker else "faint"), (how, "faint")],
        *([(row, "")] for row in broken(f"“{words}”", width, 2)),
    ]
    facts = Facts.of(who, words, creator=who)
    return Item(((mark.start, mark.end),), tuple(lines), marks=(mark,), facts=facts)


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
    text = opened.article.text
    items = []
    for block in opened.article.blocks:
        if block.role is Role.HEADING:
            words = " ".join(text[block.start : block.end].split())
            look = "title" if block.level == 1 else ""
            line = [("  " * (block.level - 1) + words, look)]
            items.append(Item(((block.start, block.end),), (line,), facts=Facts.of(words)))
    return items
