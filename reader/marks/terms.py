"""Words in quotation marks that nobody speaks: titles, terms, scare quotes.

Told from speech by what stands before them, by their capitals, and by their being short with nobody
in sight to say them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.marks.grammar import grammar

if TYPE_CHECKING:
    from reader.marks.quotations import QuotedSpan

TITLE_CUE = re.compile(
    r"(?:titled|entitled|named|dubbed|known as|so-called|nicknamed"
    r"|headlined|(?:episode|broadcast) of"
    r"|the (?:words?|term|phrase|slogan|motto|book|novel|film|movie|song|show|series"
    r"|documentary|magazine|album|play|hashtag)"
    r"|so ?genannte[nrsm]?|(?:der|des|dem|den) (?:Films?|Roman|Titel|Zeitschrift|Serie)"
    r"|(?:Titel|Namen|Motto|Zeitung|Magazin|Begriff|Zeitschrift|Film|Buch|Projekt|Gruppe))\s*\Z",
    re.IGNORECASE,
)
LONGEST_TERM = 3
"""Words that may stand in quotation marks unspoken when nobody is in sight to say them."""


def is_term(text: str, span: QuotedSpan, inner: str, rule: str, *, certain: bool) -> bool:
    """Whether nobody speaks ``inner``, which stands between the marks of ``span``.

    ``rule`` names the rule that found a speaker, or is empty; ``certain`` says it is a good one.
    """
    if span.continues or not span.closed:
        return False
    if TITLE_CUE.search(text, max(0, span.start - 40), span.start):
        return True
    content = inner.rstrip(",.;").split()
    if rule in ("cue after", "signature", "transcript"):
        return False
    titled = all(
        word[0].isupper() or word[0].isdigit() or word in grammar().small for word in content
    )
    if titled and len(content) > 1 and not inner.endswith((".", "!", "?")):
        return rule != "cue before"
    return len(content) <= LONGEST_TERM and not certain
