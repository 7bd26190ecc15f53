"""Twice the file costs at most two and a half times as much to read, in every format."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from reader.articles.reading import read
from reader.errors import UnreadableArticleError
from tests.attacks.growth import excess
from tests.reader.articles.formats.archives import docx, epub, odt, paragraph
from tests.reader.articles.formats.pdf.writing import Text, pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIZE = 4_000
"""Bytes of the smallest file."""
LIMIT = 10**8
MARKDOWN = (
    "# x\n\n",
    "x\n=\n\n",
    "[",
    "![",
    "[[",
    "[a](",
    "[a][",
    "[a]: b\n\n",
    "`a ",
    "*a ",
    "*a_ ",
    "a**b",
    "<",
    "<a ",
    "<!--",
    "<a>",
    "</a>",
    "<![CDATA[",
    "&",
    "&a",
    "&amp;",
    "> ",
    ">",
    "- ",
    "- a\n",
    "* * ",
    "|a|b|\n",
    "---\n",
    "```\n",
    "[^a]: b\n\n",
    "\\",
    "a  \n",
    "<div>\n\n",
    "~~a",
    " ",
    "\n",
    "!",
    "- [ ] a\n",
    "![[a]]\n",
    "$a ",
    "#",
)
FRONT = (
    "a: b\n",
    "a: [",
    "a: {a: ",
    "a: &a b\n",
    'title: "',
    "--- \n",
    "# a\n",
    "a: ",
    ":",
    "? ",
    "a: ! ",
    "title: a\n  b\n",
    "author: a, ",
    "date: 1",
    "date: 1:",
    "tags: [a, ",
)
RST = (
    "x\n=\n\n",
    ".. note:: a\n\n",
    ".. ",
    "`a ",
    "``a ",
    "`a <",
    "a_ ",
    ":a:`",
    ":a:",
    "|a ",
    "*a ",
    "**a ",
    "[1]_ ",
    ":a: b\n",
    "* a\n",
    "::\n\n  a\n\n",
    "== ==\na  b\n",
    "=",
    "\\",
    "| a\n",
)
ORG = (
    "* x\n",
    "** TODO x :a:b:\n",
    "*",
    " :a",
    ":A:\n",
    "#+a: b\n",
    "#+begin_comment\n",
    "#+begin_src\n",
    "[[a][b]] ",
    "[[",
    "*a ",
    "=a ",
    "[fn:1] ",
    "[fn:",
    "- a\n",
    "|a|b|\n",
    "|- ",
    "# a\n",
    "<",
)
HTML = (
    "<p>a b c.</p>",
    "<p>a",
    "<h1>x</h1>",
    "<h2>x</h2><p>a b c.</p>",
    "<div>",
    "<div>a",
    "<b><i>",
    "<ul><li>a",
    "<table><tr><td>",
    "<td>a",
    "<blockquote>",
    "<br>",
    "<script>",
    "<style>a</style>",
    "<meta name=author content=b>",
    "<",
    "</",
    "<!--",
    "<![CDATA[",
    "&",
    "&#1",
    "<q>a</q> ",
    "<sup>1</sup> ",
    "<article><p>a b c d.</p></article>",
    "<pre>",
    "<font>",
    "“a ”",
    "&nbsp;",
    "a ",
)
HEADERS = (
    "X: b\n",
    "Subject: =?utf-8?q?a?= ",
    "Subject: =?",
    "From: a <b@c>, ",
    "From: (",
    "From: <",
    'From: "',
    "Date: (",
    "Content-Type: text/plain; a=b",
    "Content-Type: text/plain;;",
    "Content-Type: text/plain; a*0=b",
    "Content-Disposition: inline; a=b",
)
MIXED = 'Content-Type: multipart/mixed; boundary="b"'
BODIES = {
    "flowed lines": "Content-Type: text/plain; format=flowed\n\n{a \n}",
    "quoted signs": "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n{=}",
    "parts": f"{MIXED}\n\n{{--b\nContent-Type: text/plain\n\nThe text.\n}}",
    "pages": f"{MIXED}\n\n{{--b\nContent-Type: text/html\n\n<p>The text.\n}}",
    "parts in parts": '{Content-Type: multipart/mixed; boundary="b"\n\n--b\n}\nThe text.\n',
    "messages in messages": "{Content-Type: message/rfc822\n\n}\nThe text.\n",
    "quotations": "\n{> a\n}",
    "signatures": "\n{-- \n}",
}
BYTES = {
    "no encoding": b"\xff",
    "Latin": b"a\xe9 ",
    "Japanese": b"\x82\xa0",
    "Chinese": b"\xc4\xe3",
    "halves": b"\xc2",
    "escapes": b"\x1b$B",
    "wide": b"a\x00",
    "declarations": b"<meta charset=",
}
"""What a plain text may be made of, for the guessing of its encoding."""


def _over_and_over(unit: str, size: int) -> str:
    return unit * max(1, size // len(unit.encode()))


def _first_repeated(text: str, size: int) -> str:
    """``text`` with what it has between braces over and over."""
    before, _, rest = text.partition("{")
    unit, _, after = rest.partition("}")
    return before + _over_and_over(unit, size) + after


MAKERS: dict[str, tuple[str, Callable[[int], bytes]]] = {}
"""By what they are made of, the ending of a file and what makes it of a size."""


def _make(name: str, ending: str, of: Callable[[int], str | bytes]) -> None:
    def made(size: int) -> bytes:
        content = of(size)
        return content if isinstance(content, bytes) else content.encode()

    MAKERS[f"{ending[1:]} {name!r}"] = (ending, made)


def _in_paragraphs(unit: str, size: int) -> str:
    return _over_and_over(unit.strip() + "\n\n", size)


def _in_toml(unit: str, size: int) -> str:
    return f"+++\n{unit * (size // len(unit))}a=1\n+++\nA text."


def _in_front(unit: str, size: int) -> str:
    return f"---\ntitle: T\n{unit}{_over_and_over(unit, size)}\n---\n\nA.\n"


def _in_page(unit: str, size: int) -> str:
    return "<html><body>" + _over_and_over(unit, size)


def _in_header(header: str, size: int) -> str:
    name, _, unit = header.partition(": ")
    return f"MIME-Version: 1.0\n{name}: {_over_and_over(unit, size)}\n\nThe text.\n"


def _in_message(body: str, size: int) -> str:
    return "From: a\n" + _first_repeated(body, size)


def _of_bytes(unit: bytes, size: int) -> bytes:
    return unit * (size // len(unit))


for ending, units, way in (
    (".md", MARKDOWN, _over_and_over),
    (".rst", RST, _over_and_over),
    (".org", ORG, _over_and_over),
    (".html", HTML, _in_page),
    (".eml", HEADERS, _in_header),
):
    for unit in units:
        _make(unit, ending, partial(way, unit))
for unit in MARKDOWN:
    _make(f"{unit} in paragraphs", ".md", partial(_in_paragraphs, unit))
for unit in FRONT:
    _make(f"{unit} in front", ".md", partial(_in_front, unit))
for unit in ("a.", "[[a]]\n"):
    _make(f"{unit} in TOML", ".md", partial(_in_toml, unit))
for name, body in BODIES.items():
    _make(name, ".eml", partial(_in_message, body))
for name, sign in BYTES.items():
    _make(name, ".txt", partial(_of_bytes, sign))
_make("nested lists", ".md", lambda size: "".join(" " * n + "- a\n" for n in range(int(size**0.5))))
_make("quotations", ".md", lambda size: "".join(">" * n + " a\n" for n in range(int(size**0.5))))
_make("ticks", ".md", lambda size: " ".join("`" * n for n in range(int(size**0.5))))
_make(
    "references",
    ".md",
    lambda size: "".join(f"[a{n}]: b\n" for n in range(size // 10)) + "\n[a1] " * 9,
)
_make("chapters", ".epub", lambda size: epub({f"c{n}": "<p>A b.</p>" for n in range(size // 400)}))
_make("a chapter", ".epub", lambda size: epub({"c": _over_and_over("<h1>x</h1><p>A b.</p>", size)}))
_make("depth", ".epub", lambda size: epub({"c": "<b>" * (size // 7) + "a" + "</b>" * (size // 7)}))
_make("paragraphs", ".docx", lambda size: docx(paragraph("A b.") * (size // 40)))
_make("runs", ".docx", lambda size: docx(paragraph("<w:r><w:t>a</w:t></w:r>" * (size // 24))))
_make("paragraphs", ".odt", lambda size: odt("<text:p>A b.</text:p>" * (size // 22)))
_make(
    "spans",
    ".odt",
    lambda size: odt(
        "<text:p>"
        + "<text:span>" * (size // 24)
        + "a"
        + "</text:span>" * (size // 24)
        + "</text:p>"
    ),
)
_make(
    "lines",
    ".pdf",
    lambda size: pdf(
        [
            [Text(72, 720 - 12 * row, "A line of text that is here.") for row in range(50)]
            for _ in range(size // 3_000)
        ]
    ),
)
_make("one line", ".pdf", lambda size: pdf([[Text(72, 720, "A. " * (size // 60))]]))


def _read(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    try:
        read(file, size_limit=LIMIT)
    except UnreadableArticleError as error:
        assert str(error)  # noqa: PT017 - a refusal is as good as a text, if it gives a reason


@pytest.fixture(autouse=True)
def _warm(tmp_path: Path) -> None:
    """Have the parsers imported before anything is measured."""
    for ending, content in (
        (".html", b"<p>Yes, it is."),
        (".md", b"# Yes"),
        (".eml", b"A: b\n\nc"),
    ):
        _read(tmp_path / f"first{ending}", content)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_costs_what_it_is_long(tmp_path: Path, kind: str) -> None:
    ending, make = MAKERS[kind]
    file = tmp_path / f"article{ending}"
    assert not excess(make, lambda content: _read(file, content), SIZE)


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        (".html", "<p " + " ".join(f"a{n}=b" for n in range(100_000)) + ">A text.</p>"),
        (".xhtml", "<p " + " ".join(f'a{n}="<"' for n in range(100_000)) + ">A text.</p>"),
        (".html", "<p" + "".join(f'/a{n}"' for n in range(100_000)) + ">A text.</p>"),
    ],
)
def test_a_flood_of_attributes_is_refused(tmp_path: Path, ending: str, text: str) -> None:
    file = tmp_path / f"article{ending}"
    file.write_text(text)
    with pytest.raises(UnreadableArticleError, match="attributes"):
        read(file)


@pytest.mark.parametrize(
    ("ending", "unit"),
    [(".md", "# x\n\n"), (".org", "* x\n")],
)
def test_many_headings_cost_what_they_are(tmp_path: Path, ending: str, unit: str) -> None:
    file = tmp_path / f"article{ending}"
    assert not excess(lambda size: unit.encode() * size, lambda text: _read(file, text), 10_000)


def test_a_page_of_nothing_but_headings_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "article.html"
    file.write_text("<html><body>" + "<h1>x</h1>" * 50_000)
    with pytest.raises(UnreadableArticleError, match="more than 20,000 headings"):
        read(file)


def test_a_message_in_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "article.eml"
    file.write_text(_first_repeated(BODIES["pages"], 100_000))
    with pytest.raises(UnreadableArticleError, match="parts"):
        read(file)


def test_a_sender_in_a_thousand_brackets_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "article.eml"
    file.write_text("From: " + "(" * 1_500 + "\nSubject: Yes\n\nThe text.\n")
    assert read(file).metadata.title == "Yes"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("“Yes,” said Kim of Ostrand. " * 180_000, "more than 1,000,000 characters"),
        ("a b " * 1_250_000, "more than 1,000,000 characters"),
        ("«a »b " * 60_000, "more than 20,000 quotations"),
        ("“a ”" * 60_000, "more than 20,000 quotations"),
    ],
)
def test_a_line_that_nobody_wrote_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "article.txt"
    file.write_text(text)
    with pytest.raises(UnreadableArticleError, match=reason):
        read(file)
    file.write_text(text[: len(text) // 10])
    assert read(file).text
