"""The floors of the house, and the habits that no other tool watches over."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import LONG

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    file for package in ("reader", "annotations") for file in (ROOT / package).rglob("*.py")
)
LONGEST = 400
ONLY_IN = {"textual": "reader/tui", "whoosh": "reader/index"}
NOT_IN_ANNOTATIONS = {"reader", "click", "rich", "textual", "whoosh", "platformdirs"}


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported(file: Path) -> set[str]:
    """The top-level packages that ``file`` imports anywhere, for types only included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


def test_there_are_modules_to_look_at() -> None:
    packages = {name(file).split("/")[0] for file in MODULES}
    assert packages == {"reader", "annotations"}
    assert any("textual" in imported(file) for file in MODULES)
    assert any("whoosh" in imported(file) for file in MODULES)


@pytest.mark.parametrize("file", MODULES, ids=name)
def test_a_module_says_why_it_exists_in_at_most_400_lines(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert len(source.splitlines()) <= LONGEST


@pytest.mark.parametrize("file", MODULES, ids=name)
def test_a_module_imports_only_what_its_room_may(file: Path) -> None:
    packages = imported(file)
    for package, room in ONLY_IN.items():
        assert package not in packages or name(file).startswith(f"{room}/")
    if name(file).startswith("annotations/"):
        assert not packages & NOT_IN_ANNOTATIONS


def test_the_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=LONG,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept, 0 broken" in done.stdout


SEARCHING = """
import sys
from reader.cli import main
sys.argv = ["reader", "search", "-l", "harbour"]
try:
    main()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""
NOT_FOR_A_SEARCH = (
    "multiprocessing",
    "rapidfuzz",
    "rich",
    "textual",
    "yaml",
    "annotations.anchoring",
    "annotations.model",
    "reader.acts",
    "reader.articles.reading",
    "reader.index.updating",
    "reader.library_acts",
    "reader.library_marks",
    "reader.marks.finding",
)


def test_a_search_imports_nothing_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "ferries.txt").write_text("The harbour of Wellow.\n", encoding="utf-8")
    command = [sys.executable, "-c", SEARCHING]
    # The first search reads the article, the second finds all as it was.
    first, second = (
        subprocess.run(
            command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=LONG
        )
        for _ in range(2)
    )
    assert first.stdout == second.stdout == "ferries.txt\n"
    imported = set(second.stderr.splitlines())
    assert "reader.index.searching" in imported
    assert imported.isdisjoint(NOT_FOR_A_SEARCH)
    assert "reader.index.updating" in first.stderr.splitlines()
