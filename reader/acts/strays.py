"""Sidecars without their article: conflict copies, and those left behind when an article moved.

Invariant: to which article one belongs is known by its name or by the hash of what it was made
on; where neither tells, or two articles qualify, the reader says so, and nothing is guessed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from annotations import naming, sidecar
from annotations.errors import AnnotationsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotations.model import Sidecar
    from reader.index.entries import Entry


@dataclass(frozen=True, slots=True)
class Stray:
    """A sidecar that stands beside no article of its own."""

    path: str
    """Relative to the library's root."""
    said: Sidecar | None
    """What it says; None when it cannot be read."""
    problem: str
    """Why it cannot be read; empty when it can."""
    is_copy: bool
    """Whether a synchronising program made it, of a sidecar that is somebody's."""
    articles: tuple[str, ...]
    """The articles it may belong to; empty when nothing tells."""

    @property
    def remark(self) -> str:
        """What is to be said of it, without a final stop."""
        if self.problem:
            return self.problem.rstrip(".")
        what = "a conflict copy" if self.is_copy else "its article is gone"
        many = len(self.said.annotations) if self.said else 0
        held = f"{what} ({many} annotation{'' if many == 1 else 's'})"
        match self.articles:
            case ():
                hint = "“reader annotations adopt FILE --article …” gives it one"
            case (article,):
                of_whom = "of" if self.is_copy else "now perhaps"
                return f"{held} {of_whom} {article}; “reader annotations adopt” folds it in"
            case _:
                some = ", ".join(self.articles[:4])
                hint = (
                    f"it may be of {some}: say which, “reader annotations adopt FILE --article …”"
                )
        return f"{held}; {hint}"


def find_strays(root: Path, paths: Iterable[str], entries: Iterable[Entry]) -> list[Stray]:
    """The sidecars at ``paths``, with the articles among ``entries`` they may belong to.

    One that an article's sidecar is a link to is that article's own, whatever it is called.
    """
    held = list(entries)
    sidecars = (naming.sidecar_path(root / one.path) for one in held if one.stamp.has_sidecar)
    own = {os.path.realpath(sidecar) for sidecar in sidecars if sidecar.is_symlink()}
    found = (path for path in sorted(paths) if os.path.realpath(root / path) not in own)
    return [_stray(root, path, held) for path in found]


def _stray(root: Path, path: str, entries: list[Entry]) -> Stray:
    said, problem = None, ""
    try:
        said = sidecar.load(root / path, root=root)
        problem = "" if said else f"{path} is a link that leads nowhere. Remove it."
    except AnnotationsError as error:
        problem = str(error)
    original = naming.conflict_original(root / path)
    if original is not None:
        name = original.name.removesuffix(naming.SUFFIX)
        article = str(PurePosixPath(path).with_name(name))
        if any(entry.path == article for entry in entries):
            return Stray(path, said, problem, is_copy=True, articles=(article,))
    articles = tuple(entry.path for entry in entries if said and _made_on(said, entry))
    return Stray(path, said, problem, is_copy=original is not None, articles=articles)


def _made_on(said: Sidecar, entry: Entry) -> bool:
    """Whether ``entry`` is of the very file, or the very text, that ``said`` was made on."""
    source = said.source
    return bool(source.sha256 and source.sha256 == entry.sha256) or bool(
        source.text_sha256 and source.text_sha256 == entry.text_sha256
    )
