"""How many lines, sentences, paragraphs and texts are told their language, beside libraries.

Run by hand: ``python tests/benchmarks/languages_quality.py FOLDER``. The folder holds a UTF-8 file
for each language (``de.txt``), a paragraph on each line, as ``languages_texts.py`` makes it; a name
may go on behind a hyphen (``en-names.txt``). ``--document FILE`` puts the tables into that file,
``--examples FILE`` writes what ours got wrong or did not say.

A library says something nearly always, ours does not; so the figures of a library are given as it
comes, with its least confident answers dropped until it leaves as many unsaid as ours, and, over
all, until it is wrong as seldom as ours. The libraries get the languages that ours tells as
candidates, where they can be given any.

What the reader asks is the language of each paragraph of an article. So articles are made of the
samples, in one language or in English with an end in another, and what ours judges them to be is
counted beside the libraries, asked for each paragraph and for the whole.

``--half`` takes every second line only: what was tuned on one half is measured on the other.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tables import put, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Answer: TypeAlias = tuple[str, float]
"""The code of a language, empty when it is left unsaid, and how sure that is: only its order
counts."""
Tell: TypeAlias = "Callable[[str], Answer]"
Call: TypeAlias = "Callable[[str], object]"
"""What one would call who asks only for the language: the clock runs on this."""

KINDS = {"line": 300, "sentence": 300, "paragraph": 200, "text": 100}
"""Kinds of samples, and how many there are of each at the most."""
TIMED = 5
"""One of how many samples is timed."""
MOST_UNKNOWN = 30
"""Samples of each kind in a language that ours does not tell."""
FEWEST = 50
"""Sentences that a language must have to be measured."""
LINE_WORDS, SENTENCE_WORDS = range(2, 6), range(6, 21)
PARAGRAPH, TEXT = range(300, 801), 3_000
LONG_ENOUGH = 40
"""Code points of what may be a part of a paragraph."""
LETTERS_TO_A_WORD = {"zh": 2, "ja": 2, "th": 4, "lo": 4, "km": 4, "my": 4, "bo": 4}
"""Where no blanks are between words."""
TOLD_TOGETHER = {"nb": "no", "nn": "no", "bs": "hr", "sr-Latn": "hr", "ms": "id"}
"""What ours does not tell apart, so that either counts as right for all."""
OTHER_NAMES = {"iw": "he", "in": "id", "ji": "yi", "fil": "tl", "jw": "jv"}
WORD = re.compile(r"[^\W\d_]{2,}")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
SENTENCE_END = re.compile(r"(?<=[.!?։۔।])\s+|(?<=[。！？])")

HALVES = {"odd": slice(0, None, 2), "even": slice(1, None, 2)}
ARTICLE = {"line": 3, "sentence": 5, "paragraph": 4}
"""Of what an article in one language is made."""
ARTICLES = 10
"""Articles of each make for each file."""
BODY, BODY_FILE = 8, "en"
"""Paragraphs of the English body that an article in two languages begins with."""
END = 5
"""Sentences, or paragraphs in every second article, in the other language behind it."""
ONE, ENGLISH, BEHIND = "in one language", "English body", "end in another language"
"""Makes of articles, that of two languages by its parts."""
EACH, WHOLE, JUDGED = "each paragraph", "the whole", "judged"
"""What was asked for; ``judged`` is what the reader does."""

Samples: TypeAlias = "dict[str, dict[str, list[str]]]"
"""By file and kind."""
Article: TypeAlias = "list[tuple[str, str, str]]"
"""Its paragraphs, each with its part and its language."""
Counts: TypeAlias = "dict[tuple[str, str], Counter[str]]"
"""Verdicts, by file and kind."""
Judge: TypeAlias = "Callable[[Sequence[str]], list[str]]"


def size_in_words(text: str, language: str) -> int:
    """How many words ``text`` has, about."""
    each = LETTERS_TO_A_WORD.get(language)
    return sum(map(str.isalpha, text)) // each if each else len(text.split())


def joined(lines: Sequence[str], least: int, between: str) -> Iterator[str]:
    """Neighbouring lines put together until they have ``least`` code points."""
    parts: list[str] = []
    for line in lines:
        if len(line) >= LONG_ENOUGH:
            parts.append(line)
            if sum(map(len, parts)) >= least:
                yield between.join(parts)
                parts = []


def samples_of(lines: Sequence[str], language: str, share: float = 1) -> dict[str, list[str]]:
    """The samples of each kind, from all over the file."""
    sized = [(line, size_in_words(line, language)) for line in lines if WORD.search(line)]
    sentences = (next(iter(SENTENCE_END.split(line))) for line in lines)
    found = {
        "line": [line for line, size in sized if size in LINE_WORDS],
        "sentence": [s for s in sentences if size_in_words(s, language) in SENTENCE_WORDS],
        "paragraph": [p for p in joined(lines, PARAGRAPH[0], " ") if len(p) in PARAGRAPH],
        "text": [text[:TEXT] for text in joined(lines, TEXT, "\n")],
    }
    picked = {}
    for kind, all_of_them in found.items():
        once = list(dict.fromkeys(all_of_them))
        most = math.ceil(KINDS[kind] * share)
        picked[kind] = [once[at * len(once) // most] for at in range(most)] if once else []
        picked[kind] = list(dict.fromkeys(picked[kind]))
    return picked


def articles_of(samples: Samples, files: Iterable[str]) -> dict[str, list[Article]]:
    """Articles made of the samples, by file; always the same ones."""
    chance = random.Random(1)
    made: dict[str, list[Article]] = {}
    body = samples.get(BODY_FILE, {}).get("paragraph", [])
    for file in files:
        kinds, right = samples[file], truth(file)
        if any(len(kinds[kind]) < max(count, END) for kind, count in ARTICLE.items()):
            continue
        made[file] = []
        for number in range(ARTICLES):
            parts = [
                p for kind, count in ARTICLE.items() for p in chance.sample(kinds[kind], count)
            ]
            chance.shuffle(parts)
            made[file].append([(ONE, right, part) for part in parts])
            if right != BODY_FILE and len(body) >= BODY:
                end = chance.sample(kinds["paragraph" if number % 2 else "sentence"], END)
                english = [(ENGLISH, BODY_FILE, part) for part in chance.sample(body, BODY)]
                made[file].append([*english, *((BEHIND, right, part) for part in end)])
    return made


def ours_tells() -> frozenset[str]:
    from reader.languages.known import languages

    return frozenset(languages())


def candidates() -> frozenset[str]:
    return ours_tells() | {code for code in TOLD_TOGETHER if len(code) == 2}


def load_ours() -> tuple[Tell, Call]:
    from reader.languages.identification import guess_language

    return lambda text: (guess_language(text), 0.0), guess_language


def is_latin(text: str) -> bool:
    return 2 * len(LATIN.findall(text)) > sum(map(str.isalpha, text))


def together(code: str, in_latin: bool) -> str:
    """What ours says where another says ``code``."""
    code = OTHER_NAMES.get(code, code)
    return "hr" if code == "sr" and in_latin else TOLD_TOGETHER.get(code, code)


def summed(likelihoods: Iterable[Answer], text: str) -> Answer:
    """The likeliest, when what ours does not tell apart is taken together."""
    in_latin = is_latin(text)
    sums: Counter[str] = Counter()
    for code, likelihood in likelihoods:
        sums[together(code, in_latin)] += likelihood
    return max(sums.items(), key=itemgetter(1), default=("", 0.0))


def load_lingua() -> tuple[Tell, Call]:
    from lingua import Language, LanguageDetectorBuilder

    wanted = candidates()
    known = [one for one in Language.all() if one.iso_code_639_1.name.lower() in wanted]
    detector = LanguageDetectorBuilder.from_languages(*known).build()

    def tell(text: str) -> Answer:
        values = detector.compute_language_confidence_values(text)
        return summed(((v.language.iso_code_639_1.name.lower(), v.value) for v in values), text)

    return tell, detector.detect_language_of


def load_py3langid() -> tuple[Tell, Call]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(candidates() & set(identifier.labels))
    return lambda text: summed(identifier.rank(text), text), identifier.classify


def load_pycld2() -> tuple[Tell, Call]:
    import pycld2

    def tell(text: str) -> Answer:
        try:
            reliable, _, found = pycld2.detect(text)
        except pycld2.error:  # It takes no control codes.
            return "", 0.0
        _, code, percent, score = found[0]
        code = "" if code == "un" else together(code.partition("-")[0], is_latin(text))
        return code, percent * score if reliable else -1.0

    return tell, tell


TELLERS = {
    "ours": ("reader", load_ours),
    "lingua": ("lingua", load_lingua),
    "py3langid": ("py3langid", load_py3langid),
    "pycld2": ("pycld2", load_pycld2),
}
"""The module that must be there, and what makes it ready."""
TOO_MUCH = (
    "lingua, as few wrong",
    "py3langid, as few wrong",
    "pycld2, as many unsaid",
    "pycld2, as few wrong",
)
"""What is told over all languages only; pycld2 leaves unsaid what it likes by itself."""
PACKAGES = {"lingua": "lingua-language-detector"}


def judges(name: str, tell: Tell) -> dict[str, Judge]:
    """The ways in which one of them can be asked for the paragraphs of an article."""
    ways: dict[str, Judge] = {
        EACH: lambda paragraphs: [tell(one)[0] for one in paragraphs],
        WHOLE: lambda paragraphs: [tell("\n".join(paragraphs))[0]] * len(paragraphs),
    }
    if name == "ours":
        from reader.languages.judgement import judged

        ways[JUDGED] = judged
    return ways


@dataclass(frozen=True)
class Told:
    """What one of them said, and what it took."""

    answers: dict[str, dict[str, list[Answer]]]
    """By file and kind, in the order of the samples."""
    articles: dict[str, Counts]
    """The verdicts on paragraphs by what was asked for, then by file and part."""
    speed: dict[str, float]
    """Code points in a CPU second, by kind."""
    ready: float
    """CPU seconds until the first answer."""
    megabytes: float


def resident() -> float:
    """Megabytes of memory that this process has."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def asked(name: str, samples: Samples, articles: Mapping[str, Sequence[Article]]) -> Told:
    """Let one of them tell all samples, in a process of its own."""
    before, began = resident(), time.process_time()
    tell, call = TELLERS[name][1]()
    call("What would they have said about it if nobody had asked them?")
    ready = time.process_time() - began
    answers = {
        file: {kind: list(map(tell, texts)) for kind, texts in kinds.items()}
        for file, kinds in samples.items()
    }
    speed = {}
    for kind in KINDS:
        timed = [text for kinds in samples.values() for text in kinds[kind][::TIMED]]
        began = time.process_time()
        for text in timed:
            call(text)
        speed[kind] = sum(map(len, timed)) / (time.process_time() - began)
    megabytes = resident() - before
    on_articles = {way: on(articles, judge) for way, judge in judges(name, tell).items()}
    return Told(answers, on_articles, speed, ready, megabytes)


def on(articles: Mapping[str, Sequence[Article]], judge: Judge) -> Counts:
    """The verdicts on the paragraphs of articles, by file and part."""
    counts: Counts = defaultdict(Counter)
    for file, made in articles.items():
        for article in made:
            answers = judge([paragraph for _, _, paragraph in article])
            for (part, right, _), answer in zip(article, answers, strict=True):
                counts[file, part][verdict(answer, right)] += 1
    return dict(counts)


def all_told(samples: Samples, articles: Mapping[str, Sequence[Article]]) -> dict[str, Told]:
    """What each of them says that is installed."""
    told = {}
    for name, (module, _) in TELLERS.items():
        package = PACKAGES.get(name, name)
        if find_spec(module) is None:
            sys.stderr.write(
                f"{name} is left out: the package {package} is not installed;"
                " pip install -e '.[measuring]' brings it.\n"
            )
            continue
        sys.stderr.write(f"{name} …\n")
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            told[name] = process.submit(asked, name, samples, articles).result()
    return told


def truth(file: str) -> str:
    """What is right for the texts of a file."""
    return TOLD_TOGETHER.get(file) or file.partition("-")[0]


def verdict(answer: str, right: str) -> str:
    """Whether an answer is ``right``, ``wrong`` or ``unsaid``."""
    return "unsaid" if not answer else "right" if answer == right else "wrong"


def counted(told: Told, cut: Mapping[str, float]) -> Counts:
    """The verdicts; answers that are less sure than the ``cut`` of their kind are left unsaid."""
    counts = {}
    for file, kinds in told.answers.items():
        for kind, answers in kinds.items():
            least = cut.get(kind, -math.inf)
            said = (code if sure >= least else "" for code, sure in answers)
            counts[file, kind] = Counter(verdict(code, truth(file)) for code in said)
    return counts


def as_many_unsaid(told: Told, ours: Told, files: Sequence[str]) -> dict[str, float]:
    """How sure a library must be at the least, by kind, to leave as many unsaid as ours."""
    cut = {}
    for kind in KINDS:
        unsaid = sum(not code for file in files for code, _ in ours.answers[file][kind])
        answers = (answer for file in files for answer in told.answers[file][kind])
        sure = sorted(sure if code else -math.inf for code, sure in answers)
        cut[kind] = sure[unsaid] if sure else -math.inf
    return cut


def as_few_wrong(told: Told, ours: Told, files: Sequence[str]) -> dict[str, float]:
    """How sure a library must be at the least, by kind, to be wrong as seldom as ours."""
    cut = {}
    for kind in KINDS:
        wrong = sum(wrong_ones(ours, files, kind).values())
        sure = sorted(wrong_ones(told, files, kind).elements(), reverse=True)
        cut[kind] = math.nextafter(sure[wrong], math.inf) if len(sure) > wrong else -math.inf
    return cut


def wrong_ones(told: Told, files: Sequence[str], kind: str) -> Counter[float]:
    """How sure the wrong answers were."""
    return Counter(
        sure
        for file in files
        for code, sure in told.answers[file][kind]
        if verdict(code, truth(file)) == "wrong"
    )


def never_right(told: Told, files: Sequence[str]) -> set[str]:
    """The files of which not one sample was told right: those languages it does not know."""
    counts = counted(told, {})
    return {file for file in files if not any(counts[file, kind]["right"] for kind in KINDS)}


def share(counts: Counts, files: Sequence[str], kind: str, asked_for: str) -> float:
    """Per cent of the samples; each file counts the same."""
    held = [counts[file, kind] for file in files if counts[file, kind].total()]
    return sum(100 * one[asked_for] / one.total() for one in held) / max(1, len(held))


def main(folder: Path, half: str, document: Path | None, examples: Path | None) -> None:
    """Measure, and print the tables or put them where they belong."""
    known = ours_tells()
    samples: Samples = {}
    for path in sorted(folder.glob("*.txt")):
        is_known = truth(path.stem) in known
        lines = path.read_text("utf-8").splitlines()[HALVES.get(half, slice(None))]
        cut = samples_of(lines, path.stem, 1 if is_known else MOST_UNKNOWN / KINDS["line"])
        if len(cut["sentence"]) >= (FEWEST if is_known else MOST_UNKNOWN):
            samples[path.stem] = cut
    files = [file for file in samples if truth(file) in known]
    unknown = [file for file in samples if truth(file) not in known]
    told = all_told(samples, articles_of(samples, files))
    never = {name: never_right(one, files) for name, one in told.items()}
    common = [file for file in files if not any(file in lacking for lacking in never.values())]
    every: dict[str, Counts] = {}
    for name, one in told.items():
        every[name] = counted(one, {})
        if name != "ours":
            cut = as_many_unsaid(one, told["ours"], common)
            every[f"{name}, as many unsaid"] = counted(one, cut)
            every[f"{name}, as few wrong"] = counted(one, as_few_wrong(one, told["ours"], common))
    columns = {name: counts for name, counts in every.items() if name not in TOO_MUCH}
    parts = [
        versions(told),
        overall(every, common, samples),
        on_articles(told, common),
        without(never),
        costs(told),
        by_language(columns, files, samples),
        strangers(columns, unknown),
    ]
    text = "\n".join(parts)
    sys.stdout.write(text)
    if document:
        put(document, "languages", text)
    if examples:
        examples.write_text("".join(faults(told["ours"], samples)), "utf-8")


def versions(told: Mapping[str, Told]) -> str:
    names = [PACKAGES.get(name, name) for name in told if name != "ours"]
    there = ", ".join(f"{name} {version(name)}" for name in names) or "nothing"
    return f"Beside ours: {there}. Python {sys.version.split()[0]}.\n"


def overall(columns: Mapping[str, Counts], files: Sequence[str], samples: Samples) -> str:
    rows = []
    for kind in KINDS:
        size = sum(len(samples[file][kind]) for file in files)
        for name, counts in columns.items():
            shares = [share(counts, files, kind, what) for what in ("right", "wrong", "unsaid")]
            rows.append([f"{kind}, {size}", name, *(f"{one:.1f}" for one in shares)])
    return (
        f"Per cent of the samples in {len(files)} files whose languages all of them know, each file"
        f" the same:\n\n{table(('kind, samples', '', 'right', 'wrong', 'unsaid'), rows, 2)}"
    )


def on_articles(told: Mapping[str, Told], files: Sequence[str]) -> str:
    rows = []
    for part in (ONE, ENGLISH, BEHIND):
        for name, one in told.items():
            for way, counts in one.articles.items():
                held = [file for file in files if (file, part) in counts]
                size = sum(counts[file, part].total() for file in held)
                shares = [share(counts, held, part, what) for what in ("right", "wrong", "unsaid")]
                cells = [f"{one:.1f}" for one in shares]
                rows.append([f"{part}, {size}", f"{name}, {way}", *cells])
    made = ", ".join(f"{count} {kind}s" for kind, count in ARTICLE.items())
    return (
        "Per cent of the paragraphs of articles in the same languages, each the same: articles of"
        f" {made} in any order, and of {BODY} English paragraphs with {END} sentences or paragraphs"
        " in another language behind them:\n\n"
        + table(("paragraphs, samples", "asked for", "right", "wrong", "unsaid"), rows, 2)
    )


def without(never: Mapping[str, set[str]]) -> str:
    lines = [
        f"{name} never said {', '.join(sorted(files))}." for name, files in never.items() if files
    ]
    return "\n".join(lines) + "\n"


def costs(told: Mapping[str, Told]) -> str:
    head = ("", "ready, CPU seconds", "memory, MB", *(f"{k}, characters/s" for k in KINDS))
    rows = []
    for name, one in told.items():
        speeds = (f"{one.speed[kind] / 1000:,.0f},000" for kind in KINDS)
        rows.append([name, f"{one.ready:.2f}", f"{one.megabytes:.0f}", *speeds])
    return (
        "What it takes: to the first answer, in memory after all of them, and by CPU second:\n\n"
        + table(head, rows)
    )


def by_language(
    columns: Mapping[str, Counts], files: Sequence[str], samples: Samples, good: float = 99.0
) -> str:
    """A table for each kind, the languages that ours tells worst first."""
    parts = []
    for kind in KINDS:
        rows, easy = [], []
        held = [file for file in files if samples[file][kind]]
        for file in sorted(held, key=partial(right_in_ours, columns, kind)):
            cells = []
            for counts in columns.values():
                shares = [share(counts, [file], kind, what) for what in ("right", "wrong")]
                cells.append(" / ".join(f"{one:.0f}" for one in shares))
            if right_in_ours(columns, kind, file) >= good:
                easy.append(file)
            else:
                rows.append([file, str(len(samples[file][kind])), *cells])
        told = f"At least {good:.0f} % right in ours: {', '.join(sorted(easy))}.\n"
        parts.append(
            f"### {kind.capitalize()}, by language\n\nRight / wrong, per cent; the rest is unsaid."
            f"\n\n{table(('', 'samples', *columns), rows)}\n{told}"
        )
    return "\n".join(parts)


def right_in_ours(columns: Mapping[str, Counts], kind: str, file: str) -> float:
    return share(columns["ours"], [file], kind, "right")


def strangers(columns: Mapping[str, Counts], files: Sequence[str]) -> str:
    if not files:
        return ""
    rows = [
        [name, *(f"{share(counts, files, kind, 'unsaid'):.0f}" for kind in KINDS)]
        for name, counts in columns.items()
    ]
    return (
        "### Languages that ours does not know\n\nPer cent left unsaid of texts in"
        f" {', '.join(files)}:\n\n{table(('', *KINDS), rows)}"
    )


def faults(told: Told, samples: Samples) -> Iterator[str]:
    """What ours got wrong or left unsaid, the most frequent answers first."""
    for file, kinds in told.answers.items():
        for kind, answers in kinds.items():
            lines = defaultdict(list)
            for (code, _), text in zip(answers, samples[file][kind], strict=True):
                if verdict(code, truth(file)) != "right":
                    lines[code or "unsaid"].append(text)
            for code, texts in sorted(lines.items(), key=lambda item: -len(item[1])):
                yield f"{file}\t{kind}\t{code}\t{len(texts)} of {len(answers)}\n"
                for text in texts[:12]:
                    yield f"\t{text[:240]!r}\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Which language: how well it is told.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=tuple(HALVES), default="")
    parser.add_argument("--document", type=Path)
    parser.add_argument("--examples", type=Path)
    chosen = parser.parse_args()
    main(chosen.folder, chosen.half, chosen.document, chosen.examples)
