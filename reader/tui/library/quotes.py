"""Who is quoted in the library, and what each of them said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library_marks import Quoted
from reader.tui.goals import Goal, Wanted
from reader.tui.library.listing import ListingScreen
from reader.tui.narrowing import Facts
from reader.tui.widgets.item_list import broken

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from reader.tui.librarian import Librarian
    from reader.tui.widgets.item_list import Line

_NOBODY = "nobody known"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody, and how much of him is quoted."""

    name: str
    """Empty for all that nobody known said."""
    quotations: int
    articles: int


class SpeakersScreen(ListingScreen[Speaker]):
    """Everybody who is quoted, the most quoted first."""

    ROWS = 1
    WHOLE = True
    THING = "speaker"
    TITLE_OF_KEYS = "Speakers"
    NOTHING = "No quotations were found in the library"

    def __init__(self, librarian: Librarian) -> None:
        super().__init__(librarian, "Quotations by speaker")

    async def batches(self) -> AsyncIterator[Sequence[Speaker]]:
        """The speakers as far as the articles have been looked through."""
        quotations: Counter[str] = Counter()
        articles: Counter[str] = Counter()
        seen: set[tuple[str, str]] = set()
        async for few in self.librarian.stream(lambda library: library.marks.quoted()):
            for one in few:
                name = _speaker(one)
                quotations[name] += 1
                if (name, one.path) not in seen:
                    seen.add((name, one.path))
                    articles[name] += 1
            yield [Speaker(name, n, articles[name]) for name, n in quotations.most_common()]

    def facts(self, item: Speaker) -> Facts:
        """The name."""
        return Facts.of(item.name or _NOBODY)

    def lines(self, item: Speaker, width: int) -> Sequence[Line]:  # noqa: ARG002 - cut by the list
        """The name, and how often it is quoted in how many articles."""
        about = f"  {item.quotations:,} in {item.articles:,}"
        return [[(item.name or _NOBODY, "person" if item.name else "faint"), (about, "faint")]]

    def choose(self, item: Speaker) -> None:
        """All that he says."""
        self.app.push_screen(QuotationsScreen(self.librarian, item.name))


class QuotationsScreen(ListingScreen[Quoted]):
    """What one speaker says, in all articles; or what nobody known says."""

    ROWS = 5
    THING = "quotation"
    TITLE_OF_KEYS = "Quotations"
    NOTHING = "Nothing is quoted of that speaker any more"

    def __init__(self, librarian: Librarian, speaker: str) -> None:
        super().__init__(librarian, f"{speaker or _NOBODY} — quotations")
        self._speaker = speaker

    async def batches(self) -> AsyncIterator[Sequence[Quoted]]:
        """The quotations, article by article."""
        speaker = self._speaker
        asked = self.librarian.stream(lambda library: library.marks.quoted(speaker=speaker))
        async for few in asked:
            yield [one for one in few if _speaker(one) == speaker]

    def facts(self, item: Quoted) -> Facts:
        """The quotation and where it is from."""
        return Facts.of(item.mark.name, item.title, item.path, item.before, item.after)

    def lines(self, item: Quoted, width: int) -> Sequence[Line]:
        """Where it stands, how the speaker is known, and the words."""
        speaker = item.mark.speaker
        how = f"{speaker.rule}, {item.mark.confidence:.0%}" if speaker else ""
        page = f"p. {item.page}" if item.page else ""
        about = "  ".join(part for part in (page, how) if part)
        words = " ".join(item.mark.name.split())
        return [
            [(item.title, "title"), (f"  {about}", "faint")],
            *([(row, "")] for row in broken(f"“{words}”", width, self.ROWS - 2)),
        ]

    def choose(self, item: Quoted) -> None:
        """Read it there."""
        self.post_message(Wanted(Goal(item.path, span=(item.mark.start, item.mark.end))))


def _speaker(quoted: Quoted) -> str:
    return quoted.mark.speaker.name if quoted.mark.speaker else ""
