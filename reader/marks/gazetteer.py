"""What is known about names before any article is read.

The lists are plain text files beside this module, one idea a file, written so that a reader can
add a line. They are read once per process, on first use. Invariant: a gazetteer is never changed
after it has been read; what an article teaches lives in :mod:`reader.marks.names`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from reader.articles.tokens import words_of
from reader.marks.model import Kind
from reader.marks.word_lists import lines, sections, words

SHORTEST_BENT = 5
"""Letters that a form needs for its last "s" to be taken for the ending of a genitive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of writing a known name."""

    forms: tuple[str, ...]
    """Its tokens."""
    kind: Kind | None
    """None for a name of something else, such as a law or a war."""
    name: str
    """Canonical name, in English."""
    language: str = ""
    """ISO 639-1 code of the only language this form counts in, or empty for all."""
    weak: bool = False
    """True for a form that is also a common word: it counts after a preposition of place only."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All lists, ready for look-up by token."""

    entries: dict[str, tuple[Entry, ...]]
    """By first token, longest first."""
    countries: frozenset[str]
    """Their canonical names."""
    demonyms: frozenset[str]
    given_names: frozenset[str]
    family_names_first: frozenset[str]
    """Chinese, Korean and Vietnamese family names, which stand before the given name."""
    titles: frozenset[str]
    organisation_heads: frozenset[str]
    place_heads: frozenset[str]
    place_leads: frozenset[str]
    """Words that begin the names of places."""
    other_heads: frozenset[str]
    """Words that end the names of events, prizes, laws: such a run is no entity."""
    function_words: dict[str, frozenset[str]]
    """Capitalised words that name nothing, by ISO 639-1 code."""
    cue_verbs: dict[str, tuple[str, ...]]
    """Verbs that introduce or close direct speech, by ISO 639-1 code."""
    _found: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    """What :meth:`entries_from` has answered."""

    def entries_from(self, form: str, language: str) -> tuple[Entry, ...]:
        """The entries that may begin with the token ``form`` in a text in ``language``.

        Also when it is in capitals, or bears the ending of a German genitive. The longest first.
        """
        known = self._found.get((form, language))
        if known is None:
            known = self._found[form, language] = tuple(
                entry
                for key in _spellings(form, genitive=language == "de")
                for entry in self.entries.get(key, ())
                if entry.language in ("", language)
                and (key == form or len(entry.forms) > 1 or len(form) >= SHORTEST_BENT)
            )
        return known


def _spellings(form: str, *, genitive: bool) -> list[str]:
    keys = [form]
    if form.isupper() and len(form) > 1:
        keys.append(form.title())
    if genitive and form.endswith("s") and len(form) >= SHORTEST_BENT:
        keys.append(form[:-1])
    return keys


@cache
def gazetteer() -> Gazetteer:
    """The lists that ship with the package."""
    heads = sections("heads.txt")
    return Gazetteer(
        entries=_entries(
            (
                ("organisations.txt", Kind.ORGANISATION),
                ("teams.txt", Kind.ORGANISATION),
                ("people.txt", Kind.PERSON),
                ("places.txt", Kind.PLACE),
                ("countries.txt", Kind.PLACE),
                ("others.txt", None),
            )
        ),
        countries=frozenset(_canonical(line) for line in lines("countries.txt")),
        demonyms=words("demonyms.txt"),
        given_names=words("given_names.txt"),
        family_names_first=words("surnames_east_asian.txt"),
        titles=words("titles.txt"),
        organisation_heads=frozenset(heads["organisation"]),
        place_heads=frozenset(heads["place"]),
        place_leads=frozenset(heads["place first"]),
        other_heads=frozenset(heads["other"]),
        function_words={
            language: frozenset(members)
            for language, members in sections("function_words.txt").items()
        },
        cue_verbs={
            language: tuple(dict.fromkeys(members))
            for language, members in sections("cue_verbs.txt").items()
        },
    )


def _canonical(line: str) -> str:
    """The canonical name in a line of a list of names."""
    return line.partition("|")[0].strip().partition("@")[0]


def _entries(files: tuple[tuple[str, Kind | None], ...]) -> dict[str, tuple[Entry, ...]]:
    """The entries of ``files``, by first token.

    A line is a canonical name and its other forms, ``|`` between them. ``@de`` after a form limits
    it to a language, ``@-`` makes it weak.
    """
    found: dict[str, list[Entry]] = {}
    for file, kind in files:
        for line in lines(file):
            forms = [form.strip() for form in line.split("|")]
            name = _canonical(line)
            for form in forms:
                spelling, _, flag = form.partition("@")
                tokens = tuple(words_of(spelling))
                entry = Entry(tokens, kind, name, "" if flag == "-" else flag, flag == "-")
                found.setdefault(tokens[0], []).append(entry)
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry.forms)))
        for first, entries in found.items()
    }
