"""What a query finds, read off the articles' tokens one by one: slow, and simple enough to trust.

Only what goes into an index is shared with it: how an article is read, cut into tokens, and how a
single word is stemmed and folded. How postings are kept, joined and looked up is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from itertools import product
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from reader.articles.tokens import words_of
from reader.languages.folding import fold
from reader.languages.stemming import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from reader.library import Library
    from reader.open_article import OpenArticle

Run = tuple[str, tuple[str, ...]]
"""The language and the tokens of a paragraph, a title, a note or a tag."""
Test: TypeAlias = "Callable[[PlainArticle], bool]"


@dataclass(frozen=True)
class PlainArticle:
    """All that can be asked of one article."""

    path: str
    day: date | None
    runs: dict[str, list[Run]]
    """By field, of those that are stemmed."""
    names: dict[str, list[list[str]]]
    """By field the folded words of each name."""
    values: dict[str, set[str]] = field(default_factory=dict)
    """By field, of those that are not cut into words."""

    @classmethod
    def of(cls, opened: OpenArticle) -> PlainArticle:
        """The article as it is opened."""
        meta, said = opened.article.metadata, opened.sidecar
        spoken = meta.language or "en"
        text = [
            (block.language or "en", tuple(words_of(opened.article.text[block.start : block.end])))
            for block in opened.article.blocks
        ]
        annotations = said.annotations.values() if said else ()
        notes = [one.note for one in annotations if one.note]
        tags = {tag for one in annotations for tag in one.tags}
        above = {"/".join(tag.split("/")[:n]) for tag in tags for n in range(1, tag.count("/") + 2)}
        folders = (str(above) for above in PurePosixPath(opened.path).parents if above.name)
        return cls(
            opened.path,
            meta.date.date() if meta.date else None,
            {
                "text": text,
                "title": [(spoken, tuple(words_of(meta.title)))],
                "note": [(spoken, tuple(words_of(note))) for note in notes],
                "tag_words": [(spoken, tuple(words_of(tag))) for tag in tags],
            },
            {"author": [_folded(name) for name in meta.authors], "source": [_folded(meta.source)]},
            {
                "tag": {fold(tag) for tag in above},
                "folder": {fold(folder) for folder in folders},
                "language": {meta.language},
                "has": {"annotations"} if annotations else set(),
            },
        )


def everything(library: Library) -> list[PlainArticle]:
    """All articles of ``library``."""
    return [PlainArticle.of(library.open(entry.path)) for entry in library.entries()]


def _folded(name: str) -> list[str]:
    return [fold(form) for form in words_of(name)]


_DEFAULT = ("text", "title", "note", "tag_words")


@cache
def _stem(form: str, language: str) -> str:
    return stems(language)[form]


def _runs(article: PlainArticle, name: str) -> Iterable[Run]:
    return (run for own in ([name] if name else _DEFAULT) for run in article.runs[own])


def words(forms: Sequence[str], languages: Sequence[str], name: str = "", slop: int = 1) -> Test:
    """``forms`` one after the other, or near each other, as any of ``languages`` has them."""
    asked = {tuple(_stem(form, language) for form in forms) for language in languages}

    def holds(run: Run) -> bool:
        stems = [_stem(form, run[0]) for form in run[1]]
        return any(_near(stems, own, slop) for own in asked)

    return lambda article: any(map(holds, _runs(article, name)))


def _near(stems: Sequence[str], asked: Sequence[str], slop: int) -> bool:
    if slop == 1:
        size = len(asked)
        return any(tuple(stems[n : n + size]) == asked for n in range(len(stems) - size + 1))
    places = [[n for n, own in enumerate(stems) if own == one] for one in asked]
    return any(
        len(set(chosen)) == len(chosen)
        and all(b - a <= slop for a, b in zip(sorted(chosen), sorted(chosen)[1:], strict=False))
        for chosen in product(*places)
    )


def spelt(test: Callable[[str], bool], name: str = "") -> Test:
    """A word whose folded spelling passes ``test``."""
    return lambda article: any(
        test(fold(form)) for _, forms in _runs(article, name) for form in forms
    )


def matching(pattern: str, name: str = "") -> Test:
    """A word of which ``pattern`` is all."""
    return spelt(lambda form: fnmatchcase(form, fold(pattern)), name)


def nearly(word: str, most: int, name: str = "") -> Test:
    """A word at most so many edits away that begins with the same letter."""
    own = fold(word)
    return spelt(lambda form: form[:1] == own[:1] and edits(form, own) <= most, name)


@cache
def edits(one: str, other: str) -> int:
    """The distance of Levenshtein, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return edits(one[1:], other[1:])
    return 1 + min(edits(one[1:], other), edits(one, other[1:]), edits(one[1:], other[1:]))


def named(asked: str, name: str) -> Test:
    """A name in which the words of ``asked`` follow one another."""
    own = _folded(asked)
    return lambda article: any(_near(given, tuple(own), 1) for given in article.names[name])


def valued(name: str, test: Callable[[str], bool]) -> Test:
    """A value of a field that passes ``test``."""
    return lambda article: any(map(test, article.values[name]))
