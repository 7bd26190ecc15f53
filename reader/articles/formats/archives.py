"""Zip archives from strangers: read in place, within bounds, and never unpacked to the disk.

Books and office documents are such archives. Invariant: no more than ``_LARGEST`` bytes come out
of one, whatever it claims; a name in it is looked up in it and nowhere else.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from reader.articles.formats.trees import parse_xml, xml_parser
from reader.errors import UnreadableArticleError

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST = 200_000_000
"""Bytes of parts read from one archive, unpacked; pictures are not read and do not count."""
_MANY = 50_000
"""Parts in one archive."""
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, KeyError, IndexError,
)  # fmt: skip
"""What :mod:`zipfile` raises for archives that are damaged, encrypted or not of this world."""


class Archive:
    """A zip archive that is being read."""

    def __init__(self, data: bytes, what: str) -> None:
        """``what`` names the format. Raises ``UnreadableArticleError`` for what is no archive."""
        self._what = what
        self._left = _LARGEST
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
            self._folded = {name.casefold(): name for name in sorted(self.names)}
        except _DAMAGE as error:
            raise UnreadableArticleError(f"it is a damaged {what} file") from error
        if len(self.names) > _MANY:
            raise UnreadableArticleError(f"it holds more than {_MANY:,} parts")

    def close(self) -> None:
        """Let go of the archive."""
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The part ``name``; raises ``UnreadableArticleError`` when it cannot be had."""
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                raise UnreadableArticleError("it is protected by a password")
            with self._zip.open(info) as part:
                content = part.read(self._left + 1)
        except _DAMAGE as error:
            raise UnreadableArticleError(f"it is a damaged {self._what} file") from error
        self._left -= len(content)
        if self._left < 0:
            raise UnreadableArticleError(f"it unpacks to more than {_LARGEST / 1e6:,.0f} MB")
        return content

    def xml(self, name: str) -> _Element:
        """The root of the XML in the part ``name``; see :func:`parse_xml`."""
        return parse_xml(self.read(name), self._what)

    def side_part(self, name: str) -> _Element | None:
        """The root of a part that the text does not need; None when it is not there or damaged."""
        try:
            return etree.fromstring(self.side_bytes(name), xml_parser(recover=True))
        except etree.XMLSyntaxError:
            return None

    def side_bytes(self, name: str) -> bytes:
        """The content of a part that the text does not need; empty when it cannot be had."""
        try:
            return self.read(name) if name in self.names else b""
        except UnreadableArticleError:
            return b""

    def meant(self, name: str) -> str:
        """The part that is meant by ``name``: by any case, with signs escaped or not; or empty."""
        for variant in (name, unquote(name), name.lstrip("/"), unquote(name).lstrip("/")):
            if variant in self.names:
                return variant
        return self._folded.get(unquote(name).lstrip("/").casefold(), "")

    def size_of(self, name: str) -> int:
        """Bytes that the part ``name`` says it has, unpacked."""
        return self._zip.getinfo(name).file_size


def within(base: str, reference: str) -> str:
    """The name of the part that ``reference``, found in the part ``base``, leads to.

    One that would lead out of the archive names no part.
    """
    path = reference.partition("#")[0].replace("\\", "/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
