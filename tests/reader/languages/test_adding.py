"""To add a language is to add a folder: a copy of the program is given one that nobody speaks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[3]
MADE = """\
english: Wellowish
own: wëllöwå
letters: ëöåø
folding: ⱥ=a
small words: eno zun kamo trë wöl dask ist å fen hul mar nek odo pra sot tuk uln vra yps ond
  bråk dëlo enka fëro gund hamp
"""
ARTICLE = """\
Kamo dask

Zun wöl trë kamo eno dask pra håvnⱥ tuk uln ond vra kettlån. Mar nek odo eno zun fen hul sot yps
kamo trë. Dask ist å fen hul mar eno kettlån ond zun wöl trë kamo, pra sot tuk uln vra yps.
"""


@pytest.fixture
def run(tmp_path: Path, articles: Path) -> Run:
    """Runs a copy of the program, with a folder of its own for languages, on the articles."""
    copy = tmp_path / "copy"
    for package in ("reader", "annotations"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("*.pyc"))

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "reader", *arguments, "--json", "-L", str(articles)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(copy)},
            check=False,
            capture_output=True,
            text=True,
            timeout=LONG,
        )

    return run


def test_a_language_is_added_by_its_folder_and_found_by_its_letters(
    tmp_path: Path, articles: Path, run: Run
) -> None:
    def read(*arguments: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(run(*arguments).stdout)
        return found

    (articles / "made.txt").write_text(ARTICLE, encoding="utf-8")
    (articles / "en.txt").write_text("The kettle stood on the shelf, and it was hot.\n")
    # The index of before is made anew by itself.
    assert {one["path"]: one["language"] for one in read("list")} == {
        "made.txt": "",
        "en.txt": "en",
    }
    assert read("search", "havna") == []
    folder = tmp_path / "copy" / "reader" / "languages" / "qaa"
    folder.mkdir()
    (folder / "language.txt").write_text(MADE, encoding="utf-8")
    listed = {one["path"]: one["language"] for one in read("list")}
    assert listed == {"made.txt": "qaa", "en.txt": "en"}
    assert [hit["path"] for hit in read("search", "havna")] == ["made.txt"]
    assert [hit["path"] for hit in read("search", "language:qaa")] == ["made.txt"]


def test_a_language_that_is_described_wrongly_is_told_and_costs_no_index(
    tmp_path: Path, articles: Path, run: Run
) -> None:
    (articles / "en.txt").write_text("The kettle stood on the shelf, and it was hot.\n")
    assert run("search", "kettle").returncode == 0
    file = tmp_path / "copy" / "reader" / "languages" / "lv" / "language.txt"
    whole = file.read_text(encoding="utf-8")
    file.write_text(f"{whole}lettters: x\n", encoding="utf-8")
    done = run("search", "kettle")
    assert done.returncode == 2
    assert f"{file}, line {len(whole.splitlines()) + 1}: “lettters” is none of" in done.stderr
    file.write_text(whole, encoding="utf-8")
    assert run("search", "kettle").returncode == 0
