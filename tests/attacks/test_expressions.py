"""No expression takes more than its share, whatever it is looked for in.

Every expression of both packages is looked at by a checker and tried on strings that are made to be
bad for it. One that the checker or the clock dislikes is mended, or stands here with a reason.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.attacks.checking import flaws, pumps
from tests.attacks.expressions import Expression, expressions
from tests.attacks.growth import cost

HARMLESS = {
    "annotations.export.table.GUARDED": "is for those who read the table; nothing here uses it",
    "annotations.naming._SIDECAR_NAME": "is given the name of a file, of 255 bytes at most",
    "reader.articles.values._BETWEEN_NAMES": "is given as many code points as a byline may have",
    "reader.articles.values._LINK": "is only asked whether it is all of a text",
    "reader.cli.showing._PADDING": "finds no more blanks in a row than a page is wide, which is 80",
    "reader.marks.finding.INITIALS": "looks at one name, which has 40 tokens at most",
    "reader.marks.guesses.LABEL": "looks at 120 code points before a quotation",
    "reader.marks.terms.BEHIND_NOUN": "looks at 30 code points before a quotation",
    "reader.marks.terms.NICKNAME": "looks at 20 code points before a quotation",
    "reader.marks.transcripts.LABEL": "is only tried at the beginning of a block",
}
"""By their place, expressions that may be flagged, and what bounds them."""
FEW = (*range(6, 50, 4), *range(50, 100, 8), *range(100, 220, 20))
"""Repeats with which an exponential expression shows, and a line of text costs nothing."""
MANY = 4_000
"""Characters with which the square of them shows."""
MOMENT = 0.02
"""Seconds in which all that is linear is done with as many."""
LIMIT = 2.7
"""How many times more twice as many may cost, with some allowance for the clock."""
ALL = expressions()


def _used(one: Expression, text: str, times: int = 1) -> float:
    """Seconds of the processor that ``one`` takes on ``text`` as it is used."""
    subject: Any = text.encode("latin-1", "replace") if _of_bytes(one) else text

    def use() -> None:
        if one.sought:
            for _match in one.pattern.finditer(subject):
                pass
        if "match" in one.methods:
            one.pattern.match(subject)
        if "fullmatch" in one.methods:
            one.pattern.fullmatch(subject)

    return cost(use, times)


def _of_bytes(one: Expression) -> bool:
    return isinstance(one.pattern.pattern, bytes)


def _explodes(one: Expression, before: str, unit: str) -> str:
    """What shows that ``one`` explodes on repeats of ``unit``; nothing if it does not."""
    for repeats in FEW:
        text = before + unit * repeats + "\0"
        if (
            _used(one, text) > MOMENT
            and (took := _used(one, text, 3)) > MOMENT * len(text) / MANY + MOMENT / 2
        ):
            return f"{text!r} takes {took:.2f} s"
    size = max(1, MANY // len(unit))
    if _used(one, before + unit * size + "\0") < MOMENT:
        return ""
    less = more = 0.0
    for _ in range(2):
        less = _used(one, before + unit * size + "\0", 3)
        more = _used(one, before + unit * 2 * size + "\0", 3)
        if more <= LIMIT * less:
            return ""
    return f"{before!r} and {2 * size:,} times {unit!r} take {more:.2f} s, half of it {less:.2f} s"


def test_all_expressions_are_found() -> None:
    places = {one.place for one in ALL}
    assert len(ALL) > 250
    assert {
        "reader.marks.transcripts.IN_CAPITALS",
        "reader.articles.dates._IN_WORDS",
        "reader.articles.formats.rst._INLINE",
    } <= places


@pytest.mark.parametrize(
    "bad",
    [r"(?:[A-Z][A-Z.'\-]+ ?)+\Z", r"(?:a|aa)+$", r"\s+$"],
)
def test_a_bad_expression_is_told(bad: str) -> None:
    one = Expression("here", re.compile(bad), frozenset({"search"}))
    assert flaws(one.pattern) or any(_explodes(one, *pump) for pump in pumps(one.pattern))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.place)
def test_an_expression_costs_what_its_text_is_long(one: Expression) -> None:
    if one.place in HARMLESS:
        pytest.skip(HARMLESS[one.place])
    assert not [str(flaw.example()) for flaw in flaws(one.pattern)]
    for before, unit in pumps(one.pattern):
        assert not _explodes(one, before, unit)
