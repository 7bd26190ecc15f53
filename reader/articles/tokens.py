"""The one tokenisation of an article, shared by the index, the entities and the quotations.

A token is a run of letters and digits with the vowels, points and accents on them, and with what
is not seen between them; in scripts that leave no spaces between words, one letter. An emoji is a
token, and a language called C++ or F# keeps its signs. What stands between two tokens (full stops
of an abbreviation, hyphens, apostrophes) is in the text for whoever needs it.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from reader.languages.folding import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Block

_SPACELESS = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u1100-\u11ff\uac00-\ud7ff\uffa0-\uffdc"  # Hangul, which has spaces, and endings without any
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # Japanese syllables
    "\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u20d0-\u20f0\ufe20-\ufe2f"  # Latin, Greek, Cyrillic, signs
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e"  # Hebrew
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Arabic
    "\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d\u0859-\u085b\u08ca-\u0902"
    "\u0900-\u0963\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63"  # of India
    "\u0b82-\u0be3\u0c00-\u0c63\u0c81-\u0ce3\u0cf3-\u0d4e\u0d57-\u0d63\u0d81-\u0df3"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"  # Thai, Lao
    "\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e\u0f3f\u0f71-\u0f84\u0f86-\u0fbc"  # Tibetan
    "\u102b-\u103e\u1056-\u109d\u135d-\u135f\u17b4-\u17d3\u17dd\u18a9"  # Burmese, Khmer
    "\u3099\u309a\uff9e\uff9f"  # Japanese
)
"""Where the marks are that stand on letters or behind them; letters among them are letters."""
_EMOJI = "\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
_LETTER = rf"(?![_{_SPACELESS}])[\w{_MARKS}]"
_SIGNED = r"(?<![^\W_])[A-Za-z](?:\+\+|\#)(?![^\W_])"
_PLAIN_WORD = re.compile(r"[^\W_]+")
_PUNCTUATION = "‘’“”„–—…\u00a0"
"""What is not ASCII in most English paragraphs, and no letter."""
_APART = {number: " " for number in range(128) if not chr(number).isalnum()}
_BYTES_APART = bytes(32 if number in _APART else number for number in range(256))
"""The same for UTF-8."""


@cache
def word() -> re.Pattern[str]:
    """What is a token; made when it is first needed, for most texts need it not."""
    return re.compile(
        rf"{_SIGNED}|(?![{_SPACELESS}])[^\W_](?:{_LETTER}|[{INVISIBLE}]+(?=[^\W_{_SPACELESS}]))*"
        rf"|[^\W_][{_MARKS}]*|[{_EMOJI}]"
    )


@cache
def _unusual() -> re.Pattern[str]:
    """What the quick ways of cutting a text do not know."""
    return re.compile(f"[{_SPACELESS}{_MARKS}{INVISIBLE}{_EMOJI}]")


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


def tokenise(text: str, blocks: Sequence[Block]) -> Tokens:
    """The tokens of all ``blocks`` of ``text``."""
    forms: list[str] = []
    firsts = array("L", [0])
    for block in blocks:
        forms += words_of(text[block.start : block.end])
        firsts.append(len(forms))
    return Tokens(text, blocks, forms, firsts)


def words_of(text: str) -> list[str]:
    """The tokens of ``text``, as forms: what :func:`word` finds, by quicker ways to the same."""
    if "#" in text or "++" in text:
        return word().findall(text)
    plain = text
    if not plain.isascii():
        for sign in _PUNCTUATION:
            plain = plain.replace(sign, " ")
    if plain.isascii():
        return plain.translate(_APART).split()
    if _unusual().search(plain):
        return word().findall(text)
    words = plain.encode(errors="surrogatepass").translate(_BYTES_APART)
    found = words.decode(errors="surrogatepass").split()
    return found if all(map(str.isalnum, found)) else _PLAIN_WORD.findall(text)
