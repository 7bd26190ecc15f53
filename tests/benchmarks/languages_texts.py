"""Texts in many languages to measure on, from the translations that a Debian system brings.

Run by hand: ``python tests/benchmarks/languages_texts.py UNPACKED FOLDER [ENGLISH]``. ``UNPACKED``
holds packages that ``dpkg-deb -x`` and ``dpkg-deb -e`` (into ``DEBIAN``) have unpacked; their
messages, manual pages, help pages and questions are written to ``FOLDER/de.txt`` and so on, a
paragraph on each line, and the sayings of the packages called fortunes to ``de-sayings.txt``.
``ENGLISH`` holds plain texts with a blank line between paragraphs, which become ``en-names.txt``.
Which packages were taken is told in ``docs/languages.md``.
"""

from __future__ import annotations

import gzip
import re
import sys
from gettext import GNUTranslations
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOCALE = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?(?:@[a-z]+)?")
SAME = {"nb": "no", "nn": "no", "fil": "tl", "sr@latin": "sr-Latn"}
CHINESE = ("zh", "zh_CN", "zh_TW", "zh_HK")
WITH_REGION = {"pt_BR": "pt", "nb_NO": "no", **dict.fromkeys(CHINESE, "zh")}
NO_PROSE = re.compile(
    r"%|[{}<>|\\$=@#~^*`\x00-\x08]|__|://|\w[._/:]\w|--|  +\S+  |\b[A-Z]{2,}[A-Z_]*\b"
)
"""What tells a form, a command or a name of a file from a sentence."""
SMALL_WORDS = "the of and is this that with are be not if will which from can by to"
ENGLISH = frozenset(re.findall(r"\w+", SMALL_WORDS))
PLAIN = re.compile(r"[^\W\d_]+")
MOST_SHARED = 0.34
"""Share of the words that may stand in the English original as well: more is left untranslated."""
BREAKS = re.compile(r"\.\s*(PP|P|LP|TP|IP|HP|sp|br|RS|RE|TQ|Pp|Bl|El|It)\b")
HIDDEN = re.compile(r"\.\s*(nf|EX|TS|SY|Bd)\b")
SHOWN = re.compile(r"\.\s*(fi|EE|TE|YS|Ed)\b")
HEADING = re.compile(r"\.\s*(SH|SS|TH|Sh|Ss)\b")
FONTS = re.compile(r"\.\s*(B|I|SM|SB)\s+(.*)")
MIXED = re.compile(r"\.\s*(BR|RB|IR|RI|BI|IB)\s+(.*)")
ESCAPES = (
    (re.compile(r'\\".*'), ""),
    (re.compile(r"\\f(?:\[\w*\]|\(..|.)"), ""),
    (re.compile(r"\\[,/&|:%^]|\\s[-+]?\d"), ""),
    (re.compile(r"\\-"), "-"),
    (re.compile(r"\\[ ~0]"), " "),
    (re.compile(r"\\\(aq|\\\[aq\]"), "'"),
)


def language_of(locale: str) -> str:
    """The name of the file for the texts of a locale, or empty when they are left out."""
    if not LOCALE.fullmatch(locale) or locale.startswith("en"):
        return ""
    if locale in SAME or locale in WITH_REGION:
        return SAME.get(locale) or WITH_REGION[locale]
    return "" if "_" in locale or "@" in locale else locale


def tidied(text: str) -> str:
    """``text`` on one line, or empty when it is no prose."""
    line = " ".join(text.split())
    return "" if NO_PROSE.search(line) or len(PLAIN.findall(line)) < 1 else line


def is_untranslated(text: str, original: str) -> bool:
    """Whether much of ``text`` stands in its ``original`` too."""
    words = [word.lower() for word in PLAIN.findall(text) if len(word) > 1]
    there = {word.lower() for word in PLAIN.findall(original)}
    return sum(word in there for word in words) > MOST_SHARED * len(words)


def is_english(text: str) -> bool:
    """Whether a text without an original has many of the small words of English."""
    words = text.lower().split()
    return sum(word in ENGLISH for word in words) > 0.12 * len(words)


def messages(unpacked: Path) -> Iterator[tuple[str, str, str]]:
    """The locale, the text and the original of each message, paragraph by paragraph."""
    for file in sorted(unpacked.glob("**/LC_MESSAGES/*.mo")):
        locale = file.parts[-3]
        try:
            with file.open("rb") as opened:
                catalogue = GNUTranslations(opened)._catalog  # type: ignore[attr-defined]
        except (OSError, UnicodeError, IndexError):
            continue
        for original, text in catalogue.items():
            if original and isinstance(original, str):
                original = original.rpartition("\x04")[2]
                for part, meant in paired(text, original):
                    yield locale, without_keys(part), without_keys(meant)


def paired(text: str, original: str) -> Iterable[tuple[str, str]]:
    """The paragraphs of a text, each with its original if they are as many."""
    parts, meant = text.split("\n\n"), original.split("\n\n")
    return zip(parts, meant if len(parts) == len(meant) else [original] * len(parts), strict=True)


def without_keys(text: str) -> str:
    """``text`` without the signs before the letters that stand for keys in menus."""
    return re.sub(r"[_&](?=\w)|\(_?\w\)", "", text) if len(text) < 60 else text


def questions(unpacked: Path) -> Iterator[tuple[str, str, str]]:
    """The same of the questions that packages ask when they are installed."""
    for file in sorted(unpacked.glob("*/DEBIAN/templates")):
        for question in file.read_text("utf-8").split("\n\n"):
            entries = re.findall(r"^([\w.@-]+): (.*(?:\n .*)*)", question, re.MULTILINE)
            said = {key.lower(): split(text) for key, text in entries}
            english = " ".join(said.get("description", ()))
            for key, _ in entries:
                if key.startswith("Description-"):
                    locale = key.removeprefix("Description-").removesuffix(".UTF-8")
                    for part in said[key.lower()]:
                        yield locale, part, english


def split(description: str) -> list[str]:
    """The short description of a question, and the paragraphs of the long one."""
    short, _, long = description.partition("\n")
    return [short, *re.split(r"^ \.$", long, flags=re.MULTILINE)]


def help_pages(unpacked: Path) -> Iterator[tuple[str, str, str]]:
    """The same of help pages in Mallard's markup; what is left in English is left out."""
    for folder in sorted(unpacked.glob("*/usr/share/help/*/*")):
        english = {text for _, text in blocks(folder.parents[1] / "C" / folder.name)}
        for _, text in blocks(folder):
            if text not in english or folder.parent.name == "C":
                yield folder.parent.name, text, ""


def blocks(folder: Path) -> Iterator[tuple[str, str]]:
    """Titles and paragraphs."""
    for page in sorted(folder.glob("*.page")):
        for element in etree.parse(page).iter("{*}p", "{*}title"):
            yield element.tag, " ".join("".join(element.itertext()).split())


def manual_pages(unpacked: Path) -> Iterator[tuple[str, str, str]]:
    """The same of manual pages."""
    for file in sorted(unpacked.glob("*/usr/share/man/*/man*/*.gz")):
        try:
            roff = gzip.decompress(file.read_bytes()).decode("utf-8")
        except (OSError, UnicodeError):
            continue
        locale = file.parts[-3].partition(".")[0]
        for text in from_roff(roff):
            if len(text) > 60 and not is_english(text):
                yield locale, text, ""


def from_roff(roff: str) -> Iterator[str]:
    """The paragraphs of a manual page, without headings, tags of lists and listings."""
    lines: list[str] = []
    hidden = tag = False
    for line in (*roff.splitlines(), ".PP"):
        hidden = (hidden or bool(HIDDEN.match(line))) and not SHOWN.match(line)
        shown = FONTS.match(line) or MIXED.match(line)
        if BREAKS.match(line) or HEADING.match(line) or not line.strip():
            if lines:
                yield " ".join(lines)
            lines, tag = [], line.startswith((".TP", ".TQ"))
        elif tag and (shown or line[0] not in ".'"):
            tag = False
        elif not hidden and (shown or line[0] not in ".'"):
            plain = line
            if shown:
                parts = re.findall(r'"([^"]*)"|(\S+)', shown[2])
                between = "" if MIXED.match(line) else " "
                plain = between.join(quoted or bare for quoted, bare in parts)
            for escape, meant in ESCAPES:
                plain = escape.sub(meant, plain)
            lines.append(plain)


def sayings(unpacked: Path) -> Iterator[tuple[str, str]]:
    """The language and the text of each saying, without who said it."""
    for file in sorted(unpacked.glob("fortunes-*/usr/share/games/fortunes/**/*")):
        language = file.relative_to(unpacked).parts[0].removeprefix("fortunes-")
        if file.suffix in (".dat", ".u8") or file.is_dir() or file.name.endswith("-sk"):
            continue
        try:
            whole = file.read_text("utf-8")
        except UnicodeError:
            continue
        for text in re.split(r"^%+\n", whole, flags=re.MULTILINE):
            said = re.sub(r"^\s*(?:--|—|–|\().*", "", text, flags=re.MULTILINE)
            if line := tidied(said):
                yield {"br": "pt"}.get(language, language), line


def plain_texts(folder: Path) -> Iterator[str]:
    """The paragraphs of plain texts, their lines joined."""
    for file in sorted(folder.rglob("*.txt")):
        lines = file.read_text("utf-8").splitlines()
        for filled, paragraph in groupby(lines, lambda line: bool(line.strip())):
            if filled:
                yield " ".join(" ".join(paragraph).split())


def main(unpacked: Path, folder: Path, english: Path | None = None) -> None:
    """Write the files."""
    texts: dict[str, dict[str, None]] = {}
    for source in (manual_pages, help_pages, questions, messages):
        for locale, text, original in source(unpacked):
            if original and source is messages and (meant := tidied(original)):
                texts.setdefault("en", {}).setdefault(meant)
            language = "en" if locale == "C" else language_of(locale)
            line = tidied(text)
            if language and line and not (original and is_untranslated(line, original)):
                texts.setdefault(language, {}).setdefault(line)
    for language, line in sayings(unpacked):
        texts.setdefault(f"{language}-sayings", {}).setdefault(line)
    if english:
        texts["en-names"] = dict.fromkeys(plain_texts(english))
    folder.mkdir(parents=True, exist_ok=True)
    for language, lines in sorted(texts.items()):
        (folder / f"{language}.txt").write_text("\n".join(lines) + "\n", "utf-8")
        sys.stdout.write(f"{language:8} {len(lines):6} paragraphs\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
