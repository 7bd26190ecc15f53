"""What is known of one language; all that depends on the language of a text is asked of this.

Each language has a folder beside this module, named by its code; see ``README.md`` there, and
:mod:`reader.languages.known`, which reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Language:
    """A language; whatever its folder does not say is empty."""

    code: str
    """ISO 639-1, or of three letters where there is none; empty for no known language."""
    english: str = ""
    """Its name in English."""
    own: str = ""
    """Its name in itself."""
    also: tuple[str, ...] = ()
    """Other codes that texts state, for what is not told apart from it."""
    script: str = "Latn"
    """ISO 15924; ``Kana`` for Japanese."""
    stemmer: str = ""
    """The name of its algorithm in PyStemmer; without one its words are not stemmed."""
    unstemmed: frozenset[str] = frozenset()
    """Folded names that only look inflected, or like a stem: ``nanjing``, ``cooper``. Each is its
    own stem, and that of no other word."""
    missed_endings: Mapping[str, str] = field(default_factory=dict)
    """Endings of words of five letters or more that the algorithm leaves, and what it is given in
    their place; the longest that fits counts, so one that stays guards what ends in it."""
    letters: str = ""
    """The lower-case letters beyond a to z, or of its own script, the most frequent first; NFC."""
    small_letters: Mapping[str, str] = field(default_factory=dict)
    """By capital, where it is another than elsewhere: in Turkish that of ``I`` is ``ı``."""
    folding: Mapping[str, str] = field(default_factory=dict)
    """Letters that do not decompose into a plain one and accents, and what they fold to."""
    characters: Mapping[str, str] = field(default_factory=dict)
    """The most frequent Han characters or Hangul, by BCP 47 tag: ``zh-Hans``, ``ja``."""
    small_words: tuple[str, ...] = ()
    """The most frequent words in lower case, the most frequent first."""
    particles: frozenset[str] = frozenset()
    """Small words that stand within names as well, and so prove little: ``de``, ``von``."""
    endings: tuple[str, ...] = ()
    """Frequent endings of longer words, in lower case."""
    elisions: frozenset[str] = frozenset()
    """What is a word of its own before an apostrophe: ``l`` and ``qu`` in French."""
    clitics: frozenset[str] = frozenset()
    """What is a word of its own behind an apostrophe: ``s`` and ``ll`` in English."""
    abbreviations: frozenset[str] = frozenset()
    """What has a full stop that ends no sentence; lower case, without the last stop."""
    before_numbers: frozenset[str] = frozenset()
    """The same where a number follows, such as ``no``."""
    starters: frozenset[str] = frozenset()
    """Words that begin a new sentence when they have a capital behind initials or a number."""
    months: tuple[tuple[str, ...], ...] = ()
    """The names of each month from January on, the full one first."""
    weekdays: tuple[tuple[str, ...], ...] = ()
    """The names of each day from Monday on, likewise."""
