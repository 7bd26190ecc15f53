"""What is heard of a library's folders, also of those that come while it is being listened."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from reader.index import watching
from tests.patience import LONG

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_folder_that_is_made_while_the_folders_are_listed_is_watched_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path.resolve()
    late = root / "late"
    listed = watching._folders

    def listed_a_moment_early(root: Path, stop: Event) -> frozenset[str]:
        found = listed(root, stop)
        late.mkdir(exist_ok=True)
        return found

    monkeypatch.setattr(watching, "_folders", listed_a_moment_early)
    stop = Event()
    heard: SimpleQueue[None] = SimpleQueue()

    def listen() -> None:
        for _ in watching.changes(root, stop, remark=print):
            heard.put(None)

    listener = Thread(target=listen, daemon=True)
    listener.start()
    try:
        heard.get(timeout=LONG)
        heard.get(timeout=LONG)
        (late / "derrick.txt").write_text("The derrick stands still.\n")
        heard.get(timeout=LONG)
    finally:
        stop.set()
        listener.join(LONG)
    assert not listener.is_alive()
