"""The one way from a file to an :class:`~reader.articles.model.Article`.

Bytes are read here and nowhere else. Each format is one module with a ``parse(data) -> Draft``; see
:mod:`reader.articles.formats`.
"""

from __future__ import annotations

import errno
import hashlib
import importlib
import os
import stat
from typing import TYPE_CHECKING, cast

from reader.articles import formats
from reader.articles.guessing import believable, guess
from reader.articles.limits import Limits
from reader.articles.metadata import settled
from reader.articles.model import Article
from reader.errors import FORBIDDEN, UnreadableArticleError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.articles.drafts import Draft
    from reader.articles.formats.known import FormatModule

"""The reason for a file that may not be read."""
_LONGEST, _MOST_QUOTED = 1_000_000, 20_000
"""Code points, and quotations, of one line: five hundred pages without a break. A million
code points of sentences take 4 s, twenty thousand quotations of one word 3 s."""
_QUOTING = '"“”„«»「」『』'
_TRIES = 3
"""How often a file that changes while it is read is read again."""


def read(path: Path, *, size_limit: int = Limits().size) -> Article:
    """Read the article in ``path``.

    Raises :class:`~reader.errors.UnreadableArticleError`, whose text is the reason alone (the
    caller knows the file), when the file cannot be had, is no text, or exceeds ``size_limit``
    bytes.
    """
    kind = formats.format_of(path)
    if kind is None:
        raise UnreadableArticleError(f"files of the kind {path.suffix} are not supported")
    data = _read_bytes(path, size_limit)
    kind = formats.format_in(data, kind)
    module = importlib.import_module(f"{formats.__name__}.{kind.module}")
    draft = cast("FormatModule", module).parse(data)
    if not draft.blocks:
        raise UnreadableArticleError("it holds no text")
    _refuse_floods(draft)
    return Article(
        text=draft.text,
        blocks=draft.blocks,
        metadata=settled(believable(draft), draft.guessed, guess(draft, path.name)),
        format=kind.name,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
        pages=draft.pages,
    )


def _refuse_floods(draft: Draft) -> None:
    """Raise for a line that nobody wrote, and in which finding names takes longer than 5 s."""
    for block in draft.blocks:
        span = block.start, block.end
        length = block.end - block.start
        if length <= 2 * _MOST_QUOTED or draft.text.find("\n", *span) >= 0:
            continue
        if length > _LONGEST:
            raise UnreadableArticleError(
                f"a line of it has more than {_LONGEST:,} characters; break it"
            )
        if sum(draft.text.count(mark, *span) for mark in _QUOTING) > 2 * _MOST_QUOTED:
            raise UnreadableArticleError(
                f"a line of it has more than {_MOST_QUOTED:,} quotations; break it"
            )


def _read_bytes(path: Path, size_limit: int) -> bytes:
    for _ in range(_TRIES):
        try:
            data, whole = _read_once(path, size_limit)
        except OSError as error:
            raise UnreadableArticleError(_reason(path, error)) from error
        if whole:
            break
    else:
        raise UnreadableArticleError("it changes while it is read; it is tried again next time")
    if not data.strip():
        raise UnreadableArticleError("it is empty")
    return data


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def _reason(path: Path, error: OSError) -> str:
    if error.errno == errno.EACCES:
        return FORBIDDEN
    if error.errno == errno.ELOOP:
        return "it is a link that leads back to itself"
    if error.errno in (errno.EISDIR, errno.ENXIO):
        return "it is not a regular file"
    if error.errno == errno.ENOENT and path.is_symlink():
        return "it is a link that leads nowhere"
    reason = error.strerror or "it cannot be read"
    return reason[:1].lower() + reason[1:]


def _read_once(path: Path, size_limit: int) -> tuple[bytes, bool]:
    """The file's bytes, and whether it was the same from the first to the last of them."""
    # What is a pipe by now must not keep us waiting for a writer.
    with open(path, "rb", opener=_without_waiting) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableArticleError("it is not a regular file")
        size, data = status.st_size, b""
        if size <= size_limit:
            # One byte more tells that the file has grown since.
            data = file.read(size_limit + 1) or b""
            size = len(data)
    if size > size_limit:
        raise UnreadableArticleError(
            f"it has {size / 1e6:,.0f} MB, above the limit of {size_limit / 1e6:,.0f} MB"
        )
    after = path.stat()
    return data, (after.st_mtime_ns, after.st_size) == (status.st_mtime_ns, size)
