"""Messages in the MIME format: what web archives and e-mail have in common.

Headers are taken raw and decoded here: the standard parser of addresses needs hours for some.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header
from email.parser import BytesParser
from email.policy import Compat32
from typing import TYPE_CHECKING

from reader.articles.encodings import decode
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_QUOTED = re.compile(">+")
_LONGEST_HEADER = 2_000
"""Code points of a header that are looked at."""
_LONGEST_SOURCE = 20_000
"""Code points of a header that are kept: the standard parser of parameters takes the square of
them."""
_FAR_SHORTER = 4
"""How many times longer the page must be for its plain text to be no more than a stub."""


class _Bounded(Compat32):
    """Headers as they are, but for their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_SOURCE]


def message_in(data: bytes) -> Message:
    """The message in ``data``; raises ``UnreadableArticleError`` when it cannot be had."""
    try:
        return BytesParser(policy=_Bounded()).parsebytes(data)
    except (RecursionError, ValueError, MessageError) as error:
        raise UnreadableArticleError("it is a damaged message") from error


def header(message: Message, name: str) -> str:
    """The first header of that name as it is read; empty when it is absent."""
    wanted = name.lower()
    found = (value for key, value in message.raw_items() if key.lower() == wanted)
    raw = str(next(found, ""))[:_LONGEST_HEADER]
    try:
        parts = decode_header(raw)
    except (ValueError, MessageError):
        parts = [(raw, None)]
    words = [
        part if isinstance(part, str) else _decoded(part, charset or "") for part, charset in parts
    ]
    return " ".join("".join(map(_unescaped, words)).split())


def _unescaped(words: str) -> str:
    """``words`` whose bytes beyond ASCII stand in them as they came."""
    return words if words.isprintable() else _decoded(words.encode("utf-8", "surrogateescape"), "")


def _decoded(data: bytes, charset: str) -> str:
    try:
        return decode(data, charset) if data else ""
    except UnreadableArticleError:
        return data.decode("ascii", "replace")


def texts(message: Message) -> Iterator[Message]:
    """The parts that are the message, in order: plain text or pages, no attachments.

    Of alternatives the plain text is taken, unless it is only a stub of the page.
    """
    if message.is_multipart():
        parts = [part for part in message.get_payload() if not isinstance(part, str)]
        if message.get_content_type() == "multipart/alternative":
            yield from _chosen([list(texts(part)) for part in parts])
        else:
            for part in parts:
                yield from texts(part)
    elif message.get_content_maintype() == "text" and _is_shown(message):
        yield message


def is_page(part: Message) -> bool:
    """Whether ``part`` is a web page."""
    return part.get_content_type() in ("text/html", "application/xhtml+xml")


def content(part: Message, declared: str = "") -> str:
    """The characters of ``part``; ``declared`` is the encoding for when it names none."""
    data = payload(part)
    text = decode(data, str(part.get_content_charset("") or declared)) if data.strip() else ""
    if str(part.get_param("format")).lower() != "flowed":
        return text
    return _flowed(text, without_space=str(part.get_param("delsp")).lower() == "yes")


def payload(part: Message) -> bytes:
    """The bytes of ``part``."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _is_shown(part: Message) -> bool:
    return part.get_content_disposition() != "attachment"


def _chosen(alternatives: list[list[Message]]) -> list[Message]:
    """Of ``alternatives`` the one to read."""
    plain = next((a for a in alternatives if a and not any(map(is_page, a))), [])
    page = next((a for a in alternatives if any(map(is_page, a))), [])
    if not page:
        return plain
    words = sum(len(b"".join(payload(part).split())) for part in plain)
    shown = sum(_words_shown(payload(part)) for part in page)
    return plain if words and shown <= _FAR_SHORTER * words else page


def _words_shown(page: bytes) -> int:
    """Bytes of a page that are no tags, about."""
    shown, inside = 0, False
    for piece in page.replace(b">", b"<").split(b"<"):
        shown += 0 if inside else len(b"".join(piece.split()))
        inside = not inside
    return shown


def _flowed(text: str, *, without_space: bool) -> str:
    """A text whose lines end in a space where they go on (RFC 3676).

    ``without_space`` says that this space is no part of the text (``DelSp``).
    """
    paragraphs: list[list[str]] = []
    goes_on, depth = False, ""
    for line in text.splitlines():
        quoted = _QUOTED.match(line)
        marks = quoted[0] if quoted else ""
        words = line[len(marks) :].removeprefix(" ")
        signature = words == "-- "
        if goes_on and marks == depth and words and not signature:
            paragraphs[-1].append(words)
        else:
            paragraphs.append([f"{marks} {words}" if marks else words])
        goes_on = words.endswith(" ") and not signature
        depth = marks
        if goes_on and without_space:
            paragraphs[-1][-1] = paragraphs[-1][-1][:-1]
    return "\n".join("".join(lines) for lines in paragraphs)
