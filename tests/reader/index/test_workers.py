"""Workers: whatever a file does to its reader, it costs that file alone."""

from __future__ import annotations

import multiprocessing

import pytest

from reader.index.workers import DIED, Job
from tests.reader.index.strange_work import do, is_light, lost, patience

JOB = Job(do, lost, patience)
GOOD = [f"word {number}" for number in range(20)]


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
def test_a_harmful_task_costs_only_itself(harm: str, told: str) -> None:
    tasks = [*GOOD[:7], harm, *GOOD[7:], f"{harm} again"]
    results = list(JOB.apart(tasks, light=is_light))
    assert sorted(results) == sorted([*(word.upper() for word in GOOD), told, told])


def test_a_worker_that_somebody_else_ended_costs_no_task() -> None:
    results = JOB.apart(["slow one", *GOOD], light=is_light)
    first = next(results)
    for child in multiprocessing.active_children():
        child.kill()
    assert sorted([first, *results]) == sorted(word.upper() for word in ["slow one", *GOOD])


def test_tasks_and_results_larger_than_any_channel_get_through() -> None:
    tasks = ["big one", "heavy " + "x" * 3_000_000, *GOOD, "heavy " + "y" * 3_000_000, "big two"]
    results = list(JOB.apart(tasks, light=is_light))
    assert len(results) == len(tasks)
    assert {"big one" * 100_000, "big two" * 100_000, "3000006"} <= set(results)


def test_what_is_done_here_is_told_alike() -> None:
    assert JOB.alone("word") == "WORD"
    assert JOB.alone("raise").startswith("raise lost: it cannot be made sense of")
    assert JOB.alone("deep") == "deep lost: it is nested too deeply"


def test_nothing_to_do_starts_nobody() -> None:
    assert list(JOB.apart([], light=is_light)) == []


def test_whoever_waits_for_a_result_may_give_up() -> None:
    def waiting() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(JOB.apart(["slow one"], light=is_light, waiting=waiting))


def test_workers_end_when_their_results_are_no_longer_wanted() -> None:
    results = JOB.apart(iter(GOOD), light=is_light)
    assert next(results).startswith("WORD")
    assert multiprocessing.active_children()
    results.close()
    assert not multiprocessing.active_children()
