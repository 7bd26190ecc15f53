"""What all rules for names look at while they work on one block, and the look-up of known names.

Invariant: a scene is made once for a block and never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.articles.model import Role
from reader.marks.grammar import grammar

if TYPE_CHECKING:
    from reader.articles.model import Article, Block
    from reader.articles.tokens import Tokens
    from reader.marks.gazetteer import Entry, Gazetteer

GAPS_IN_NAMES = frozenset(
    {" ", "-", ".", ". ", "'", "’", "' ", "’ ", "/", "\u00a0", "\u2011", "  "}
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What all rules look at while they work on one block."""

    text: str
    tokens: Tokens
    block: Block
    number: int
    lists: Gazetteer
    function_words: frozenset[str]
    cues: frozenset[str]
    lower: frozenset[str]
    """Words that the article also writes in lower case."""
    english: bool
    guesses: bool
    """Whether shape alone may make a name."""


def scene(
    article: Article, tokens: Tokens, number: int, lists: Gazetteer, lower: frozenset[str]
) -> Scene:
    """Everything the rules need about block ``number``."""
    block = article.blocks[number]
    language = block.language or article.metadata.language or "en"
    words = lists.function_words
    known = language in words
    loud = article.text[block.start : block.end].isupper()
    return Scene(
        text=article.text,
        tokens=tokens,
        block=block,
        number=number,
        lists=lists,
        function_words=words[language] if known else words["en"] | words["de"],
        cues=frozenset(lists.cue_verbs.get(language, ())),
        lower=lower,
        english=language == "en",
        guesses=block.role not in (Role.HEADING, Role.COMMENT) and not loud,
    )


def lookup(scene: Scene, index: int) -> tuple[Entry, int] | None:
    """The longest entry of the gazetteer that stands at token ``index``, and its last token."""
    forms = scene.tokens.forms
    form = forms[index]
    language = scene.block.language or "en"
    stop = scene.tokens.firsts[scene.number + 1]
    for key in _spellings(form, genitive=not scene.english):
        for entry in scene.lists.entries.get(key, ()):
            last = index + len(entry.forms) - 1
            if last >= stop or (entry.language and entry.language != language):
                continue
            if last > index and not _same(scene, index, entry.forms):
                continue
            if last == index and key != form and len(form) < 5:
                continue
            if entry.weak and (index == 0 or forms[index - 1] not in grammar().before_place):
                continue
            return entry, last
    return None


def _spellings(form: str, *, genitive: bool) -> list[str]:
    keys = [form]
    if form.isupper() and len(form) > 1:
        keys.append(form.title())
    if genitive and form.endswith("s") and len(form) > 4:
        keys.append(form[:-1])
    return keys


def _same(scene: Scene, index: int, wanted: tuple[str, ...]) -> bool:
    forms = scene.tokens.forms
    for offset in range(1, len(wanted)):
        form = forms[index + offset]
        if form != wanted[offset] and not (form.isupper() and form.title() == wanted[offset]):
            return False
        gap = gap_before(scene, index + offset)
        if scene.block.wrapped:
            gap = gap.replace("\n", " ")
        if gap not in GAPS_IN_NAMES and not (gap == ", " and len(form) == 1):
            return False
    return True


def gap_before(scene: Scene, index: int) -> str:
    """The text between token ``index`` and the one before."""
    before = scene.tokens.starts[index - 1] + len(scene.tokens.forms[index - 1])
    return scene.text[before : scene.tokens.starts[index]]


def in_compound(scene: Scene, last: int) -> bool:
    """Whether a hyphen makes token ``last`` the first part of a longer German word."""
    if scene.english:
        return False
    end = scene.tokens.starts[last] + len(scene.tokens.forms[last])
    return scene.text[end : end + 1] == "-" and scene.text[end + 1 : end + 2].isalpha()


def words_of(scene: Scene, first: int, last: int) -> str:
    """Tokens ``first`` to ``last`` as they stand in the text, with single spaces."""
    start, end = scene.tokens.span(first, last)
    return " ".join(scene.text[start:end].split())
