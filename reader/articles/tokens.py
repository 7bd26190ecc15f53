"""The one tokenisation of an article, shared by the index, the entities and the quotations.

A token is a run of letters and digits. What stands between two tokens (full stops of an
abbreviation, hyphens, apostrophes) is in the text for whoever needs it.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens in text order, as parallel sequences."""

    forms: list[str]
    """Each token as it stands in the text."""
    starts: array[int]
    """Code-point offset of each token in ``Article.text``."""
    firsts: array[int]
    """For block ``i``, its tokens are ``range(firsts[i], firsts[i + 1])``."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code-point span from token ``first`` to token ``last``, both inclusive."""
        return self.starts[first], self.starts[last] + len(self.forms[last])


def tokenise(text: str, blocks: Sequence[Block]) -> Tokens:
    """The tokens of all ``blocks`` of ``text``."""
    forms: list[str] = []
    starts = array("L")
    firsts = array("L", [0])
    for block in blocks:
        found = list(WORD.finditer(text, block.start, block.end))
        forms += [match.group() for match in found]
        starts.extend([match.start() for match in found])
        firsts.append(len(forms))
    return Tokens(forms, starts, firsts)
