"""One article as its file is now, read in a process apart, where it can do no harm."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.errors import UnreadableArticleError
from reader.index.tasks import read_and_mark
from reader.index.workers import Failure, Job, Workers

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles import Limits
    from reader.index.entries import Reading


def read_apart(workers: Workers, file: Path, limits: Limits, model: str = "") -> Reading:
    """The article in ``file`` with its marks; raises ``UnreadableArticleError``."""
    job = Job(partial(_try, size_limit=limits.size, model=model), _lost, partial(_patience, limits))
    (outcome,) = workers.do(job, [file], light=bool, most=1)
    if isinstance(outcome, Failure):
        raise UnreadableArticleError(outcome.reason)
    return outcome


def _try(file: Path, size_limit: int, model: str) -> Reading | Failure:
    try:
        return read_and_mark(file, size_limit, model)
    except UnreadableArticleError as error:
        return Failure(str(error))


def _lost(_file: Path, reason: str) -> Reading | Failure:
    return Failure(reason)


def _patience(limits: Limits, file: Path) -> float:
    try:
        return limits.time_for(file.stat().st_size)
    except OSError:
        return limits.time
