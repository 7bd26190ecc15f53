"""Every process ends when it is told to, or when its parent is gone; also amid an expression."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.conftest import READER
from tests.patience import LONG, wait_until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what processes run is told by Linux only"
)
HARD_WORK = """
import sys
from pathlib import Path
from reader.index.workers import Job, Workers
from tests.reader.index.strange_work import do, lost
workers = Workers(Path(sys.argv[1]))
job = Job(do, lost, lambda _: 600.0)
list(workers.do(job, ["expression"], light=bool, most=1))
"""
REPOSITORY = Path(__file__).resolve().parents[2]


def children_of(process: int) -> list[int]:
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return [int(number) for held in lists for number in held.read_text().split()]


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended and that nobody has asked after does not."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return told.rpartition(")")[2].split()[0] not in "ZX"


def seconds_of(process: int) -> float:
    """Seconds of processor time that it has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_worker_amid_an_expression_ends_with_its_parent(
    tmp_path: Path, sent: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HARD_WORK, str(tmp_path)], cwd=REPOSITORY, stderr=subprocess.DEVNULL
    ) as process:
        wait_until(lambda: children_of(process.pid))
        (worker,) = children_of(process.pid)
        try:
            # By then it has long begun with the expression, which would take years.
            wait_until(lambda: seconds_of(worker) > 2)
            process.send_signal(sent)
            process.wait(LONG)
        finally:
            process.kill()
        wait_until(lambda: not is_alive(worker))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["index", "search harbour", "show long"])
def test_a_command_ends_when_it_is_told_to_while_files_are_read(
    library: Path, sent: signal.Signals, command: str
) -> None:
    (library / "long.txt").write_text("“Yes,” said Ingrid Vold of Ostrand.\n\n" * 60_000)
    with subprocess.Popen(
        [READER, *command.split()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_until(lambda: any(seconds_of(child) > 1 for child in children_of(process.pid)))
        workers = children_of(process.pid)
        process.send_signal(sent)
        _, said = process.communicate(timeout=LONG)
    if sent is signal.SIGINT:
        assert (process.returncode, said) == (130, "Interrupted.\n")
    else:
        assert process.returncode == -sent
    wait_until(lambda: not any(map(is_alive, workers)))
