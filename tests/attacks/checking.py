"""What a checker of expressions says of ours, and the strings that would be worst for each.

The checker is :mod:`regexploit`; what it does not know of, repeats that never give back what they
took, is left out of what it looks at, since that is their purpose.
"""

from __future__ import annotations

import random
import re
import warnings
from typing import TYPE_CHECKING, Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants
    import sre_parse

    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import Redos, find

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PUMPS = 24
"""Strings tried for one expression."""


class _Parser(SreOpParser):  # type: ignore[misc]
    """The checker's parser, with what Python 3.11 brought."""

    def __init__(self) -> None:
        super().__init__()
        self.inner: list[Any] = []
        """What stands in groups that never give back, each by itself."""

    def from_POSSESSIVE_REPEAT(self, data: Any) -> Any:  # noqa: N802 - the checker looks it up
        minimum, _, elements = data
        self.inner.append(self.sequence_or_singleton(elements))
        return self.sequence_or_singleton(elements) if minimum else None

    def from_ATOMIC_GROUP(self, data: Any) -> None:  # noqa: N802 - as above
        self.inner.append(self.sequence_or_singleton(data))


def flaws(pattern: re.Pattern[Any]) -> list[Redos]:
    """What the checker finds in ``pattern``, the worst first."""
    parser = _Parser()
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    whole = parser.sequence_or_singleton(sre_parse.parse(pattern.pattern, flags))
    return [flaw for part in (whole, *parser.inner) if part is not None for flaw in find(part)]


def pumps(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """What may be repeated before ``pattern``, as a beginning and what is repeated behind it."""
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = sre_parse.parse(pattern.pattern, flags)
    found: dict[tuple[str, str], None] = {}
    for before, unit in _repeats(tree, ""):
        found[before, unit] = None
        found["", before + unit] = None
    letters = list(dict.fromkeys(_letters(tree)))
    for letter in letters:
        found["", letter] = None
    whole = _example(tree)
    found["", whole] = None
    found["", whole + " "] = None
    found["", whole[:-1] or "x"] = None
    # The pairs are a sample, the same in every run.
    choose = random.Random(0)
    for _ in range(MOST_PUMPS // 4):
        if letters:
            found["", choose.choice(letters) + choose.choice(letters)] = None
    some = [one for one in found if one[1]]
    return some[:MOST_PUMPS]


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Every repeat of ``tree``: an example of what stands before it, and one of what it repeats."""
    for op, data in tree:
        if op in (sre_constants.MAX_REPEAT, sre_constants.MIN_REPEAT) or "POSSESSIVE" in op.name:
            _, most, inner = data
            if most is sre_constants.MAXREPEAT or most > 8:
                yield before, _example(inner)
                yield before, _example(inner) * 2 + "\n"
            yield from _repeats(inner, before)
        elif op is sre_constants.SUBPATTERN:
            yield from _repeats(data[3], before)
        elif op is sre_constants.BRANCH:
            for branch in data[1]:
                yield from _repeats(branch, before)
        elif op is sre_constants.ASSERT:
            yield from _repeats(data[1], before)
        elif op.name == "ATOMIC_GROUP":
            yield from _repeats(data, before)
        before += _example([(op, data)])


def _example(tree: Any) -> str:
    """Something that ``tree`` matches, but for what it looks ahead or back for."""
    text = ""
    for op, data in tree:
        if op is sre_constants.LITERAL:
            text += chr(data)
        elif op is sre_constants.NOT_LITERAL:
            text += "a" if data != ord("a") else "b"
        elif op is sre_constants.ANY:
            text += "a"
        elif op is sre_constants.IN:
            text += next(iter(_members(data)), "a")
        elif op is sre_constants.SUBPATTERN:
            text += _example(data[3])
        elif op is sre_constants.BRANCH:
            text += _example(data[1][0])
        elif op.name == "ATOMIC_GROUP":
            text += _example(data)
        elif "REPEAT" in op.name:
            text += _example(data[2]) * min(max(data[0], 1), 50)
    return text


def _letters(tree: Any) -> Iterator[str]:
    """A letter for every part of ``tree`` that matches one."""
    for op, data in tree:
        if op is sre_constants.LITERAL:
            yield chr(data)
        elif op is sre_constants.IN:
            yield from _members(data)
        elif op in (sre_constants.ANY, sre_constants.NOT_LITERAL):
            yield _example([(op, data)])
        elif op is sre_constants.SUBPATTERN:
            yield from _letters(data[3])
        elif op is sre_constants.BRANCH:
            for branch in data[1]:
                yield from _letters(branch)
        elif op in (sre_constants.ASSERT, sre_constants.ASSERT_NOT):
            yield from _letters(data[1])
        elif op.name == "ATOMIC_GROUP":
            yield from _letters(data)
        elif "REPEAT" in op.name:
            yield from _letters(data[2])


_OF_CATEGORIES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_WORD": ".",
}


def _members(data: Any) -> Iterator[str]:
    """Some members of a class of characters."""
    if data[0][0] is sre_constants.NEGATE:
        taken = re.compile(_as_class(data))
        yield from (letter for letter in 'aA1 .-"\n' if taken.match(letter))
        return
    for op, what in data:
        if op is sre_constants.LITERAL:
            yield chr(what)
        elif op is sre_constants.RANGE:
            yield chr(what[0])
        elif op is sre_constants.CATEGORY:
            yield _OF_CATEGORIES.get(what.name, "a")


def _as_class(data: Any) -> str:
    """A class of characters as it is written."""
    text = ""
    for op, what in data:
        if op is sre_constants.NEGATE:
            text += "^"
        elif op is sre_constants.LITERAL:
            text += re.escape(chr(what))
        elif op is sre_constants.RANGE:
            text += re.escape(chr(what[0])) + "-" + re.escape(chr(what[1]))
        elif op is sre_constants.CATEGORY:
            letter = what.name[-5:].lower()
            kind = {"digit": "d", "space": "s", "_word": "w"}[letter]
            text += "\\" + (kind.upper() if "NOT" in what.name else kind)
    return f"[{text}]"
