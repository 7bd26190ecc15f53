"""Words in quotation marks that nobody speaks: titles, terms, scare quotes.

Told from speech by what stands before them, by their capitals, and by their being short with nobody
in sight to say them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.marks.grammar import grammar

if TYPE_CHECKING:
    from reader.marks.model import Mark
    from reader.marks.quotations import QuotedSpan

TITLE_CUE = re.compile(
    r"(?:(?:en)?titled,?|named|dubbed|known as|so-called|nicknamed"
    r"|headlined|\ban? (?:\w+ ){1,3}(?<!he )(?<!they )(?<!who )(?<!it )called"
    r"|(?:episode|broadcast) of"
    r"|the (?:words?|term|phrase|slogan|motto|book|novel|film|movie|song|show|series"
    r"|documentary|magazine|album|play|hashtag)"
    r"|so ?genannte[nrsm]?|(?:der|des|dem|den) (?:Films?|Roman|Titel|Zeitschrift|Serie)"
    r"|(?:Titel|Namen|Motto|Zeitung|Magazin|Begriff|Zeitschrift|Film|Buch|Projekt|Gruppe))\s*\Z",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|dub(?:s|bed)|label(?:s|led|ed)|brand(?:s|ed)|hail(?:s|ed)|describ(?:es|ed|ing)"
    r"|denounc(?:es|ed|ing)|term(?:s|ed)|refer(?:s|red|ring)|nennt|nannte|nannten|bezeichne\w+|tituliert\w*)\b"
    r"[^.;:]{0,80}\Z|\b(?:as|als)(?: (?:an?|the|eine?n?|the))?\s*\Z",
    re.IGNORECASE,
)
"""Words after which a title in quotation marks is what somebody calls somebody else."""
SHORT_FOR = re.compile(r"\((?:(?:together|collectively|hereinafter),? )?(?:[Tt]he\s|an?\s)?\Z")
"""What opens a bracket that gives a name to use from here on: (the “Act”)."""
BEHIND_NOUN = re.compile(r"(?P<noun>[A-ZÄÖÜ]\w{3,}|\w+['’]s) \Z")
NICKNAME = re.compile(r"[A-Z][\w.’'-]*\s\Z")
ARTICLE = re.compile(r"\b(?:[Dd](?:er|ie|as|es|em|en)|[Ii]m|[Bb]eim|[Zz]um|[Vv]om) \Z")
WITHOUT_CUE = frozenset({"", "first noun phrase", "reported speech"})
"""Rules by which nobody, or somebody whom no verb of saying tells of, may speak."""
LONGEST_TERM = 3
"""Words that may stand in quotation marks unspoken when nobody is in sight to say them."""
SHORTEST_TITLE = 3
"""Words in capitals that are a title even where they make a sentence."""
LONGEST_TITLE = 8
LONGEST_CUE = 30
"""Code points of the words that tell a title, at most."""
REACH = 90
"""Code points before a quotation in which its cue is looked for."""


def is_term(
    text: str, span: QuotedSpan, inner: str, rule: str, *, certain: bool, german: bool
) -> bool:
    """Whether nobody speaks ``inner``, which stands between the marks of ``span``.

    ``rule`` names the rule that found a speaker, or is empty; ``certain`` says it is a good one.
    """
    if span.continues or not span.closed:
        return False
    content = inner.rstrip(",.;").split()
    uncued = rule in WITHOUT_CUE
    if TITLE_CUE.search(text, max(0, span.start - LONGEST_CUE), span.start):
        return True
    if len(content) > LONGEST_TITLE and not (german and uncued):
        return False
    if text[span.end : span.end + 1] == ")" and SHORT_FOR.search(
        text, max(0, span.start - LONGEST_CUE), span.start
    ):
        return True
    if len(content) < SHORTEST_TITLE and inner.endswith((".", "!", "?")) and _opens(text, span):
        return False
    called = CALLED.search(text, max(0, span.start - REACH), span.start) is not None
    if not called and _is_named(text, span, content):
        return True
    if rule in ("cue after", "signature", "transcript"):
        return False
    if len(content) == 1 and _is_nickname(text, span, content[0]):
        return True
    if called and not (uncued and (german or _is_title(content))):
        return False
    if _is_title(content) and not inner.endswith(("!", "?")):
        return True
    if german and _is_german_name(text, span, content, rule):
        return True
    return len(content) <= LONGEST_TERM and not certain


def title_of(mark: Mark) -> str:
    """What a quotation or a term names if it is a title: "13th," and "13th" are one; or nothing."""
    words = mark.name.rstrip(",.;").split()
    named = 0 < len(words) <= LONGEST_TITLE and not words[0][0].islower()
    return " ".join(words) if named and (len(words) == 1 or _is_title(words)) else ""


def _opens(text: str, span: QuotedSpan) -> bool:
    """Whether a sentence begins with the quotation."""
    before = text[max(0, span.start - 4) : span.start].rstrip(" ")
    return not before or before[-1] in ".!?\n"


def _is_named(text: str, span: QuotedSpan, content: list[str]) -> bool:
    """Whether a title stands right behind a noun: CBS's “Face the Nation”, Sender „Al Jazeera“."""
    if not _is_title(content) and not (len(content) == 1 and content[0][:1].isupper()):
        return False
    before = BEHIND_NOUN.search(text, max(0, span.start - 30), span.start)
    return before is not None and (len(content) > 1 or before["noun"][0].isupper())


def _is_german_name(text: str, span: QuotedSpan, content: list[str], rule: str) -> bool:
    """Whether a name stands in the sentence: die „Automobilwoche“, der „Preis für Freiheit“."""
    if not content or not content[0][:1].isupper() or not grammar().finite.isdisjoint(content):
        return False
    article = ARTICLE.search(text, max(0, span.start - 6), span.start) is not None
    if len(content) == 1:
        return article
    return rule in WITHOUT_CUE and text[span.end - 2] not in ".!?" and text[span.start - 2] != ":"


def _is_title(content: list[str]) -> bool:
    """Whether these words are written as the title of a work or a name is."""
    if not 1 < len(content) <= LONGEST_TITLE or content[0][0].islower():
        return False
    return all(
        word[0].isupper() or word[0].isdigit() or word in grammar().small for word in content
    )


def _is_nickname(text: str, span: QuotedSpan, word: str) -> bool:
    """Whether ``word`` stands inside a name: Marcia "Cia" Price."""
    after = text[span.end : span.end + 2]
    return (
        word[:1].isupper()
        and after[:1] == " "
        and after[1:].isupper()
        and NICKNAME.search(text, max(0, span.start - 20), span.start) is not None
    )
