"""What the search for names looks at while it works on one block, and the look-up of known names.

Invariant: a scene is made once for a block and never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.marks.grammar import grammar
from reader.marks.tagging.lexicon import is_german_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.articles.model import Article, Block
    from reader.marks.gazetteer import Entry, Gazetteer
    from reader.marks.runs import Run
    from reader.marks.tagging import Document

GAPS_IN_NAMES = frozenset({" ", "-", ".", ". ", "'", "’", "' ", "’ ", "/", "\u2011"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What all rules look at while they work on one block."""

    known: Document
    block: Block
    number: int
    language: str
    """ISO 639-1 code; of the article when the block's is unknown."""
    lists: Gazetteer
    function_words: frozenset[str]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.known.text

    @property
    def forms(self) -> Sequence[str]:
        """The tokens of the whole article, as they would be written in running text."""
        return self.known.forms

    @property
    def opening(self) -> int:
        """The first token of the block."""
        return self.known.tokens.firsts[self.number]

    @property
    def stop(self) -> int:
        """The token after the last of the block."""
        return self.known.tokens.firsts[self.number + 1]

    @property
    def runs(self) -> Sequence[Run]:
        """The runs of capitalised tokens in the block."""
        return self.known.runs[self.number]

    def gap(self, index: int) -> str:
        """The text between token ``index`` and the one before."""
        return self.known.gaps[index]

    def before(self, index: int) -> str:
        """The form of the token before token ``index`` in the block; "" if it is the first."""
        return self.forms[index - 1] if index > self.opening else ""

    def words(self, first: int, last: int) -> str:
        """Tokens ``first`` to ``last`` as they stand in the text, with single spaces."""
        start, end = self.known.tokens.span(first, last)
        return " ".join(self.text[start:end].split())

    def is_proper(self, index: int) -> bool:
        """Whether token ``index`` is hardly a common noun."""
        return self.language != "de" or not is_german_noun(self.known.words[index])

    def is_title(self, index: int) -> bool:
        """Whether token ``index`` stands before a person's name, in whatever case: Mr, MR."""
        form = self.forms[index]
        return form in self.lists.titles or (form.isupper() and form.title() in self.lists.titles)

    def is_plain(self, index: int) -> bool:
        """Whether token ``index`` names nothing by itself: a function word or a title."""
        return self.forms[index] in self.function_words or self.is_title(index)


def scene(article: Article, known: Document, number: int, lists: Gazetteer) -> Scene:
    """Everything the rules need about block ``number``."""
    block = article.blocks[number]
    language = block.language or article.metadata.language or "en"
    words = lists.function_words
    return Scene(
        known,
        block,
        number,
        language,
        lists,
        words[language] if language in words else words["en"] | words["de"],
    )


def is_comment(scene: Scene) -> bool:
    """Whether the block is a reader's comment, written as people write in a hurry."""
    return scene.block.role is Role.COMMENT


def lookup(scene: Scene, index: int) -> tuple[Entry, int] | None:
    """The longest entry of the gazetteer that stands at token ``index``, and its last token."""
    forms, stop = scene.forms, scene.stop
    following = forms[index + 1] if index + 1 < stop else ""
    loud = following.isupper()
    for entry in scene.lists.entries_from(forms[index], scene.language):
        last = index + len(entry.forms) - 1
        if last >= stop:
            continue
        if last > index and not (
            (loud or following == entry.forms[1]) and _same(scene, index, entry.forms)
        ):
            continue
        if entry.weak and (index == 0 or forms[index - 1] not in grammar().before_place):
            continue
        if (
            last == index
            and forms[index] in scene.function_words
            and scene.known.opens_sentence(index)
        ):
            continue
        return entry, last
    return None


def _same(scene: Scene, index: int, wanted: tuple[str, ...]) -> bool:
    forms = scene.forms
    for offset in range(1, len(wanted)):
        form = forms[index + offset]
        if form != wanted[offset] and not (form.isupper() and form.title() == wanted[offset]):
            return False
        gap = scene.gap(index + offset)
        if gap not in GAPS_IN_NAMES and not (gap == ", " and len(form) == 1):
            return False
    return True


def in_compound(scene: Scene, last: int) -> bool:
    """Whether a hyphen makes token ``last`` the first part of a longer German word."""
    if scene.language != "de":
        return False
    _, end = scene.known.tokens.span(last, last)
    return scene.text[end : end + 1] == "-" and scene.text[end + 1 : end + 2].isalpha()
