from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotations import naming
from annotations.errors import (
    NewerSidecarError,
    SidecarError,
    UnreadableSidecarError,
    UnwritableSidecarError,
)
from annotations.model import Anchor, Annotation, ArticleNotes, Sidecar, Source
from annotations.naming import is_sidecar, sidecar_path
from annotations.sidecar import load, save, update
from tests.patience import LONG

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = Source("paper.md", "a" * 64, "b" * 64)
WRITER = """
import sys
from pathlib import Path
from annotations.model import Anchor, Annotation, Source
from annotations.sidecar import update

path, lock_dir, name, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
print("ready", flush=True)
for number in range(count):
    annotation = Annotation(f"{name}{number}", "note", Anchor(0, 3, "The"), note="x" * 2000)
    source = Source("paper.md", "a", "b")
    update(path, lambda sidecar: sidecar.put(annotation), source=source, lock_dir=lock_dir)
"""
IN_SIXTEEN_KB = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))
from pathlib import Path
from annotations.errors import SidecarError
from annotations.model import Anchor, Annotation, Source
from annotations.sidecar import update
annotation = Annotation("big", "note", Anchor(0, 3, "The"), note="x" * 50_000)
try:
    update(Path(sys.argv[1]), lambda sidecar: sidecar.put(annotation),
           source=Source("paper.md"), lock_dir=Path(sys.argv[2]))
except SidecarError as error:
    print(error)
"""


def annotation(identifier: str, note: str = "") -> Annotation:
    return Annotation(identifier, "highlight", Anchor(0, 3, "The"), note=note)


def put(path: Path, identifier: str, note: str = "") -> Sidecar:
    return update(
        path,
        lambda sidecar: sidecar.put(annotation(identifier, note)),
        source=SOURCE,
        lock_dir=path.parent / "locks",
    )


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sidecar_path(tmp_path / "paper.md")


def test_a_sidecar_stands_beside_its_source_under_the_full_name() -> None:
    assert sidecar_path(Path("a/paper.md")) == Path("a/paper.md.annotations.yaml")
    assert sidecar_path(Path("a/paper.txt")) != sidecar_path(Path("a/paper.md"))


def test_a_name_too_long_for_the_file_system_is_replaced_by_its_hash(tmp_path: Path) -> None:
    source = tmp_path / ("é" * 120 + ".md")
    path = sidecar_path(source)
    assert len(os.fsencode(path.name)) <= 255
    assert is_sidecar(path)
    assert path != sidecar_path(tmp_path / ("é" * 121 + ".md"))
    update(path, lambda s: s.put(annotation("a")), source=Source(source.name), lock_dir=tmp_path)
    loaded = load(path)
    assert loaded is not None
    assert loaded.source.name == source.name


@pytest.mark.parametrize(
    "name",
    [
        "paper.md.annotations.yaml",
        "paper.md.annotations.sync-conflict-20260101-101010-ABCDEFG.yaml",
        "paper.md.annotations (Ann's conflicted copy 2026-01-01).yaml",
        "paper.md.annotations (conflicted copy 2026-01-01 101010).yaml",
        "paper.md.annotations_conflict-20260101-101010.yaml",
        "paper.md.annotations (1).yaml",
        ".0123456789abcdef0123456789abcdef.annotations.tmp",
    ],
)
def test_sidecars_their_conflict_copies_and_those_being_written_are_recognised(name: str) -> None:
    assert is_sidecar(Path("folder") / name)


@pytest.mark.parametrize(
    "name", ["paper.md", "annotations.yaml", "tags.yaml", "my.annotationsX.yaml"]
)
def test_other_files_are_no_sidecars(name: str) -> None:
    assert not is_sidecar(Path("folder") / name)


def test_what_was_saved_is_loaded_again(path: Path) -> None:
    assert load(path) is None
    saved = put(path, "a", "Compare.")
    assert load(path) == saved
    assert saved == Sidecar(SOURCE, annotations={"a": annotation("a", "Compare.")})
    assert path.read_text().startswith("# Annotations of paper.md. ")


def test_a_change_sees_what_is_on_disk_and_not_what_was_loaded_before(path: Path) -> None:
    put(path, "a")
    put(path, "b")
    assert set(put(path, "c").annotations) == {"a", "b", "c"}


def test_what_two_programs_made_of_one_file_is_merged_when_they_save(path: Path) -> None:
    locks = path.parent / "locks"
    put(path, "a", "Compare.")
    loaded = load(path)
    assert loaded is not None
    put(path, "b")
    put(path, "a", "Compare again.")
    edited = loaded.put(annotation("a", "Compare, too.")).put(annotation("c"))
    saved = save(path, edited, base=loaded, lock_dir=locks)
    assert set(saved.annotations) == {"a", "b", "c"}
    assert saved.annotations["a"].note == "Compare again.\n\nCompare, too."
    assert load(path) == saved
    gone = save(path, saved.remove("a", "2026-01-01T00:00:00Z"), base=saved, lock_dir=locks)
    assert set(gone.annotations) == {"b", "c"}
    assert gone.source == SOURCE


def test_a_first_save_needs_no_base(path: Path) -> None:
    said = Sidecar(SOURCE).put(annotation("a"))
    assert save(path, said, base=None, lock_dir=path.parent / "locks") == said
    assert load(path) == said


def test_nothing_is_written_when_nothing_changed(path: Path) -> None:
    def same(sidecar: Sidecar) -> Sidecar:
        return sidecar

    locks = path.parent / "locks"
    update(path, same, source=SOURCE, lock_dir=locks)
    assert not path.exists()
    path.write_text("annotations: {b: {start: 1, end: 2}}\n...\n")
    before = path.read_text()
    update(path, same, source=SOURCE, lock_dir=locks)
    assert path.read_text() == before


def test_a_sidecar_left_with_nothing_in_it_still_stands(path: Path) -> None:
    notes = ArticleNotes(note="x")
    for article in (notes, ArticleNotes()):
        update(
            path,
            lambda sidecar, said=article: sidecar.with_article(said),  # type: ignore[misc]
            source=SOURCE,
            lock_dir=path.parent / "locks",
        )
    assert load(path) == Sidecar(SOURCE)


def test_unknown_keys_and_comments_of_a_hand_edited_file_survive_a_save(path: Path) -> None:
    path.write_text(
        "# Mine.\nsource: {name: x, doi: '10.1/x'}\nannotations:\n"
        "  b: {start: 1, end: 2, stars: 5} # good\nplan: [a, {b: c}]\n...\n"
    )
    saved = put(path, "a")
    assert saved.source == Source("paper.md", "a" * 64, "b" * 64, {"doi": "10.1/x"})
    assert saved.annotations["b"].extra == {"stars": 5}
    assert saved.extra == {"plan": ["a", {"b": "c"}]}
    assert "# Mine.\nsource:" in path.read_text()
    assert "  # good\n  b:" in path.read_text()
    assert load(path) == saved


def test_tombstones_are_dropped_after_ninety_days(path: Path) -> None:
    path.write_text('deleted: {x: "2020-01-01T00:00:00Z", y: "2999-01-01T00:00:00Z"}\n...\n')
    assert set(put(path, "a").deleted) == {"y"}


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (
            b"version: 1\nnote: a\nnote: b\n...\n",
            SidecarError,
            'line 3: duplicate key "note". Mend',
        ),
        (b"version: 1\nannotations: {}\n", SidecarError, "cut short"),
        (b"", SidecarError, "cut short"),
        (b"version: 2\n...\n", NewerSidecarError, "Update the program"),
        (b"a: 1\nb: \xff\n...\n", SidecarError, "line 2: this is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_reported_and_never_written(
    path: Path, content: bytes, kind: type[SidecarError], words: str
) -> None:
    path.write_bytes(content)
    with pytest.raises(kind) as caught:
        load(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(path))
    with pytest.raises(kind):
        put(path, "a")
    assert path.read_bytes() == content


def test_a_folder_or_a_pipe_in_the_place_of_a_sidecar_is_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UnreadableSidecarError, match="not a regular file"):
        load(path)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(UnreadableSidecarError, match="not a regular file"):
        put(path, "a")


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "paper.md.annotations.yaml"
    with pytest.raises(UnwritableSidecarError, match="Nothing was saved"):
        update(path, lambda s: s.put(annotation("a")), source=SOURCE, lock_dir=tmp_path / "locks")


def test_a_lock_folder_that_cannot_be_made_is_a_clear_error(path: Path) -> None:
    (path.parent / "locks").write_text("")
    with pytest.raises(UnwritableSidecarError, match="cannot lock"):
        put(path, "a")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_read_only_folder_is_a_clear_error(path: Path) -> None:
    put(path, "a")
    path.parent.chmod(0o500)
    try:
        with pytest.raises(UnwritableSidecarError, match="Nothing was saved"):
            put(path, "b")
    finally:
        path.parent.chmod(0o700)


def test_text_that_came_past_the_door_is_refused_before_anything_is_replaced(path: Path) -> None:
    put(path, "a")
    before = path.read_bytes()
    for wrong in (annotation("b", "trailing  "), annotation("b", "\ud800")):
        with pytest.raises(UnwritableSidecarError, match="what would be written"):
            update(
                path,
                lambda sidecar, one=wrong: Sidecar(sidecar.source, annotations={"b": one}),  # type: ignore[misc]
                source=SOURCE,
                lock_dir=path.parent / "locks",
            )
    assert path.read_bytes() == before


def test_a_full_disk_leaves_the_old_file_and_no_other(path: Path) -> None:
    put(path, "a")
    before = path.read_bytes()
    process = start(IN_SIXTEEN_KB, str(path), str(path.parent / "locks"))
    output, _ = process.communicate(timeout=LONG)
    assert "Nothing was saved" in output
    assert path.read_bytes() == before
    assert {entry.name for entry in path.parent.iterdir()} == {path.name, "locks"}


def test_the_mode_of_the_file_is_kept_and_the_locks_are_private(path: Path) -> None:
    put(path, "a")
    path.chmod(0o640)
    put(path, "b")
    assert path.stat().st_mode & 0o777 == 0o640
    assert (path.parent / "locks").stat().st_mode & 0o777 == 0o700


def test_a_link_to_a_sidecar_stays_a_link(path: Path) -> None:
    elsewhere = path.parent / "elsewhere"
    elsewhere.mkdir()
    path.symlink_to(elsewhere / "real.annotations.yaml")
    put(path, "a")
    put(path, "b")
    assert path.is_symlink()
    loaded = load(elsewhere / "real.annotations.yaml")
    assert loaded is not None
    assert set(loaded.annotations) == {"a", "b"}


def test_a_planted_link_under_the_temporary_name_is_not_followed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = path.parent / "victim"
    victim.write_text("precious")
    name = naming.new_temporary_name()
    assert name != naming.new_temporary_name()
    monkeypatch.setattr("annotations.replacing.new_temporary_name", lambda: name)
    (path.parent / name).symlink_to(victim)
    with pytest.raises(UnwritableSidecarError, match="File exists"):
        put(path, "a")
    assert victim.read_text() == "precious"
    assert not path.exists()


def test_eight_processes_at_once_keep_all_their_annotations(path: Path) -> None:
    locks = str(path.parent / "locks")
    processes = [start(WRITER, str(path), locks, name, "12") for name in "abcdefgh"]
    for process in processes:
        process.communicate(timeout=LONG)
        assert process.returncode == 0
    loaded = load(path)
    assert loaded is not None
    assert set(loaded.annotations) == {f"{name}{n}" for name in "abcdefgh" for n in range(12)}


def test_a_process_killed_while_it_saves_leaves_a_whole_file(path: Path) -> None:
    put(path, "first")
    for number in range(20):
        process = start(WRITER, str(path), str(path.parent / "locks"), "x", "100000")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.05))
        process.kill()
        process.communicate(timeout=LONG)
        loaded = load(path)
        assert loaded is not None
        assert "first" in loaded.annotations
        put(path, "first", note=str(number))
    assert not [entry for entry in path.parent.iterdir() if entry.suffix == ".tmp"]
