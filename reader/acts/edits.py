"""One change of one sidecar, as it meets what is on disk at that moment.

When the article's text is another than the sidecar's offsets count in, all annotations are placed
anew before the change is made. Invariant: what an edit says it did is what it did to what it
found, not to what somebody believed was there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations import naming, sidecar
from annotations.anchoring import stands_at
from annotations.model import Anchor, Sidecar, Source
from reader import paths
from reader.acts.journal import Change
from reader.annotating import place_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.articles import Article


class Edit:
    """Applies ``change`` to the sidecar of the article at ``path``, and remembers what that did."""

    def __init__(
        self,
        path: str,
        change: Callable[[Sidecar], Sidecar],
        *,
        article: Article | None = None,
        old_text: Callable[[str], str | None] = lambda _: None,
        made_on: str = "",
        anew: bool = False,
    ) -> None:
        """Without an ``article``, ``change`` must leave all anchors as they are.

        ``old_text`` knows earlier texts by their hash. ``made_on`` is the hash of the text that
        the anchors count in which ``change`` brings along; empty for today's. ``anew`` says that
        new places are worth writing down even when ``change`` changes nothing.
        """
        self.path = path
        self._change = change
        self._article = article
        self._old_text = old_text
        self._made_on = made_on
        self._anew = anew
        self._before = self._after = Sidecar(Source())

    def save(self, root: Path) -> Sidecar:
        """Carry the change out in the library at ``root``; returns what is on disk now.

        Raises :class:`~annotations.errors.SidecarError` when the sidecar cannot be read or written;
        then nothing has changed.
        """
        file = root / self.path
        article = self._article
        source = Source(file.name, article.sha256, article.text_sha256) if article else None
        return sidecar.update(
            naming.sidecar_path(file),
            self._changed,
            source=source,
            lock_dir=paths.lock_folder(),
            root=root,
        )

    def try_on(self, root: Path) -> None:
        """Work out what the change would do, without doing it. Raises as ``save`` does."""
        held = sidecar.load(naming.sidecar_path(root / self.path), root=root)
        self._changed(held or Sidecar(Source()))

    @property
    def found(self) -> Sidecar:
        """What the sidecar said before the change, its anchors in today's text."""
        return self._before

    @property
    def result(self) -> Sidecar:
        """What the sidecar says after the change."""
        return self._after

    @property
    def made(self) -> Change | None:
        """What the change did, or would do; None for nothing."""
        if self._before == self._after:
            return None
        return Change.between(self.path, self._before, self._after)

    def _changed(self, held: Sidecar) -> Sidecar:
        placed = self._placed(held, held.source.text_sha256)
        changed = self._change(placed)
        if changed == placed and not self._anew:
            self._before = self._after = held
            return held
        brought = {
            key: said
            for key, said in changed.annotations.items()
            if said is not placed.annotations.get(key)
        }
        if brought and self._made_on:
            strange = replace(changed, annotations=brought)
            changed = replace(
                changed,
                annotations={
                    **changed.annotations,
                    **self._placed(strange, self._made_on).annotations,
                },
            )
        self._before, self._after = placed, changed
        return changed

    def _placed(self, said: Sidecar, made_on: str) -> Sidecar:
        """``said`` with all anchors counting in today's text; orphans as they are.

        An anchor that agrees with the text, its surroundings too, was taken in it and stays.
        """
        article = self._article
        if article is None or made_on == article.text_sha256:
            return said
        dated = said.with_source(replace(said.source, text_sha256=made_on))
        for placed in place_all(dated, article, self._old_text(made_on)):
            if placed.is_orphan or stands_at(placed.annotation.anchor, article.text):
                continue
            anchor = Anchor.at(article.text, placed.start, placed.end)
            said = said.put(replace(placed.annotation, anchor=anchor))
        return said.with_source(replace(said.source, text_sha256=article.text_sha256))
