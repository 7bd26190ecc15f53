"""What the articles of a library teach each other about names.

One article writes "Kim Jong-un", another "Kim Jong Un"; a third speaks of "Xi" alone. The memory
gives all forms of one name the spelling that most articles use, and a surname that nearly always
belongs to one person that person's full name. Invariant: it is a function of how many articles
hold each name, whatever their order, and never leads from one kind to another.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from reader.articles.tokens import words_of
from reader.marks.agreement import SUFFIXES, surname_at
from reader.marks.gazetteer import gazetteer
from reader.marks.grammar import grammar
from reader.marks.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

Name: TypeAlias = "tuple[str, str]"
"""A kind and a name."""
Memory: TypeAlias = "dict[Name, str]"
"""The canonical name of each name that has another one."""

LEAST_ARTICLES = 3
"""Articles that must name somebody in full for the surname alone to mean them elsewhere."""
LEAST_SHARE = 0.8
"""Of the articles that hold a full name with that surname."""


def remember(counts: Iterable[tuple[str, str, int]]) -> Memory:
    """What a library teaches; ``counts`` are kind, name and number of articles of each name."""
    groups: dict[tuple[str, tuple[str, ...]], dict[str, int]] = defaultdict(dict)
    alone: list[str] = []
    for kind, name, articles in counts:
        key = _key(kind, name)
        if kind == Kind.PERSON and " " not in name:
            alone.append(name)
        elif key:
            groups[kind, key][name] = articles
    memory: Memory = {}
    holders: dict[str, dict[str, int]] = defaultdict(dict)
    for (kind, key), spellings in groups.items():
        chosen = _chosen(spellings)
        memory.update({(kind, name): chosen for name in spellings if name != chosen})
        if kind == Kind.PERSON:
            words = chosen.split()
            surname = _folded(words[surname_at(words, gazetteer())]) if len(words) > 1 else key[-1]
            holders[surname][chosen] = sum(spellings.values())
    only = {surname: _only_holder(found) for surname, found in holders.items()}
    for name in alone:
        if full := only.get(_folded(name)):
            memory[Kind.PERSON.value, name] = full
    return memory


def _chosen(spellings: dict[str, int]) -> str:
    """The spelling that most articles use; of several, the longest, then the first."""
    return min(spellings, key=lambda name: (-spellings[name], -len(name), name))


def _only_holder(holders: dict[str, int]) -> str:
    """Whoever nearly always bears a surname, ``holders`` being articles by full name."""
    name = _chosen(holders)
    enough = holders[name] >= max(LEAST_ARTICLES, LEAST_SHARE * sum(holders.values()))
    return name if enough else ""


def _key(kind: str, name: str) -> tuple[str, ...]:
    """What all spellings of ``name`` have in common."""
    words = words_of(name)
    if kind == Kind.PERSON:
        words = [word for word in words if len(word) > 1 and word not in SUFFIXES] or words
    elif kind == Kind.ORGANISATION:
        while len(words) > 1 and words[-1] in grammar().company_endings:
            words.pop()
        if len(words) > 1 and words[0].lower() == "the":
            words = words[1:]
    return tuple(map(_folded, words))


def _folded(word: str) -> str:
    """``word`` without case and accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
