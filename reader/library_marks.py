"""Names and quotations of a library: listing them, and correcting what a machine made of them.

Part of the façade: reached as ``library.marks``. A correction is an act like any other, kept in the
article's sidecar or, for all articles, in ``entities.yaml``; it is seen at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.entities.file import ENTITIES
from annotations.model import CORRECTIONS, Annotation, Correction, new_id
from reader import annotating, concordance
from reader.index import query
from reader.index.analysis import words_of
from reader.index.ordering import Sort
from reader.languages.folding import fold
from reader.marks import ENTITY_KINDS, Kind, Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from annotations.entities import EntityBook
    from annotations.model import Sidecar
    from reader.concordance import Mention
    from reader.index.library_index import LibraryIndex
    from reader.index.query import Node
    from reader.library import Library
    from reader.marks import Mark
    from reader.marks.decisions import Decisions
    from reader.open_article import OpenArticle

ENTITY, QUOTATION = CORRECTIONS
_ORDER = {kind: number for number, kind in enumerate(ENTITY_KINDS)}


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and how often it is mentioned."""

    label: str
    """What it is: ``person``, ``organisation``, ``place``, ``date`` or the reader's own word."""
    name: str
    mentions: int
    articles: int
    forms: tuple[str, ...] = ()
    """The words it stands under, the most frequent first; only for one article."""
    origin: Origin = Origin.MACHINE
    """Whose word it is, where one mention at least is the reader's."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation where it stands."""

    path: str
    title: str
    mark: Mark
    words: str
    """The words that say who speaks; empty when none do."""
    before: str
    """What stands before it, on one line."""
    after: str
    page: str
    """The printed number of its page, or empty."""


class LibraryMarks:
    """What ``library.marks`` can do."""

    def __init__(self, library: Library, index: LibraryIndex) -> None:
        self._library = library
        self._index = index

    # Listing

    def named(self, *, kinds: Collection[str] = (), path: str = "", least: int = 1) -> list[Named]:
        """The names of the library, or of the article at ``path``: persons first, then by count.

        Of ``kinds`` if any are given, else of all but dates; mentioned ``least`` times or more.
        """
        if path:
            found = _named_in(self._library.open(path))
        else:
            found = [
                (row.kind, Named(row.label, row.name, row.mentions, row.articles, (), row.origin))
                for row in self._index.names(labels=kinds, least=least)
            ]
        wanted = [
            (kind, one)
            for kind, one in found
            if one.mentions >= least and (one.label in kinds if kinds else kind is not Kind.DATE)
        ]
        wanted.sort(key=lambda pair: (_ORDER[pair[0]], -pair[1].mentions, pair[1].name))
        return [one for _, one in wanted]

    def resembling(self, words: str, *, path: str = "") -> list[Named]:
        """The names, as :meth:`named` lists them, that hold all of ``words``; most often first."""
        asked = _folded(words)
        found = [one for one in self.named(path=path) if asked and asked <= _folded(one.name)]
        return sorted(found, key=lambda one: -one.mentions)

    def as_listed(self, name: str, *, path: str = "") -> str:
        """``name`` as the library writes it, who is asked in other capitals and accents.

        Returned as it is when it is listed like that, or when several or none come to the same.
        """
        if not path and self.paths_naming(name):
            return name
        asked = _folded(name)
        same = {one.name for one in self.resembling(name, path=path) if _folded(one.name) == asked}
        return same.pop() if len(same) == 1 else name

    def paths_naming(self, name: str) -> list[str]:
        """The articles that mention what is called ``name``, of whatever kind; newest first."""
        return self._index.paths_naming(name, Sort.DATE)

    def mentions(self, path: str, name: str, label: str = "") -> tuple[Mention, ...]:
        """The mentions of ``name`` in the article at ``path``, in the order of the text.

        Of those that are a ``label``, such as ``person``, if it is given. Raises as opening does.
        """
        return concordance.mentions(self._library.open(path), name, label)

    def quoted(self, *, path: str = "", speaker: str = "", words: str = "") -> Iterator[Quoted]:
        """The quotations of the library, or of one article, in the order of paths.

        Of those whose name holds the words of ``speaker``, and that hold ``words``, if given.
        """
        for found in [path] if path else self._paths(speaker, words):
            opened = self._library.open(found)
            for mark in opened.marks:
                if mark.kind is Kind.QUOTATION and _is_asked(mark, speaker, words):
                    yield _quoted(opened, mark)

    def _paths(self, speaker: str, words: str) -> list[str]:
        """The articles that may hold such quotations."""
        nodes: list[Node] = [query.parse("has:quote")]
        for field, asked in (("speaker", speaker), ("quote", words)):
            nodes += [query.Word(form, field) for form in words_of(asked)]
        return sorted(self._index.paths(query.And(tuple(nodes))))

    # Correcting one article

    def correct(
        self, opened: OpenArticle, marks: Sequence[Mark], correction: Correction
    ) -> OpenArticle:
        """Say what each of ``marks`` is, as one act.

        An empty ``correction`` takes back what was said of them. What is said of a name counts for
        the same words everywhere in the article. Raises as annotating does.
        """
        places = [
            (mark.start, mark.end, ENTITY if mark.kind in ENTITY_KINDS else QUOTATION)
            for mark in marks
        ]
        return self._correct(opened, places, correction)

    def correct_span(
        self, opened: OpenArticle, start: int, end: int, kind: str, correction: Correction
    ) -> OpenArticle:
        """Say what ``start..end`` (code points) is, also where no machine saw anything.

        ``kind`` is ``entity`` or ``quotation``. Raises as annotating does.
        """
        return self._correct(opened, [(start, end, kind)], correction)

    def _correct(
        self,
        opened: OpenArticle,
        places: Iterable[tuple[int, int, str]],
        correction: Correction,
    ) -> OpenArticle:
        when = annotating.now()
        wanted: list[Annotation] = []
        for start, end, kind in places:
            held = _held_at(opened, start, end, kind)
            if held is None:
                anchor = annotating.anchor_at(opened.article, start, end)
                creator = self._library.settings.signature
                made = Annotation(new_id(), kind, anchor, creator=creator, created=when)
                wanted.append(replace(made, correction=correction))
            else:
                said = _revised(held.correction, correction, kind)
                wanted.append(replace(held, correction=said, modified=when))

        def change(said: Sidecar) -> Sidecar:
            for one in wanted:
                said = said.put(one) if correction else said.remove(one.id, when)
            return said

        return self._library.acts.carry_out(
            opened, "correct", wanted[0] if wanted else None, change
        )

    # Deciding for the library

    def decided(self) -> Decisions:
        """What is known of names in the whole library; when it is another, so are the marks."""
        return self._index.decisions()

    def book(self) -> EntityBook:
        """What the reader says of names for the whole library. Raises as reading it does."""
        return ENTITIES.load(self._library.root)


def _held_at(opened: OpenArticle, start: int, end: int, kind: str) -> Annotation | None:
    """The correction that stands there, or, of a name, that counts there."""
    said = [placed for placed in opened.placed if placed.annotation.kind == kind]
    exact = (one.annotation for one in said if (one.start, one.end) == (start, end))
    return next(exact, None)


def _revised(held: Correction, said: Correction, kind: str) -> Correction:
    """``said``, with the name, kind and speaker that ``held`` has and ``said`` leaves open.

    Not the kind of a quotation: what is confirmed, or has a speaker, is no term any more.
    """
    if said.verdict == "rejected":
        return said
    return Correction(
        said.verdict or ("" if held.verdict == "rejected" else held.verdict),
        said.name or held.name,
        said.type or (held.type if kind == ENTITY else ""),
        said.speaker or held.speaker,
    )


def _named_in(opened: OpenArticle) -> list[tuple[Kind, Named]]:
    forms: dict[tuple[Kind, str, str], Counter[str]] = {}
    origins: dict[tuple[Kind, str, str], Origin] = {}
    for mark in opened.marks:
        if mark.kind in ENTITY_KINDS:
            key = (mark.kind, mark.label, mark.name)
            words = concordance.words_at(opened.article, mark.start, mark.end)
            forms.setdefault(key, Counter())[words] += 1
            if mark.origin is not Origin.MACHINE or key not in origins:
                origins[key] = mark.origin
    return [
        (
            kind,
            Named(
                label,
                name,
                counts.total(),
                1,
                tuple(form for form, _ in counts.most_common()),
                origins[kind, label, name],
            ),
        )
        for (kind, label, name), counts in forms.items()
    ]


def _is_asked(mark: Mark, speaker: str, words: str) -> bool:
    named = _folded(mark.speaker.name) if mark.speaker else frozenset()
    return _folded(speaker) <= named and _folded(words) <= _folded(mark.name)


def _folded(text: str) -> frozenset[str]:
    """The words of ``text`` as they are compared."""
    return frozenset(fold(form) for form in words_of(text))


def _quoted(opened: OpenArticle, mark: Mark) -> Quoted:
    article, speaker = opened.article, mark.speaker
    return Quoted(
        opened.path,
        article.metadata.title,
        mark,
        concordance.words_at(article, speaker.start, speaker.end) if speaker else "",
        concordance.before(article, mark.start).strip(),
        concordance.after(article, mark.end).strip(),
        article.page_at(mark.start),
    )
