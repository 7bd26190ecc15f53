"""``reader index --watch`` in a process of its own, while files come, change and go."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from annotations.locking import locked
from reader import paths
from reader.index import location
from tests.front_door import PROGRAM
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., subprocess.CompletedProcess[str]]

WATCHING = [*PROGRAM, "index", "--watch"]
CLOCK = re.compile(r"\d\d:\d\d:\d\d  ")
COUNT = re.compile(r"(\d+) (added|updated|removed|unreadable)")


class Watch:
    """A running watch and what it has said."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: Queue[str] = Queue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._lines.put(line.rstrip("\n"))
        self._lines.put("the end")

    def next(self) -> str:
        """The next line that is said."""
        try:
            return self._lines.get(timeout=LONG)
        except Empty:
            raise AssertionError("waited in vain for the next line") from None

    def hear(self, words: str) -> str:
        """The next line, in which ``words`` are to be."""
        line = self.next()
        assert words in line
        return line

    def counted(self, **wanted: int) -> None:
        """Wait until the refreshes have done as much as is ``wanted``, and no more."""
        done = dict.fromkeys(wanted, 0)
        while done != wanted:
            line = self.next()
            assert CLOCK.match(line), line
            for number, what in COUNT.findall(line):
                done[what] += int(number)
                assert done[what] <= wanted[what], line

    def interrupt(self) -> tuple[int, str, list[str]]:
        """Press Ctrl-C: the status, what was written, and what was still said."""
        self._process.send_signal(signal.SIGINT)
        status = self._process.wait(LONG)
        assert self._process.stdout is not None
        said = []
        while (line := self.next()) != "the end":
            said.append(line)
        return status, self._process.stdout.read(), said


@contextmanager
def watch(folder: Path, *before: str) -> Iterator[Watch]:
    """A watch of ``folder`` that has begun; ``before`` is what comes before the command."""
    with subprocess.Popen(
        [*before, *WATCHING, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            watching = Watch(process)
            watching.hear(" added, ")
            watching.hear(f"Watching {folder}. Ctrl-C ends.")
            yield watching
        finally:
            process.kill()


def test_what_comes_changes_and_goes_is_told_and_ctrl_c_ends_it_quietly(
    start: Run, library: Path
) -> None:
    with watch(library) as watching:
        (library / "crane.txt").write_text("The crane swings over the quay.\n")
        watching.counted(added=1)
        (library / "crane.txt").write_text("The crane swings over the lighthouse.\n")
        watching.counted(updated=1)
        (library / "harbour.txt").unlink()
        watching.counted(removed=1)
        assert watching.interrupt() == (130, "", [])
    found = start("search", "lighthouse", "-l")
    assert (found.stdout, found.stderr) == ("crane.txt\n", "")


def test_what_changes_between_the_first_look_and_the_watch_is_found(library: Path) -> None:
    with watch(library) as watching:
        # At once, though the system may not have been asked yet.
        (library / "crane.txt").write_text("The crane swings over the quay.\n")
        watching.counted(added=1)


def test_hidden_files_and_files_of_other_kinds_are_passed_over(library: Path) -> None:
    with watch(library) as watching:
        (library / ".hidden.txt").write_text("Nobody reads this.\n")
        (library / "picture.jpg").write_bytes(b"\xff\xd8\xff")
        (library / ".git").mkdir()
        (library / ".git" / "index.txt").write_text("Nor this.\n")
        (library / "crane.txt").write_text("The crane swings over the quay.\n")
        watching.counted(added=1)
        assert watching.interrupt() == (130, "", [])


def test_a_new_folder_is_watched_like_the_others_and_so_is_one_that_was_moved(
    library: Path,
) -> None:
    with watch(library) as watching:
        inner = library / "cranes" / "old"
        inner.mkdir(parents=True)
        (inner / "crane.txt").write_text("The crane swings over the quay.\n")
        watching.counted(added=1)
        (inner / "derrick.txt").write_text("The derrick stands still.\n")
        watching.counted(added=1)
        (library / "cranes").rename(library / "lifts")
        watching.counted(added=2, removed=2)
        (library / "lifts" / "old" / "crane.txt").write_text("The crane has been sold.\n")
        watching.counted(updated=1)


def test_an_editor_that_saves_by_replacing_the_file_has_updated_it(library: Path) -> None:
    with watch(library) as watching:
        fresh = library / ".harbour.txt.swp"
        fresh.write_text("The harbour is open again.\n")
        fresh.replace(library / "harbour.txt")
        watching.counted(updated=1)


def test_a_file_that_is_still_being_written_is_read_again_when_it_is_whole(
    start: Run, library: Path
) -> None:
    with watch(library) as watching, (library / "log.txt").open("w") as log:
        log.write("The pilot boards at noon.\n")
        log.flush()
        watching.counted(added=1)
        log.write("The pilot leaves by the lighthouse.\n")
        log.flush()
        watching.counted(updated=1)
    assert start("search", "lighthouse", "-l").stdout == "log.txt\n"


def test_an_annotation_made_elsewhere_is_an_update(start: Run, library: Path) -> None:
    with watch(library) as watching:
        done = start("annotate", "harbour.txt", "--exact", "Nobody has asked", "--tag", "silence")
        assert done.returncode == 0
        # The command may have told the index itself by now; then there is nothing to add.
        (library / "crane.txt").write_text("The crane swings over the quay.\n")
        while "1 added" not in (line := watching.next()):
            assert line.endswith("  1 updated")
    assert start("search", "tag:silence", "-l").stdout == "harbour.txt\n"


def test_a_burst_of_files_is_found_to_the_last(library: Path) -> None:
    with watch(library) as watching:
        for number in range(400):
            (library / f"{number:03}.txt").write_text(f"Crane {number} swings.\n")
        watching.counted(added=400)


def test_a_file_that_cannot_be_read_is_told_with_its_reason(library: Path) -> None:
    with watch(library) as watching:
        (library / "empty.txt").touch()
        watching.hear("empty.txt: ")
        watching.hear("  1 unreadable")
        (library / "empty.txt").write_text("Not empty any more.\n")
        watching.counted(added=1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all names are Unicode")
def test_a_name_that_is_not_unicode_does_not_end_it(library: Path) -> None:
    with watch(library) as watching:
        Path(os.fsdecode(os.fsencode(library) + b"/\xff.txt")).write_text("Who am I?\n")
        watching.hear("its name has characters that cannot be shown")
        watching.hear("  1 unreadable")
        (library / "crane.txt").write_text("The crane swings over the quay.\n")
        watching.counted(added=1)


def test_a_folder_that_is_gone_is_told_once_and_waited_for(library: Path) -> None:
    with watch(library) as watching:
        away = library.with_name("elsewhere")
        library.rename(away)
        watching.hear(f"The folder {library} cannot be read")
        (away / "crane.txt").write_text("The crane swings over the quay.\n")
        away.rename(library)
        watching.counted(added=1)
        shutil.rmtree(library)
        while "cannot be read" not in (line := watching.next()):
            assert line.endswith(" removed")
        assert watching.interrupt() == (130, "", [])


def test_while_another_process_writes_the_index_it_waits(library: Path) -> None:
    with watch(library) as watching:
        with locked(location.index_folder(library), paths.lock_folder()):
            (library / "crane.txt").write_text("The crane swings over the quay.\n")
            time.sleep(2)  # There is nothing to see while it waits.
        watching.counted(added=1)


def test_where_the_system_tells_nothing_it_looks_by_itself_and_says_so(library: Path) -> None:
    """Forbidding to watch is for the whole machine, or for a room of one's own in it."""
    room = ["unshare", "--user", "--map-root-user", "/bin/sh", "-c"]
    forbid = "echo 0 >/proc/sys/user/max_inotify_watches"
    try:
        subprocess.run([*room, forbid], check=True, capture_output=True, timeout=LONG)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no such rooms here")
    with watch(library, *room, f'{forbid}; exec "$@"', "sh") as watching:
        watching.hear("The system does not tell of changes here")
        (library / "crane.txt").write_text("The crane swings over the quay.\n")
        watching.counted(added=1)
        assert watching.interrupt() == (130, "", [])


@pytest.mark.parametrize("command", [["--help"], ["search", "kettle"], ["index"]])
def test_nothing_that_does_not_watch_imports_what_it_takes(
    library: Path, command: list[str]
) -> None:
    program = "import sys; from reader.cli.edge import run; run(sys.argv[1:]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=LONG,
    )
    assert "watchfiles" not in done.stdout.splitlines()[-1].split()
