"""Puts text of strangers into Markdown so that it stays text.

Invariant: what comes out of here opens no heading, list, link, table, fence or HTML, closes none,
and shows in CommonMark as the words it was made from.
"""

from __future__ import annotations

import re

from annotations.characters import is_visible
from annotations.export.articles import one_line, printable

_ALWAYS = re.compile(r"[\\`*_\[\]<&#~|]")
_AT_START = re.compile(r"[-+=>]|[0-9]{1,9}(?=[.)])")
_LINKABLE = re.compile(r"https?://[^\s<>\x00-\x20\x7f-\x9f]+")


def inline(text: str) -> str:
    """``text`` on one line, to be put anywhere but at the beginning of a line."""
    return _ALWAYS.sub(r"\\\g<0>", one_line(text))


def line(text: str) -> str:
    """``text`` on one line of its own."""
    escaped = inline(text)
    start = _AT_START.match(escaped)
    if start is None:
        return escaped
    cut = start.end() if start.group()[0].isdigit() else 0
    return f"{escaped[:cut]}\\{escaped[cut:]}"


def paragraphs(text: str) -> list[str]:
    """The lines of ``text``, broken as they were; blank ones stand between paragraphs."""
    lines = [line(each) for each in printable(text).strip().split("\n")]
    broken = [
        f"{each}\\" if each and following else each
        for each, following in zip(lines, [*lines[1:], ""], strict=True)
    ]
    return [each for each, before in zip(broken, ["", *broken], strict=False) if each or before]


def quoted(text: str) -> list[str]:
    """The lines of ``text`` as a block quote."""
    return [f"> {each}".rstrip(" ") for each in paragraphs(text)]


def link(url: str) -> str:
    """``url`` as a link, when it leads to the web; else as text."""
    return f"<{url}>" if _LINKABLE.fullmatch(url) and is_visible(url) else inline(url)
