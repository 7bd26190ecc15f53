"""Carrying out acts: one sidecar at once, or many and then all of them or none.

Every act goes into the journal; taking one back is a three-way merge from what it made to what it
found. Invariant: when an act on many sidecars fails half-way, or is killed, those that were
written are put back, at the latest when the library is next opened.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotations import naming
from annotations.codebook.file import CODEBOOK
from annotations.entities.file import ENTITIES
from annotations.errors import AnnotationsError
from annotations.files import MAX_BYTES
from annotations.locking import locked
from annotations.model import Sidecar, new_id
from annotations.opening import read_regular
from reader import paths
from reader.acts.edits import Edit
from reader.acts.files import move_article, put_back, refuse_covered, take_away
from reader.acts.journal import Act, Journal
from reader.acts.turning import BookChanges, Turning
from reader.annotating import now
from reader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.acts.journal import Change
    from reader.articles import Article


class Acts:
    """The acts in the library at ``root``."""

    def __init__(
        self,
        root: Path,
        read: Callable[[str], Article],
        old_text: Callable[[str], str | None],
    ) -> None:
        """``read`` reads the article at a path, ``old_text`` knows earlier texts by their hash."""
        self.root = root
        self._read = read
        self._old_text = old_text
        self._journal = Journal(root)
        self._lock = root / "acts"
        self.notice = ""
        """Something unusual that the reader should know; whoever tells it empties it."""

    def on(
        self,
        path: str,
        change: Callable[[Sidecar], Sidecar],
        *,
        article: Article | None = None,
        made_on: str = "",
        anew: bool = False,
    ) -> Edit:
        """An edit of the sidecar of the article at ``path``; see :class:`Edit`."""
        return Edit(
            path,
            change,
            article=article,
            old_text=self._old_text,
            made_on=made_on,
            anew=anew,
        )

    def one(self, title: str, edit: Edit) -> Sidecar:
        """Carry out an act on one sidecar; returns what is on disk now. Raises as it does."""
        said = edit.save(self.root)
        if made := edit.made:
            self._note(_act(title, (made,)))
        return said

    def many(
        self,
        title: str,
        edits: Iterable[Edit],
        *,
        books: BookChanges | None = None,
        folded: Iterable[str] = (),
        brought: bool = False,
        dry_run: bool = False,
    ) -> Act:
        """Carry out an act on many sidecars: all are written, or none.

        ``books`` changes the library's books with them; ``folded`` are files whose content the
        edits bring, and that go. ``brought`` says that what is new was written elsewhere. With
        ``dry_run`` nothing is done, and what would be is told.
        Raises as writing does; then all is as it was.
        """
        todo = list(edits)
        with self._alone():
            for edit in todo:
                edit.try_on(self.root)
            gone = tuple((path, self._text(path)) for path in folded)
            act = _act(title, _made(todo), gone, brought=brought)
            act = self._with_pages(act, books or {})
            if not dry_run and (act.changes or act.codebook or act.entities or act.folded):
                self._all_or_none(act, todo, books or {})
                act = replace(act, changes=_made(todo))
                self._note(act)
        return act

    def move(self, old: str, new: str) -> Act:
        """Move the article at ``old``, and its sidecar, to ``new``; paths in the library.

        Raises :class:`~reader.errors.LibraryError` when something is there or it cannot be done.
        """
        act = replace(_act(f"move {old} to {new}"), moved=(old, new))
        with self._alone():
            move_article(self.root, old, new)
            self._note(act)
        return act

    def undo(self, path: str = "") -> Act | None:
        """Take back the last act on the article at ``path``, on any when it is empty.

        None when there is none. What somebody else changed meanwhile is kept. Raises
        :class:`~reader.errors.LibraryError` when nothing is left to take back.
        """
        return self._turn(path, back=True)

    def redo(self, path: str = "") -> Act | None:
        """Do the act again that was taken back last; as :meth:`undo`."""
        return self._turn(path, back=False)

    def recover(self) -> None:
        """Roll back an act that was cut off; one that is still running is left to itself."""
        if not self._journal.may_be_cut_off:
            return
        # What cannot be rolled back now, for a sidecar was damaged since, is tried again later.
        with suppress(OSError):
            try:
                with locked(self._lock, paths.lock_folder(), wait=False):
                    self._take_back_begun()
            except (AnnotationsError, LibraryError) as error:
                self.notice = str(error)

    def _turn(self, path: str, *, back: bool) -> Act | None:
        with self._alone():
            act = self._journal.last(path, undone=not back)
            if act is None:
                return None
            note = self._journal.undone if back else self._journal.redone
            if act.moved:
                move_article(self.root, *(act.moved[::-1] if back else act.moved))
                note(act)
                return act
            turning = Turning(act, back=back)
            try:
                if back:
                    refuse_covered(self.root, act.folded)
                edits = [
                    self._turned(change, turning)
                    for change in act.changes
                    if self._is_kept(change.path)
                ]
            except LibraryError as error:
                raise LibraryError(f"“{act.title}” cannot be {_how(back=back)}: {error}") from error
            except AnnotationsError as error:
                self._journal.dropped(act)
                raise LibraryError(f"“{act.title}” is damaged in the journal; it stays.") from error
            for edit in edits:
                edit.try_on(self.root)
            todo = replace(act, changes=_made(edits), folded=() if back else act.folded)
            todo = self._with_pages(todo, turning.books)
            if not (todo.changes or todo.codebook or todo.entities or act.folded):
                self._journal.dropped(act)
                raise LibraryError(
                    f"“{act.title}” cannot be {_how(back=back)}: "
                    "what it was about was changed since, or is gone. It is left as it is."
                )
            if back:
                put_back(self.root, act.folded)
            self._all_or_none(todo, edits, turning.books)
            note(act)
        return act

    def _all_or_none(self, act: Act, edits: list[Edit], books: BookChanges) -> None:
        with ExitStack() as failing:
            self._journal.begin(act)
            failing.callback(self._take_back_begun)
            for edit in edits:
                edit.save(self.root)
            for book, change in books.items():
                book.update(self.root, change, lock_dir=paths.lock_folder())
            take_away(self.root, act.folded)
            failing.pop_all()
        self._journal.end()

    def _take_back_begun(self) -> None:
        """Roll back the act that was begun and has not ended, if there is one."""
        if act := self._journal.cut_off():
            self._roll_back(act)
        self._journal.end()

    def _roll_back(self, act: Act) -> None:
        """Undo as much of ``act`` as was done; raises the first error when all the rest is done."""
        errors = []
        back = Turning(act, back=True)
        for change in act.changes:
            if self._is_kept(change.path):
                try:
                    self.on(change.path, back.of(change)).save(self.root)
                except AnnotationsError as error:
                    errors.append(error)
        for book, turned in back.books.items():
            book.update(self.root, turned, lock_dir=paths.lock_folder())
        put_back(self.root, act.folded)
        if errors:
            raise LibraryError(
                f"“{act.title}” was cut off, and could not be taken back everywhere. {errors[0]}"
            ) from errors[0]

    def _with_pages(self, act: Act, books: BookChanges) -> Act:
        """``act`` with what each of the library's books says before and after it."""
        pages = {CODEBOOK: "codebook", ENTITIES: "entities"}
        said: dict[str, Any] = dict.fromkeys(pages.values())
        for book, change in books.items():
            held = book.load(self.root)
            changed = change(held)
            if changed != held:
                said[pages[book]] = (book.write(held), book.write(changed))
        return replace(act, **said)

    def _is_kept(self, path: str) -> bool:
        """Whether there is an article at ``path``, or what was said of one that is gone."""
        file = self.root / path
        return file.exists() or naming.sidecar_path(file).exists()

    def _turned(self, change: Change, turning: Turning) -> Edit:
        """What turns ``change``; in an article that is gone now, all places stay as they are."""
        try:
            article = self._read(change.path)
        except LibraryError:
            return self.on(change.path, turning.of(change))
        made_on = turning.made_on(change)
        return self.on(change.path, turning.of(change), article=article, made_on=made_on)

    def _text(self, path: str) -> str:
        return read_regular(self.root / path, MAX_BYTES, self.root).decode()

    def _note(self, act: Act) -> None:
        try:
            self._journal.done(act)
        except OSError as error:
            self.notice = (
                f"“{act.title}” is done, but cannot be taken back later: the journal cannot be "
                f"written ({error.strerror})."
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of all acts on many files of this library, with none of them half done."""
        with locked(self._lock, paths.lock_folder()):
            self._take_back_begun()
            yield


def _act(
    title: str,
    changes: tuple[Change, ...] = (),
    folded: tuple[tuple[str, str], ...] = (),
    *,
    brought: bool = False,
) -> Act:
    return Act(new_id(), now(), title, changes, folded=folded, brought=brought)


def _made(edits: Iterable[Edit]) -> tuple[Change, ...]:
    return tuple(made for edit in edits if (made := edit.made))


def _how(*, back: bool) -> str:
    return "taken back" if back else "done again"
