"""The one way from a file to an :class:`~reader.articles.model.Article`.

Bytes are read here and nowhere else. Each format is one module with a ``parse(data) -> Draft``; see
:mod:`reader.articles.formats`.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import stat
from typing import TYPE_CHECKING, cast

from reader.articles.dates import parse_date
from reader.articles.formats import format_in, format_of
from reader.articles.model import Article, Metadata, Role
from reader.articles.sanitising import sanitise_line
from reader.articles.sentences import stops
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.articles.drafts import Draft
    from reader.articles.formats import FormatModule

DEFAULT_SIZE_LIMIT = 50_000_000
"""Bytes; a larger file is refused."""


_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
_TITLE_LENGTH = 80


def read(path: Path, *, size_limit: int = DEFAULT_SIZE_LIMIT) -> Article:
    """Read the article in ``path``.

    Raises :class:`~reader.errors.UnreadableArticleError`, whose text is the reason alone (the
    caller knows the file), when the file cannot be had, is no text, or exceeds ``size_limit``
    bytes.
    """
    kind = format_of(path)
    if kind is None:
        raise UnreadableArticleError(f"files of the kind {path.suffix} are not supported yet")
    data = _read_bytes(path, size_limit)
    kind = format_in(data, kind)
    module = cast("FormatModule", importlib.import_module(kind.module))
    draft = module.parse(data)
    if not draft.blocks:
        raise UnreadableArticleError("it holds no text")
    return Article(
        text=draft.text,
        blocks=draft.blocks,
        metadata=_metadata(draft, path),
        format=kind.name,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
        pages=draft.pages,
    )


def _read_bytes(path: Path, size_limit: int) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableArticleError("it is not a regular file")
        size = status.st_size
        data = b""
        if size <= size_limit:
            with path.open("rb") as file:
                # One byte more tells that the file has grown since.
                data = file.read(size_limit + 1)
            size = len(data)
        if size > size_limit:
            raise UnreadableArticleError(
                f"it has {size / 1e6:,.0f} MB, above the limit of {size_limit / 1e6:,.0f} MB"
            )
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise UnreadableArticleError(reason[:1].lower() + reason[1:]) from error
    if not data.strip():
        raise UnreadableArticleError("it is empty")
    return data


def _metadata(draft: Draft, path: Path) -> Metadata:
    """What the file states, sanitised; what it does not, guessed and named as guessed."""
    stated = draft.stated
    title, language = sanitise_line(stated.title), sanitise_line(stated.language)
    guessed: set[str] = set()
    date = stated.date
    if not title:
        title = _guess_title(draft) or sanitise_line(path.name)
        guessed.add("title")
    if date is None and (dated := _DATED_NAME.search(path.name)):
        date = parse_date(dated.group(1))
        guessed |= {"date"} if date else set()
    if not language:
        language = _main_language(draft)
        guessed |= {"language"} if language else set()
    return Metadata(
        title=title,
        authors=_lines(stated.authors),
        date=date,
        source=sanitise_line(stated.source),
        url=sanitise_line(stated.url),
        language=language,
        keywords=_lines(stated.keywords),
        guessed=frozenset(guessed),
    )


def _lines(stated: Iterable[str]) -> tuple[str, ...]:
    """What is stated, each on one line, nothing empty."""
    return tuple(line for line in map(sanitise_line, stated) if line)


def _guess_title(draft: Draft) -> str:
    """The title line, or the first sentence cut at a word."""
    for block in draft.blocks:
        body = sanitise_line(draft.text[block.start : block.end])
        if block.role is Role.HEADING:
            return body
        if block.role in (Role.BOILERPLATE, Role.COMMENT):
            continue
        stop = next(stops(body, 0, len(body), block.language), None)
        return _cut(body[: stop.end] if stop else body)
    return ""


def _cut(sentence: str) -> str:
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    return sentence[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _main_language(draft: Draft) -> str:
    weights: dict[str, int] = {}
    for block in draft.blocks:
        if block.language and block.role is not Role.COMMENT:
            weights[block.language] = weights.get(block.language, 0) + block.end - block.start
    return max(weights, key=weights.__getitem__, default="")
