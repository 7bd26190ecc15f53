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


def read_message(article: Read, message: EmailMessage) -> list[str]:
    return bodies(article(message.as_bytes(), "letter.eml"))


def test_all_parts_that_are_shown_are_read_and_no_attachment(article: Read) -> None:
    message = EmailMessage()
    message.set_content(PARAGRAPHS[0])
    message.add_attachment("An attachment.", filename="notes.txt")
    message.add_attachment(PARAGRAPHS[1], disposition="inline")
    assert read_message(article, message) == PARAGRAPHS[:2]


@pytest.mark.parametrize("plain", ["", " ", "Your program shows no pages."])
def test_a_stub_beside_a_page_is_not_the_letter(article: Read, plain: str) -> None:
    message = EmailMessage()
    message.set_content(plain)
    message.add_alternative(PAGE, subtype="html")
    assert [b for b in read_message(article, message) if b in PARAGRAPHS] == PARAGRAPHS


def test_a_forwarded_letter_is_part_of_the_letter(article: Read) -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content(PARAGRAPHS[1])
    outer.set_content(PARAGRAPHS[0])
    outer.add_attachment(inner)
    assert PARAGRAPHS[0] in read_message(article, outer)


def test_lines_that_flow_are_joined(article: Read) -> None:
    flowed = PARAGRAPHS[0].replace(" which", " \nwhich").replace(" lorries", " \nlorries")
    raw = f"Subject: x\nContent-Type: text/plain; format=flowed\n\n{flowed}\n{PARAGRAPHS[1]}\n"
    assert bodies(article(raw, "letter.eml")) == PARAGRAPHS[:2]


def test_headers_are_read_whatever_they_are_in(article: Read) -> None:
    raw = (
        b"From: =?utf-8?q?Ann_M=C3=BCller?= <a@x.example>, Bo Ek <b@x.example>\n"
        b"Subject: Gr\xfc\xdfe aus K\xf6ln, und viele sch\xf6ne Tage noch\n\nText of the letter.\n"
    )
    made = article(raw, "letter.eml").metadata
    assert made.authors == ("Ann Müller", "Bo Ek")
    assert made.title == "Grüße aus Köln, und viele schöne Tage noch"


def test_a_header_of_commas_costs_no_time(article: Read) -> None:
    made = article("From: " + "a," * 200_000 + "\nSubject: x\n\nText of the letter.", "letter.eml")
    assert made.metadata.title == "x"


def test_flowed_lines_end_where_paragraphs_and_quotations_do(article: Read) -> None:
    raw = (
        "Subject: x\nContent-Type: text/plain; format=flowed\n\nOne line of it goes \non here. \n\n"
        "Another, and then it ends. \n> quoted and \n> going on\nlast \n-- \nAnn"
    )
    text = article(raw, "letter.eml").text
    assert "One line of it goes on here." in text
    assert "> quoted and going on" in text
    assert "last -- " not in text
    assert "here. Another" not in text
    thinned = raw.replace("format=flowed", "format=flowed; delsp=yes").replace(
        "goes \non", "go \nes"
    )
    assert "One line of it goes here." in article(thinned, "letter.eml").text
