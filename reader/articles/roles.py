"""What each paragraph of a bare text is for: heading, body, appeal for money, reader's comment.

Saved web articles carry no markup, so the roles are read from shape, place and language.
A wrong guess costs little by design: such parts are dimmed and ranked lower, never dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.articles.appeals import ASKING, COMMAND, is_notice
from reader.articles.model import Block, Role
from reader.articles.wrapping import LIST_MARKER
from reader.languages.judgement import judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.articles.wrapping import Paragraph

_END_MARKS = ".!?:;,…。！？：；،؟۔।"
_CLOSERS = "\"'”’“»)]」』"
_HEADING_WORDS = 12
_SHARE_OF_CAPITALS = 0.45
_SET_OFF = 2
"""Blanks before the lines of a quotation that is set off."""
_LONG = 120
"""Code points of a paragraph that cannot be a heading itself."""
_TITLE_CHARACTERS = 220
_APPEALS_BEGIN = 0.4
"""Share of the text before which nothing is taken for an appeal."""
_TAIL_BEGINS = 0.5

_MARKUP_LITTER = re.compile(
    r"(?:<!--.*-->|(?:# ?){3,}|\*{3,})$|<(?:img|iframe|figure|svg|script|div|span)\b"
    r"|(?:alt|src|srcset|sizes|class|style|width|decoding)=\"",
)
_COMMENTS_HEADING = re.compile(
    r"(?:\d+ )?(?:readers['’] )?(?:comments|kommentare|leserkommentare|commentaires|comentarios"
    r"|commenti|comentários|reacties|комментарии)(?: \(\d+\))?:?$",
    re.IGNORECASE,
)
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def assign_roles(text: str, paragraphs: Sequence[Paragraph], stated: str = "") -> tuple[Block, ...]:
    """The blocks of a bare text: its ``paragraphs`` with role, level and language.

    ``stated`` is the language that its file states, or empty.
    """
    bodies = [text[p.start : p.end] for p in paragraphs]
    languages = judged(bodies, stated)
    main = _main_language(zip(bodies, languages, strict=True))
    roles = [_role_of_shape(body) for body in bodies]
    _find_quotations(text, paragraphs, roles)
    levels = _find_headings(bodies, roles)
    _find_appeals(text, paragraphs, bodies, roles)
    _find_comments(text, paragraphs, bodies, roles, languages, main)
    return tuple(
        Block(
            start=p.start,
            end=p.end,
            role=role,
            language=language,
            level=level if role is Role.HEADING else 0,
            wrapped=p.wrapped,
        )
        for p, role, language, level in zip(paragraphs, roles, languages, levels, strict=True)
    )


def _main_language(paragraphs: Iterable[tuple[str, str]]) -> str:
    """The language of most characters, of pairs of paragraph and language."""
    weights: Counter[str] = Counter()
    for body, language in paragraphs:
        if language:
            weights[language] += len(body)
    return weights.most_common(1)[0][0] if weights else ""


def _role_of_shape(body: str) -> Role:
    if LIST_MARKER.match(body):
        return Role.LIST_ITEM
    if body.startswith(">"):
        return Role.QUOTATION
    if _MARKUP_LITTER.match(body):
        return Role.BOILERPLATE
    if is_notice(body):
        return Role.BOILERPLATE
    return Role.PARAGRAPH


def _find_quotations(text: str, paragraphs: Sequence[Paragraph], roles: list[Role]) -> None:
    """Set quotations where paragraphs are set off: all their lines are indented."""
    indents = [_indent(text, p) for p in paragraphs]
    if indents.count(0) < len(indents) / 2:
        return
    for number, paragraph in enumerate(paragraphs):
        if roles[number] is Role.PARAGRAPH and indents[number] >= _SET_OFF:
            if number and roles[number - 1] is Role.LIST_ITEM:
                # It goes on under the same item.
                roles[number] = Role.LIST_ITEM
            elif paragraph.wrapped and not text[paragraph.start : paragraph.end].isupper():
                roles[number] = Role.QUOTATION


def _indent(text: str, paragraph: Paragraph) -> int:
    """Blanks before every line of ``paragraph``."""
    least, start = len(text), paragraph.start
    while 0 <= start < paragraph.end:
        line = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        whole = text[line : end if end >= 0 else len(text)]
        least = min(least, len(whole) - len(whole.lstrip()))
        start = end + 1 if end >= 0 else paragraph.end
    return least


def _is_unstopped(body: str) -> bool:
    return body.rstrip(_CLOSERS)[-1:] not in _END_MARKS


def _is_title(body: str) -> bool:
    return len(body) <= _TITLE_CHARACTERS and (_is_unstopped(body) or body.endswith(("?", "!")))


def _is_heading(before: str, body: str, after: str) -> bool:
    words = [word for word in body.split() if word[0].isalpha()]
    if not 1 <= len(words) <= _HEADING_WORDS or not _is_unstopped(body):
        return False
    if len(after) <= 2 * len(body):
        return False
    capitals = sum(word[0].isupper() for word in words)
    if capitals >= _SHARE_OF_CAPITALS * len(words):
        return True
    caseless = body.lower() == body.upper()
    long = _LONG // 3 if caseless else _LONG
    between_paragraphs = min(len(before), len(after)) >= long and not _is_unstopped(before)
    return (caseless or body[0].isupper()) and between_paragraphs


def _find_headings(bodies: Sequence[str], roles: list[Role]) -> list[int]:
    """Set headings in ``roles``; the level of each, 1 for the title."""
    levels = [0] * len(bodies)
    for number, body in enumerate(bodies[:-1]):
        if roles[number] is not Role.PARAGRAPH or "\n" in body:
            continue
        if number == 0 and _is_title(body):
            roles[0], levels[0] = Role.HEADING, 1
        elif number and _is_heading(bodies[number - 1], body, bodies[number + 1]):
            roles[number], levels[number] = Role.HEADING, 2
    return levels


def _find_appeals(
    text: str, paragraphs: Sequence[Paragraph], bodies: Sequence[str], roles: list[Role]
) -> None:
    begin = _APPEALS_BEGIN * len(text)
    asking = [
        {match.lower() for match in ASKING.findall(body)} if paragraph.end >= begin else set()
        for paragraph, body in zip(paragraphs, bodies, strict=True)
    ]
    late = [
        paragraph.start >= begin and role in (Role.PARAGRAPH, Role.HEADING)
        for paragraph, role in zip(paragraphs, roles, strict=True)
    ]
    for number, body in enumerate(bodies):
        beside = asking[number - 1 : number] + asking[number + 1 : number + 2]
        asks_often = len(asking[number]) > 1 or (asking[number] and any(beside))
        if late[number] and (asks_often or COMMAND.match(body)):
            roles[number] = Role.BOILERPLATE


def _find_comments(
    text: str,
    paragraphs: Sequence[Paragraph],
    bodies: Sequence[str],
    roles: list[Role],
    languages: Sequence[str],
    main: str,
) -> None:
    """Everything from the first reader's comment to the end is comments."""
    after_appeal = False
    foreign_from = _foreign_tail(text, paragraphs, languages, main)
    leanings = _leanings(bodies, languages, main)
    for number, body in enumerate(bodies):
        if roles[number] is Role.BOILERPLATE:
            after_appeal = paragraphs[number].start >= _APPEALS_BEGIN * len(text)
            continue
        foreign = languages[number] not in ("", main) and leanings[number] > 0
        announced = number and _COMMENTS_HEADING.match(bodies[number - 1])
        begins = after_appeal and (foreign or _EMOJI.search(body))
        if begins or announced or number >= foreign_from:
            for rest in range(number, len(bodies)):
                if roles[rest] is not Role.BOILERPLATE:
                    roles[rest] = Role.COMMENT
            return


def _leanings(bodies: Sequence[str], languages: Sequence[str], main: str) -> list[int]:
    """For each paragraph, by how many characters other languages than ``main`` outweigh it from
    there to the end; below 0 where they do not.
    """
    weights = [
        (len(body) if language != main else -len(body)) if language else 0
        for body, language in zip(bodies, languages, strict=True)
    ]
    return list(accumulate(reversed(weights)))[::-1]


def _foreign_tail(
    text: str, paragraphs: Sequence[Paragraph], languages: Sequence[str], main: str
) -> int:
    """Number of the first paragraph of a tail that is all in other languages than ``main``."""
    tail: list[int] = []
    for number in range(len(languages) - 1, -1, -1):
        if languages[number] == main or paragraphs[number].start < _TAIL_BEGINS * len(text):
            break
        if languages[number]:
            tail.append(number)
    return tail[-1] if len(tail) > 1 else len(languages)
