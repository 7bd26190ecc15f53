"""Seeing to what a refresh found due: files are prepared by workers, and one writer writes them.

It can be interrupted at any moment: what was prepared by then is committed, and the rest is found
again next time, because the catalogue still shows it as changed.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reader.index.damage import damage_told
from reader.index.deciding import InForce, affected, book_of, learnt
from reader.index.entries import Entry, Stamp
from reader.index.old_texts import OldTexts
from reader.index.refreshing import RefreshReport
from reader.index.tasks import Prepared, Task, prepare
from reader.index.workers import Job, Workers
from reader.index.writing import batch
from reader.marks.decisions import Decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from pathlib import Path

    from reader.articles.limits import Limits
    from reader.index.catalogue import Catalogue
    from reader.index.refreshing import Due

_FEW, _LITTLE = 12, 1_000_000
"""Up to so many files of so many bytes are prepared by one worker; a second would come too late."""
_FIRST_BATCH, _LARGEST_BATCH = 1_000_000, 16_000_000
"""Bytes of article files committed at a time: never so many that memory grows with the library,
and few at first when it is new, so that there is soon something to read."""
_LONG = 1_000_000
"""Bytes of a file for which the others do not wait."""


def update(
    due: Due,
    root: Path,
    folder: Path,
    catalogue: Catalogue,
    *,
    limits: Limits,
    model: str,
    workers: Workers,
    progress: Callable[[int, int], None] | None,
) -> RefreshReport:
    """Do what is ``due``; see :func:`~reader.index.refreshing.refresh`."""
    names, known = catalogue.names, due.known
    with damage_told():
        before = InForce.held(names)
        if due.names:
            names.set_due()
    decided = InForce(book_of(root, before.book), before.memory, model)
    unreadable: list[tuple[str, str]] = [(entry.path, entry.problem) for entry in due.unheard]
    texts = OldTexts(folder.parent)
    for path in due.removed:
        _keep_text(texts, catalogue, known, Entry(path, Stamp(0, 0)))
    added = updated = 0
    writer = _Writer(root, folder, catalogue, limits, model, workers, progress)
    decisions = Decisions.of(decided.book, decided.memory)
    usable = known if before.model == model else {}
    changed = [Task(path, stamp) for path, stamp in due.changed.items()]
    with closing(writer.write(changed, decisions, usable, due.removed, due.unheard)) as written:
        for one in written:
            _keep_text(texts, catalogue, known, one.entry)
            if not one.entry.readable:
                unreadable.append((one.entry.path, one.entry.problem))
            elif one.entry.path in known and one.entry.path not in due.failed:
                updated += 1
            else:
                added += 1
    if changed:
        texts.forget_old()
    if due.names:
        _see_to_names(writer, before, decided, due.decided_by)
    if sum(stamp.size for stamp in due.changed.values()) > _LARGEST_BATCH:
        writer.tidy()
    return RefreshReport(
        added=added,
        updated=updated,
        removed=len(set(due.removed) - due.failed.keys()),
        unreadable=tuple(unreadable),
    )


def _keep_text(
    texts: OldTexts, catalogue: Catalogue, known: dict[str, Stamp], fresh: Entry
) -> None:
    """Keep the text that is about to be forgotten, if annotations were made on it."""
    before = known.get(fresh.path)
    if before is None or before.same_file(fresh.stamp):
        return
    if before.has_sidecar or fresh.stamp.has_sidecar:
        with damage_told():
            reading = catalogue.reading(fresh.path)
        if reading and reading.article.text_sha256 != fresh.text_sha256:
            texts.keep(reading.article.text)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Prepares files and writes them, batch by batch."""

    root: Path
    folder: Path
    catalogue: Catalogue
    limits: Limits
    model: str
    workers: Workers
    progress: Callable[[int, int], None] | None

    def write(
        self,
        changed: Sequence[Task],
        decisions: Decisions,
        known: dict[str, Stamp],
        removed: Sequence[str] = (),
        unheard: Sequence[Entry] = (),
    ) -> Generator[Prepared, None, None]:
        """Write the files of ``changed``; what became of each, before it is committed.

        ``known`` are the stamps of what the index holds. In the same commit, or the first of
        them, the files ``removed`` go, and those ``unheard`` of, which cannot be read, are listed.
        Long files come last, and what is short is committed before they are waited for.
        """
        if not (changed or removed or unheard):
            return
        done = 0
        short = sum(not _is_long(task) for task in changed)
        enough = _LARGEST_BATCH if known else _FIRST_BATCH
        work = partial(
            prepare,
            root=self.root,
            size_limit=self.limits.size,
            decisions=decisions,
            model=self.model,
        )

        def tell() -> None:
            if self.progress is not None:
                self.progress(done, len(changed))

        with closing(self._prepared(changed, known, work, tell)) as prepared:
            while True:
                with batch(self.folder, self.catalogue) as writing:
                    if not done:
                        writing.drop(removed)
                        for entry in unheard:
                            writing.add(Prepared(entry))
                    size = 0
                    while done < len(changed) and size < enough:
                        one = next(prepared)
                        writing.add(one)
                        yield one
                        size += one.entry.stamp.size
                        done += 1
                        tell()
                        if not _is_long(one.entry):
                            short -= 1
                            if not short:
                                break
                if done == len(changed):
                    break
                enough = min(4 * enough, _LARGEST_BATCH)

    def _prepared(
        self,
        changed: Sequence[Task],
        known: dict[str, Stamp],
        work: Callable[[Task], Prepared],
        waiting: Callable[[], None],
    ) -> Generator[Prepared, None, None]:
        """What becomes of ``changed``, as it is done.

        A few of which only the sidecars have changed need no worker: what strangers wrote was read
        and marked within limits before.
        """
        job = Job(work, _lost, partial(_patience, self.limits))
        few = len(changed) <= _FEW and sum(task.stamp.size for task in changed) <= _LITTLE
        in_order = sorted(changed, key=_is_long)
        tasks: Iterable[Task] = (self._with_reading(task, known) for task in in_order)
        if few:
            tasks = list(tasks)
            if all(task.packed for task in tasks):
                yield from map(job.alone, tasks)
                return
        yield from self.workers.do(
            job, tasks, light=_is_light, most=1 if few else 0, waiting=waiting
        )

    def tidy(self) -> None:
        """Leave few segments, and little that is deleted, behind."""
        with batch(self.folder, self.catalogue) as writing:
            writing.tidy()

    def _with_reading(self, task: Task, known: dict[str, Stamp]) -> Task:
        """``task`` with the reading as it was, when only the sidecar has changed."""
        before = known.get(task.path)
        if before is None or not before.same_file(task.stamp):
            return task
        with damage_told():
            return replace(task, packed=self.catalogue.packed(task.path))


def _see_to_names(writer: _Writer, before: InForce, decided: InForce, decided_by: str) -> None:
    """Index anew what is touched by other decisions on names, and remember which are in force."""
    catalogue = writer.catalogue
    with damage_told():
        after = InForce(decided.book, learnt(catalogue.names), decided.model)
        touched = affected(writer.folder, catalogue, before, after) if after != before else set()
        known = catalogue.stamps()
    tasks = [Task(path, known[path]) for path in sorted(touched) if path in known]
    with closing(writer.write(tasks, Decisions.of(after.book, after.memory), known)) as written:
        for _ in written:
            pass
    with damage_told():
        after.hold(catalogue.names, decided_by)


def _is_long(one: Task | Entry) -> bool:
    return one.stamp.size >= _LONG


def _is_light(task: Task) -> bool:
    return not task.packed


def _lost(task: Task, reason: str) -> Prepared:
    return Prepared(Entry(task.path, task.stamp, problem=reason))


def _patience(limits: Limits, task: Task) -> float:
    return limits.time_for(task.stamp.size)
