"""A few hundred queries, made at random, find what reading all tokens one by one finds."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reader.articles.tokens import words_of
from reader.languages.folding import fold
from tests.reader.index import plain_search as plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library import Library
    from tests.reader.index.plain_search import PlainArticle, Test

    Make = Callable[[dict[str, str | bytes]], Library]

ARTICLES, QUERIES, FEWER = 40, 500, 100
ENGLISH = """
the minister of trade said that sanctions against the harbour were not the order of the day
a state-run agency reported on façades in Ångström near the U.S. embassy and R&D in C++ and C#
the war that Senator Warren saw was not his and O'Brien didn't send us that e-mail about COVID-19
Kim marched with Putin while nobody's parade was marching through the old world order again
observers observe what was observed and Müller called the sanctioned ferries a naïve answer
2025 brought 1,200 new ships to the harbours of Wellow and three sanctions to Kim's ministers
"""
GERMAN = """
der Minister sagte dass die Häfen und Hafenstraßen nicht geschlossen werden und Staatsbesuche
wurden von Müller abgesagt weil Präsident Putin die Weltordnung der alten Welt ändern möchte
Sanktionen gegen größere Schiffe sind nach Angaben der Behörden keine Antwort auf den Handel
"""
FRENCH = """
le ministre des finances a dit que les sanctions contre la Russie ne sont pas une réponse pour nous
l'économie de l'Europe souffre et aujourd'hui les sanctionnés ne peuvent plus vendre leurs cafés
"""
SPANISH = """
el ministro de economía dijo que las sanciones contra Rusia no son una respuesta para los países
la economia de los puertos y el cafe de las economías más pequeñas no se han recuperado todavía
"""
DUTCH = """
de minister zei dat de sancties tegen Rusland geen antwoord zijn op de oorlog en dat het niet helpt
veel mensen waren in Warren en zagen hoe de oorlogen van de wereld ook voor hun kinderen waren
"""
RUSSIAN = """
министр сказал что санкции против новой войны не были ответом и что его страна не будет ждать
новости о войнах и о министрах были в газетах но никто не знал что они значат для всех людей
"""
TURKISH = """
bakan yaptırımların bir cevap olmadığını söyledi ve Diyarbakır ile ırmak için yeni bir ışık gibi
Ankara'da bakanlar ve bu ülkenin limanları için çok şey söylendi ama ışıklar daha yanmadı
"""
LANGUAGES = (ENGLISH, ENGLISH, GERMAN, FRENCH, SPANISH, DUTCH, RUSSIAN, TURKISH)
EASTERN = ("港口管理局表示", "新的渡轮航线将于明年春季开通", "금융위원회는", "パレードは中止")
TAGS = ("geo", "geo/asia", "geo/asia/korea", "law of the sea", "Häfen")
NOTES = ("Check the harbour's order.", "Who marched?", "Weltordnung, C++ and 港口")
AUTHORS = ("Ann Müller", "Kim Ray", "Müller-Kim O'Neill")
SOURCES = ("The Harbour Post", "Wellow Daily", "")
FIRST, DAY = date(2025, 8, 1), timedelta(days=1)


class Asked(NamedTuple):
    """A query, and what it means."""

    typed: str
    holds: Test


def sentence(random: Random, text: str) -> str:
    words = text.split()
    chosen = [random.choice(words) for _ in range(random.randint(4, 14))]
    return " ".join([chosen[0].capitalize(), *chosen[1:]]) + random.choice((".", "!", "?", "."))


def article(random: Random) -> str:
    main = random.choice(LANGUAGES)
    head = f"title: {sentence(random, main)[:-1]}"
    if random.random() < 0.8:
        head += f"\ndate: {FIRST + timedelta(days=random.randrange(60))}"
    if random.random() < 0.7:
        head += f"\nauthor: {random.choice(AUTHORS)}"
    if source := random.choice(SOURCES):
        head += f"\nsource: {source}"
    paragraphs = []
    for _ in range(random.randint(1, 6)):
        text = random.choice(LANGUAGES) if random.random() < 0.3 else main
        paragraphs.append(" ".join(sentence(random, text) for _ in range(random.randint(1, 5))))
    if random.random() < 0.2:
        paragraphs.append("".join(random.choices(EASTERN, k=2)) + "。")
    return f"---\n{head}\n---\n\n" + "\n\n".join(paragraphs) + "\n"


def annotate_some(random: Random, library: Library, paths: Sequence[str]) -> None:
    for path in paths:
        if random.random() < 0.4:
            opened = library.open(path)
            tags = random.sample(TAGS, random.randint(0, 2))
            block = opened.article.blocks[0]
            note = random.choice((*NOTES, "")) if tags else random.choice(NOTES)
            library.acts.annotate(opened, block.start, block.start + 3, tags=tags, note=note)


@pytest.fixture
def library(make_library: Make) -> Library:
    random = Random(11)
    folders = ("", "east/", "east/north/")
    files: dict[str, str | bytes] = {
        f"{random.choice(folders)}{number:02}.md": article(random) for number in range(ARTICLES)
    }
    library = make_library(files)
    annotate_some(random, library, list(files))
    library.refresh()
    return library


class Questions:
    """Makes queries about the articles of a library."""

    def __init__(self, random: Random, articles: Sequence[PlainArticle]) -> None:
        self._random = random
        self._runs = [run for one in articles for runs in one.runs.values() for run in runs]

    def query(self, depth: int = 2) -> Asked:
        """Any query, as deep as ``depth``."""
        kind = self._random.random()
        if depth == 0 or kind < 0.45:
            return self._leaf()
        parts = [self.query(depth - 1) for _ in range(self._random.randint(2, 3))]
        holds = [part.holds for part in parts]
        typed = [f"({part.typed})" for part in parts]
        if kind < 0.65:
            return Asked(" ".join(typed), lambda one: all(test(one) for test in holds))
        if kind < 0.85:
            return Asked(" OR ".join(typed), lambda one: any(test(one) for test in holds))
        sign = self._random.choice(("-", "NOT "))
        return Asked(
            f"{typed[0]} {sign}{typed[1]}", lambda one: holds[0](one) and not holds[1](one)
        )

    def _leaf(self) -> Asked:
        makers = (
            self._word, self._word, self._word, self._phrase, self._phrase, self._near,
            self._near, self._repeated, self._prefix, self._pattern, self._misspelt, self._named,
            self._joined, self._joined, self._valued, self._dated,
        )  # fmt: skip
        return self._random.choice(makers)()

    def _some(self, count: int = 1) -> list[str]:
        """Words that follow one another somewhere, or now and then do not."""
        runs = [run.forms for run in self._runs if len(run.forms) >= count]
        forms = self._random.choice(runs)
        start = self._random.randrange(len(forms) - count + 1)
        found = list(forms[start : start + count])
        if self._random.random() < 0.15:
            found[-1] = self._random.choice(self._random.choice(runs))
        return list(map(self._varied, found))

    def _varied(self, form: str) -> str:
        """``form`` in other letters that fold alike, now and then, or as it is to be spelt."""
        kind = self._random.random()
        if kind < 0.1:
            return form.capitalize()
        if kind < 0.2:
            return fold(form)
        return f"={form}" if kind < 0.3 and form.isalpha() else form

    def _field(self) -> tuple[str, str]:
        name = self._random.choice(("", "", "", "text", "title", "note"))
        return name, f"{name}:" if name else ""

    def _word(self) -> Asked:
        (name, typed), (word,) = self._field(), self._some()
        return Asked(f"{typed}{word}", plain.words([word], name))

    def _phrase(self) -> Asked:
        (name, typed), forms = self._field(), self._some(self._random.randint(2, 4))
        phrase = " ".join(forms)
        if self._random.random() < 0.1:
            forms = [f"={form.removeprefix('=')}" for form in forms]
            typed, phrase = f"{typed}=", phrase.replace("=", "")
        return Asked(f'{typed}"{phrase}"', plain.words(forms, name))

    def _near(self) -> Asked:
        forms = self._some(self._random.randint(3, 7))[:: self._random.choice((2, 3))]
        forms = self._random.sample(forms, len(forms))
        slop = self._random.choice((2, 3, 8, 60))
        if len(forms) < 2:
            return self._word()
        asked = " ".join(forms)
        return Asked(f'"{asked}"~{slop}', plain.words(forms, slop=slop))

    def _repeated(self) -> Asked:
        """Words near each other of which some are asked for more than once."""
        forms = self._some(self._random.randint(1, 3))
        forms += map(self._varied, self._random.choices(forms, k=self._random.randint(1, 3)))
        forms = [f"={form.lstrip('=')}" if form.startswith("=") else form for form in forms]
        slop = self._random.choice((2, 5, 30, 999))
        asked = " ".join(forms)
        return Asked(f'"{asked}"~{slop}', plain.words(forms, slop=slop))

    def _joined(self) -> Asked:
        """A word of several tokens, as it is written or joined, perhaps with what is beside it."""
        runs = [run for run in self._runs if run.joined]
        run = self._random.choice(runs)
        first, count, form, _ = self._random.choice(run.joined)
        parts = run.forms[first : first + count]
        word = self._random.choice((form, form.lower(), "-".join(parts), f"={form}"))
        before = list(run.forms[max(0, first - self._random.randint(0, 2)) : first])
        after = list(run.forms[first + count :][: self._random.randint(0, 2)])
        forms = [*before, word, *after]
        slop = self._random.choice((1, 1, 3))
        near = f"~{slop}" if slop > 1 else ""
        return Asked(f'"{" ".join(forms)}"{near}', plain.words(forms, slop=slop))

    def _prefix(self) -> Asked:
        (name, typed), (word,) = self._field(), self._some()
        word = word.removeprefix("=")
        beginning = word[: self._random.randint(1, len(word))]
        if not beginning.isalnum():
            beginning = word
        return Asked(f"{typed}{beginning}*", plain.matching(f"{beginning}*", name))

    def _pattern(self) -> Asked:
        (name, typed), (word,) = self._field(), self._some()
        word = word.removeprefix("=")
        place = self._random.randrange(len(word))
        patterns = (
            f"*{word[place:]}",
            f"*{word[place:]}*",
            f"{word[:place]}?{word[place + 1 :]}*",
            f"{word[0]}*{word[-1]}",
            f"?{word[1:]}",
        )
        pattern = self._random.choice(patterns)
        return Asked(f"{typed}{pattern}", plain.matching(pattern, name))

    def _misspelt(self) -> Asked:
        (name, typed), (word,) = self._field(), self._some()
        while not (word.isalnum() and len(word) > 1):
            (word,) = self._some()
        place = self._random.randrange(len(word))
        change = self._random.choice(("", "x", word[place] + "y", "swap"))
        wrong = word[:place] + change + word[place + 1 :]
        if change == "swap":
            wrong = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
        if not wrong.isalnum():
            wrong = word
        most = self._random.choice((1, 2))
        return Asked(f"{typed}{wrong}~{most}", plain.nearly(wrong, most, name))

    def _named(self) -> Asked:
        name, names = self._random.choice((("author", AUTHORS), ("source", SOURCES[:2])))
        asked = words_of(self._random.choice(names))
        start = self._random.randrange(len(asked))
        part = " ".join(asked[start : start + 2])
        part = self._random.choice((part, part, "oneill", "O'Neill", "muellers"))
        return Asked(f'{name}:"{part}"', plain.words(part.split(), name))

    def _valued(self) -> Asked:
        folder = self._random.choice(("east", "east/north", "west"))
        tag = self._random.choice(TAGS)
        return self._random.choice(
            (
                Asked(f'tag:"{tag}"', plain.valued("tag", fold(tag).__eq__)),
                Asked("tag:geo/*", plain.valued("tag", lambda own: own.startswith("geo/"))),
                Asked(f"folder:{folder}", plain.valued("folder", folder.__eq__)),
                Asked("language:de", plain.valued("language", "de".__eq__)),
                Asked("has:annotations", plain.valued("has", "annotations".__eq__)),
            )
        )

    def _dated(self) -> Asked:
        first = FIRST + timedelta(days=self._random.randrange(60))
        last = first + timedelta(days=self._random.randrange(20))
        month = first.replace(day=1)
        typed, since, until = self._random.choice(
            (
                (f"{first}", first, first),
                (f"{first}..{last}", first, last),
                (f"{first}..", first, date.max),
                (f"..{last}", date.min, last),
                (f"{first:%Y-%m}", month, (month + timedelta(days=31)).replace(day=1) - DAY),
            )
        )
        return Asked(f"date:{typed}", lambda one: one.day is not None and since <= one.day <= until)


def compare(library: Library, seed: int, queries: int = FEWER) -> set[int]:
    """Ask so many queries; returns how many articles they found."""
    articles = plain.everything(library)
    questions = Questions(Random(seed), articles)
    counts: set[int] = set()
    for _ in range(queries):
        asked = questions.query()
        expected = {one.path for one in articles if asked.holds(one)}
        node = library.queries.parse(asked.typed)
        hits = library.search(node)
        assert {hit.entry.path for hit in hits.hits} == expected, asked.typed
        assert hits.total == len(expected) == library.queries.count(node)
        assert library.search(node, limit=3).hits == hits.hits[:3], asked.typed
        counts.add(len(expected))
    return counts


@pytest.mark.parametrize(
    ("seed", "limits"),
    [(1, {}), (2, {"_MOST_KEPT": 30}), (3, {"_COUNTED": 0})],
    ids=["as it is", "little is kept", "nothing is counted"],
)
def test_queries_find_what_reading_all_tokens_finds(
    library: Library, monkeypatch: pytest.MonkeyPatch, seed: int, limits: dict[str, int]
) -> None:
    for name, limit in limits.items():
        monkeypatch.setattr(f"reader.index.evaluating.{name}", limit)
    counts = compare(library, seed, FEWER if limits else QUERIES)
    assert {0, 1} <= counts
    assert len(counts) > ARTICLES // 2 or limits


def test_they_do_so_when_articles_were_changed_removed_and_added(library: Library) -> None:
    random = Random(5)
    paths = [entry.path for entry in library.entries()]
    for path in random.sample(paths, 12):
        (library.root / path).write_text(article(random), encoding="utf-8")
    for path in random.sample(paths, 8):
        (library.root / path).unlink()
    for number in range(6):
        (library.root / f"new-{number}.md").write_text(article(random), encoding="utf-8")
    annotate_some(random, library, [f"new-{number}.md" for number in range(6)])
    library.refresh()
    assert len(compare(library, 7)) > ARTICLES // 3
