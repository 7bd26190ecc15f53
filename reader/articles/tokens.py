"""The one tokenisation of an article, shared by the index, the entities and the quotations.

A token is a run of letters and digits; in scripts that leave no spaces between words, one letter.
A language called C++ or F# keeps its signs. What stands between two tokens (full stops of an
abbreviation, hyphens, apostrophes) is in the text for whoever needs it.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

_SPACELESS = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u1100-\u11ff\uac00-\ud7ff"  # Hangul, which has spaces, and endings without any
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese syllables
    "\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese
)
_SIGNED = r"(?<![^\W_])[A-Za-z](?:\+\+|\#)(?![^\W_])"
WORD = re.compile(rf"{_SIGNED}|[^\W_{_SPACELESS}]+|[^\W_]")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_WITHOUT_SPACES = re.compile(f"[{_SPACELESS}]")
_PUNCTUATION = "‘’“”„–—…\u00a0"
"""What is not ASCII in most English paragraphs, and no letter."""
_APART = {number: " " for number in range(128) if not chr(number).isalnum()}
_BYTES_APART = bytes(32 if number in _APART else number for number in range(256))
"""The same for UTF-8."""


@dataclass(frozen=True)
class Tokens:
    """Tokens in text order, as parallel sequences."""

    text: str
    """The text of the article."""
    blocks: Sequence[Block]
    forms: list[str]
    """Each token as it stands in the text."""
    firsts: array[int]
    """For block ``i``, its tokens are ``range(firsts[i], firsts[i + 1])``."""

    @cached_property
    def starts(self) -> array[int]:
        """Code-point offset of each token in the text; worked out when first asked for."""
        starts = array("L")
        for number in range(len(self.blocks)):
            starts.extend(self.starts_in(number))
        return starts

    def starts_in(self, block: int) -> list[int]:
        """Code-point offset in the text of each token of the block of that number."""
        find, place = self.text.find, self.blocks[block].start
        starts: list[int] = []
        for form in self.forms[self.firsts[block] : self.firsts[block + 1]]:
            place = find(form, place)
            starts.append(place)
            place += len(form)
        return starts

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code-point span from token ``first`` to token ``last``, both inclusive."""
        return self.starts[first], self.starts[last] + len(self.forms[last])


def words_of(text: str) -> list[str]:
    """The tokens of ``text``, as forms."""
    return WORD.findall(text)


def tokenise(text: str, blocks: Sequence[Block]) -> Tokens:
    """The tokens of all ``blocks`` of ``text``."""
    forms: list[str] = []
    firsts = array("L", [0])
    for block in blocks:
        forms += _words_in(text[block.start : block.end])
        firsts.append(len(forms))
    return Tokens(text, blocks, forms, firsts)


def _words_in(text: str) -> list[str]:
    """What :func:`words_of` finds, by quicker ways where they lead to the same."""
    if "#" in text or "++" in text:
        return WORD.findall(text)
    plain = text
    if not plain.isascii():
        for sign in _PUNCTUATION:
            plain = plain.replace(sign, " ")
    if plain.isascii():
        return plain.translate(_APART).split()
    if _WITHOUT_SPACES.search(plain):
        return WORD.findall(text)
    words = plain.encode(errors="surrogatepass").translate(_BYTES_APART)
    found = words.decode(errors="surrogatepass").split()
    return found if all(map(str.isalnum, found)) else _PLAIN_WORD.findall(text)
