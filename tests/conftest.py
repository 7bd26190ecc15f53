"""A home of its own for every test, and libraries made from a few words."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from reader.config import Settings
from reader.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=60,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure() -> None:
    """Have signals heard by what the tests start, whoever has started the tests.

    A shell starts what runs in the background deaf to Ctrl-C, ``nohup`` to the terminal's end; and
    the deaf have deaf children.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder: nothing of the real one is read or written."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for kind in ("CONFIG", "CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    for name in [name for name in os.environ if name.startswith("READER_")]:
        monkeypatch.delenv(name)
    return folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """An empty folder for articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def write_files(folder: Path, files: dict[str, str | bytes]) -> None:
    """Put ``files``, by path, into ``folder``."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def make_library(articles: Path) -> Iterator[Callable[[dict[str, str | bytes]], Library]]:
    """Puts files, by path, into the folder of articles and opens it as a library, refreshed."""
    opened: list[Library] = []

    def make(files: dict[str, str | bytes]) -> Library:
        write_files(articles, files)
        library = Library(articles, Settings(creator="ann"))
        opened.append(library)
        library.refresh()
        return library

    yield make
    for library in opened:
        library.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material beside the repository; the test is skipped without it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no shared material beside the repository")
    return folder
