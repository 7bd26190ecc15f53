"""Searches that are not typed again: those of before, and those saved under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import searches
from reader.errors import ReaderError
from reader.recent import SEARCHES, Recent
from reader.tui.prompts.choice import ChoicePrompt
from reader.tui.telling import say

if TYPE_CHECKING:
    from pathlib import Path

    from reader.tui.articles_column import ArticlesColumn


class SearchMemory:
    """Remembers what was searched for in the library at ``root``."""

    def __init__(self, articles: ArticlesColumn, root: Path) -> None:
        self._articles = articles
        self._root = root
        self._recent = Recent(root, SEARCHES)

    def used(self) -> None:
        """What stands in the line has found something that is being opened."""
        if typed := self._articles.line.value.strip():
            self._recent.use(typed)

    def recall(self) -> None:
        """Offer the saved searches and those of before."""
        saved: dict[str, searches.SavedSearch] = {}
        problem = ""
        try:
            saved = searches.saved(self._root)
        except ReaderError as error:
            problem = str(error)
        offered = {f"@{name}  {one.query}": f"@{name}" for name, one in saved.items()}
        offered |= {text: text for text in self._recent.all}
        if problem:
            say(self._articles, problem, error=True)
        elif not offered:
            say(self._articles, "No search was made here before, and none is saved.")
        if not offered:
            return

        def chosen(choice: str | None) -> None:
            if choice:
                self._articles.search_for(offered[choice])

        prompt = ChoicePrompt(
            "Search again",
            list(offered),
            look=lambda choice: "tag" if choice.startswith("@") else "",
        )
        self._articles.app.push_screen(prompt, chosen)

    def keep(self) -> None:
        """Ask for a name to save the search under that stands in the line."""
        text = self._articles.line.value.strip()
        if not text:
            say(self._articles, "Type a search first; then it can be saved under a name.")
            return

        def named(name: str | None) -> None:
            if name and name.strip():
                self._save(name.strip().removeprefix("@"), text)

        prompt = ChoicePrompt(
            f"Save “{text}” in this library as @…", hint="a name, such as ports", free=True
        )
        self._articles.app.push_screen(prompt, named)

    def _save(self, name: str, text: str) -> None:
        try:
            before = searches.save(self._root, name, text, searches.Origin.LIBRARY)
        except ReaderError as error:
            say(self._articles, str(error), error=True)
            return
        instead = f", in the place of “{before.query}”" if before else ""
        say(self._articles, f"@{name} stands for “{text}” from now on{instead}.")
