"""Words as a query asks for them, before anybody knows where they are looked for.

A word finds itself, folded, in a text of any language; and in a text of a language whatever has
the same stem there. Asked for with an equals sign it finds only the former. A word that may be
written joined or apart is looked for in all these ways; see :mod:`reader.articles.compounds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING
from unicodedata import normalize

from reader.articles.compounds import is_joined, ways_of_writing
from reader.index.query import EXACTLY
from reader.languages.folding import fold
from reader.languages.stemming import OWN, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST_WAYS = 16
"""Ways of writing a phrase that are all tried; of more, only those with all joined, or none."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One word that is looked for."""

    form: str
    """As it was typed."""
    exact: bool = False
    """Whether only itself is looked for, and no other form of it."""
    joins: str = ""
    """The compound that it joins, as it was typed, or nothing. Then it is to be one token, for the
    parts are looked for as well."""

    @property
    def folded(self) -> str:
        """How it is spelt in an index."""
        return fold(self.form)

    def is_in(self, code: str | None) -> bool:
        """Whether it is looked for at all in texts in the language of that code, or in names."""
        return not self.joins or is_joined(self.form, self.joins, code)

    def stems(self, languages: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """What is looked for besides: the codes of ``languages``, and its stem in each."""
        if self.exact:
            return ()
        found = ((code, stems(code)[self.form]) for code in languages)
        return tuple((code, stem) for code, stem in found if not stem.startswith(OWN))


def ways(words: Sequence[str]) -> list[tuple[Sought, ...]]:
    """The ways in which ``words``, as they are typed, may stand in a text; none without letters.

    Those that begin with an equals sign are exact.
    """
    choices = [_ways(word) for word in words]
    count = 1
    for own in choices:
        count *= len(own)
    chosen: Iterable[tuple[tuple[Sought, ...], ...]]
    if count <= _MOST_WAYS:
        chosen = product(*choices)
    else:
        chosen = (tuple(own[0] for own in choices), tuple(own[-1] for own in choices))
    together = (sum(parts, ()) for parts in chosen)
    return [way for way in dict.fromkeys(together) if way]


def _ways(word: str) -> list[tuple[Sought, ...]]:
    exact = word[:1] == EXACTLY
    return [
        tuple(Sought(form, exact, joins) for form, joins in way)
        for way in ways_of_writing(normalize("NFC", word))
    ]
