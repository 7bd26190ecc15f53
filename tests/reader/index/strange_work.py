"""Work that goes wrong in all the ways in which reading a file can; done in other processes."""

from __future__ import annotations

import os
import re
import signal
import time


def do(task: str) -> str:
    """What is done with a task: its own words in capitals, or the harm that it names."""
    what, _, _ = task.partition(" ")
    match what:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(7)
        case "hang":
            time.sleep(600)
        case "raise":
            raise TypeError("this is no file")
        case "expression":
            re.match("(?:a+)+b", "a" * 60)
        case "deep":
            return _deep(task)
        case "large":
            return "x" * (8 << 40)
        case "big":
            return task * 100_000
        case "heavy":
            return str(len(task))
        case "slow":
            time.sleep(0.5)
    return task.upper()


def _deep(task: str) -> str:
    return _deep(task) + task


def lost(task: str, reason: str) -> str:
    """The result of a task that was given up."""
    return f"{task.partition(' ')[0]} lost: {reason}"


def patience(_task: str) -> float:
    """Seconds for a task."""
    return 2.0


def is_light(task: str) -> bool:
    """Whether several such tasks may wait in one channel."""
    return len(task) < 1_000
