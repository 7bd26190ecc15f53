"""What a document's sizes and distances mean: body, headings, footnotes.

Everything is measured against what most of the document is set in, so nothing depends on points.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.articles.formats.pdf.columns import Column
    from reader.articles.formats.pdf.layout import Line

_LARGER = 1.13
"""Of the size of the body, from which text is a heading."""
_ALIKE = 1.06
"""Ratio of two sizes up to which they are one size, badly measured."""
_SHARE_OF_DISTANCES = 0.15
_USUAL_LEADING = 1.2
"""Distance of baselines by the size, where the document does not tell."""
_LONGEST_HEADING = 300
_LONGEST_BOLD = 160
_MOST_LINES = 6
_LEVELS = 3
_LEAST_INDENT = 0.7
"""Of the size."""
_DEEPEST_INDENT = 6.0
_OFTEN = 3
"""Times that an indent must be seen to be the document's way of beginning paragraphs."""
_SAME = 2.0
"""Points."""


@dataclass(frozen=True, slots=True)
class Typography:
    """The measures of one document."""

    body: float
    """Size that most of the text is set in."""
    leadings: Mapping[float, float]
    """Distance of two baselines in a paragraph, by the size rounded to half points."""
    ranks: tuple[float, ...]
    """The least sizes of headings of the levels 1, 2, …."""
    bold_stands_out: bool
    """Whether most of the body is not bold."""
    indent: float
    """By how much the first lines of paragraphs are indented; 0 when they are not."""

    def leading(self, size: float) -> float:
        """Distance of two baselines in a paragraph set in ``size``."""
        return self.leadings.get(_half(size), _USUAL_LEADING * size)

    def is_large(self, line: Line) -> bool:
        """Whether ``line`` is larger than the body."""
        return line.size >= _LARGER * self.body

    def heading_level(self, lines: Sequence[Line]) -> int:
        """Level of the heading that ``lines`` are; 0 when they are none."""
        letters = sum(len(line.text) for line in lines)
        text = lines[-1].text
        if len(lines) > _MOST_LINES or not any(c.isalpha() for line in lines for c in line.text):
            return 0
        if all(self.is_large(line) for line in lines) and letters <= _LONGEST_HEADING:
            size = max(line.size for line in lines)
            rank = next((at for at, least in enumerate(self.ranks) if size >= least), _LEVELS)
            return min(rank + 1, _LEVELS)
        if (
            self.bold_stands_out
            and all(line.bold and line.size > self.body / _ALIKE for line in lines)
            and letters <= _LONGEST_BOLD
            and not (text.endswith((".", ",", ";")) and letters > _LONGEST_BOLD / 3)
        ):
            return min(len(self.ranks) + 1, _LEVELS)
        return 0


def read_typography(columns: Sequence[Column]) -> Typography:
    """The measures of the document that ``columns`` make."""
    sizes: Counter[float] = Counter()
    bold = letters = 0
    for column in columns:
        for line in column.lines:
            length = sum([len(word.text) for word in line.words])
            sizes[_half(line.size)] += length
            letters += length
            bold += length if line.bold else 0
    body = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    return Typography(
        body=body,
        leadings=_leadings(columns),
        ranks=_ranks(size for size in sizes if size >= _LARGER * body),
        bold_stands_out=bold < letters / 2,
        indent=_indent(columns),
    )


def _half(size: float) -> float:
    return round(2 * size) / 2


def _ranks(sizes: Iterable[float]) -> tuple[float, ...]:
    """The least size of each group of like ``sizes``, the largest first."""
    ranks: list[float] = []
    for size in sorted(sizes, reverse=True):
        if ranks and ranks[-1] <= size * _ALIKE:
            ranks[-1] = size
        else:
            ranks.append(size)
    return tuple(rank - 0.3 for rank in ranks)


def _indent(columns: Iterable[Column]) -> float:
    """The usual indent of single lines between two that are not indented."""
    indents: Counter[float] = Counter()
    for column in columns:
        for before, line, after in zip(
            column.lines, column.lines[1:], column.lines[2:], strict=False
        ):
            indent = line.left - column.left
            flush = max(abs(before.left - column.left), abs(after.left - column.left)) < _SAME
            if flush and _LEAST_INDENT * line.size < indent < _DEEPEST_INDENT * line.size:
                indents[_half(indent)] += 1
    indent, times = max(indents.items(), key=lambda item: item[1], default=(0.0, 0))
    return indent if times >= _OFTEN else 0.0


def _leadings(columns: Iterable[Column]) -> dict[float, float]:
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    for column in columns:
        for above, line in pairwise(column.lines):
            size = _half(line.size)
            down = above.base - line.base
            if _half(above.size) == size and 0.8 * size < down < 3 * size:
                distances[size][_half(down)] += 1
    return {
        size: min(down for down, n in counts.items() if n >= _SHARE_OF_DISTANCES * counts.total())
        for size, counts in distances.items()
        if max(counts.values()) >= _SHARE_OF_DISTANCES * counts.total()
    }
