"""Web archives and e-mail."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from reader.errors import UnreadableArticleError
from tests.reader.articles.formats.test_html import PAGE, PARAGRAPHS
from tests.reader.articles.looks import bodies

if TYPE_CHECKING:
    from tests.reader.articles.conftest import Read


def web_archive(page: str, charset: str = "utf-8", encoding: str = "quoted-printable") -> bytes:
    """A page and a picture, as browsers save them."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://post.example/archived"
    message["Subject"] = "A bridge too far"
    message["Date"] = "Wed, 25 Nov 2026 10:00:00 -0000"
    message.set_content(page, subtype="html", charset=charset, cte=encoding)
    message.add_related(b"\x89PNG...", "image", "png")
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_the_page_in_a_web_archive_is_read(article: Read, encoding: str) -> None:
    page = PAGE.replace('<link rel="canonical" href="https://post.example/bridge">', "")
    made = article(web_archive(page, encoding=encoding), "bridge.mhtml")
    assert [body for body in bodies(made) if body in PARAGRAPHS] == PARAGRAPHS
    assert made.format == "MHTML"
    assert made.metadata.url == "https://post.example/archived"
    assert made.metadata.date == datetime(2024, 3, 6, 4, 30, tzinfo=UTC)


def test_the_page_is_in_the_encoding_that_its_part_declares(article: Read) -> None:
    page = PAGE.replace("baker", "Bäcker")
    made = article(web_archive(page, "cp1252"), "bridge.mht")
    assert "a Bäcker, said" in made.text


def test_a_letter_has_subject_sender_and_date(article: Read) -> None:
    message = EmailMessage()
    message["From"] = "Ann Lee <ann@post.example>"
    message["Subject"] = "Die Brücke"
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 +0100"
    message.set_content("\n".join(PARAGRAPHS))
    message.add_alternative(f"<p>{PARAGRAPHS[0]}</p>", subtype="html")
    made = article(message.as_bytes(), "letter.eml")
    assert bodies(made) == PARAGRAPHS
    assert (made.metadata.title, made.metadata.authors) == ("Die Brücke", ("Ann Lee",))
    assert made.metadata.date == datetime(2024, 3, 5, 9, tzinfo=UTC)
    assert made.metadata.guessed == {"language"}


def test_a_letter_may_be_a_page_alone(article: Read) -> None:
    message = EmailMessage()
    message["Subject"] = "News"
    message.set_content(PAGE, subtype="html")
    made = article(message.as_bytes(), "letter.eml")
    assert [body for body in bodies(made) if body in PARAGRAPHS] == PARAGRAPHS


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"Subject: x\nContent-Type: image/png\n\nabc", "a.eml", "message without text"),
        (b"Subject: x\nContent-Type: image/png\n\nabc", "a.mhtml", "without a page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n", "a.mhtml",
         "without a page"),
    ],
)  # fmt: skip
def test_messages_without_text_are_refused(
    article: Read, content: bytes, name: str, reason: str
) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        article(content, name)


def test_boundaries_in_boundaries_are_survived(article: Read) -> None:
    deep = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)
    )
    with pytest.raises(UnreadableArticleError, match=r"damaged message|without"):
        article("Subject: x\n" + deep, "a.eml")
