"""What a query finds, read off the articles' tokens one by one: slow, and simple enough to trust.

Only what goes into an index is shared with it: how an article is read and cut into tokens, which of
them may be written as one, and how a single word is stemmed and folded. How postings are kept,
joined and looked up is not: nothing of the index is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise, product
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from unicodedata import normalize

from reader.articles.compounds import compounds, is_joined, ways_of_writing
from reader.articles.tokens import words_of
from reader.languages.folding import fold
from reader.languages.stemming import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from reader.articles.compounds import Compound
    from reader.library import Library
    from reader.open_article import OpenArticle

Test: TypeAlias = "Callable[[PlainArticle], bool]"


class Run(NamedTuple):
    """A paragraph, a title, a note, a tag or a name."""

    code: str
    """Its language, or nothing."""
    forms: tuple[str, ...]
    """Its tokens."""
    joined: tuple[Compound, ...]
    """Those of its words that may be written as one."""

    @classmethod
    def of(cls, text: str, code: str = "", *, is_name: bool = False) -> Run:
        """The run of a text."""
        text = normalize("NFC", text)
        forms = tuple(words_of(text))
        return cls(code, forms, tuple(compounds(text, forms, None if is_name else code)))

    def spellings(self) -> Iterator[str]:
        """All its words, and what they are joined."""
        yield from self.forms
        yield from (one.form for one in self.joined)


@dataclass(frozen=True)
class PlainArticle:
    """All that can be asked of one article."""

    path: str
    day: date | None
    runs: dict[str, list[Run]]
    """By field, of those that are cut into words."""
    values: dict[str, set[str]] = field(default_factory=dict)
    """By field, of those that are not cut into words."""

    @classmethod
    def of(cls, opened: OpenArticle) -> PlainArticle:
        """The article as it is opened."""
        meta, said = opened.article.metadata, opened.sidecar
        spoken, whole = meta.language, opened.article.text
        text = [
            Run.of(whole[block.start : block.end], block.language)
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
                "title": [Run.of(meta.title, spoken)],
                "note": [Run.of(note, spoken) for note in notes],
                "tag_words": [Run.of(tag, spoken) for tag in tags],
                "author": [Run.of(name, is_name=True) for name in meta.authors],
                "source": [Run.of(meta.source, is_name=True)],
            },
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


_DEFAULT = ("text", "title", "note", "tag_words")


def _runs(article: PlainArticle, name: str) -> Iterable[Run]:
    return (run for own in ([name] if name else _DEFAULT) for run in article.runs[own])


class Word(NamedTuple):
    """A word that is asked for."""

    form: str
    exact: bool
    joins: str
    """What it joins, if it was asked for apart: so it stands as one token, where that is joined."""

    def is_found_in(self, form: str, code: str) -> bool:
        """Whether ``form``, in the language of that code, is the word, or a form of it."""
        if self.joins and not is_joined(self.form, self.joins, code):
            return False
        if fold(form) == fold(self.form):
            return True
        return not self.exact and stems(code)[form] == stems(code)[self.form]

    def places_in(self, run: Run) -> dict[int, set[int]]:
        """The places at which it starts in ``run``, by how many tokens it has there."""
        places = {1: {n for n, form in enumerate(run.forms) if self.is_found_in(form, run.code)}}
        for first, count, form, _ in run.joined:
            if not self.joins and self.is_found_in(form, run.code):
                places.setdefault(count, set()).add(first)
        return places


def _ways(words: Sequence[str]) -> Iterator[tuple[Word, ...]]:
    """All ways of writing ``words``, as they were typed."""
    choices = [
        [
            tuple(Word(form, word.startswith("="), joins) for form, joins in way)
            for way in ways_of_writing(word)
        ]
        for word in words
    ]
    return (tuple(word for own in chosen for word in own) for chosen in product(*choices))


def words(asked: Sequence[str], name: str = "", slop: int = 1) -> Test:
    """What was typed, one word after the other, or near each other."""
    ways = [way for way in _ways(asked) if way]
    test = _follow if slop == 1 else _are_near

    def holds(run: Run) -> bool:
        return any(test([word.places_in(run) for word in way], slop) for way in ways)

    return lambda article: any(map(holds, _runs(article, name)))


def _follow(places: Sequence[dict[int, set[int]]], _slop: int) -> bool:
    first, *others = places
    ends = {place + count for count, own in first.items() for place in own}
    for later in others:
        ends = {place + count for count, own in later.items() for place in own if place in ends}
    return bool(ends)


def _are_near(places: Sequence[dict[int, set[int]]], slop: int) -> bool:
    own = [sorted(set().union(*one.values())) for one in places]
    return any(
        len(set(chosen)) == len(chosen) and all(b - a <= slop for a, b in pairwise(sorted(chosen)))
        for chosen in product(*own)
    )


def spelt(test: Callable[[str], bool], name: str = "") -> Test:
    """A word whose folded spelling passes ``test``."""
    return lambda article: any(
        test(fold(form)) for run in _runs(article, name) for form in run.spellings()
    )


def matching(pattern: str, name: str = "") -> Test:
    """A word of which ``pattern`` is all."""
    return spelt(lambda form: fnmatchcase(form, fold(pattern)), name)


def nearly(word: str, most: int, name: str = "") -> Test:
    """A word at most so many edits away."""
    own = fold(word)
    return spelt(lambda form: edits(form, own) <= most, name)


@cache
def edits(one: str, other: str) -> int:
    """The optimal string alignment, by its definition: two swapped neighbours are one edit."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return edits(one[1:], other[1:])
    fewest = min(edits(one[1:], other), edits(one, other[1:]), edits(one[1:], other[1:]))
    if one[:2] == other[1::-1] and len(one) > 1 < len(other):
        fewest = min(fewest, edits(one[2:], other[2:]))
    return 1 + fewest


def valued(name: str, test: Callable[[str], bool]) -> Test:
    """A value of a field that passes ``test``."""
    return lambda article: any(map(test, article.values[name]))
