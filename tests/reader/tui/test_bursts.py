"""Keys of all kinds, in bursts, on every screen: the program stays, and nothing goes wrong."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from reader.tui.desk.screen import DeskScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reader.tui.conftest import OpenDesk

HARBOUR = "2024-03-04-harbour.txt"
ROUNDS = 2
WAYS = {
    "desk": [],
    "names": ["E"],
    "quotes": ["Q"],
    "tags": ["T"],
    "annotations": ["L"],
    "help": ["?"],
    "compare": ["="],
    "palette": ["ctrl+p"],
    "search": ["/"],
    "find": ["f"],
    "tag": ["t"],
    "note": ["c"],
    "correction": ["i"],
    "panel": ["f2", "tab"],
}
"""How each screen is come to from the text of an article."""
NAMED = [
    "up",
    "down",
    "left",
    "right",
    "pageup",
    "pagedown",
    "home",
    "end",
    "tab",
    "shift+tab",
    "enter",
    "escape",
    "backspace",
    "delete",
    "ctrl+home",
    "ctrl+end",
    "ctrl+u",
    "ctrl+p",
    "ctrl+r",
    "ctrl+s",
    "ctrl+l",
    "ctrl+a",
    "ctrl+e",
    "ctrl+w",
    "ctrl+k",
    "space",
    "f1",
    "f2",
    "f3",
    "f4",
    "shift+up",
    "shift+down",
]
# Without the key that leaves.
LETTERS = "/jkbgGwWefnN][svo+-mt123cCxuUidDaAzFyQETLh=?.rP#@:\"'({éß日"


def keys_of(chance: random.Random) -> list[str]:
    """A handful of keys."""
    count = chance.randint(2, 6)
    return [
        chance.choice(NAMED) if chance.random() < 0.5 else chance.choice(LETTERS)
        for _ in range(count)
    ]


@pytest.mark.parametrize("size", [(40, 12), (120, 40)], ids=["small", "large"])
async def test_no_burst_of_keys_ends_the_program(
    open_desk: OpenDesk, library_folder: Path, size: tuple[int, int]
) -> None:
    chance = random.Random(f"{size}")
    async with open_desk(library_folder, article=HARBOUR, size=size) as desk:
        for way in [way for way in WAYS for _ in range(ROUNDS)]:
            pressed = [*WAYS[way], *keys_of(chance)]
            await desk.burst(*pressed)
            assert desk.app.is_running, pressed
            while not isinstance(desk.app.screen, DeskScreen):
                desk.app.pop_screen()
            desk.screen.go_to_column("text")
