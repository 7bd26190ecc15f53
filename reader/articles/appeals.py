"""The words by which a page asks for what is not its article's: money, an address, another click.

They are patterns of a few languages, and patterns err: what they find is dimmed, never dropped.
"""

from __future__ import annotations

import re

ASKING = re.compile(
    r"\b(?:donat(?:e|es|ion|ions|ing)|your (?:\w+ )?support|support (?:us|our)"
    r"|subscri(?:be|ption)s?|newsletter|sign up|paywalls?"
    r"|(?:one-time|recurring) (?:or|contribution|donation)"
    r"|contribut\w+ (?:is|to our|entirely)|fund (?:our|your) (?:work|journalism)|follow us"
    r"|share this|independent journalism|investigative (?:journalism|reports)|cookies"
    r"|all rights reserved|spenden?|(?:ihre|deine|eure) (?:unterstützung|spende)"
    r"|unterstütz\w* (?:uns|sie uns|unsere)|abonnier\w*|bezahlschranke"
    r"|unabhängige\w* journalismus)\b",
    re.IGNORECASE,
)
"""An appeal has two of these, or one beside another appeal; any one of them may be news."""

COMMAND = re.compile(
    r"(?:donate|subscribe|sign up|follow us|share this|support (?:us|our)|jetzt spenden"
    r"|jetzt abonnieren|unterstützen sie uns|faites un don|abonnez-vous|suscríbete|iscriviti"
    r"|assine|copyright ?©|©)",
    re.IGNORECASE,
)
"""Begins an appeal, late in a text."""

_ADVERTISEMENT = re.compile(
    r"(?:advertise?ment|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|advertentie"
    r"|annons|реклама|広告)\s*$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:read (?:also|more|next|on)|see also|related(?: articles?| stories| coverage)?"
    r"|more on this|lesen sie (?:auch|mehr)|mehr zum thema|(?:à )?lire (?:aussi|également)"
    r"|lee (?:también|además)|leggi anche|leia (?:também|mais)|lees ook|läs (?:också|mer)"
    r"|читайте также)\b.{0,3}(?::|$|\s–)",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"(?:share|teilen|partager|compartir|condividi|tweet)"
    r"(?:\s*$| (?:this (?:article|story|page|post)|on|via|auf|sur|en|su)\b)",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"(?:(?:this|our) (?:site|website) uses cookies|we (?:and our partners )?use cookies"
    r"|(?:wir|diese (?:web)?seite) (?:verwenden|verwendet|nutzen|nutzt) cookies"
    r"|ce site utilise des cookies|utilizamos cookies|questo sito utilizza)",
    re.IGNORECASE,
)
_LONGEST_NOTICE, _LONGEST_BAR = 300, 80
"""Code points."""


def is_notice(paragraph: str) -> bool:
    """Whether this is what pages put among an article's paragraphs at any place.

    A label "advertisement", a pointer to another article, buttons for sharing, word of cookies.
    """
    if len(paragraph) <= _LONGEST_BAR and _SHARING.match(paragraph):
        return True
    return len(paragraph) <= _LONGEST_NOTICE and any(
        pattern.match(paragraph) for pattern in (_ADVERTISEMENT, _ELSEWHERE, _COOKIES)
    )
