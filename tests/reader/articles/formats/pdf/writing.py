"""A writer of small PDFs, for tests: text at places, in the fonts that every reader has.

Courier is used because all its characters are 0.6 of the size wide, so that tests can reckon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WIDTH, HEIGHT = 600, 800
PITCH = 0.6
"""Width of a character by the size."""
REGULAR, BOLD = "F1", "F2"
IMAGE = b"q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"
_FONTS = {REGULAR: "Courier", BOLD: "Courier-Bold"}


@dataclass(frozen=True)
class Text:
    """Some characters at a place, in points from the lower left corner of the page."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = REGULAR
    matrix: str = "1 0 0 1"
    mode: int = 0
    """Text rendering mode; 3 is without ink."""
    width: float = 1.0
    """By how much it is stretched."""
    spacing: float = 0.0
    """Points between its characters."""

    def drawn(self) -> bytes:
        """The operators that draw it."""
        escaped = self.text.translate({ord(c): f"\\{c}" for c in "\\()"}).encode("cp1252")
        state = f"{self.mode} Tr {100 * self.width:.4f} Tz {self.spacing / self.width:.4f} Tc"
        begin = f"BT /{self.font} {self.size} Tf {state} {self.matrix} {self.x} {self.y} Tm ("
        return begin.encode() + escaped + b") Tj ET\n"


def column(
    lines: Iterable[str],
    x: float = 60,
    y: float = 700,
    size: float = 10,
    leading: float = 12,
    font: str = REGULAR,
) -> list[Text]:
    """``lines`` one below the other; leading spaces are drawn as an indent."""
    return [
        Text(x + (len(line) - len(line.lstrip())) * PITCH * size, y - n * leading, line.lstrip(),
             size, font)
        for n, line in enumerate(lines)
        if line.strip()
    ]  # fmt: skip


def recognised(
    texts: Iterable[Text],
    sizes: Sequence[float] = (1.0,),
    baselines: Sequence[float] = (0.0,),
    slope: float = 0.0,
    mode: int = 3,
) -> list[Text]:
    """``texts`` as a scanner's software writes them: each word where it stands, without ink.

    The words keep their widths. Line by line the sizes are multiplied by ``sizes`` in turn, word by
    word ``baselines``, in points, are added in turn, and the page is turned by ``slope``.
    """
    words: list[Text] = []
    lines = list(texts)
    for number, line in enumerate(lines):
        factor = sizes[number % len(sizes)]
        for match in re.finditer(r"\S+", line.text):
            x = line.x + match.start() * PITCH * line.size
            y = line.y + slope * x + baselines[len(words) % len(baselines)]
            size = round(line.size * factor, 2)
            word = Text(round(x - slope * line.y, 2), round(y, 2), match.group() + " ", size)
            words.append(replace(word, mode=mode, width=1 / factor))
    return words


def in_two_objects(line: Text, spacing: float) -> list[Text]:
    """The words of ``line`` with letters ``spacing`` apart, the last an object with a space."""
    pitch = PITCH * line.size + spacing
    objects: list[Text] = []
    for match in re.finditer(r"\S+", line.text):
        word, x = match.group(), line.x + match.start() * pitch
        last = x + (len(word) - 1) * pitch
        if word[:-1]:
            objects.append(replace(line, x=x, text=word[:-1], spacing=spacing, mode=3))
        objects.append(replace(line, x=last, text=f"{word[-1]} ", spacing=spacing, mode=3))
    return objects


def content(texts: Iterable[Text]) -> bytes:
    """What draws ``texts``, in their order."""
    return b"".join(text.drawn() for text in texts)


def pdf(
    pages: Sequence[Sequence[Text] | bytes],
    *,
    info: Mapping[str, str] | None = None,
    catalog: str = "",
    page: str = "",
    trailer: str = "",
    kids: str | None = None,
) -> bytes:
    """A PDF of ``pages``, with further entries of its dictionaries as they are to stand there."""
    fonts = "".join(
        f"/{name} <</Type/Font/Subtype/Type1/BaseFont/{base}/Encoding <</Type/Encoding"
        "/BaseEncoding/WinAnsiEncoding/Differences[1/fi 2/fl]>>>>"
        for name, base in _FONTS.items()
    )
    stated = "".join(f"/{key} ({value})" for key, value in (info or {}).items())
    numbers = [4 + 2 * at for at in range(len(pages))]
    if kids is None:
        kids = " ".join(f"{number} 0 R" for number in numbers)
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R {catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        f"<<{stated}>>".encode("latin-1"),
    ]
    for number, drawn in zip(numbers, pages, strict=True):
        stream = drawn if isinstance(drawn, bytes) else content(drawn)
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]{page}"
            f"/Resources<</Font<<{fonts}>>>>/Contents {number + 1} 0 R>>".encode()
        )
        bodies.append(b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream")
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    end = f"trailer<</Size {len(bodies) + 1}/Root 1 0 R/Info 3 0 R {trailer}>>\n".encode()
    return data + head + table + end + b"startxref\n%d\n%%%%EOF\n" % len(data)


PASSWORD = f"/ID[<{'31' * 16}><{'31' * 16}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/Length 40/O <{'92' * 32}>/U <{'f5' * 32}>>>"  # noqa: E501
"""Trailer entries of a file whose password is not the empty one."""
