"""Messages in the MIME format: what web archives and e-mail have in common."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.parser import BytesParser
from typing import TYPE_CHECKING

from reader.articles.encodings import decode
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import EmailMessage


def message_in(data: bytes) -> EmailMessage:
    """The message in ``data``; raises ``UnreadableArticleError`` when it cannot be had."""
    try:
        return BytesParser(policy=policy.default).parsebytes(data)
    except (RecursionError, ValueError, MessageError) as error:
        raise UnreadableArticleError("it is a damaged message") from error


def header(message: EmailMessage, name: str) -> str:
    """A header's value; empty when it is absent or damaged."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError, MessageError):
        # The parser of headers trips over some that are malformed.
        return ""


def first_part(message: EmailMessage, kinds: Sequence[str]) -> EmailMessage | None:
    """The first part of the first of ``kinds`` that there is, such as ``text/html``."""
    parts = [part for part in message.walk() if not part.is_multipart()]
    found = (part for kind in kinds for part in parts if part.get_content_type() == kind)
    return next(found, None)


def content(part: EmailMessage, declared: str = "") -> str:
    """The characters of ``part``; ``declared`` is the encoding for when it names none."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode(data, str(part.get_content_charset("") or declared))
