"""Ctrl-C where Python would drop it."""

from __future__ import annotations

import gc
import os
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from reader.cli.interrupts import heard, left_alone
from tests.patience import LONG

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def attentive() -> Iterator[None]:
    """What a test has settled for Ctrl-C ends with it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Pressing:
    """Ctrl-C is pressed while this is finalized, where exceptions are dropped."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            time.sleep(0)


def go_on() -> None:
    """Work that would take minutes."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        sum(range(1000))


def press_and_go_on() -> None:
    os.kill(os.getpid(), signal.SIGINT)
    go_on()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_is_dropped_in_a_finalizer_is_heard_all_the_same() -> None:
    def work() -> None:
        Pressing()
        gc.collect()
        go_on()

    with pytest.raises(KeyboardInterrupt), heard():
        work()


def test_what_is_tidied_up_on_the_way_is_not_disturbed() -> None:
    done = []

    @contextmanager
    def tidying() -> Iterator[None]:
        try:
            yield
        finally:
            end = time.monotonic() + 1
            while time.monotonic() < end:
                sum(range(1000))
            done.append("all")

    with pytest.raises(KeyboardInterrupt), heard(), tidying():
        press_and_go_on()
    assert done == ["all"]


def test_afterwards_all_is_as_it_was() -> None:
    alarm = signal.getsignal(signal.SIGALRM)
    with heard():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        with left_alone():
            assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGALRM) is alarm
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_who_is_deaf_to_ctrl_c_stays_so() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with heard(), left_alone():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
