"""Which languages there are: each folder here is one, and its file ``language.txt`` describes it.

A line of the file is a name, a colon and words; a line that begins with blanks goes on with the
one before, and one that begins with ``#`` is a remark. What is not the same everywhere in the
file's grammar is told in ``README.md``.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import Stemmer

from reader.errors import ConfigurationError
from reader.languages.language import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_FOLDER = Path(__file__).parent
_FILE = "language.txt"


def language(code: str) -> Language:
    """The language of that ISO 639-1 ``code``; of one without a folder only its code is known.

    Of a text in no known language, whose code is empty, it is taken that it may be in any: what
    is an abbreviation anywhere ends no sentence there.
    """
    if code in _files():
        return _read(code)
    return Language(code) if code else _any()


@cache
def languages() -> Mapping[str, Language]:
    """All languages, by code, in alphabetical order; to read them takes a hundredth of a second."""
    return {code: _read(code) for code in sorted(_files())}


@cache
def _files() -> Mapping[str, Path]:
    """The file of each language, by code."""
    files = ((folder.name, folder / _FILE) for folder in _FOLDER.iterdir())
    return {code: file for code, file in files if file.is_file()}


@cache
def _read(code: str) -> Language:
    return read_language(_files()[code])


@cache
def _any() -> Language:
    """What is only of use to leave something alone, of all languages together."""
    names = ("elisions", "clitics", "abbreviations", "before_numbers", "starters")
    together: dict[str, Any] = {
        name: frozenset().union(*(getattr(one, name) for one in languages().values()))
        for name in names
    }
    return Language("", **together)


@cache
def code_of(stated: str) -> str:
    """The code of the language that a text states, such as ``nb`` or ``de-AT``."""
    code = stated.replace("_", "-").partition("-")[0].lower()
    also = {other: known.code for known in languages().values() for other in known.also}
    return also.get(code, code)


@cache
def fingerprint() -> str:
    """Another text whenever a language was added, removed or described in other words, or is
    stemmed by another release of PyStemmer.

    Told by the sizes and the times of the files, because it is asked before every search.
    """
    known = [Stemmer.version()]
    for code, file in sorted(_files().items()):
        status = file.stat()
        known.append(f"{code} {status.st_size} {status.st_mtime_ns}")
    return f"{zlib.crc32(' '.join(known).encode()):08x}"


def read_language(file: Path) -> Language:
    """The language that ``file`` describes, whose folder has its code for a name.

    Raises :class:`~reader.errors.ConfigurationError`, which tells the file and the line, for what
    the grammar lacks.
    """
    try:
        return _read_text(file, file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ConfigurationError(f"{error} Mend the file, or take its folder away.") from error


def _read_text(file: Path, text: str) -> Language:
    said: dict[str, Any] = {}
    for number, name, value in _entries(text):
        key, _, subtag = name.partition(" ") if name.startswith("characters") else (name, "", "")
        read = _READERS.get(key)
        if read is None or (key.replace(" ", "_") in said and not subtag):
            told = "is there twice" if read else f"is none of {', '.join(_READERS)}"
            raise ValueError(f"{file}, line {number}: “{name}” {told}.")
        try:
            found = read(value)
        except ValueError as error:
            raise ValueError(f"{file}, line {number}: {error}") from error
        if key == "characters":
            tag = f"{file.parent.name}-{subtag}" if subtag else file.parent.name
            found = {**said.get(key, {}), tag: found}
        said[key.replace(" ", "_")] = found
    if missing := [name for name in ("english", "own") if name not in said]:
        raise ValueError(f"{file}: there is no “{missing[0]}”.")
    return Language(file.parent.name, **said)


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """The entries of a file, each with the number of its line."""
    entry: list[str] = []
    first = 0
    for number, line in enumerate([*text.splitlines(), "end:"], 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace() and entry:
            entry.append(line.strip())
            continue
        if entry:
            name, colon, value = " ".join(entry).partition(":")
            name += "" if colon else " (without a colon)"
            yield first, name.strip(), value.strip()
        entry, first = [line], number


def _algorithm(value: str) -> str:
    if value not in Stemmer.algorithms():
        known = ", ".join(Stemmer.algorithms())
        raise ValueError(f"PyStemmer has no algorithm “{value}”; it has {known}.")
    return value


def _words(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def _set(value: str) -> frozenset[str]:
    return frozenset(value.split())


def _pairs(value: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in value.split()]
    wrong = [key for key, sign, _ in pairs if not sign or not key]
    if wrong:
        raise ValueError(f"“{wrong[0]}” is not a thing, an equals sign, and what stands for it.")
    return {thing: other for thing, _, other in pairs}


def _letters(value: str) -> dict[str, str]:
    pairs = _pairs(value)
    wrong = [letter for letter in pairs if len(letter) != 1]
    if wrong:
        raise ValueError(f"“{wrong[0]}” is not a letter, an equals sign, and what stands for it.")
    return pairs


def _names(count: int) -> Callable[[str], tuple[tuple[str, ...], ...]]:
    def read(value: str) -> tuple[tuple[str, ...], ...]:
        names = tuple(tuple(part.split()) for part in value.split(","))
        if len(names) != count or not all(names):
            raise ValueError(f"there are {len(names)} names between commas instead of {count}.")
        return names

    return read


_READERS: Mapping[str, Callable[[str], Any]] = {
    "english": str,
    "own": str,
    "also": _words,
    "script": str,
    "stemmer": _algorithm,
    "unstemmed": _set,
    "missed endings": _pairs,
    "letters": str,
    "small letters": _letters,
    "folding": _letters,
    "characters": lambda value: value.replace(" ", ""),
    "small words": _words,
    "particles": _set,
    "endings": _words,
    "elisions": _set,
    "clitics": _set,
    "abbreviations": _set,
    "before numbers": _set,
    "starters": _set,
    "months": _names(12),
    "weekdays": _names(7),
}
