"""Tables in Markdown, and where they belong in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_BEGIN, _END = "<!-- {}: made by the command above -->", "<!-- end of {} -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], texts: int = 1) -> str:
    """A table whose first columns are ``texts``; the others are figures and set to the right."""
    rule = ["---" if column < texts else "---:" for column in range(len(head))]
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *rows))


def put(document: Path, name: str, text: str) -> None:
    """Write ``text`` between the remarks in ``document`` that have that name."""
    before, begin, rest = document.read_text("utf-8").partition(_BEGIN.format(name))
    _, end, after = rest.partition(_END.format(name))
    if not end:
        raise SystemExit(f"{document} has no place for the {name}.")
    document.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", "utf-8")
