"""Workers: whatever a file does to its reader, it costs that file alone."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.index.workers import DIED, Job, Workers
from tests.reader.index.strange_work import do, is_light, lost, patience

if TYPE_CHECKING:
    from collections.abc import Iterator

JOB = Job(do, lost, patience)
GOOD = [f"word {number}" for number in range(20)]


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    hired = Workers(tmp_path)
    yield hired
    hired.close()


def children() -> list[int]:
    """The processes that were started here and still run."""
    lists = Path("/proc/self/task").glob("*/children")
    return [int(number) for held in lists for number in held.read_text().split()]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("crash", f"crash lost: {DIED}"),
        ("exit", f"exit lost: {DIED}"),
        ("hang", "hang lost: reading it takes more than 2 s"),
        ("raise", "raise lost: it cannot be made sense of (TypeError: this is no file)"),
        ("deep", "deep lost: it is nested too deeply"),
        ("large", "large lost: reading it needs too much memory"),
    ],
)
def test_a_harmful_task_costs_only_itself(workers: Workers, harm: str, told: str) -> None:
    tasks = [*GOOD[:7], harm, *GOOD[7:], f"{harm} again"]
    results = list(workers.do(JOB, tasks, light=is_light))
    assert sorted(results) == sorted([*(word.upper() for word in GOOD), told, told])


def test_a_worker_that_somebody_else_ended_costs_no_task(workers: Workers) -> None:
    results = workers.do(JOB, ["slow one", *GOOD], light=is_light)
    first = next(results)
    for child in children():
        os.kill(child, signal.SIGKILL)
    assert sorted([first, *results]) == sorted(word.upper() for word in ["slow one", *GOOD])


def test_tasks_and_results_larger_than_any_channel_get_through(workers: Workers) -> None:
    tasks = ["big one", "heavy " + "x" * 3_000_000, *GOOD, "heavy " + "y" * 3_000_000, "big two"]
    results = list(workers.do(JOB, tasks, light=is_light))
    assert len(results) == len(tasks)
    assert {"big one" * 100_000, "big two" * 100_000, "3000006"} <= set(results)


def test_what_is_done_here_is_told_alike() -> None:
    assert JOB.alone("word") == "WORD"
    assert JOB.alone("raise").startswith("raise lost: it cannot be made sense of")
    assert JOB.alone("deep") == "deep lost: it is nested too deeply"


def test_nothing_to_do_starts_nobody(workers: Workers) -> None:
    assert list(workers.do(JOB, [], light=is_light)) == []


def test_whoever_waits_for_a_result_may_give_up(workers: Workers) -> None:
    def waiting() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(workers.do(JOB, ["slow one"], light=is_light, waiting=waiting))


def test_workers_end_when_their_results_are_no_longer_wanted(workers: Workers) -> None:
    results = workers.do(JOB, iter(GOOD), light=is_light)
    assert next(results).startswith("WORD")
    assert children()
    results.close()
    assert not children()


def test_one_worker_is_kept_for_the_next_job_until_all_is_closed(workers: Workers) -> None:
    assert list(workers.do(JOB, ["one"], light=is_light, most=1)) == ["ONE"]
    kept = children()
    assert list(workers.do(JOB, ["two", "three"], light=is_light, most=1)) == ["TWO", "THREE"]
    assert children() == kept
    assert len(kept) == 1
    workers.close()
    assert not children()


def test_a_worker_that_died_while_nothing_was_to_do_costs_no_task(workers: Workers) -> None:
    list(workers.do(JOB, ["one"], light=is_light, most=1))
    os.kill(children()[0], signal.SIGKILL)
    assert list(workers.do(JOB, ["two"], light=is_light, most=1)) == ["TWO"]
