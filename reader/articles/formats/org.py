"""Org files: headings by their stars, keywords as metadata, and the rest as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.articles.dates import parse_date
from reader.articles.drafts import Stated
from reader.articles.encodings import decode
from reader.articles.formats.gathering import Gatherer
from reader.articles.model import Role
from reader.articles.pieces import Piece, compose
from reader.articles.sanitising import sanitise
from reader.articles.values import keywords, language_code, people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.articles.drafts import Draft

_HEADING = re.compile(
    r"(\*+)\s+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED)\s+)?(?:\[#\w\]\s+)?(.*?)(?:\s{1,99}:[\w@#%:]+:)?$"
)
_KEYWORD = re.compile(r"\s*#\+(\w+)(?:\[[^\[\]]*\])?:\s*(.*)$")
_BEGIN = re.compile(r"\s*#\+begin_(\w+)", re.IGNORECASE)
_END = re.compile(r"\s*#\+end_\w+", re.IGNORECASE)
_DRAWER = re.compile(r"\s*:[\w-]+:\s*$")
_LONGEST_DRAWER = 200
"""Lines."""
_DRAWER_ENDS = re.compile(r"\s*:END:\s*$", re.IGNORECASE)
_PLANNING = re.compile(r"\s*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):\s")
_COMMENT = re.compile(r"\s*#(?:\s|$)")
_RULE = re.compile(r"\s*(?:\|[-+|: ]++|-{5,})\s*$")
_LINK = re.compile(r"\[\[([^\[\]]{1,2000})\](?:\[([^\[\]]{1,2000})\])?\]")
_NOTE = re.compile(r"\[fn:(\w+)(?::[^\[\]]*)?\]")
_EMPHASIS = re.compile(r"(?<![\w*/=~+])([*/=~+])(?=\S)([^\n]{1,400}?)(?<=\S)\1(?![\w*/=~+])")
_CHECKBOX = re.compile(r"^\[[ X-]\]\s+")


def parse(data: bytes) -> Draft:
    """Read ``data`` as an Org file."""
    lines = sanitise(decode(data)).split("\n")
    stated: dict[str, list[str]] = {}
    pieces = list(_pieces(lines, stated))

    def all_of(*names: str) -> list[str]:
        return [value for name in names for value in stated.get(name, ())]

    return compose(
        pieces,
        Stated(
            title=" ".join(all_of("title")),
            authors=tuple(name for given in all_of("author") for name in people(given)),
            date=parse_date(next(iter(all_of("date")), "").strip("[]<>")),
            url=next(iter(all_of("url", "source")), ""),
            language=language_code(next(iter(all_of("language")), "")),
            keywords=keywords(
                part for given in all_of("keywords", "filetags") for part in given.split(":")
            ),
        ),
    )


def _pieces(lines: list[str], stated: dict[str, list[str]]) -> Iterator[Piece]:
    gather = Gatherer(_plain)
    block, drawer = "", False
    last_end = max((n for n, line in enumerate(lines) if _END.match(line)), default=-1)
    for number, line in enumerate(lines):
        if drawer:
            drawer = not _DRAWER_ENDS.match(line)
        elif _END.match(line):
            yield from gather.end()
            block = ""
        elif begun := _BEGIN.match(line):
            yield from gather.end()
            block = begun[1].lower()
            if block == "comment" and number > last_end:
                block = ""
        elif block == "comment":
            continue
        elif block in ("src", "example", "verse", "export"):
            yield from gather.verbatim(line)
        elif heading := _HEADING.match(line.rstrip()):
            yield from gather.heading(heading[2], len(heading[1]) + 1)
        elif keyword := _KEYWORD.match(line):
            if keyword[1].lower() == "caption":
                yield from gather.verbatim(keyword[2])
            else:
                stated.setdefault(keyword[1].lower(), []).append(keyword[2].strip())
        elif _DRAWER.match(line) and _is_closed(lines, number):
            drawer = True
        elif _COMMENT.match(line) or _RULE.match(line) or _is_planning(lines, number):
            yield from gather.end()
        elif line.endswith("\\\\"):
            yield from gather.add(line[:-2])
            yield from gather.end()
        elif line.lstrip().startswith("|"):
            yield from gather.verbatim(_plain(line.strip().strip("|").replace("|", " | ")))
        else:
            yield from gather.add(line, Role.QUOTATION if block == "quote" else Role.PARAGRAPH)
    yield from gather.end()


def _is_planning(lines: list[str], number: int) -> bool:
    """Whether line ``number`` says when what its heading, right above, names is to be done."""
    return bool(number and lines[number - 1].startswith("*") and _PLANNING.match(lines[number]))


def _is_closed(lines: list[str], number: int) -> bool:
    """Whether the drawer that opens in line ``number`` ends before the next heading."""
    for line in lines[number + 1 : number + _LONGEST_DRAWER]:
        if _DRAWER_ENDS.match(line):
            return True
        if line.startswith("*"):
            return False
    return False


def _plain(text: str) -> str:
    text = _LINK.sub(lambda link: link[2] or link[1], text)
    text = _NOTE.sub(r"[\1]", text)
    return _EMPHASIS.sub(r"\2", _CHECKBOX.sub("", text))
