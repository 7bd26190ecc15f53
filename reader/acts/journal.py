"""What the reader did, so that it can be taken back and done again, also tomorrow.

One file a library in the state folder, one line an event, appended and never changed: an act that
was done, undone, done again. Two processes share it. A line that a crash cut short is passed over.
Invariant: an act says all that is needed to take it back, and taking it back is a merge, so that
nobody else's later work is lost to it.
"""

from __future__ import annotations

import json
import os
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

from annotations.locking import locked
from annotations.merging import difference
from annotations.yaml_format import read_sidecar, write_sidecar
from reader import paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.model import Sidecar

_LARGEST = 16 << 20
"""Bytes above which the older half of the journal goes."""
_UNUSABLE = (ValueError, TypeError, KeyError, IndexError, RecursionError)
"""What a line that is damaged or not ours may raise while it is read."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an act made of one sidecar: only what differs, as YAML."""

    path: str
    """The article's, relative to the library's root."""
    before: str
    after: str

    @classmethod
    def between(cls, path: str, before: Sidecar, after: Sidecar) -> Change:
        """The change from ``before`` to ``after``."""
        first, second = difference(before, after)
        return cls(path, write_sidecar(first, path), write_sidecar(second, path))

    def sides(self, *, back: bool) -> tuple[Sidecar, Sidecar]:
        """From what to what the change leads; the other way round when ``back``."""
        before, after = read_sidecar(self.before), read_sidecar(self.after)
        return (after, before) if back else (before, after)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing the reader did."""

    id: str
    when: str
    """ISO 8601, UTC."""
    title: str
    """What it was, such as ``tag “x” on …``; without a final stop."""
    changes: tuple[Change, ...] = ()
    codebook: tuple[str, str] | None = None
    """The codebook's YAML before and after."""
    moved: tuple[str, str] | None = None
    """The article's path before and after."""
    folded: tuple[tuple[str, str], ...] = ()
    """Path and text of each file that was folded into a sidecar, and so went."""
    brought: bool = False
    """Whether it took in what was written elsewhere, and may be taken in again."""
    entities: tuple[str, str] | None = None
    """The YAML of the book of names before and after."""

    def touches(self, path: str) -> bool:
        """Whether it has to do with the article at ``path``; with any when that is empty.

        What is about no article, such as a decision on a name, has to do with every one.
        """
        return not path or not self.paths or path in self.paths

    def overtakes(self, undone: Act) -> bool:
        """Whether ``undone``, taken back before this act was done, cannot be done again after."""
        if self.paths:
            return any(map(undone.touches, self.paths))
        return not undone.paths

    @property
    def paths(self) -> tuple[str, ...]:
        """The articles it has to do with; empty when it is about the library."""
        return (*(change.path for change in self.changes), *(self.moved or ()))


class Journal:
    """The acts done in the library at ``root``."""

    def __init__(self, root: Path) -> None:
        self._file = paths.journal(root)
        self._begun = paths.begun_act(root)
        self._lock_dir = paths.lock_folder()

    def done(self, act: Act) -> None:
        """``act`` was done. Raises ``OSError`` when that cannot be written down."""
        self._append({"do": astuple(act)})

    def undone(self, act: Act) -> None:
        """``act`` was taken back."""
        self._append({"undo": act.id})

    def redone(self, act: Act) -> None:
        """``act`` was done again."""
        self._append({"redo": act.id})

    def dropped(self, act: Act) -> None:
        """``act`` can neither be taken back nor done again any more."""
        self._append({"drop": act.id})

    def last(self, path: str = "", *, undone: bool = False) -> Act | None:
        """The last act on the article at ``path`` (on any, when empty) that is done; or undone."""
        acts = self._state()[int(undone)]
        return next((act for act in reversed(acts) if act.touches(path)), None)

    def begin(self, act: Act) -> None:
        """``act``, on many sidecars, is being done now, and to be rolled back if cut off."""
        paths.replace_whole(self._begun, json.dumps(astuple(act)))

    def end(self) -> None:
        """What was begun is done, or rolled back."""
        self._begun.unlink(missing_ok=True)

    def cut_off(self) -> Act | None:
        """The act that was begun and never ended."""
        try:
            return _act(json.loads(self._begun.read_text(encoding="utf-8")))
        except (OSError, *_UNUSABLE):
            return None

    @property
    def may_be_cut_off(self) -> bool:
        """Whether an act was begun that has not ended: it runs, or was cut off."""
        return self._begun.exists()

    def _state(self) -> tuple[list[Act], list[Act]]:
        """The acts that are done, and those that are undone, each the last one last."""
        done: list[Act] = []
        undone: list[Act] = []
        for verb, said in self._events():
            if isinstance(said, Act):
                done = _moved(done, said.moved)
                done.append(said)
                undone = [old for old in undone if not said.overtakes(old)]
                continue
            if verb == "drop":
                done = [act for act in done if act.id != said]
                undone = [act for act in undone if act.id != said]
                continue
            source, target = (done, undone) if verb == "undo" else (undone, done)
            found = next((act for act in reversed(source) if act.id == said), None)
            if found is not None:
                source.remove(found)
                target.append(found)
                way = found.moved and (found.moved if verb == "redo" else found.moved[::-1])
                done, undone = _moved(done, way), _moved(undone, way)
        return done, undone

    def _events(self) -> Iterator[tuple[str, Act | str]]:
        """What happened: ``do`` with an act; ``undo``, ``redo`` or ``drop`` with the id of one."""
        try:
            lines = self._file.read_bytes().split(b"\n")
        except FileNotFoundError:
            return
        for line in lines:
            try:
                [(verb, said)] = json.loads(line).items()
                yield verb, _act(said) if verb == "do" else str(said)
            except (AttributeError, *_UNUSABLE):
                continue

    def _append(self, event: dict[str, object]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(self._file, self._lock_dir):
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                if file.tell() and os.pread(descriptor, 1, file.tell() - 1) != b"\n":
                    file.write(b"\n")
                file.write(json.dumps(event).encode() + b"\n")
                size = file.tell()
            if size > _LARGEST:
                self._shorten()

    def _shorten(self) -> None:
        """Keep the newer half of what can be undone, and of what can be done again."""
        done, undone = (acts[len(acts) // 2 :] for acts in self._state())
        lines = [json.dumps({"do": astuple(act)}) for act in (*done, *undone)]
        lines += [json.dumps({"undo": act.id}) for act in undone]
        paths.replace_whole(self._file, "\n".join(lines) + "\n")


def _act(event: list[Any]) -> Act:
    identifier, when, title, changes, codebook, moved, folded, brought, *later = event
    entities = later[0] if later else None
    return Act(
        str(identifier),
        str(when),
        str(title),
        tuple(Change(str(path), str(before), str(after)) for path, before, after in changes),
        (str(codebook[0]), str(codebook[1])) if codebook else None,
        (str(moved[0]), str(moved[1])) if moved else None,
        tuple((str(path), str(text)) for path, text in folded),
        bool(brought),
        (str(entities[0]), str(entities[1])) if entities else None,
    )


def _moved(acts: list[Act], move: tuple[str, str] | None) -> list[Act]:
    """``acts`` as they read when their article has moved."""
    if move is None:
        return acts
    old, new = move
    return [
        replace(
            act,
            changes=tuple(
                replace(change, path=new) if change.path == old else change
                for change in act.changes
            ),
        )
        for act in acts
    ]
