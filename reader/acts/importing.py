"""Taking annotations in that another program, or another library, wrote down.

Invariant: an annotation goes to an article only when the document tells which, by path, hash,
address or title, and only one qualifies; taking the same document in again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from annotations.anchoring import stands_at
from annotations.merging import merge
from annotations.model import ArticleNotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.importing.reading import Imported, Reading, Target
    from annotations.model import Sidecar
    from reader.acts.acting import Acts
    from reader.articles import Article
    from reader.index.entries import Entry

ELSEWHERE = "elsewhere"
"""In the place of a hash: offsets that count in a text we never had."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What taking a document in did, or would do."""

    articles: tuple[str, ...]
    """Paths of the articles that something is said of now."""
    added: int
    changed: int
    orphans: int
    """Those of the annotations whose place is not to be found."""
    problems: tuple[str, ...]
    """What was passed over and why, each a sentence."""


class Importing:
    """Takes documents in, for the articles among ``entries``, which ``read`` reads by path."""

    def __init__(
        self, acts: Acts, entries: Sequence[Entry], read: Callable[[str], Article]
    ) -> None:
        self._acts = acts
        self._entries = entries
        self._read = read

    def take_in(
        self, title: str, document: Reading, article: str, *, restore: bool, dry_run: bool
    ) -> ImportReport:
        """Put what ``document`` says into sidecars.

        ``article`` is the path of the one that all of it is about; empty to go by the document.
        ``restore`` brings back what was deleted here. Raises as writing does; then nothing has
        changed.
        """
        problems = list(document.problems)
        by_path: dict[str, list[Imported]] = {}
        for imported in document.articles:
            found = [article] if article else _meant(imported.target, self._entries)
            if len(found) == 1:
                by_path.setdefault(found[0], []).append(imported)
            else:
                problems.append(_homeless(imported, found))
        edits = [
            self._acts.on(
                path,
                partial(_folded, brought, restore),
                article=self._read(path),
                made_on=_made_on(brought),
            )
            for path, brought in by_path.items()
        ]
        self._acts.many(title, edits, brought=True, dry_run=dry_run)
        added = changed = orphans = deleted = 0
        for edit, brought in zip(edits, by_path.values(), strict=True):
            text = self._read(edit.path).text
            changed += edit.result.article != edit.found.article
            for key in {key for imported in brought for key in imported.sidecar.annotations}:
                said, before = edit.result.annotations.get(key), edit.found.annotations.get(key)
                deleted += said is None
                added += said is not None and before is None
                changed += said is not None and before not in (None, said)
                orphans += said is not None and not stands_at(said.anchor, text)
        if deleted:
            problems.append(
                f"{deleted} of them were deleted here and stay so; --restore brings them back."
            )
        return ImportReport(tuple(by_path), added, changed, orphans, tuple(problems))


def _folded(brought: Iterable[Imported], restore: bool, held: Sidecar) -> Sidecar:
    """``held`` with what is ``brought``; what was changed here since stays as it is.

    What is said of the whole article has no time, so it is taken in with the first of the
    annotations it came with, and not again.
    """
    said = held
    for imported in brought:
        new = imported.sidecar
        if restore:
            left = {key: when for key, when in said.deleted.items() if key not in new.annotations}
            said = replace(said, deleted=left)
        known = said.annotations.keys() | said.deleted.keys()
        again = bool(new.annotations) and known >= new.annotations.keys()
        fresh = {
            key: one
            for key, one in new.annotations.items()
            if key not in said.annotations or one.last_changed > said.annotations[key].last_changed
        }
        notes = said.article if again and said.article != ArticleNotes() else new.article
        said = merge(None, said, replace(new, annotations=fresh, article=notes))
    return said


def _made_on(brought: Iterable[Imported]) -> str:
    hashes = {imported.sidecar.source.text_sha256 for imported in brought}
    return (hashes.pop() if len(hashes) == 1 else "") or ELSEWHERE


def _meant(target: Target, entries: Sequence[Entry]) -> list[str]:
    """The articles that ``target`` may mean, by the surest of what is known of it."""
    address, name = _address(target.url), target.path.rpartition("/")[2]
    tests: tuple[Callable[[Entry], bool], ...] = (
        lambda entry: bool(target.sha256) and entry.sha256 == target.sha256,
        lambda entry: bool(target.text_sha256) and entry.text_sha256 == target.text_sha256,
        lambda entry: bool(target.path) and entry.path == target.path,
        lambda entry: bool(address) and _address(entry.url) == address,
        lambda entry: bool(name) and entry.path.rpartition("/")[2] == name,
        lambda entry: bool(target.title) and entry.title.casefold() == target.title.casefold(),
    )
    for test in tests:
        if found := [entry.path for entry in entries if test(entry)]:
            return [target.path] if target.path in found else found
    return []


def _address(url: str) -> str:
    """What tells one page of the web from another: no scheme, no ``www.``, no last slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.casefold().removeprefix("www.") + parts.path.rstrip("/") + query


def _homeless(imported: Imported, found: list[str]) -> str:
    target, many = imported.target, len(imported.sidecar.annotations)
    name = target.path or target.url or target.title or "an article without a name"
    why = f"may be any of {', '.join(found[:4])}" if found else "is not in this library"
    return f"{name} ({many} annotation{'' if many == 1 else 's'}) {why}; --article says which."
