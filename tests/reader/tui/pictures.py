"""What a screen looks like, as text that a person can read and compare.

Under each row that has any look beside plain text stands a row of signs, one a cell: ``b`` bold,
``i`` italic, ``u`` underlined, ``d`` dim, ``r`` reversed, and as capitals (``#`` for plain text)
where the ground is another than the page's. Shades are left out: they are the theme's business.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import App

FOLDER = Path(__file__).parent / "pictures"
UPDATE = "UPDATE_PICTURES"
"""The variable that makes :func:`check` write instead of comparing."""


def picture(app: App[None]) -> str:
    """The screen of ``app`` as it is now."""
    strips = app.screen._compositor.render_strips()
    grounds = Counter(
        segment.style.bgcolor
        for strip in strips
        for segment in strip
        if segment.style
        for _ in segment.text
    )
    page = grounds.most_common(1)[0][0]
    rows: list[str] = []
    for strip in strips:
        text = "".join(segment.text for segment in strip)
        signs = "".join(
            _sign(segment.style, page) * cell_len(segment.text)
            if segment.text.strip() or _sign(segment.style, page).isupper()
            else " " * cell_len(segment.text)
            for segment in strip
        )
        rows.append(text.rstrip())
        if signs.strip():
            rows.append(signs.rstrip())
    return "\n".join(rows) + "\n"


def _sign(style: Style | None, page: object) -> str:
    if style is None:
        return " "
    looks = (
        (style.reverse, "r"),
        (style.underline, "u"),
        (style.italic, "i"),
        (style.bold, "b"),
        (style.dim, "d"),
    )
    sign = next((sign for has, sign in looks if has), " ")
    if style.bgcolor != page:
        return "#" if sign == " " else sign.upper()
    return sign


def check(app: App[None], name: str) -> None:
    """Compare the screen of ``app`` with the picture called ``name``."""
    file = FOLDER / f"{name}.txt"
    seen = picture(app)
    if os.environ.get(UPDATE):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    assert seen == file.read_text(encoding="utf-8"), (
        f"The screen differs from {file.name}. When it is right, run with {UPDATE}=1."
    )
